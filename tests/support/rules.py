"""Rules as the engine evaluates them, compiled from what a file would say."""

from cs_simulator.domain.instants import HOUR, MINUTE
from cs_simulator.domain.randomness import DerivedRandom, derive
from cs_simulator.scenarios import compiler
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.rules.compiled import CompiledRule, CompiledRules
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.rules.matching import MatchContext, unmet_condition
from cs_simulator.scenarios.scenario import Scenario

A_CALL = MatchContext(now=0, operation="CreateCluster")


def compiled(*rules: dict[str, object]) -> CompiledRules:
    """The rules of a scenario that has these; each may leave out ``id`` and ``then``."""
    numbered = [{"id": f"r{number}", "then": "outage"} | rule for number, rule in enumerate(rules)]
    head = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "x"}}
    source = head | {"rules": numbered}
    return compiler.compile_rules(build(Scenario, source))


def a_rule(**rule: object) -> CompiledRule:
    """One compiled rule."""
    (found,) = compiled(rule).all
    return found


def matched(rules: CompiledRules, phase: Phase, context: MatchContext) -> list[str]:
    """The ids of the rules that match in that phase, in their order."""
    candidates = rules.candidates_for(phase, context)
    return [rule.id for rule in candidates if not unmet_condition(rule.tests, context)]


def at(hours: int, minutes: int = 0) -> int:
    """An instant at that time of some day, in UTC."""
    return 400 * 24 * HOUR + hours * HOUR + minutes * MINUTE


def random_for(*names: object) -> DerivedRandom:
    """Derived randomness of a fixed seed."""
    return derive(7, *names)
