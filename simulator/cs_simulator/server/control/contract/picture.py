"""``picture``: the timeline as it is drawn, in rows of bars and marks."""

from collections.abc import Iterable
from typing import Annotated, TypedDict, get_args

from cs_simulator.server.control.contract.endpoint import Endpoint, Scope
from cs_simulator.server.control.contract.marks import OneOf
from cs_simulator.server.control.contract.values import Instant


def _row_kinds() -> Iterable[str]:
    from cs_simulator.charts.model import RowKind

    return get_args(RowKind)


def _bar_statuses() -> Iterable[str]:
    from cs_simulator.charts.model import BarStatus

    return get_args(BarStatus)


def _mark_kinds() -> Iterable[str]:
    from cs_simulator.charts.model import MarkKind

    return get_args(MarkKind)


def _colours() -> Iterable[str]:
    from cs_simulator.charts.colours import COLOURS

    return COLOURS


class Bar(TypedDict):
    """A stage of a task, or a state of a cluster, a node pool or a node."""

    name: str
    started: Instant
    ended: Instant | None
    """When it ended, or will end; null if that is not known."""
    status: Annotated[str, OneOf(_bar_statuses)]
    """``expected`` begins later than now; a ``state`` may lie on both sides of it."""
    task_id: str | None
    instance_id: str | None
    stage: str | None
    """The stage; null for a state, and for a task that only waits."""
    colour: Annotated[str, OneOf(_colours)]
    """The same in every chart: of a stage one of six, of a state what it means."""
    detail: str
    """What else there is to know of it, such as the rule that acted on it."""


class Mark(TypedDict):
    """What happened, or will happen, at one instant."""

    at: Instant
    kind: Annotated[str, OneOf(_mark_kinds)]
    """Of calls: ``call`` was answered well, ``refused`` with an error, ``broken`` not at all."""
    text: str
    request_id: str | None
    rule: str | None
    task_id: str | None


class Row(TypedDict):
    """One lane: all calls, a rule, a kind of timeline action, a cluster, pool, task or node."""

    id: str
    """The same in every picture of the same tenant."""
    kind: Annotated[str, OneOf(_row_kinds)]
    label: str
    note: str
    """What went wrong, or how often a rule acted; empty for nothing."""
    cluster_id: str | None
    group_id: str | None
    task_id: str | None
    instance_id: str | None
    bars: list[Bar]
    """In the order in which they begin."""
    marks: list[Mark]


class Picture(TypedDict):
    """Rows of bars and marks over virtual time; what is later than ``now`` is only expected."""

    now: Instant
    began: Instant
    """The first instant of which something is known."""
    ended: Instant
    """The last instant of which something is known, what is planned included."""
    is_complete: bool
    """Whether everything to come is in it: looking ahead stops after very many steps."""
    rows: list[Row]


GET_PICTURE = Endpoint("GET", "picture", Scope.TENANT, answers=Picture, query=("cluster",))
