"""``calls`` and ``decisions``: the journal, and which rules acted on it."""

from typing import Any, TypedDict

from cs_simulator.server.control.contract.endpoint import Endpoint
from cs_simulator.server.control.contract.values import Instant


class Call(TypedDict):
    """A call of the journal."""

    number: int
    """Counts the tenant's calls, from 1."""
    request_id: str
    time: Instant
    """Virtual time."""
    received: Instant
    """Real time."""
    microseconds: int
    """Real time that the answer took, without the wait for the store."""
    operation: str | None
    method: str
    path: str
    body: Any
    """As JSON where it is; secrets are replaced."""
    status: int
    """The HTTP status; 0 if there was no answer."""
    code: str | None
    """The error code; null for a call that succeeded."""
    answer: Any
    cluster_id: str | None
    task_id: str | None
    unread: list[str]
    """Fields of the body that nothing read."""
    faults: list[str]
    """The rules that acted, each as ``id:kind``."""
    region_id: str | None
    """The region that it is about; null where an older release made the entry."""


class CallList(TypedDict):
    """The last calls that were chosen, oldest first."""

    total: int
    """How many were chosen, before ``limit``."""
    calls: list[Call]


class CallCount(TypedDict):
    """How many calls were chosen."""

    total: int
    operations: dict[str, dict[str, int]]
    """By operation and code; ``OK`` for those that succeeded."""


class ClearedCalls(TypedDict):
    """How many calls were deleted."""

    cleared: int


class Verdict(TypedDict):
    """Whether an expectation was met."""

    expectation: dict[str, Any]
    passed: bool
    reason: str | None
    """Why it was not met."""
    calls: list[Call]
    """The calls that prove it."""


class Verdicts(TypedDict):
    """Whether all expectations were met."""

    passed: bool
    verdicts: list[Verdict]


class Decision(TypedDict):
    """A rule that matched, and whether it acted."""

    at: Instant
    rule: str
    phase: str
    kind: str
    operation: str
    stage: str | None
    cluster: str | None
    """The cluster's name."""
    cluster_id: str | None
    task_id: str | None
    instance_id: str | None
    request_id: str | None
    matched: int
    """How often the rule matched, this time included."""
    draw: float | None
    """The number drawn, where the rule has a probability."""
    outcome: str
    """``fired``, or why not."""


class DecisionList(TypedDict):
    """The last decisions that were chosen, oldest first."""

    total: int
    decisions: list[Decision]


class UnmatchedRule(TypedDict):
    """A rule in force that did not match a call."""

    rule: str
    phase: str
    kind: str
    reason: str


class Explanation(TypedDict):
    """What the rules in force made of a call."""

    call: Call
    decisions: list[Decision]
    not_matched: list[UnmatchedRule]


class Expectations(TypedDict):
    """What to check the calls against."""

    expectations: list[Any]


JSON_LINES = "application/jsonl"
CALL_FILTERS = ("operation", "method", "path", "status", "code", "cluster", "since", "until")
DECISION_FILTERS = (
    "rule", "phase", "kind", "operation", "stage", "cluster", "outcome", "request_id",
)  # fmt: skip

LIST_CALLS = Endpoint("GET", "calls", answers=CallList, query=(*CALL_FILTERS, "limit"))
CLEAR_CALLS = Endpoint("DELETE", "calls", answers=ClearedCalls)
COUNT_CALLS = Endpoint("GET", "calls/count", answers=CallCount, query=CALL_FILTERS)
EXPORT_CALLS = Endpoint(
    "GET", "calls/export", answers=bytes, media_type=JSON_LINES, query=(*CALL_FILTERS, "format")
)
VERIFY_CALLS = Endpoint("POST", "calls/verify", answers=Verdicts, body=Expectations)
EXPLAIN_CALL = Endpoint("GET", "calls/{request_id}/explain", answers=Explanation)
LIST_DECISIONS = Endpoint(
    "GET", "decisions", answers=DecisionList, query=(*DECISION_FILTERS, "limit")
)
