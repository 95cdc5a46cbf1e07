"""What operations on nodes share: finding one, readying it for what is to happen, listing them."""

from cs_simulator.catalog import errors
from cs_simulator.domain import ids, instants
from cs_simulator.domain.records import Cluster, Node, NodeState
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import AGENT_VERSION

# The containers of the service itself that run on each node once it is up: agent, tunnel, routing,
# log collection (two of them), monitoring, volumes (reference: domain §4).
SYSTEM_CONTAINERS = 7


def node_at(world: World, cluster: Cluster, address: str) -> Node:
    """The cluster's node of that intranet address; ``ErrorNodeNotFound`` if there is none."""
    for node in world.nodes_of(cluster.cluster_id):
        if node.ip_address == address:
            return node
    raise errors.NODE_NOT_FOUND(node=address)


def node_of_instance(world: World, cluster: Cluster, instance_id: str) -> Node:
    """The cluster's node of that instance; ``ErrorNodeNotFound`` if there is none."""
    node = world.nodes.get(instance_id)
    if node is None or node.cluster_id != cluster.cluster_id:
        raise errors.NODE_NOT_FOUND(node=instance_id)
    return node


def leaving(unit: Unit, node: Node, *, releases: bool) -> Node:
    """The node, about to be removed; with *releases* its instance is released too."""
    return unit.put(
        unit.world.nodes,
        node._replace(state=NodeState.REMOVING, is_released=releases, updated=unit.now),
    )


def hosts_of(world: World, cluster: Cluster) -> list[dict[str, object]]:
    """The cluster's nodes as its manager lists them.

    The names of the keys are those of a client of 2018 that reads them without regard to case.
    """
    return [_host_object(world, cluster, node) for node in world.nodes_of(cluster.cluster_id)]


def _host_object(world: World, cluster: Cluster, node: Node) -> dict[str, object]:
    switch = world.vswitches.get(node.vswitch_id)
    china = world.options.china_times
    containers = SYSTEM_CONTAINERS if node.state is NodeState.RUNNING else 0
    return {
        "AgentVersion": AGENT_VERSION if containers else "",
        "Containers": containers,
        "ContainersPaused": 0,
        "ContainersRunning": containers if node.is_healthy else 0,
        "ContainersStopped": 0 if node.is_healthy else containers,
        "Healthy": node.is_healthy,
        "IP": node.ip_address,
        "InstanceId": node.instance_id,
        "Name": ids.node_name(node.cluster_id, node.number),
        "RegionId": cluster.region_id,
        "Status": _status(node),
        "ZoneId": switch.zone_id if switch else cluster.zone_id,
        "created": instants.as_text(node.created, china=china),
        "updated": instants.as_text(node.updated, china=china),
    }


def _status(node: Node) -> str:
    """The words of classic Docker Swarm."""
    if node.is_lost:
        return "Disconnected"
    return {
        NodeState.INITIAL: "Pending",
        NodeState.RUNNING: "Healthy",
        NodeState.FAILED: "Unhealthy",
        NodeState.REMOVING: "Pending",
    }[node.state]
