"""``nodes/{instance_id}``: a node, and making it unreachable or reachable by hand.

``{"is_lost": true}`` makes the service lose it, ``{"is_lost": false}`` makes it come back.
"""

from cs_simulator.domain.records import Node, NodeState
from cs_simulator.engine import node_loss
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._request import ControlCall, ControlError, NotFoundError, route
from cs_simulator.server.control.contract import clusters as contract
from cs_simulator.server.control.rendering.clusters import node_object


@route(contract.GET_NODE)
async def get_node(call: ControlCall) -> contract.Node:
    """Show a node."""
    return node_object(_node(await call.tenant(), call.subject))


@route(contract.PATCH_NODE)
async def patch_node(call: ControlCall) -> contract.Node:
    """Make a running node unreachable, or reachable again: ``is_lost``."""
    is_lost = call.body.get("is_lost")
    if not isinstance(is_lost, bool):
        raise ControlError("is_lost is true or false")
    tenant = await call.tenant()
    node = _node(tenant, call.subject)
    if node.state is not NodeState.RUNNING:
        raise ControlError(
            f"{node.instance_id} is {node.state}; only a running node can be lost or recovered",
            status=409,
            code="NodeState",
        )
    if node.is_lost != is_lost:
        change = node_loss.lose if is_lost else node_loss.recover
        tenant.change(call.reading, lambda unit: change(unit, node))
        await call.simulator.keep(tenant)
    return node_object(_node(tenant, call.subject))


def _node(tenant: Tenant, instance_id: str) -> Node:
    node = tenant.world.nodes.get(instance_id)
    if node is None:
        raise NotFoundError("node", instance_id)
    return node
