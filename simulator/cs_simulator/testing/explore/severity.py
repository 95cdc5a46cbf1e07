"""How much of what happened the client has to cope with, decided from what acted in a run."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.rule import Rule

PATIENCE = 2
"""As many faulty answers in a row of one operation have to be coped with."""


class Severity(IntEnum):
    """What may be asked of a client, the most first."""

    TRANSIENT = 0
    """Whatever acted passes by itself: the client must succeed."""
    LASTING = 1
    """Something failed for good: the client may give up, but it ends, claims no success that
    there is not, and leaves nothing behind of which it knows."""
    OVERWHELMING = 2
    """An operation was answered wrongly too often in a row: the client may give up, and what it
    leaves behind is not its fault. It must still end, and make nothing twice."""


def severity_of(
    calls: Sequence[Mapping[str, Any]],
    decisions: Sequence[Mapping[str, Any]],
    source: Mapping[str, Any],
    *,
    patience: int = PATIENCE,
) -> Severity:
    """The severity of a run of a scenario.

    *calls* and *decisions* are those of the tenant, as ``tenant.calls.list()`` and
    ``tenant.decisions()`` give them.
    """
    if any(run > patience for run in _faulty_runs(calls)):
        return Severity.OVERWHELMING
    rules = {rule["id"]: build(Rule, rule) for rule in source.get("rules", ())}
    has_lasted = any(_has_lasted(made, rules) for made in decisions)
    return Severity.LASTING if has_lasted else Severity.TRANSIENT


def _faulty_runs(calls: Sequence[Mapping[str, Any]]) -> list[int]:
    """The longest run of faulty answers of each operation."""
    runs: dict[str, int] = {}
    longest: dict[str, int] = {}
    for call in calls:
        operation = call["operation"] or ""
        runs[operation] = runs.get(operation, 0) + 1 if _is_faulty(call) else 0
        longest[operation] = max(longest.get(operation, 0), runs[operation])
    return list(longest.values())


def _is_faulty(call: Mapping[str, Any]) -> bool:
    """Whether a rule has spoilt the answer of a call."""
    kinds = [fault.rpartition(":")[2] for fault in call["faults"]]
    return any(all_kinds()[kind].spoils_answer for kind in kinds)


def _has_lasted(decision: Mapping[str, Any], rules: Mapping[str, Rule]) -> bool:
    """Whether a rule acted, and what it acted on has failed for good."""
    rule = rules.get(decision["rule"])
    has_acted = decision["outcome"] == "fired"
    return has_acted and rule is not None and rule.then.is_lasting(rule.acts_in)
