"""From a declared scenario to the rules that the engine evaluates."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import orjson

from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules.compiled import CompiledRule, CompiledRules
from cs_simulator.scenarios.rules.conditions import When
from cs_simulator.scenarios.rules.matching import tests_of
from cs_simulator.scenarios.rules.patterns import is_name
from cs_simulator.scenarios.scenario import Scenario


@lru_cache(maxsize=64)
def compiled(text: str) -> CompiledRules:
    """The rules of a scenario's JSON: equal texts share them, since they hold no state."""
    return compile_rules(build(Scenario, orjson.loads(text)))


def compile_rules(scenario: Scenario) -> CompiledRules:
    """The rules of a scenario, with its durations and its seed."""
    durations = {
        (operation, stage): takes
        for operation, stages in scenario.durations.items()
        for stage, takes in stages.items()
    }
    rules = [_compile(position, rule) for position, rule in enumerate(scenario.rules)]
    return CompiledRules(rules, durations, scenario.seed)


def _with_implied(when: When, implied: Mapping[str, Any]) -> When:
    """The conditions of a rule, with those that its kind implies where it says nothing else."""
    added = {name: globs for name, globs in implied.items() if getattr(when, name) is None}
    return replace(when, **added) if added else when


def _compile(position: int, rule: Rule) -> CompiledRule:
    fault = rule.then
    when = _with_implied(rule.when, fault.implies)
    names = when.cluster or ()
    is_literal = all(map(is_name, names))
    return CompiledRule(
        position=position,
        id=rule.id,
        phase=rule.acts_in,
        kind=fault.kind(),
        operations=when.operation,
        stages=when.stage,
        names=tuple(dict.fromkeys(names)) if is_literal else (),
        tests=tests_of(when),
        selection=rule.select,
        firing=rule.fire,
        fault=fault,
        ttl=rule.ttl,
        enabled=rule.enabled,
        images=when.image or (),
    )
