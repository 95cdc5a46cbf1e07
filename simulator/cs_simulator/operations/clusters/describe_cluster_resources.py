"""``GET /clusters/{cluster_id}/resources``: what the cluster consists of, as a bare array.

What the service does: lists the resources behind the cluster with their ids and kinds. It came
after the Swarm clusters.

Differs from the service: kinds and states are the names in the vendor's Resource Orchestration
Service.
"""

from cs_simulator.domain import instants
from cs_simulator.domain.records import Cluster, Node, NodeState
from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation

_STATES = {
    NodeState.INITIAL: "CREATE_IN_PROGRESS",
    NodeState.RUNNING: "CREATE_COMPLETE",
    NodeState.FAILED: "CREATE_FAILED",
    NodeState.REMOVING: "DELETE_IN_PROGRESS",
}


@operation(
    "DescribeClusterResources",
    "GET",
    "/clusters/{cluster_id}/resources",
    poll_target=lambda world, call: poll_targets.log_target(world, cluster_id_of(call)),
    is_kept=True,
    returns_array=True,
)
def describe_cluster_resources(call: Call, unit: Unit) -> Reply:
    """Answer load balancer, security group and instances."""
    cluster = existing_cluster(call, unit)
    china = unit.world.options.china_times
    resources = _of_cluster(cluster, china)
    resources += [_of_node(node, china) for node in unit.world.nodes_of(cluster.cluster_id)]
    return Reply(body=resources, cluster_id=cluster.cluster_id)


def _of_cluster(cluster: Cluster, china: bool) -> list[dict[str, object]]:
    kinds = (
        ("ALIYUN::SLB::LoadBalancer", cluster.external_loadbalancer_id),
        ("ALIYUN::ECS::SecurityGroup", cluster.security_group_id),
    )
    return [
        _resource(cluster.cluster_id, kind, instance_id, cluster.created, china)
        for kind, instance_id in kinds
        if instance_id
    ]


def _of_node(node: Node, china: bool) -> dict[str, object]:
    kind = "ALIYUN::ECS::Instance"
    found = _resource(node.cluster_id, kind, node.instance_id, node.created, china)
    return found | {"auto_create": int(not node.is_attached), "state": _STATES[node.state]}


def _resource(
    cluster_id: str, kind: str, instance_id: str, created: int, china: bool
) -> dict[str, object]:
    return {
        "auto_create": 1,
        "cluster_id": cluster_id,
        "created": instants.as_text(created, china=china),
        "instance_id": instance_id,
        "resource_info": "",
        "resource_type": kind,
        "state": "CREATE_COMPLETE",
    }
