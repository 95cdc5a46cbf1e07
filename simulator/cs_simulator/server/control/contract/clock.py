"""``clock``: a tenant's virtual time."""

from collections.abc import Iterable
from typing import Annotated, Any, TypedDict

from cs_simulator.server.control.contract.endpoint import Endpoint, Scope
from cs_simulator.server.control.contract.marks import OneOf
from cs_simulator.server.control.contract.values import Instant


def _modes() -> Iterable[str]:
    from cs_simulator.domain.clock import ClockMode

    return ClockMode


Mode = Annotated[str, OneOf(_modes)]


class Due(TypedDict):
    """What happens next: the end of a step, or an action of the scenario's timeline."""

    at: Instant
    cluster_id: str | None
    task_id: str | None
    stage: str | None
    """Null for an action."""
    instance_id: str | None
    """The node's instance; null for a step of the whole cluster."""
    node: str | None
    action: str | None
    """What is done, such as ``lose_nodes``; null for a step."""


class Clock(TypedDict):
    """What time it is, and what moves it."""

    mode: Mode
    rate: float
    """Virtual seconds per real second, while the mode is ``scaled``."""
    interval: float
    """Seconds by which a repeated read moves time, while the mode is ``polling``; 0: to the next
    change."""
    now: Instant
    next: Instant | None
    """When the next step is due; null if nothing is under way."""
    due: Due | None
    """What is due then."""


class Advanced(TypedDict):
    """What an advance did."""

    now: Instant
    ran: int
    """How many steps were run."""
    next: Instant | None


class ClockChange(TypedDict, total=False):
    """What to change of the clock."""

    mode: Mode
    rate: float
    interval: str | float
    """A duration, for mode ``polling``; 0: to the next change."""


class Advance(TypedDict, total=False):
    """How far to move time: exactly one of these."""

    by: str | float
    """A duration: ``5m``, or seconds."""
    to: str
    """An instant."""
    until: Any
    """``idle``, ``settled``, or an object with ``state`` and one of ``cluster`` and ``task``."""


GET_CLOCK = Endpoint("GET", "clock", Scope.TENANT, answers=Clock)
PUT_CLOCK = Endpoint("PUT", "clock", Scope.TENANT, answers=Clock, body=ClockChange)
ADVANCE_CLOCK = Endpoint("POST", "clock/advance", Scope.TENANT, answers=Advanced, body=Advance)
