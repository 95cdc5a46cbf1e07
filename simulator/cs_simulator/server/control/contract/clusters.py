"""``clusters`` and ``nodes``: what a tenant has, as the simulator sees it."""

from collections.abc import Iterable
from typing import Annotated, Any, TypedDict

from cs_simulator.server.control.contract.endpoint import Endpoint, Scope
from cs_simulator.server.control.contract.marks import OneOf
from cs_simulator.server.control.contract.tasks import Task
from cs_simulator.server.control.contract.values import Instant


def _cluster_states() -> Iterable[str]:
    from cs_simulator.domain.records import ClusterState

    return ClusterState


def _node_states() -> Iterable[str]:
    from cs_simulator.domain.records import NodeState

    return NodeState


State = Annotated[str, OneOf(_cluster_states)]


class Node(TypedDict):
    """An instance of a cluster."""

    instance_id: str
    cluster_id: str
    group_id: str | None
    """The group that it belongs to; null where a cluster has one implicit group."""
    name: str
    number: int
    """Counts the nodes that the cluster ever had, from 1."""
    state: Annotated[str, OneOf(_node_states)]
    created: Instant
    updated: Instant
    vpc_id: str | None
    vswitch_id: str | None
    instance_type: str
    ecs_image_id: str
    instance_status: str | None
    """The ECS status: Pending, Starting, Running or Stopping; null before there is an instance."""
    ip_address: str | None
    eip_address: str | None
    charge_type: str
    added_by: str
    """The operation that brought the node into the cluster."""
    is_routed: bool
    """Whether the VPC has a route to the node's container addresses."""
    is_lost: bool
    """Whether the service cannot reach the node at present."""
    error_message: str | None
    properties: dict[str, Any]
    """What only nodes of this cluster type have."""


class NodeGroup(TypedDict):
    """A group of nodes that is scaled by itself, such as a node pool."""

    group_id: str
    name: str
    state: str
    size: int
    """How many nodes were requested."""
    created: Instant
    updated: Instant
    error_message: str | None
    properties: dict[str, Any]
    """What only groups of this cluster type have."""


class Pool(NodeGroup):
    """A node pool with its cluster, its nodes and its tasks."""

    cluster_id: str
    cluster: str
    """The name of the cluster."""
    nodes: list[Node]
    tasks: list[Task]


class PoolList(TypedDict):
    """The node pools of a tenant, oldest first."""

    pools: list[Pool]


class PoolChange(TypedDict):
    """The state to force: one of those of the cluster type, or ``deleted``."""

    state: str


class Tag(TypedDict):
    """A tag of a cluster."""

    key: str
    value: str


class Cluster(TypedDict):
    """A cluster with its groups of nodes, nodes and tasks."""

    cluster_id: str
    cluster_type: str
    """The simulator's name for the type, such as ``swarm``."""
    name: str
    state: State
    size: int
    """How many nodes were requested."""
    created: Instant
    updated: Instant
    region_id: str
    zone_id: str | None
    vpc_id: str | None
    vswitch_id: str | None
    container_cidr: str | None
    """The address block of the containers in the VPC; null if they have none of their own."""
    security_group_id: str | None
    external_loadbalancer_id: str | None
    master_url: str | None
    tags: list[Tag]
    error_message: str | None
    properties: dict[str, Any]
    """What only clusters of this type have."""
    groups: list[NodeGroup]
    """Empty where the nodes are one implicit group."""
    nodes: list[Node]
    tasks: list[Task]


class ClusterList(TypedDict):
    """The clusters of a tenant, oldest first."""

    clusters: list[Cluster]


class ClusterChange(TypedDict):
    """The state to force."""

    state: State


class Kubeconfig(TypedDict):
    """What leads a client of Kubernetes to a cluster."""

    config: str
    """The kubeconfig, in YAML."""
    expiration: Instant
    """When its certificate ends, on the clock of the tenant."""


class NodeChange(TypedDict):
    """Whether the service cannot reach the node from now on."""

    is_lost: bool


LIST_CLUSTERS = Endpoint("GET", "clusters", Scope.TENANT, answers=ClusterList, query=("cluster",))
GET_CLUSTER = Endpoint("GET", "clusters/{cluster_id}", Scope.TENANT, answers=Cluster)
PATCH_CLUSTER = Endpoint(
    "PATCH", "clusters/{cluster_id}", Scope.TENANT, answers=Cluster, body=ClusterChange
)
GET_KUBECONFIG = Endpoint(
    "GET", "clusters/{cluster_id}/kubeconfig", Scope.TENANT, answers=Kubeconfig
)
LIST_POOLS = Endpoint("GET", "pools", Scope.TENANT, answers=PoolList, query=("cluster",))
GET_POOL = Endpoint("GET", "pools/{nodepool_id}", Scope.TENANT, answers=Pool)
PATCH_POOL = Endpoint("PATCH", "pools/{nodepool_id}", Scope.TENANT, answers=Pool, body=PoolChange)
GET_NODE = Endpoint("GET", "nodes/{instance_id}", Scope.TENANT, answers=Node)
PATCH_NODE = Endpoint("PATCH", "nodes/{instance_id}", Scope.TENANT, answers=Node, body=NodeChange)
