"""The model of a chart: rows with bars and marks over virtual time.

Whatever is drawn, as text, as SVG or by the console, is drawn from this. What is later than ``now``
is only expected.
"""

from typing import Final, Literal, NamedTuple

RowKind = Literal["calls", "rule", "actions", "cluster", "pods", "pool", "task", "node"]
BarStatus = Literal["done", "running", "held", "expected", "failed", "canceled", "state"]
MarkKind = Literal[
    "call", "refused", "broken", "fault", "failed", "canceled", "lost", "back", "gone", "ready",
    "action", "forced", "moved",
]  # fmt: skip

READY: Final = "ready"
LOST: Final = "lost"
"""The names of the bars of a node between its stages."""
WAITING: Final = "wait"
"""The name of the bar of a task that only waits."""
NODES: Final = "nodes"
"""The name of the bar of a task while only its nodes have stages."""


class Bar(NamedTuple):
    """A stage, or with the status ``state`` a state of a cluster, a pool or a node."""

    name: str
    started: int
    ended: int | None
    """``None`` if it goes on without an end that is known."""
    status: BarStatus
    task_id: str = ""
    instance_id: str = ""
    stage: str = ""
    """The stage; empty for a state and for a wait."""
    detail: str = ""
    """What else there is to know of it, such as the rule that acted on it."""


class Mark(NamedTuple):
    """What happened, or will happen, at one instant."""

    at: int
    kind: MarkKind
    text: str = ""
    request_id: str = ""
    rule: str = ""
    task_id: str = ""


class Row(NamedTuple):
    """One lane of the chart."""

    id: str
    """The same in every picture of the same world."""
    kind: RowKind
    label: str
    note: str = ""
    """What went wrong, or how often a rule acted."""
    cluster_id: str = ""
    group_id: str = ""
    task_id: str = ""
    instance_id: str = ""
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()


class Picture(NamedTuple):
    """A chart as a value."""

    now: int
    began: int
    ended: int
    """The last instant of which something is known, what is planned included."""
    is_complete: bool
    """Whether everything to come is in it: looking ahead stops after very many steps."""
    rows: tuple[Row, ...]
