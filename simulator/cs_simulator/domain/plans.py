"""What an asynchronous operation goes through: plans and their stages, as rows of a table.

The rows belong to the cluster types; here are the types of the rows. A stage that only takes
time, writes a log line or sets a node's status needs no more than its row. A stage that creates or
deletes something also has an *effect*: a function that returns the changed fields of the cluster or
of the node.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, NamedTuple

from cs_simulator.domain.durations import Distribution
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.records import Cluster, Node, Task

Scope = Literal["cluster", "node"]
Nodes = Literal["new", "all", "given"]
Pauses = Literal["NotPause", "FirstBatch", "EveryBatch"]
Changes = dict[str, Any]
"""The changed fields of a record, by name."""

# The first argument of an effect is the unit of work (cs_simulator.engine.unit.Unit), a class that
# this layer cannot name. An effect raises an ``ApiError`` to fail its stage.
ClusterEffect = Callable[[Any, Cluster, Task], Changes]
NodeEffect = Callable[[Any, Cluster, Node], Changes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterStage:
    """One kind of work that a task does once, for the cluster or the group of nodes it is about."""

    scope: ClassVar[Scope] = "cluster"

    name: str
    takes: Distribution
    title: str = ""
    """How the API names it among the stages of the task; empty for the stage before it."""
    only_if: str = ""
    """The field or property, of the group of nodes or else of the cluster, that must be true (or
    not empty); otherwise the stage is skipped."""
    log: str = ""
    """A line for the cluster's log; names in braces are fields or properties of the same two."""
    effect: ClusterEffect | None = None
    """Returns the changed fields of the cluster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeStage:
    """One kind of work that a task does for each of its nodes, all nodes side by side."""

    scope: ClassVar[Scope] = "node"

    name: str
    takes: Distribution
    title: str = ""
    """How the API names it among the stages of the task; empty for the stage before it."""
    only_if: str = ""
    """The same for each node; its own fields and properties come first."""
    log: str = ""
    status: str = ""
    """The ECS status of the node once the stage is done."""
    removes_node: bool = False
    """Whether the effect takes the node out of the cluster."""
    effect: NodeEffect | None = None
    """Returns the changed fields of the node; ``None`` if it took the node away."""


Stage = ClusterStage | NodeStage


class Batches(NamedTuple):
    """How the nodes of a task are divided: each batch has twice the nodes of the one before."""

    most: int
    """The most nodes in one batch."""
    first: int = 1
    """The nodes in the first batch."""
    pauses: Pauses = "NotPause"
    """After which batch the task pauses by itself, if another one follows."""
    interval: int = 0
    """Microseconds from the end of a batch to the beginning of the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All stages of a kind of task, and the states that the task leads through.

    The state is that of the cluster, or of the group of nodes that a task is about.
    """

    operation: str
    """The API operation whose call starts such a task."""
    variant: str = ""
    """Which of several plans of the operation it is; empty where there is one."""
    task_type: str
    """The task's type as the API spells it, which is also the type of its events."""
    stages: tuple[Stage, ...]
    opening: str
    """The log line at the start."""
    action: str
    """How log lines at the end name the whole: ``CREATE``, ``UPDATE``, ``DELETE``."""
    start: Trigger | None = None
    """What the start does to the state; ``None`` for nothing."""
    success: Trigger | None
    """What a good end does to the state; ``None`` for a task that never touches the state."""
    canceled: Trigger = Trigger.FAILED
    """What the end of a canceled task does to the state."""
    failure: Trigger = Trigger.FAILED
    """What a bad end does to it."""
    nodes: Nodes = "given"
    """Which nodes go through the node stages: ``new`` ones, until there are as many as wanted;
    ``all`` that there are; or those ``given`` by the operation."""
    removes_new_nodes: bool = False
    """Whether a failure takes the nodes of the task out of the cluster again."""
    nodes_fail_alone: bool = False
    """Whether a node whose stage fails leaves the others alone: a node that has no machine yet is
    gone then, one that was to be removed runs on, every other one stays as a failed node."""
    most_failed: Callable[[Task], int] | None = None
    """How many nodes may fail until the task does, at the end of a batch; ``None`` for all."""
    batches: Callable[[Task], Batches] | None = None
    """How the nodes go through the node stages; ``None`` for all of them side by side."""
    can_pause: bool = False
    """Whether a call can pause and resume the task."""
    can_cancel: bool = False
    """Whether a call can cancel the task."""
    is_alone: bool = True
    """Whether a task about the whole cluster shuts out those about groups of its nodes."""
    titles: tuple[str, ...] = field(init=False, default=())
    """How the API names what each of the stages is part of; empty where it shows nothing."""
    node_stages_from: tuple[tuple[int, ...], ...] = field(init=False, default=())
    """For each index in the plan: the node stages from there up to a stage of the cluster."""

    def __post_init__(self) -> None:
        """Give stages without a title that of the stage before, and look ahead for nodes."""
        titles: list[str] = []
        for stage in self.stages:
            titles.append(stage.title or (titles[-1] if titles else ""))
        following: list[tuple[int, ...]] = [()]
        for index in range(len(self.stages) - 1, -1, -1):
            is_of_nodes = self.stages[index].scope == "node"
            following.insert(0, (index, *following[0]) if is_of_nodes else ())
        object.__setattr__(self, "titles", tuple(titles))
        object.__setattr__(self, "node_stages_from", tuple(following))

    @property
    def name(self) -> str:
        """The name by which a task of this plan is started: ``CreateCluster#dedicated``."""
        return f"{self.operation}#{self.variant}" if self.variant else self.operation

    @property
    def is_change(self) -> bool:
        """Whether the cluster goes on as before if the task fails: only its log shows that."""
        return self.action == "UPDATE"

    @property
    def is_deletion(self) -> bool:
        """Whether a good end removes the cluster, or the group of nodes."""
        return self.success is Trigger.DELETED

    @property
    def closing(self) -> str:
        """The log line at a good end."""
        return f"start to update cluster status to {self.action}_COMPLETE"

    @property
    def failed(self) -> str:
        """The log line at a bad end."""
        return f"start to update cluster status to {self.action}_FAILED"


class NodeTemplate(NamedTuple):
    """What new nodes of a group are made from."""

    vpc_id: str
    vswitch_ids: tuple[str, ...]
    """Nodes take them in turn, by their numbers."""
    instance_type: str
    ecs_image_id: str
    properties: str = "{}"
    """JSON object: what only this cluster type has on its nodes, such as labels."""
