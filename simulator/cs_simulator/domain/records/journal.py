"""What happened: log lines, events, traces, decisions of rules, and calls. Only ever appended."""

from typing import NamedTuple


class LogLine(NamedTuple):
    """A line of a cluster's log. Levels: 2 error, 3 warning, 4 information (reference §4.1)."""

    serial: int
    cluster: int
    """The cluster's serial."""
    created: int
    level: int
    text: str


class Event(NamedTuple):
    """Something that happened to a cluster, as the service's event list tells it."""

    serial: int
    cluster: int
    """The cluster's serial."""
    cluster_id: str
    task_id: str
    time: int
    type: str
    level: str
    reason: str
    message: str


class Trace(NamedTuple):
    """Something that the simulator did inside: a step that came to its end, a state that changed.

    For a step, ``name`` is its stage and ``outcome`` is ``done``, ``failed`` or ``canceled``; for a
    state, ``name`` is the new one and ``outcome`` the old.
    """

    serial: int
    kind: str
    """``step`` or ``state``."""
    cluster_id: str
    task_id: str
    instance_id: str
    name: str
    started: int
    ended: int
    outcome: str


class Decision(NamedTuple):
    """A rule that was meant: what it was asked about, what it drew, and what came of it."""

    serial: int
    at: int
    rule: str
    phase: str
    kind: str
    operation: str
    stage: str
    cluster: str
    """The cluster's name."""
    cluster_id: str
    task_id: str
    instance_id: str
    request_id: str
    matched: int
    """How often the rule was meant, this time included."""
    draw: str
    """The number drawn, where the rule has a probability."""
    outcome: str
    """``fired``, or why not."""


class CallEntry(NamedTuple):
    """One call of the journal. Secrets were replaced before it was made.

    ``serial`` counts the tenant's calls; ``at`` is virtual, ``received`` real time; ``duration``
    is in microseconds, without the wait for the store.
    """

    serial: int
    request_id: str
    at: int
    received: int
    duration: int
    operation: str
    method: str
    target: str
    body: str
    status: int
    code: str
    answer: str
    cluster_id: str
    task_id: str
    unread: str
    """Names of the fields that nothing read, separated by one blank."""
    faults: str = ""
    """The rules that acted on the call, each with its kind: ``id:kind``, separated by one blank."""
    retry_after: int = 0
    """After how many seconds the caller was told to come back; 0 for nothing told."""
    considered: str = ""
    """JSON: what is noted of the scenario's rules that did not act, for ``explain``; empty without
    a scenario, ``null`` where an older release made the entry."""
