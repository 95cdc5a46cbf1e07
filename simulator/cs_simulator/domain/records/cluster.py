"""A cluster with its nodes and tokens, its tasks, and the steps that a task goes through."""

from typing import NamedTuple

from cs_simulator.domain.records.kinds import (
    HELD,
    Address,
    ChargeType,
    Count,
    Due,
    EcsStatus,
    Instant,
    JsonObject,
    Key,
    Losses,
    OptionalBlock,
    OptionalJsonObject,
    Size,
    Tags,
)
from cs_simulator.domain.records.states import ENDED, ClusterState, NodeState, TaskState


class Cluster(NamedTuple):
    """A cluster of any type. ``size`` is the number of nodes that the caller asked for."""

    serial: int
    cluster_id: Key
    cluster_type: str
    """The name of the cluster's type (see :mod:`cs_simulator.cluster_types`)."""
    name: str
    state: ClusterState
    size: Size
    created: Instant
    updated: Instant
    region_id: str
    zone_id: str
    vpc_id: str
    vswitch_id: str
    container_cidr: OptionalBlock = ""
    """The address block of the containers in the VPC; empty if they have none of their own."""
    security_group_id: str = ""
    external_loadbalancer_id: str = ""
    master_url: str = ""
    error_message: str = ""
    nodes_made: Count = 0
    """How many nodes the cluster has had so far: the number of the last one."""
    tags: Tags = "[]"
    """A JSON array of objects with ``key`` and ``value``."""
    properties: JsonObject = "{}"
    """A JSON object: what only clusters of this type have, by name."""


class NodeGroup(NamedTuple):
    """A group of a cluster's nodes that is scaled by itself, such as a node pool.

    A cluster type whose nodes are all of one kind has no such records.
    """

    serial: int
    group_id: Key
    cluster_id: str
    name: str
    state: str
    """One of the states in the table of the cluster type."""
    size: Size
    """The number of nodes that the caller asked for."""
    created: Instant
    updated: Instant
    error_message: str = ""
    properties: JsonObject = "{}"
    """A JSON object: what only groups of this cluster type have, by name."""


class Node(NamedTuple):
    """An ECS instance of a cluster; ``number`` counts the cluster's nodes from 1."""

    serial: int
    instance_id: Key
    cluster_id: str
    number: Count
    state: NodeState
    created: Instant
    updated: Instant
    vpc_id: str
    vswitch_id: str
    instance_type: str
    ecs_image_id: str
    instance_status: EcsStatus = ""
    """The ECS status: ``Pending``, ``Starting``, ``Running`` or ``Stopping``."""
    ip_address: Address = ""
    eip_address: Address = ""
    is_routed: bool = False
    """Whether the VPC's route table has an entry for the node's block of container addresses."""
    error_message: str = ""
    made_by: str = "CreateCluster"
    """The operation that brought the node into the cluster."""
    charge_type: ChargeType = "PostPaid"
    releases_eip: bool = False
    """Whether the node's elastic address is released once the node is configured."""
    is_released: bool = False
    """Whether the instance is released when the node is removed."""
    is_lost: bool = False
    """Whether the service cannot reach the node now."""
    group_id: str = ""
    """The group that the node belongs to; empty for the one implicit group of a cluster."""
    properties: JsonObject = "{}"
    """A JSON object: what only nodes of this cluster type have, by name, such as labels."""
    joined: Instant = 0
    """The instant at which the node had gone through all stages of joining; 0 before that."""
    losses: Losses = "[]"
    """When the node was lost and back again, the last times, oldest first."""

    @property
    def is_attached(self) -> bool:
        """Whether the instance was the customer's before it became a node."""
        return self.made_by.startswith("AttachInstances")

    @property
    def is_healthy(self) -> bool:
        """Whether the node runs, and the service reaches it."""
        return self.state is NodeState.RUNNING and not self.is_lost


class Task(NamedTuple):
    """The work of one asynchronous operation.

    ``plan`` is the key of a plan: the cluster type, the operation and, if an operation has several
    plans, which of them it is: ``swarm/CreateCluster``, ``ack/ModifyClusterNodePool#scale_out``.
    """

    serial: int
    task_id: Key
    cluster_id: str
    plan: str
    state: TaskState
    created: Instant
    updated: Instant
    pending_nodes: Size = 0
    """How many nodes have stages to finish; 0 outside the node stages."""
    error_code: str = ""
    error_message: str = ""
    number: Count = 1
    """Counts the tasks of the cluster, or of the group that the task is about, from 1."""
    nodes: str = ""
    """Ids of the instances that the task is about, separated by one blank, once they are known."""
    group_id: str = ""
    """The group of nodes that the task is about; empty for the cluster."""
    queued: str = ""
    """Ids of the instances whose turn has not come yet, separated by one blank."""
    properties: JsonObject = "{}"
    """A JSON object: what only tasks of this cluster type have, by name."""

    @property
    def has_ended(self) -> bool:
        """Whether nothing will change it any more."""
        return self.state in ENDED

    @property
    def cluster_type(self) -> str:
        """The type of the task's cluster, which may no longer exist."""
        return self.plan.partition("/")[0]

    @property
    def operation(self) -> str:
        """The API operation that started the task."""
        return self.plan.rpartition("/")[2].partition("#")[0]


class Step(NamedTuple):
    """One stage of a task that is under way, for one node if ``instance_id`` names one.

    Steps are run in the order of (``due``, ``serial``). The step of a node has the same serial from
    stage to stage; after the last stage it is dropped.
    """

    serial: int
    task_id: str
    cluster_id: str
    instance_id: str
    stage: Count
    """The index of the stage in the task's plan, from 0."""
    started: Instant
    due: Due
    """The instant at which it is run; :data:`HELD` while it is held."""
    step_effect: OptionalJsonObject = ""
    """JSON: what a rule of the scenario does to it; empty for nothing."""
    is_wait: bool = False
    """Whether its task only waits: the stage begins when the step is run."""

    @property
    def is_held(self) -> bool:
        """Whether it does not run until it is released by hand."""
        return self.due == HELD


class Token(NamedTuple):
    """A cluster token. Its text is derived from the seed when it is needed, and never stored."""

    serial: int
    number: Count
    """Counts the tenant's tokens, from 1."""
    cluster_id: str
    created: Instant
    updated: Instant
    expired: Instant
    """The instant at which it expires."""
    is_permanent: bool = False
    is_revoked: bool = False


SERVICE_BALANCER = "service_balancer"
"""The kind of the entries about load balancers that were made for Services of a cluster."""


class ClusterEntry(NamedTuple):
    """Something else that calls keep of a cluster: a policy in force, a diagnosis, a report."""

    serial: int
    key: Key
    """``cluster_id/kind/name``."""
    cluster_id: str
    kind: str
    """What it is: ``diagnosis``, ``policy``."""
    name: str
    """Its id or its name among those of its kind in the cluster."""
    value: JsonObject
    created: Instant
