"""``nodes/{instance_id}``: what happens to a node without anybody having asked for it.

``{"is_lost": true}`` makes the service unable to reach it, ``{"is_lost": false}`` brings it back.
"""

from cs_simulator.domain import ids
from cs_simulator.domain.records import Node, NodeState
from cs_simulator.engine import node_loss
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._request import ControlCall, ControlError, route


@route("GET", "nodes/{instance_id}")
async def get_node(call: ControlCall) -> object:
    """Show a node."""
    return _object(_node(await call.tenant(), call.subject))


@route("PATCH", "nodes/{instance_id}", takes=("is_lost",))
async def patch_node(call: ControlCall) -> object:
    """Lose a node, or bring it back: ``is_lost``."""
    is_lost = call.body.get("is_lost")
    if not isinstance(is_lost, bool):
        raise ControlError("is_lost is true or false")
    tenant = await call.tenant()
    node = _node(tenant, call.subject)
    if node.state is not NodeState.RUNNING:
        raise ControlError(
            f"{node.instance_id} is {node.state}; only a running node is lost or comes back",
            status=409,
            code="NodeState",
        )
    if node.is_lost != is_lost:
        happen = node_loss.lose if is_lost else node_loss.recover
        tenant.change(call.simulator.edge.monotonic(), lambda unit: happen(unit, node))
        await call.simulator.keep(tenant)
    return _object(_node(tenant, call.subject))


def _node(tenant: Tenant, instance_id: str) -> Node:
    node = tenant.world.nodes.get(instance_id)
    if node is None:
        raise ControlError(f"there is no node {instance_id!r}", status=404, code="NotFound")
    return node


def _object(node: Node) -> dict[str, object]:
    return {
        "instance_id": node.instance_id,
        "cluster_id": node.cluster_id,
        "name": ids.node_name(node.cluster_id, node.number),
        "state": node.state.value,
        "ip_address": node.ip_address,
        "is_lost": node.is_lost,
    }
