"""``POST /api/v2/clusters/{cluster_id}/upgrade``: raise the version of a cluster's control plane.

What the service does: goes one minor version up, to its newest full version, or to the newest full
version of the present one; never back. The cluster is ``upgrading`` meanwhile; ``current_version``
changes at the end. Nodes keep their version until their pool is upgraded, which must happen before
the control plane goes another minor version up.

Differs from the service: the code of the refusal of another version is not documented, nor whether
it is refused while a node pool changes, as it is here. Nodes are never upgraded here, whatever
``master_only`` says: today's pools are upgraded by themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.catalog.kubernetes_versions import minor_of
from cs_simulator.cluster_types.ack import allowed, kept, kinds
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.cluster_types.ack.request.modify import ClusterLookup
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster, ClusterState
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import accepted, kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import body_of, checked
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Boolean, Integer, Object, Text


class TargetIsNext:
    """The version is one that the cluster can be upgraded to."""

    def check(self, request: Any, lookup: ClusterLookup, path: str) -> Iterator[ApiError]:
        """A problem if none is given, or another one."""
        wanted = request.next_version or request.version
        targets = lookup.upgrade_targets()
        if not wanted:
            yield ack_errors.MISSING_FIELD(f"{path}next_version")
        elif wanted not in targets:
            known = f"one of {', '.join(targets)}" if targets else "there is no newer version"
            yield ack_errors.INVALID_FIELD(f"{path}next_version", f"{known}, not {wanted[:50]!r}")


class NodesAreLevel:
    """Before the control plane goes one minor version up, its nodes have the present one."""

    def check(self, request: Any, lookup: ClusterLookup, path: str) -> Iterator[ApiError]:
        """A problem if some nodes are behind."""
        present = minor_of(kept.made_of(lookup.cluster).get("version", ""))
        if minor_of(request.next_version or request.version or "") <= present:
            return
        nodes = lookup.world.nodes_of(lookup.cluster.cluster_id)
        versions = (orjson.loads(node.properties).get("kubelet_version", "") for node in nodes)
        behind = sorted({version for version in versions if 0 < minor_of(version) < present})
        if behind:
            yield ack_errors.INVALID_FIELD(
                f"{path}next_version",
                f"there are nodes with {', '.join(behind)}; upgrade their node pools first",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class RollingRequest:
    """How many nodes are upgraded at the same time. It has no effect any more."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    max_parallelism: Annotated[int | None, Integer()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeClusterRequest:
    """The body of the request; ``version`` is the old name of ``next_version``."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = (TargetIsNext(), NodesAreLevel())

    next_version: Annotated[str | None, Text()] = None
    master_only: Annotated[bool | None, Boolean()] = None
    version: Annotated[str | None, Text()] = None
    component_name: Annotated[str | None, Text()] = None
    rolling_policy: Annotated[RollingRequest | None, Object(RollingRequest)] = None


@operation(
    "UpgradeCluster",
    "POST",
    "/api/v2/clusters/{cluster_id}/upgrade",
    cluster_type="ack",
    request=UpgradeClusterRequest,
    is_write=True,
    plan="UpgradeCluster",
    task_status=200,
    allowed_in=allowed.RUNNING,
)
def upgrade_cluster(call: Call, unit: Unit) -> Reply:
    """Validate the request, and start its task."""
    cluster = kubernetes_cluster(call, unit)
    kind = kinds.kind_of_cluster(cluster)
    if kind is Kind.REGISTERED:
        raise ack_errors.CLUSTER_UNSUITED(state=cluster.state.value)
    if provisioning.is_busy(unit.world, cluster.cluster_id):
        raise ack_errors.CLUSTER_BUSY(state=_state_of_pools(unit.world, cluster))
    body = body_of(call)
    lookup = ClusterLookup(unit, cluster.region_id)
    lookup.cluster = cluster
    request = checked(call, UpgradeClusterRequest, body, lookup)

    plan = "UpgradeCluster#dedicated" if kind is Kind.DEDICATED else "UpgradeCluster"
    asked = {
        "from_version": kept.made_of(cluster)["version"],
        "next_version": request.next_version or request.version,
    }
    task = provisioning.begin(unit, cluster, plan, parameters=asked)

    return accepted(call, cluster, task)


def _state_of_pools(world: World, cluster: Cluster) -> str:
    """The state of the first pool that changes: the cluster itself is running."""
    states = (group.state for group in world.groups_of(cluster.cluster_id))
    return next((state for state in states if state != "active"), ClusterState.UPDATING.value)
