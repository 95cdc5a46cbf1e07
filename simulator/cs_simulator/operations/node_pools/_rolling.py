"""How changes go through the nodes of a pool: in batches, as the caller says."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cs_simulator.cluster_types.ack.field_rules import Between, OneOf
from cs_simulator.cluster_types.ack.pools import growth
from cs_simulator.domain.records import Cluster, Node, NodeGroup, NodeState
from cs_simulator.engine.world import World
from cs_simulator.operations._kubernetes_nodes import named
from cs_simulator.validation.strict import StrictRule, as_sent
from cs_simulator.validation.strict_types import Integer, Text


class Interval:
    """No time between batches, or 5 to 120 minutes."""

    def check(self, field: str, value: int) -> Any:
        """A problem if it is another number of minutes."""
        return Between(5, 120).check(field, value) if value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RollingPolicy:
    """The size of batches, what comes between them, and how many nodes may fail."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    max_parallelism: Annotated[int | None, Integer(), Between(1, 10)] = None
    pause_policy: Annotated[str | None, Text(), OneOf("FirstBatch", "EveryBatch", "NotPause")] = (
        None
    )
    batch_interval: Annotated[int | None, Integer(), Interval()] = None
    max_failed_nodes: Annotated[int | None, Integer(), Between(0, 10_000)] = None


def running_nodes(
    world: World, cluster: Cluster, group: NodeGroup, names: tuple[str, ...] | None
) -> list[Node]:
    """The nodes of a pool that run; those of these names, if there are some."""
    members = growth.members(world, cluster, group)
    wanted = named(cluster, members, names) if names else members
    return [node for node in wanted if node.state is NodeState.RUNNING]


def parameters_of(request: Any) -> dict[str, Any]:
    """What a task keeps of a request."""
    return as_sent(request)
