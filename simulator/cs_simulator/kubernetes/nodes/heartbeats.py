"""When the agents of nodes were heard of last: computed when it is read, so that no time passes.

A Node object and its Lease are kept as they were when something changed. What the agent repeats
without a change - the times of the conditions, the renewal of the Lease - depends on the instant at
which they are read, and has no version of its own.
"""

import re

from cs_simulator.domain.instants import MINUTE, SECOND, as_text
from cs_simulator.domain.records import KubernetesObject, Node
from cs_simulator.engine import node_loss
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.kinds.coordination import LEASES
from cs_simulator.kubernetes.kinds.core.nodes import NODES
from cs_simulator.kubernetes.nodes.names import LEASE_NAMESPACE
from cs_simulator.kubernetes.objects import find

_STATUS_EVERY, _LEASE_EVERY = 5 * MINUTE, 10 * SECOND
"""How often the agent reports without a change; its settings ``nodeStatusReportFrequency`` and, a
quarter of its duration, the renewal of the Lease."""
_INSTANCE = re.compile(r'"providerID":"[^".]*\.([^".]+)"')
_HEARTBEAT = re.compile(r'("lastHeartbeatTime":")([^"]*)"')
_RENEWAL = re.compile(r'("renewTime":")([^"]*)"')


def text_of(world: World, found: KubernetesObject, now: int) -> str:
    """The body of an object as somebody reads it at an instant."""
    if found.resource == NODES.resource:
        node = _node_of(world, found)
        if node:
            return _later(found.body, _HEARTBEAT, _last(node, now, _STATUS_EVERY))
    if found.resource == LEASES.resource and found.namespace == LEASE_NAMESPACE:
        of_node = find(world, found.cluster_id, NODES.resource, "", found.name)
        node = _node_of(world, of_node) if of_node else None
        if node:
            renewed = _last(node, now, _LEASE_EVERY)[:-1] + ".000000Z"
            return _later(found.body, _RENEWAL, renewed)
    return found.body


def _node_of(world: World, found: KubernetesObject) -> Node | None:
    """The instance that a Node object is of."""
    named = _INSTANCE.search(found.body)
    node = world.nodes.get(named[1]) if named else None
    return node if node is not None and node.cluster_id == found.cluster_id else None


def _last(node: Node, now: int, every: int) -> str:
    """When the agent reported last, up to an instant."""
    heard = node_loss.losses_of(node)[-1][0] if node.is_lost else now
    return as_text(heard - (heard - (node.joined or node.created)) % every)


def _later(text: str, form: re.Pattern[str], instant: str) -> str:
    """The text with every instant of a form replaced that is earlier."""
    return form.sub(lambda found: f'{found[1]}{max(found[2], instant)}"', text)
