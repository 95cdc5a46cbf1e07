"""What has happened: log lines, events, traces, decisions of rules, and calls. Only appended."""

from typing import NamedTuple

from cs_simulator.domain.records.kinds import (
    Count,
    Duration,
    Instant,
    LogLevel,
    Number,
    OptionalConsidered,
    Phase,
    Severity,
    Status,
    TraceKind,
)

LONGEST_ANSWER = 16_384
"""As many bytes of a call's answer are kept, which people read: lists may be much longer."""


class LogLine(NamedTuple):
    """A line of a cluster's log.

    Levels are those of logrus, which the service writes into its answers (Alibaba Cloud API
    reference, DescribeClusterLogs, ``log_level``): 2 error, 3 warning, 4 information.
    """

    serial: int
    cluster: Count
    """The cluster's serial."""
    created: Instant
    level: LogLevel
    text: str


class Event(NamedTuple):
    """Something that has happened to a cluster, as the service lists it."""

    serial: int
    cluster: Count
    """The cluster's serial."""
    cluster_id: str
    task_id: str
    time: Instant
    type: str
    level: Severity
    reason: str
    message: str
    region_id: str = ""
    """The region of the cluster; empty in an event of an older release."""


class Trace(NamedTuple):
    """Something that the simulator has done: ended a step, changed a cluster's or a group's state.

    For a step, ``name`` is its stage and ``outcome`` is ``done``, ``failed`` or ``canceled``; for a
    state, ``name`` is the new one and ``outcome`` the old. Of pods, ``name`` is ``lost``,
    ``evicted`` or ``moved``, and ``outcome`` names some of them.
    """

    serial: int
    kind: TraceKind
    """``step``, ``state`` of a cluster, ``group_state``, or ``pods`` of its Kubernetes API."""
    cluster_id: str
    task_id: str
    instance_id: str
    name: str
    started: Instant
    ended: Instant
    outcome: str
    group_id: str = ""
    """The group of nodes that the task is about; empty for the cluster."""


class Decision(NamedTuple):
    """A rule that matched a call, a step or a pod: which, what it drew, and whether it fired."""

    serial: int
    at: Instant
    rule: str
    phase: Phase
    kind: str
    operation: str
    stage: str
    cluster: str
    """The cluster's name."""
    cluster_id: str
    task_id: str
    instance_id: str
    request_id: str
    matched: Count
    """How often the rule has matched, this time included."""
    draw: Number
    """The number drawn; empty for a rule without a probability."""
    outcome: str
    """``fired``, or the reason why it did not."""
    pod: str = ""
    """``namespace/name`` of the pod; empty for a call and for a step."""


class CallEntry(NamedTuple):
    """One call of the journal. Secrets are replaced before an entry is made.

    ``serial`` counts the tenant's calls; ``at`` is virtual, ``received`` real time; ``duration``
    is in microseconds, without the wait for the commit.
    """

    serial: int
    request_id: str
    at: Instant
    received: Instant
    duration: Duration
    operation: str
    method: str
    target: str
    body: str
    status: Status
    code: str
    answer: str
    cluster_id: str
    task_id: str
    unread: str
    """What nothing read: fields by name, keys of the query as ``?key``, separated by one blank."""
    faults: str = ""
    """The rules that acted on the call, each with its kind: ``id:kind``, separated by one blank."""
    retry_after: Count = 0
    """The seconds of the answer's ``Retry-After`` header; 0 without one."""
    considered: OptionalConsidered = ""
    """JSON: why rules of the scenario did not act, for ``explain``, and what those that did made of
    the answer; empty without a scenario, ``null`` in an entry of an older release."""
    region_id: str = ""
    """The region that the call is about; empty in an entry of an older release."""
    user_agent: str = ""
    """The beginning of the header ``User-Agent``; empty in an entry of an older release."""
