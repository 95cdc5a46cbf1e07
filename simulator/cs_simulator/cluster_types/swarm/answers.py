"""The JSON of Swarm clusters and their nodes."""

import orjson

from cs_simulator.cluster_types.swarm.properties import properties_of
from cs_simulator.domain import ids, instants
from cs_simulator.domain.records import Cluster, Node, NodeState
from cs_simulator.engine.world import World

# The last published agent of the Swarm era, and the engine it was released with.
AGENT_VERSION = "0.7-bfe8bdf"
DOCKER_VERSION = "17.06.2-ce-3"

# The containers of the service itself on a node that is up: agent, tunnel, routing, log collection
# (two of them), monitoring, volumes. Source: the process list in the FAQ of the vendor's Swarm user
# guide, mirrored in https://github.com/creedzwg/acs.
SYSTEM_CONTAINERS = 7


def master_url(world: World, cluster: Cluster) -> str:
    """The cluster's own address, once it has one: where this simulator serves it, if it does."""
    base = world.options.master_base
    return f"{base}/{cluster.cluster_id}" if base and cluster.master_url else cluster.master_url


def cluster_object(world: World, cluster: Cluster) -> dict[str, object]:
    """The cluster object.

    It has the fields that the Go SDK (https://github.com/denverdino/aliyungo, ``cs/clusters.go``)
    reads, with the types that it insists on.
    """
    properties = properties_of(cluster)
    nodes = world.nodes_of(cluster.cluster_id)
    healthy = sum(node.is_healthy for node in nodes)
    china = world.options.china_times
    return {
        "agent_version": AGENT_VERSION,
        "cluster_id": cluster.cluster_id,
        "cluster_type": "aliyun",
        "created": instants.as_text(cluster.created, china=china),
        "data_disk_category": properties["data_disk_category"],
        "data_disk_size": properties["data_disk_size"],
        "docker_version": DOCKER_VERSION,
        "err_msg": cluster.error_message,
        "external_loadbalancer_id": cluster.external_loadbalancer_id,
        "instance_type": properties["instance_type"],
        "master_url": master_url(world, cluster),
        "name": cluster.name,
        "network_mode": properties["network_mode"],
        # JSON inside a text: an object here breaks the Go clients.
        "node_status": f'{{"health":{healthy},"unhealth":{len(nodes) - healthy}}}',
        "region_id": cluster.region_id,
        "security_group_id": cluster.security_group_id,
        "size": cluster.size,
        "state": cluster.state.value,
        "subnet_cidr": cluster.container_cidr,
        "tags": orjson.Fragment(cluster.tags),
        "updated": instants.as_text(cluster.updated, china=china),
        "vpc_id": cluster.vpc_id,
        "vswitch_id": cluster.vswitch_id,
        "zone_id": cluster.zone_id,
    }


def hosts_of(world: World, cluster: Cluster) -> list[dict[str, object]]:
    """The cluster's nodes as its manager lists them.

    The names of the keys are those that aliyungo's ``SwarmNodeType`` reads, without regard to case.
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
        "Status": _host_status(node),
        "ZoneId": switch.zone_id if switch else cluster.zone_id,
        "created": instants.as_text(node.created, china=china),
        "updated": instants.as_text(node.updated, china=china),
    }


_HOST_STATUS = {
    NodeState.INITIAL: "Pending",
    NodeState.RUNNING: "Healthy",
    NodeState.FAILED: "Unhealthy",
    NodeState.REMOVING: "Pending",
}


def _host_status(node: Node) -> str:
    """The status of a host, in the words of classic Docker Swarm."""
    return "Disconnected" if node.is_lost else _HOST_STATUS[node.state]
