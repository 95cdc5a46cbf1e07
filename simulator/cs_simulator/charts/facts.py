"""What a picture is made from: the records of a run or of a world, and what is still to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cs_simulator.domain.durations import Distribution
from cs_simulator.domain.records import (
    Cluster,
    Decision,
    Event,
    Node,
    NodeGroup,
    Step,
    Task,
    Trace,
)
from cs_simulator.engine.cluster_behavior import ClusterTypes


class CallFact(NamedTuple):
    """A call, by the fields of the journal that are drawn."""

    at: int
    operation: str
    method: str
    target: str
    status: int
    code: str
    request_id: str
    cluster_id: str
    task_id: str
    faults: str
    """The rules that acted on it, each with its kind: ``id:kind``, separated by one blank."""


class ActionFact(NamedTuple):
    """An action of a scenario's timeline."""

    at: int
    do: str
    text: str
    """Its other keys, on one line."""
    lasts: int = 0
    """Microseconds; 0 for what has no end of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that is known of a run or of a world."""

    now: int
    began: int | None = None
    """The first instant to draw; that of the first fact, if it is not given."""
    cluster_types: ClusterTypes
    clusters: Mapping[str, Cluster]
    """By id. Of clusters that are gone there may be only traces."""
    groups: Mapping[str, NodeGroup]
    nodes: Mapping[str, Node]
    tasks: Sequence[Task]
    """In the order in which they began."""
    steps: Sequence[Step]
    """Those that have not ended."""
    calls: Sequence[CallFact] = ()
    traces: Sequence[Trace] = ()
    """What has ended, oldest first."""
    decisions: Sequence[Decision] = ()
    """Those of rules that fired."""
    events: Sequence[Event] = ()
    actions: Sequence[ActionFact] = ()
    coming: Sequence[Trace] = ()
    """What will end, if nobody calls."""
    is_complete: bool = True
    """Whether that is all of it."""
    durations: Mapping[tuple[str, str], Distribution] = field(default_factory=dict)
    """What a scenario says about how long stages take, by operation and stage."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The numbers of nodes that are gone, by instance id, as far as they are known."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The names of clusters that are gone, by id, as far as they are known."""
