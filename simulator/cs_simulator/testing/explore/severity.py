"""How much of what happened the client has to cope with, decided from what acted in a run."""

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Any

from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.rule import Rule

Json = Mapping[str, Any]

PATIENCE = 2
"""As many faulty answers in a row of one operation have to be coped with."""

_REFUSALS = range(400, 500)
_TOO_MANY = 429
_FAILED = frozenset({"failed", "delete_failed", "fail"})


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
    calls: Sequence[Json], decisions: Sequence[Json], source: Json, *, patience: int = PATIENCE
) -> Severity:
    """The severity of a run of a scenario.

    *calls* and *decisions* are those of the tenant, as ``tenant.calls.list()`` and
    ``tenant.decisions()`` give them; *source* is the scenario as a JSON object.
    """
    if any(run > patience for run in _faulty_runs(calls)):
        return Severity.OVERWHELMING
    rules = {rule["id"]: build(Rule, rule) for rule in _rules_of(source)}
    fired = (decision for decision in decisions if decision["outcome"] == "fired")
    if any(_is_lasting(decision, rules) for decision in fired):
        return Severity.LASTING
    return Severity.LASTING if _fails_by_itself(source, calls) else Severity.TRANSIENT


def _faulty_runs(calls: Sequence[Json]) -> list[int]:
    """The longest run of faulty answers of each operation."""
    runs: dict[str, int] = {}
    longest: dict[str, int] = {}
    for call in calls:
        operation = call["operation"] or ""
        runs[operation] = runs.get(operation, 0) + 1 if _is_faulty(call) else 0
        longest[operation] = max(longest.get(operation, 0), runs[operation])
    return list(longest.values())


def _is_faulty(call: Json) -> bool:
    """Whether a rule has spoilt the answer of a call."""
    kinds = [fault.rpartition(":")[2] for fault in call["faults"]]
    return any(all_kinds()[kind].spoils_answer for kind in kinds)


# ---- what lasts


def _rules_of(source: Json) -> Iterator[Json]:
    """The rules of a scenario, and of those that its timeline loads."""
    yield from source.get("rules", ())
    for action in source.get("timeline", ()):
        if isinstance(action.get("scenario"), Mapping):
            yield from _rules_of(action["scenario"])


def _is_lasting(decision: Json, rules: Mapping[str, Rule]) -> bool:
    """Whether what a rule acted on has failed for good; one that is not known is thought to."""
    rule = rules.get(decision["rule"])
    return rule is None or rule.then.is_lasting(rule.acts_in)


def _fails_by_itself(source: Json, calls: Sequence[Json]) -> bool:
    """Whether something was refused or failed without a rule: by fixtures or by the timeline."""
    has_cause = source.get("fixtures") or source.get("timeline")
    return bool(has_cause) and any(
        _is_refused(call) or _has_failed(call["answer"]) for call in calls
    )


def _is_refused(call: Json) -> bool:
    return not call["faults"] and call["status"] in _REFUSALS and call["status"] != _TOO_MANY


def _has_failed(answer: Any) -> bool:
    """Whether an answer shows the state of something that has failed."""
    if isinstance(answer, dict):
        return answer.get("state") in _FAILED or any(map(_has_failed, answer.values()))
    return isinstance(answer, list) and any(map(_has_failed, answer))
