"""``PUT /clusters/{cluster_id}/nodepools/{nodepool_id}/node_config``: set up kubelets and systems.

What the service does: changes the settings of kubelet, containerd or operating system that are
given, on the nodes in batches; the task can be paused, resumed and canceled between them.

Differs from the service: one task does all that a call asks for; its type is that of the first of
the three. What is set for containerd is kept, and no operation answers it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed, kept
from cs_simulator.cluster_types.ack.pools.field_rules import Items
from cs_simulator.cluster_types.ack.pools.kubelet import (
    ContainerdConfig,
    KubeletConfiguration,
    NodeOsConfig,
)
from cs_simulator.cluster_types.ack.pools.properties import merged, sent_and_made
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import NodeGroup
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
from cs_simulator.validation.strict import StrictRule, as_sent
from cs_simulator.validation.strict_types import Object, TextList

_VARIANTS = {"kubelet_config": "kubelet", "os_config": "os", "containerd_config": "containerd"}
"""The plan of each kind of settings, in the order in which they are looked at."""


class _Something:
    """There is something to set."""

    def check(
        self, request: "ModifyNodeConfigRequest", lookup: object, path: str
    ) -> Iterator[ApiError]:
        """Yield a problem if there is nothing."""
        if all(getattr(request, name) is None for name in _VARIANTS):
            yield ack_errors.MISSING_FIELD(f"{path}kubelet_config")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifyNodeConfigRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = (_Something(),)

    kubelet_config: Annotated[Any, Object(KubeletConfiguration)] = None
    os_config: Annotated[Any, Object(NodeOsConfig)] = None
    containerd_config: Annotated[Any, Object(ContainerdConfig)] = None
    node_names: Annotated[tuple[str, ...] | None, TextList(), Items(0, 100)] = None
    rolling_policy: Annotated[RollingPolicy | None, Object(RollingPolicy)] = None


@operation(
    "ModifyNodePoolNodeConfig",
    "PUT",
    "/clusters/{cluster_id}/nodepools/{nodepool_id}/node_config",
    request=ModifyNodeConfigRequest,
    is_write=True,
    allowed_in=allowed.WITH_POOLS,
    plan="ModifyNodePoolNodeConfig#kubelet",
    task_status=200,
)
def modify_node_pool_node_config(call: Call, unit: Unit) -> Reply:
    """Keep the settings, and start to give them to the nodes."""
    cluster = kubernetes_cluster(call, unit)
    group = idle_pool(call, unit, cluster)
    request = read_body(call, ModifyNodeConfigRequest)
    nodes = running_nodes(unit.world, cluster, group, request.node_names)

    group = unit.put(unit.world.node_groups, _configured(group, request))
    variant = next(plan for name, plan in _VARIANTS.items() if getattr(request, name) is not None)
    name = f"ModifyNodePoolNodeConfig#{variant}"
    task = provisioning.begin(unit, cluster, name, nodes, group, parameters_of(request))
    body = {"nodepool_id": group.group_id, "request_id": call.request_id}
    return started(call, cluster, task, body)


def _configured(group: NodeGroup, request: ModifyNodeConfigRequest) -> NodeGroup:
    """The pool with the settings, each of which takes the place of one with its name."""
    sent, made = sent_and_made(group)
    given: dict[str, Any] = {}
    if request.kubelet_config is not None:
        given["kubelet_configuration"] = as_sent(request.kubelet_config)
    if request.os_config is not None:
        given["node_os_config"] = as_sent(request.os_config)
    if request.containerd_config is not None:
        before = made.get("containerd_config", {})
        made["containerd_config"] = merged(before, as_sent(request.containerd_config))
    changed = merged(sent, {"node_config": given}) if given else sent
    return group._replace(properties=kept.written(changed, dict(made)))
