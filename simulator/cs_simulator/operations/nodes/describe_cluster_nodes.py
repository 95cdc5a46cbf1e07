"""``GET /clusters/{cluster_id}/nodes``: the cluster's nodes, in pages.

What the service does: answers ``nodes`` and ``page``; ``state`` and ``instanceIds`` filter the
nodes, ``pageSize`` and ``pageNumber`` select the page.

Differs from the service: whether it answered for Swarm clusters is not known; the shape is
that of a client of 2018. The health and the stage of a node show in ``state`` and
``instance_status``.
"""

from cs_simulator.domain import ids, instants
from cs_simulator.domain.records import Node
from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster
from cs_simulator.operations._kept_replies import kept_parts
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._paging import page_of

DEFAULT_PAGE_SIZE = 10
# The end of billing that pay-as-you-go instances show in all products of the vendor.
NEVER_EXPIRES = "2099-12-31T15:59:00Z"


@operation(
    "DescribeClusterNodes",
    "GET",
    "/clusters/{cluster_id}/nodes",
    poll_target=lambda world, call: poll_targets.nodes_target(world, cluster_id_of(call)),
)
def describe_cluster_nodes(call: Call, unit: Unit) -> Reply:
    """Answer one page of the nodes."""
    world, cluster_id = unit.world, existing_cluster(call, unit).cluster_id
    nodes, page = kept_parts(call, world, cluster_id, lambda: _page(call, world, cluster_id))
    return Reply(
        body={"nodes": nodes, "page": page, "request_id": call.request_id},
        cluster_id=cluster_id,
    )


def _page(call: Call, world: World, cluster_id: str) -> tuple[object, ...]:
    """The nodes of the page, and what it says of itself."""
    page = page_of(call, "pageNumber", "pageSize", DEFAULT_PAGE_SIZE)
    wanted = [node for node in world.nodes_of(cluster_id) if _is_wanted(node, call)]
    china = world.options.china_times
    return [_node_object(node, china) for node in page.of(wanted)], page.info(len(wanted))


def _is_wanted(node: Node, call: Call) -> bool:
    state = call.query.get("state") or "all"
    instance_ids = [wanted for wanted in call.query.get("instanceIds", "").split(",") if wanted]
    return state in ("all", node.state.value) and (
        not instance_ids or node.instance_id in instance_ids
    )


def _node_object(node: Node, china: bool) -> dict[str, object]:
    name = ids.node_name(node.cluster_id, node.number)
    return {
        "creation_time": instants.as_text(node.created, china=china),
        "eip_address": node.eip_address,
        "error_message": node.error_message,
        "expired_time": NEVER_EXPIRES,
        "host_name": name,
        "image_id": node.ecs_image_id,
        "instance_charge_type": node.charge_type,
        "instance_id": node.instance_id,
        "instance_name": name,
        "instance_role": "Worker",
        "instance_status": node.instance_status,
        "instance_type": node.instance_type,
        "instance_type_family": ".".join(node.instance_type.split(".")[:2]),
        "ip_address": [node.ip_address] if node.ip_address else [],
        "is_aliyun_node": True,
        "node_name": name,
        "node_status": "Ready" if node.is_healthy else "Unknown",
        "source": "",
        "state": node.state.value,
    }
