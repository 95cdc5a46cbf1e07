"""The addresses of pods: from the block of their node, or from a vSwitch."""

from cs_simulator.cluster_types.ack import kept
from cs_simulator.domain import network
from cs_simulator.domain.network import Block
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import get
from cs_simulator.kubernetes.node_facts import NodeFacts
from cs_simulator.kubernetes.object_index import index_of

_OTHERWISE = "172.20.0.0/16"
"""For nodes that callers made, of which no block is known."""


def address_for(unit: Unit, cluster: Cluster, body: Body, node: NodeFacts) -> str:
    """An address for a pod that no other has; that of the node for one with its network.

    With Flannel it is of the block of the node. With Terway it is of a vSwitch for pods, in the
    node's zone if there is one, else of the node's vSwitch: from its upper half, as machines have
    their addresses from below. Once a block is used up, addresses are given twice.
    """
    if get(body, "spec.hostNetwork") is True:
        return node.address
    block = _block(unit, cluster, node)
    metadata = body["metadata"]
    draw = unit.random_for(
        "pod address", cluster.name, metadata["namespace"], metadata["name"], str(block)
    )
    size = max(block.last - block.first - 2, 1)  # without the network, the gateway and the last
    lowest = 0 if node.pod_block else size // 2
    first = lowest + draw.below(size - lowest)
    index = index_of(unit.world)
    for step in range(size):
        address = network.address(block.first + 2 + (first + step) % size)
        if not index.is_taken(cluster.cluster_id, address):
            return address
    return network.address(block.first + 2 + first)


def _block(unit: Unit, cluster: Cluster, node: NodeFacts) -> Block:
    for text in (node.pod_block, _of_vswitch(unit, cluster, node), cluster.container_cidr):
        try:
            return network.block(text)
        except ValueError:  # none, or something that a caller wrote
            continue
    return network.block(_OTHERWISE)


def _of_vswitch(unit: Unit, cluster: Cluster, node: NodeFacts) -> str:
    world = unit.world
    instance = world.nodes.get(node.instance_id)
    if instance is None:
        return ""
    own = world.vswitches.get(instance.vswitch_id)
    ids = kept.made_of(cluster).get("pod_vswitch_ids") or ()
    of_pods = [found for each in ids if (found := world.vswitches.get(each)) is not None]
    near = [each for each in of_pods if own is not None and each.zone_id == own.zone_id]
    chosen = [*near, *of_pods, *([own] if own is not None else [])]
    return chosen[0].cidr_block if chosen else ""
