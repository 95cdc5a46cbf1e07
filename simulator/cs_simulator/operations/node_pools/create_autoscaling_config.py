"""``POST /cluster/{cluster_id}/autoscale/config/``: settings of the node autoscaler of a cluster.

What the service does: installs the autoscaler with these settings, or changes them; numbers are
texts in the body. The path says ``cluster`` and ends in a slash.

Differs from the service: the settings are kept as the configuration of the component
``cluster-autoscaler``, by the names of the request. They change nothing: there are no pods that
would need more nodes.
"""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import orjson

from cs_simulator.catalog import addons as catalogue
from cs_simulator.cluster_types.ack import addons, allowed
from cs_simulator.cluster_types.ack.field_rules import Between, OneOf
from cs_simulator.cluster_types.ack.pools.choices import version_of
from cs_simulator.cluster_types.ack.pools.field_rules import NumberText
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._node_pools import started
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import StrictRule, as_sent
from cs_simulator.validation.strict_types import Boolean, FreeObject, Integer, Text

AUTOSCALER = "cluster-autoscaler"
_Flag = Annotated[bool | None, Boolean()]
_Minutes = Annotated[str | None, Text(), NumberText(1, 60)]
_Share = Annotated[str | None, Text(), NumberText(0, 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoscalingConfigRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    scaler_type: Annotated[str | None, Text(), OneOf("goatscaler", "cluster-autoscaler")] = None
    expander: Annotated[str | None, Text(), OneOf("least-waste", "random", "priority")] = None
    priorities: Annotated[dict[str, Any] | None, FreeObject()] = None
    utilization_threshold: _Share = None
    gpu_utilization_threshold: _Share = None
    cool_down_duration: _Minutes = None
    unneeded_duration: _Minutes = None
    scan_interval: Annotated[str | None, Text(), OneOf("15", "30", "60", "120", "180", "300")] = (
        None
    )
    scale_down_enabled: _Flag = None
    scale_up_from_zero: _Flag = None
    skip_nodes_with_local_storage: _Flag = None
    skip_nodes_with_system_pods: _Flag = None
    daemonset_eviction_for_nodes: _Flag = None
    recycle_node_deletion_enabled: _Flag = None
    max_graceful_termination_sec: Annotated[int | None, Integer(), Between(0, 86_400)] = None
    min_replica_count: Annotated[int | None, Integer(), Between(0, 1_000)] = None


@operation(
    "CreateAutoscalingConfig",
    "POST",
    "/cluster/{cluster_id}/autoscale/config/",
    request=AutoscalingConfigRequest,
    is_write=True,
    allowed_in=allowed.WITH_POOLS,
    plan="CreateAutoscalingConfig",
    task_status=200,
)
def create_autoscaling_config(call: Call, unit: Unit) -> Reply:
    """Keep the settings, and start the task that gives them to the autoscaler."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, AutoscalingConfigRequest, may_be_empty=True)
    settings = as_sent(request)
    cluster = unit.put(unit.world.clusters, _with_autoscaler(cluster, settings))
    task = provisioning.begin(unit, cluster, "CreateAutoscalingConfig", parameters=settings)
    body = {"cluster_id": cluster.cluster_id, "request_id": call.request_id}
    return started(call, cluster, task, body)


def _with_autoscaler(cluster: Cluster, settings: dict[str, Any]) -> Cluster:
    """The cluster with the autoscaler, in its newest version if it is new."""
    rows = addons.installed(cluster)
    known = catalogue.find(AUTOSCALER)
    newest = catalogue.newest_version(known, version_of(cluster)) if known else ""
    present = rows.get(AUTOSCALER, {"version": newest, "state": "active"})
    before = orjson.loads(present.get("config") or "{}")
    rows[AUTOSCALER] = {**present, "config": orjson.dumps({**before, **settings}).decode()}
    return addons.with_installed(cluster, rows)
