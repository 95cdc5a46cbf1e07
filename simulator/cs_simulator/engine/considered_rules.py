"""Which rules of a scenario were considered for a call, and why the others were not.

What is only known while the call is made is noted then, and stored with the journal's entry: the
phases that the call reached, and the condition by which a rule failed. A rule for another
operation, or for a cluster of another name, is never evaluated and costs nothing: why it did not
match follows from the entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson

from cs_simulator.domain.records import CallEntry, Decision
from cs_simulator.domain.records.kinds import CommittedAnswer, Sending
from cs_simulator.engine.fault_decisions import DISABLED, FIRED, TTL, Fired
from cs_simulator.scenarios.rules.compiled import CompiledRule
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.vocabulary import CLUSTER_API, names_operation


@dataclass(slots=True)
class ConsideredRules:
    """What is noted of the rules while a call is made."""

    fired: list[Fired] = field(default_factory=list)
    """The rules that acted, in order."""
    phases: list[Phase] = field(default_factory=list)
    """The phases that the call reached, in order."""
    unmet: dict[str, str] = field(default_factory=dict)
    """By the id of a rule that was evaluated: the first of its conditions that was not met."""
    cluster: str | None = None
    """The name of the call's cluster, if rules were looked up by it; empty if it has none."""
    committed: CommittedAnswer | None = None
    """What the operation answered, if that is not what the caller gets."""
    sent: Sending | None = None
    """How the answer is sent, if that is not as usual."""

    def as_json(self) -> str:
        """The text that the journal stores; ``fired`` is stored as decisions."""
        kept: dict[str, object] = {
            "phases": self.phases, "unmet": self.unmet, "cluster": self.cluster,
        }  # fmt: skip
        if self.committed is not None:
            kept["committed"] = self.committed
        if self.sent is not None:
            kept["sent"] = self.sent
        return orjson.dumps(kept).decode()


def not_matched(
    rules: Iterable[tuple[CompiledRule, int]], call: CallEntry, decisions: Iterable[Decision]
) -> list[tuple[CompiledRule, str]]:
    """The rules in force that made no decision about a call, each with the reason.

    *rules* come with the instant since which each is in force, *decisions* are those of the call.
    """
    decided = list(decisions)
    ids = {decision.rule for decision in decided}
    reason = _Explanation(call, decided)
    return [(rule, reason(rule, since)) for rule, since in rules if rule.id not in ids]


class _Explanation:
    """Finds the reason why a rule made no decision about one call."""

    def __init__(self, call: CallEntry, decisions: Iterable[Decision]) -> None:
        self._call = call
        self._noted: dict[str, Any] | None = orjson.loads(call.considered or "{}")
        self._acted = {
            decision.phase: decision.rule for decision in decisions if decision.outcome == FIRED
        }

    def __call__(self, rule: CompiledRule, since: int) -> str:
        noted = self._noted
        if rule.phase == "provision":
            return "it acts on the steps of tasks, not on calls"
        if rule.phase == "pod":
            return "it acts on the stages of pods, not on calls"
        if noted is None:
            return "not recorded: an older release made the entry of this call"
        if not noted:
            return "no scenario was in force when the call was made"
        if since > self._call.at:
            return _CAME_LATER
        return (
            _other_subject(rule, self._call.operation, noted.get("cluster"))
            or _unmet(noted.get("unmet", {}).get(rule.id))
            or self._not_reached(rule, noted.get("phases", []))
        )

    def _not_reached(self, rule: CompiledRule, phases: list[str]) -> str:
        if rule.phase not in phases:
            return "the call never came to its phase"
        if rule.phase in self._acted:
            return f"a rule before it ({self._acted[rule.phase]}) acted"
        return _CAME_LATER


_CAME_LATER = "it came into force after the call"


def _other_subject(rule: CompiledRule, operation: str, cluster: str | None) -> str:
    """Why the rule is not about calls of the operation and the cluster; empty if it is."""
    if not names_operation(rule.operations, operation):
        if operation.startswith(CLUSTER_API) and not rule.operations:
            return f"operation is {operation}, and rules are about such only where they name them"
        return f"operation is {operation or 'none'}, not {' or '.join(rule.operations or ())}"
    if rule.stages is not None:
        return "it is about a stage of a task, and calls have none"
    if cluster is not None and rule.names and cluster not in rule.names:
        return f"cluster is {cluster or 'none'}, not {' or '.join(rule.names)}"
    return ""


def _unmet(condition: str | None) -> str:
    if condition == TTL:
        return "its ttl was over"
    if condition == DISABLED:
        return "it was switched off"
    return f"{condition} did not match" if condition else ""
