"""The result of one run of a scenario's script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cs_simulator.domain.records import (
    CallEntry,
    Cluster,
    Decision,
    Event,
    LogLine,
    Node,
    NodeGroup,
    Step,
    Task,
    Trace,
)
from cs_simulator.runs.idle_rules import IdleRule
from cs_simulator.scenarios.expectations.verdict import Verdict


class ScriptStepResult(NamedTuple):
    """A call, a wait or a check of the script, with its result."""

    number: int
    """The step's number in the script, from 1."""
    at: int
    text: str
    status: int | None = None
    """The status of the answer; 0 for a connection that broke, ``None`` without a call."""
    code: str = ""
    rules: tuple[str, ...] = ()
    """The rules that acted on the call, each with its kind: ``id:kind``."""
    problem: str = ""
    """How the result differs from what was expected; empty if it does not."""
    is_expected: bool = False
    """Whether the step says how its call is answered."""
    is_check: bool = False
    request_id: str = ""
    """The request id of the call in the journal; empty if no call was made."""


class RunHistory(NamedTuple):
    """What the tenant recorded during the run, in the order in which it happened."""

    calls: Sequence[CallEntry]
    traces: Sequence[Trace]
    decisions: Sequence[Decision]
    """The decisions of rules that fired."""
    events: Sequence[Event]
    log: Sequence[LogLine]


class RunResources(NamedTuple):
    """What the history mentions, each as it was last; what is gone is among it."""

    clusters: Mapping[str, Cluster]
    """By cluster id."""
    groups: Mapping[str, NodeGroup]
    """By group id."""
    nodes: Mapping[str, Node]
    """By instance id."""
    tasks: Sequence[Task]
    open_steps: Sequence[Step]
    """The steps that had not ended when the run did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptRun:
    """One run of a script."""

    name: str
    description: str
    seed: int
    began: int
    ended: int
    source: Mapping[str, Any]
    """The scenario as JSON, with everything that it includes."""
    steps: Sequence[ScriptStepResult]
    history: RunHistory
    resources: RunResources
    verdicts: Sequence[tuple[dict[str, Any], Verdict]]
    """The scenario's expectations, each with its verdict."""
    idle_rules: Sequence[IdleRule] = ()
    """The rules that never acted, if the script came to its end."""
    problem: str = ""
    """Why the run is no good as a whole; empty if it is."""

    @property
    def failures(self) -> list[str]:
        """Everything that was not as expected, with an explanation."""
        found = [
            f"script step {step.number}: {step.text}: {step.problem}"
            for step in self.steps
            if step.problem
        ]
        found += [
            f"expect {number}: {verdict.reason}"
            for number, (_, verdict) in enumerate(self.verdicts, 1)
            if not verdict.passed
        ]
        return found + ([self.problem] if self.problem else [])

    @property
    def passed(self) -> bool:
        """Whether everything was as the file expects."""
        return not self.failures
