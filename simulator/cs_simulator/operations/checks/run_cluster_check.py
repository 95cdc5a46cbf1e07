"""``POST /clusters/{cluster_id}/checks``: what stands in the way of an upgrade or a migration.

What the service does: starts the check, and answers its id. ``target`` is the id of the node pool
for ``NodePoolUpgrade``; the other types need none.

Differs from the service: nothing is run on the nodes. The records of the cluster are examined at
the end of a task of about 20 seconds, which the lists of tasks show, and which a scenario can make
fail. ``options`` are not described and change nothing. The last hundred checks of a cluster are
kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.field_rules import OneOf
from cs_simulator.cluster_types.ack.health import examinations
from cs_simulator.cluster_types.ack.health.blockers import BY_CHECK, POOL_UPGRADE
from cs_simulator.cluster_types.ack.health.of_nodes import shown_name
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._node_pools import pool_of_id
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Text, TextMap

NANOSECONDS = 1000
"""In one microsecond, of which instants are made."""


class PoolIsNamed:
    """The check of a node pool names one."""

    def check(self, request: Any, _lookup: object, path: str) -> Iterator[ApiError]:
        """A problem if there is no id."""
        if request.type == POOL_UPGRADE and not request.target:
            yield ack_errors.MISSING_FIELD(f"{path}target")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCheckRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = (PoolIsNamed(),)

    type: Annotated[str, Text(), OneOf(*BY_CHECK)]
    target: Annotated[str | None, Text()] = None
    options: Annotated[dict[str, str] | None, TextMap()] = None


@operation(
    "RunClusterCheck",
    "POST",
    "/clusters/{cluster_id}/checks",
    cluster_type="ack",
    request=RunCheckRequest,
    is_write=True,
    plan="RunClusterCheck",
    task_status=200,
    allowed_in=examinations.ALLOWED_IN,
)
def run_cluster_check(call: Call, unit: Unit) -> Reply:
    """Start the check."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, RunCheckRequest)
    chosen = {"target": ""}
    if request.type == POOL_UPGRADE:
        chosen = _chosen(unit.world, cluster, request.target or "")
    name = _check_id(unit, cluster)
    asked = {"type": request.type, **chosen}
    task = examinations.begin(unit, cluster, "RunClusterCheck", name, asked)
    return Reply(
        body={"check_id": name, "request_id": call.request_id},
        cluster_id=cluster.cluster_id,
        task_id=task.task_id,
    )


def _chosen(world: World, cluster: Cluster, nodepool_id: str) -> dict[str, Any]:
    """The pool and its nodes; raises ``ErrorNodePoolNotFound``."""
    group = pool_of_id(world, cluster, nodepool_id)
    nodes = world.nodes_of_group(group.group_id)
    names = [shown_name(cluster, node) for node in nodes]
    return {"target": group.group_id, "pools": [group.group_id], "nodes": names}


def _check_id(unit: Unit, cluster: Cluster) -> str:
    """The instant in nanoseconds, the cluster, a word and five letters."""
    chance = unit.random_for("check", cluster.cluster_id, unit.count("check"))
    letters = "".join(chr(ord("a") + int(digit, 16)) for digit in chance.hex(5))
    return f"{unit.now * NANOSECONDS}-{cluster.cluster_id}-clustercheck-{letters}"
