"""``POST /clusters/{cluster_id}/nodepools/{nodepool_id}/upgrade``: upgrade the nodes of a pool.

What the service does: upgrades kubelet, runtime or image of the nodes in batches of 1, 2, 4, … up
to ``max_parallelism``; the task can be paused, resumed and canceled between them.

Differs from the service: nodes get the version of the cluster's control plane, and no other can be
named. New nodes of the pool have the new versions from the start of the task on. ``use_replace``
and ``ignore_warning_check`` change nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed, kept
from cs_simulator.cluster_types.ack.field_rules import Matches
from cs_simulator.cluster_types.ack.pools.choices import version_of
from cs_simulator.cluster_types.ack.pools.field_rules import Items
from cs_simulator.cluster_types.ack.pools.properties import merged, sent_and_made
from cs_simulator.cluster_types.ack.request.lookup import AckLookup
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster, NodeGroup
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._node_pools import idle_pool, started
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.node_pools._rolling import (
    RollingPolicy,
    parameters_of,
    running_nodes,
)
from cs_simulator.validation.strict import StrictRule, raise_first
from cs_simulator.validation.strict_types import Boolean, Object, Text, TextList


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeNodePoolRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    kubernetes_version: Annotated[str | None, Text()] = None
    runtime_type: Annotated[str | None, Text(), Matches("containerd", "containerd")] = None
    runtime_version: Annotated[
        str | None, Text(), Matches(r"\d+\.\d+\.\d+", "a version such as 2.1.4")
    ] = None
    image_id: Annotated[str | None, Text()] = None
    node_names: Annotated[tuple[str, ...] | None, TextList(), Items(0, 100)] = None
    use_replace: Annotated[bool | None, Boolean()] = None
    ignore_warning_check: Annotated[bool | None, Boolean()] = None
    rolling_policy: Annotated[RollingPolicy | None, Object(RollingPolicy)] = None


@operation(
    "UpgradeClusterNodepool",
    "POST",
    "/clusters/{cluster_id}/nodepools/{nodepool_id}/upgrade",
    request=UpgradeNodePoolRequest,
    is_write=True,
    allowed_in=allowed.WITH_POOLS,
    plan="UpgradeClusterNodepool",
    task_status=200,
)
def upgrade_cluster_nodepool(call: Call, unit: Unit) -> Reply:
    """Give the pool its new versions, and start to upgrade its nodes."""
    cluster = kubernetes_cluster(call, unit)
    group = idle_pool(call, unit, cluster)
    request = read_body(call, UpgradeNodePoolRequest, may_be_empty=True)
    lookup = AckLookup(unit, cluster.region_id)
    raise_first(_problems(request, cluster, lookup))
    nodes = running_nodes(unit.world, cluster, group, request.node_names)

    lookup.adopt()
    group = unit.put(unit.world.node_groups, _upgraded(cluster, group, request))
    parameters = parameters_of(request)
    name = "UpgradeClusterNodepool"
    task = provisioning.begin(unit, cluster, name, nodes, group, parameters)
    body = {"RequestId": call.request_id}
    return started(call, cluster, task, body)


def _problems(
    request: UpgradeNodePoolRequest, cluster: Cluster, lookup: AckLookup
) -> Iterator[ApiError]:
    """Yield which version or image the nodes cannot have."""
    wanted, present = request.kubernetes_version, version_of(cluster)
    if wanted and wanted != present:
        yield ack_errors.INVALID_FIELD("kubernetes_version", f"{present}, as the cluster has")
    if request.image_id and lookup.image(request.image_id) is None:
        yield ack_errors.IMAGE_NOT_FOUND("image_id", f"no image {request.image_id[:100]!r}")


def _upgraded(cluster: Cluster, group: NodeGroup, request: UpgradeNodePoolRequest) -> NodeGroup:
    """The pool with the versions that its nodes get, where they show."""
    sent, made = sent_and_made(group)
    made["kubelet_version"] = version_of(cluster)
    groups: dict[str, Any] = {}
    if request.runtime_version:
        groups["kubernetes_config"] = {"runtime_version": request.runtime_version}
    if request.image_id:
        groups["scaling_group"] = {"image_id": request.image_id}
    return group._replace(properties=kept.written(merged(sent, groups), dict(made)))
