"""What goes when an instance leaves its cluster, or when somebody deletes its Node object."""

from cs_simulator.cluster_types.ack.pools import nodes
from cs_simulator.cluster_types.ack.pools.properties import with_properties
from cs_simulator.domain.records import Cluster, Node
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds.core.nodes import NODES
from cs_simulator.kubernetes.nodes import events, loose, mirroring, pods, timers
from cs_simulator.kubernetes.nodes.life import Past
from cs_simulator.kubernetes.writing import removal


def remove_cluster(unit: Unit, cluster_id: str) -> None:
    """Drop everything that a cluster's API has."""
    for found in list(objects.everything_of(unit.world, cluster_id)):
        objects.drop(unit, found)
    table = unit.world.kubernetes_timers
    for serial in unit.world.kubernetes_timers_of[cluster_id]:
        unit.drop(table, table[serial])


def remove_node(unit: Unit, cluster: Cluster, node: Node) -> None:
    """Delete the Node object of an instance that has left the cluster, with its Lease and pods."""
    timers.set_timer(unit, cluster.cluster_id, timers.NODE, node.instance_id, 0)
    name = nodes.name_of(cluster, node)
    found = objects.find(unit.world, cluster.cluster_id, NODES.resource, "", name)
    if found is None:
        return
    body = objects.body_of(found)
    if not mirroring.is_of(body, cluster, node.instance_id):
        return
    removal.begin(unit, found)
    pods.remove_all(unit, cluster.cluster_id, name)
    events.tell_of(unit, cluster.cluster_id, body, [Past("RemovingNode", unit.now)])


def note_deleted(unit: Unit, cluster: Cluster, body: Body) -> None:
    """Note that a Node object is gone while its instance lives: it stays so.

    Until the agent is started again the cluster knows nothing of the node.
    """
    name = body["metadata"]["name"]
    pods.remove_all(unit, cluster.cluster_id, name)
    provider = loose.text(loose.part(body, "spec").get("providerID"))
    node = unit.world.nodes.get(provider.rpartition(".")[2])
    if node is None or node.cluster_id != cluster.cluster_id:
        return
    events.tell_of(unit, cluster.cluster_id, body, [Past("RemovingNode", unit.now)])
    unit.put(unit.world.nodes, with_properties(node, unregistered=[unit.now, 0]))
