"""``GET /clusters/{cluster_id}/resources``: the resources behind a Kubernetes cluster, in an array.

What the service does: lists what was made for the cluster and what it was given, with their kinds
in the vendor's Resource Orchestration Service and whether they go when the cluster is deleted.
Node pools and nodes are not in it.

Differs from the service: load balancers of Services are always listed, and components have no other
resources here, so ``with_addon_resources`` changes nothing. The resources of a cluster that is
being created appear as they are made.
"""

import orjson

from cs_simulator.cluster_types.ack import service_balancers
from cs_simulator.cluster_types.ack.resources import Resource, resources_of
from cs_simulator.domain import instants
from cs_simulator.domain.records import Cluster, ClusterState
from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation

_STATES = {
    ClusterState.DELETING: "DELETE_IN_PROGRESS",
    ClusterState.DELETE_FAILED: "DELETE_FAILED",
}


@operation(
    "DescribeClusterResources",
    "GET",
    "/clusters/{cluster_id}/resources",
    cluster_type="ack",
    poll_target=lambda world, call: poll_targets.log_target(world, cluster_id_of(call)),
    is_kept=True,
    returns_array=True,
)
def describe_cluster_resources(call: Call, unit: Unit) -> Reply:
    """Answer the resources."""
    cluster = existing_cluster(call, unit)
    resources = (*resources_of(cluster), *service_balancers.resources_of(unit.world, cluster))
    found = [_resource_object(cluster, resource) for resource in resources]
    return Reply(body=found, cluster_id=cluster.cluster_id)


def _resource_object(cluster: Cluster, resource: Resource) -> dict[str, object]:
    state = _STATES.get(cluster.state, "CREATE_COMPLETE")
    info = {
        "Id": resource.logical_id,
        "Name": resource.logical_id,
        "Type": resource.kind,
        "Status": state,
        "StatusReason": "state changed",
        "Updated": instants.as_text(cluster.created).removesuffix("Z"),
        "PhysicalId": resource.instance_id,
    }
    return {
        "cluster_id": cluster.cluster_id,
        "created": instants.as_text(cluster.created, china=True),
        "instance_id": resource.instance_id,
        "resource_type": resource.kind,
        "resource_info": orjson.dumps(info).decode(),
        "state": state,
        "auto_create": int(resource.is_made),
        "creator_type": _creator(resource),
        "dependencies": [],
        "associated_object": _service(resource),
        "delete_behavior": {
            "delete_by_default": resource.is_made and not resource.stays_by_default,
            "changeable": resource.is_made,
        },
        "extra_info": {},
    }


def _creator(resource: Resource) -> str:
    """Who made it: a component of the cluster, the service, or the customer."""
    if resource.service:
        return "addon"
    return "system" if resource.is_made else "user"


def _service(resource: Resource) -> dict[str, str]:
    """The object of the cluster's Kubernetes API for which it was made."""
    if not resource.service:
        return {}
    namespace, name = resource.service.split("/")
    return {"kind": "Service", "namespace": namespace, "name": name}
