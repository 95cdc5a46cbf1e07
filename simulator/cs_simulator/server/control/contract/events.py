"""``events``: the data of each kind of server-sent event."""

from typing import Literal, TypedDict

from cs_simulator.server.control.contract.calls import Call
from cs_simulator.server.control.contract.clock import Clock
from cs_simulator.server.control.contract.endpoint import Endpoint, Scope
from cs_simulator.server.control.contract.tasks import Step
from cs_simulator.server.control.contract.values import Instant


class LogLine(TypedDict):
    """A line of a cluster's log."""

    time: Instant
    cluster_id: str | None
    """Null for a cluster that is gone."""
    level: int
    """2 error, 3 warning, 4 information."""
    text: str


class ServiceEvent(TypedDict):
    """An event of the service's own list."""

    time: Instant
    cluster_id: str
    task_id: str | None
    type: str
    level: str
    reason: str
    message: str


class EndedStep(Step):
    """A step that has ended."""

    time: Instant
    cluster_id: str
    task_id: str


class StateChange(TypedDict):
    """The new state of a cluster, or of one group of its nodes."""

    time: Instant
    cluster_id: str
    group_id: str | None
    """Null for the state of the cluster."""
    task_id: str | None
    before: str
    state: str


class ResetEvent(TypedDict):
    """The tenant was reset, or a snapshot was loaded: what was seen before is void."""

    tenant: str


class Change(TypedDict):
    """What was changed that has no event of its own."""

    what: list[Literal["scenario", "planned", "journal"]]
    """``scenario``: it, or a rule; ``planned``: an action has run, or is planned; ``journal``: it
    was cleared, or its oldest calls were dropped."""


EVENTS = {
    "call": Call,
    "log": LogLine,
    "event": ServiceEvent,
    "step": EndedStep,
    "state": StateChange,
    "clock": Clock,
    "change": Change,
    "reset": ResetEvent,
}
"""The data of each kind of event."""

STREAM_EVENTS = Endpoint(
    "GET", "events", Scope.TENANT, answers=bytes, query=("kinds", "from"),
    media_type="text/event-stream",
    is_stream=True,
)  # fmt: skip
