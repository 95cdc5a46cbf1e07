"""The rules of a scenario that did nothing in a run of its script, each with the reason."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cs_simulator.domain.records import Decision
from cs_simulator.engine.fault_decisions import FIRED
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules.pods import KEYS
from cs_simulator.scenarios.rules.rule_watch import RuleWatch


class IdleRule(NamedTuple):
    """A rule that never acted."""

    rule: str
    reason: str


def idle_rules(
    rules: Iterable[Rule], watch: RuleWatch, decisions: Sequence[Decision]
) -> Iterator[IdleRule]:
    """The rules that never acted; *decisions* are all of the run."""
    acted = {decision.rule for decision in decisions if decision.outcome == FIRED}
    outcomes: dict[str, list[str]] = {}
    for decision in decisions:
        outcomes.setdefault(decision.rule, []).append(decision.outcome)
    for rule in rules:
        if rule.id in acted:
            continue
        if rule.id in outcomes:
            found = outcomes[rule.id]
            yield IdleRule(rule.id, f"matched {_times(len(found))} and never acted: {found[-1]}")
        elif not rule.enabled:
            yield IdleRule(rule.id, "is switched off")
        elif count := watch.times(rule.id):
            unmet = watch.unmet(rule.id)
            reason = f"was considered {_times(count)} and never matched: its {unmet} did not fit"
            yield IdleRule(rule.id, reason)
        else:
            yield IdleRule(rule.id, f"was never considered: {_awaited(rule)}")


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _awaited(rule: Rule) -> str:
    """What never came to the rule, or was taken by a rule before it."""
    what = {"provision": "step", "pod": "stage of a pod"}.get(rule.acts_in, "call")
    said = [
        f"{key} {' or '.join(value)}"
        for key in ("operation", "stage", "cluster", *KEYS)
        if isinstance(value := rule.condition.get(key), tuple)
    ]
    about = f" with {', '.join(said)}" if said else ""
    return f"no {what}{about} came to phase {rule.acts_in} before another rule acted on it"
