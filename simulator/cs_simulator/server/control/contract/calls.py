"""``calls`` and ``decisions``: the journal, and which rules acted on it."""

from typing import Any, TypedDict

from cs_simulator.server.control.contract.endpoint import Endpoint, Scope
from cs_simulator.server.control.contract.values import Instant


class CallHead(TypedDict):
    """A call of the journal without its body and its answer, as long lists show it."""

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
    status: int
    """The HTTP status; 0 if there was no answer."""
    code: str | None
    """The error code; null for a call that succeeded."""
    cluster_id: str | None
    task_id: str | None
    unread: list[str]
    """Fields of the body that nothing read, and keys of the query, as ``?key``."""
    faults: list[str]
    """The rules that acted, each as ``id:kind``."""
    region_id: str | None
    """The region that it is about; null where an older release made the entry."""
    user_agent: str | None
    """The beginning of the header ``User-Agent``; null without one, and in an entry that an older
    release made."""


class Committed(TypedDict):
    """What an operation did and answered, where a rule had the caller get something else."""

    is_done: bool
    """False where nothing was kept: a rule answered in its place, or undid its work."""
    status: int
    """0 where the operation was not run."""
    code: str | None
    answer: Any


class Sent(TypedDict):
    """How the answer was sent, where a rule of transport had a part in it."""

    how: str
    """``reset``, ``empty``, ``hang``, ``truncate``, ``malformed``, ``slow`` and others."""
    bytes: int
    """How many bytes of the answer's body were sent."""
    content_type: str
    part: str | None
    """What was sent of the body; null where that is all of it."""


class Call(CallHead):
    """A call of the journal."""

    body: Any
    """As JSON where it is; secrets are replaced."""
    answer: Any
    committed: Committed | None
    """What the operation answered, where that is not what the caller got."""
    sent: Sent | None
    """How the answer was sent, where that was not as usual."""


class CallList(TypedDict):
    """The calls of one page, oldest first."""

    total: int
    """How many were chosen, on all pages."""
    position: int
    """How many of those that were chosen are older than the first of the page."""
    dropped: int
    """How many older calls the journal had and has no longer, since it may not have more."""
    calls: list[Call]


class CallHeadList(TypedDict):
    """The calls of one page without their bodies and answers, oldest first."""

    total: int
    """How many were chosen, on all pages."""
    position: int
    """How many of those that were chosen are older than the first of the page."""
    dropped: int
    """How many older calls the journal had and has no longer, since it may not have more."""
    calls: list[CallHead]


class CallCount(TypedDict):
    """How many calls were chosen."""

    total: int
    dropped: int
    """How many older calls the journal had and has no longer, since it may not have more."""
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
    pod: str | None
    """``namespace/name``, where the rule matched a pod."""


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
CALL_FILTERS = (
    "operation",
    "method",
    "path",
    "status",
    "code",
    "cluster",
    "user_agent",
    "since",
    "until",
)
_CHOICE = (*CALL_FILTERS, "fault")
CALL_PAGE = ("after", "before", "skip", "limit")
DECISION_FILTERS = (
    "rule", "phase", "kind", "operation", "stage", "cluster", "pod", "outcome", "request_id",
)  # fmt: skip

LIST_CALLS = Endpoint("GET", "calls", Scope.TENANT, answers=CallList, query=(*_CHOICE, *CALL_PAGE))
LIST_CALL_HEADS = Endpoint(
    "GET", "calls/heads", Scope.TENANT, answers=CallHeadList, query=(*_CHOICE, *CALL_PAGE)
)
CLEAR_CALLS = Endpoint("DELETE", "calls", Scope.TENANT, answers=ClearedCalls)
COUNT_CALLS = Endpoint("GET", "calls/count", Scope.TENANT, answers=CallCount, query=_CHOICE)
EXPORT_CALLS = Endpoint(
    "GET",
    "calls/export",
    Scope.TENANT,
    answers=bytes,
    media_type=JSON_LINES,
    query=(*_CHOICE, "format"),
)
VERIFY_CALLS = Endpoint("POST", "calls/verify", Scope.TENANT, answers=Verdicts, body=Expectations)
EXPLAIN_CALL = Endpoint("GET", "calls/{request_id}/explain", Scope.TENANT, answers=Explanation)
LIST_DECISIONS = Endpoint(
    "GET", "decisions", Scope.TENANT, answers=DecisionList, query=(*DECISION_FILTERS, "limit")
)
