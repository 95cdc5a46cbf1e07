"""The nouns: everything a tenant's world holds, as frozen records named as the API names them.

A change makes a new record. Values are texts, whole numbers and truth values only, so that a
record's fields are its columns in SQLite and nothing needs translating. ``serial`` is the
record's number within its tenant: the order of creation, and the key under which it is kept.
Instants are microseconds since 1970 UTC.

They are named tuples rather than frozen dataclasses because every call makes half a dozen: a
named tuple is made, changed and turned into a row several times faster. Make them with keywords.
"""

from enum import StrEnum
from typing import NamedTuple

HELD = 2**62 + 1
"""The due time of a step that is held: after everything, even after the end of all time."""


class ClusterState(StrEnum):
    """Lower case on the wire; ``delete_failed`` is spelled as the documents of 2018 have it."""

    INITIAL = "initial"
    RUNNING = "running"
    INACTIVE = "inactive"
    UPDATING = "updating"
    SCALING = "scaling"
    FAILED = "failed"
    DELETING = "deleting"
    DELETE_FAILED = "delete_failed"
    DELETED = "deleted"


class NodeState(StrEnum):
    """The state of one node of a cluster."""

    INITIAL = "initial"
    RUNNING = "running"
    FAILED = "failed"
    REMOVING = "removing"


class TaskState(StrEnum):
    """What a task has come to."""

    RUNNING = "running"
    SUCCESS = "success"
    FAILED = "failed"


class Cluster(NamedTuple):
    """A Swarm cluster. ``size`` is the number of nodes that the caller asked for."""

    serial: int
    cluster_id: str
    name: str
    state: ClusterState
    size: int
    created: int
    updated: int
    region_id: str
    zone_id: str
    network_mode: str
    vpc_id: str
    vswitch_id: str
    subnet_cidr: str
    instance_type: str
    ecs_image_id: str
    io_optimized: str
    data_disk_category: str
    data_disk_size: int
    need_slb: bool
    release_eip_flag: bool
    rds_instances: str
    """Database instance ids, separated by one blank."""
    security_group_id: str = ""
    external_loadbalancer_id: str = ""
    master_url: str = ""
    error_message: str = ""
    nodes_made: int = 0
    """How many nodes the cluster ever had: the number of the last one."""
    tags: str = "[]"
    """A JSON array of objects with ``key`` and ``value``."""


class Node(NamedTuple):
    """An ECS instance of a cluster; ``number`` counts the cluster's nodes from 1."""

    serial: int
    instance_id: str
    cluster_id: str
    number: int
    state: NodeState
    created: int
    updated: int
    vpc_id: str
    vswitch_id: str
    instance_type: str
    ecs_image_id: str
    instance_status: str = ""
    """The ECS status: ``Pending``, ``Starting``, ``Running`` or ``Stopping``."""
    ip_address: str = ""
    eip_address: str = ""
    is_routed: bool = False
    """Whether the VPC's route table has an entry for the node's block of container addresses."""
    error_message: str = ""
    made_by: str = "CreateCluster"
    """The operation that brought the node into the cluster."""
    charge_type: str = "PostPaid"
    releases_eip: bool = False
    """Whether the node gives its elastic address back once it is configured."""
    is_released: bool = False
    """Whether the instance is released when the node is removed."""
    is_lost: bool = False
    """Whether the service cannot reach the node at present."""

    @property
    def is_attached(self) -> bool:
        """Whether the instance was the customer's before it became a node."""
        return self.made_by == "AttachInstances"

    @property
    def is_healthy(self) -> bool:
        """Whether the node is up, and reached."""
        return self.state is NodeState.RUNNING and not self.is_lost


class Task(NamedTuple):
    """What one asynchronous operation is going through.

    ``plan`` names the row of :data:`cs_simulator.domain.plans.PLANS`; ``courses`` counts the nodes
    (or, outside the node stages, the one cluster) whose stages are not finished yet.
    """

    serial: int
    task_id: str
    cluster_id: str
    plan: str
    state: TaskState
    created: int
    updated: int
    courses: int = 0
    error_code: str = ""
    error_message: str = ""
    number: int = 1
    """Counts the cluster's tasks, from 1."""
    nodes: str = ""
    """Ids of the instances that the task is about, separated by one blank, once they are known."""


class Step(NamedTuple):
    """One stage of one task that is under way, of one node if ``instance_id`` names it.

    Steps are run in the order of (``due``, ``serial``). A node keeps its serial from stage to
    stage; the step of a stage that nothing follows is gone once it has been run.
    """

    serial: int
    task_id: str
    cluster_id: str
    instance_id: str
    stage: int
    """The stage's place in the task's plan, from 0."""
    started: int
    due: int
    """When it is to be run; :data:`HELD` while it is held."""
    fate: str = ""
    """What a rule of the scenario makes of it, as JSON; empty for nothing special."""

    @property
    def is_held(self) -> bool:
        """Whether it waits for somebody to let it go on."""
        return self.due == HELD


class Vpc(NamedTuple):
    """A virtual private cloud."""

    serial: int
    vpc_id: str
    region_id: str
    cidr_block: str
    adopted: bool = False
    """Whether a caller's mention of the id brought it into the world."""


class VSwitch(NamedTuple):
    """A vSwitch of a VPC, in one zone."""

    serial: int
    vswitch_id: str
    vpc_id: str
    zone_id: str
    cidr_block: str
    adopted: bool = False


class RdsInstance(NamedTuple):
    """A database instance; ``whitelist`` holds the addresses it lets in, separated by commas."""

    serial: int
    db_instance_id: str
    region_id: str
    whitelist: str = "127.0.0.1"
    adopted: bool = False


class CustomImage(NamedTuple):
    """An image that a customer built. ``kernel`` is empty where nothing is known of it."""

    serial: int
    image_id: str
    region_id: str
    os: str
    version: str
    kernel: str
    size_gib: int = 20
    adopted: bool = False


class Instance(NamedTuple):
    """An ECS instance of the account that was made outside of clusters; a node may be made of it.

    While it is a node of a cluster, the world's nodes have a record of the same id.
    """

    serial: int
    instance_id: str
    region_id: str
    zone_id: str
    network_type: str
    """``vpc`` or ``classic``."""
    vpc_id: str
    vswitch_id: str
    instance_type: str
    ecs_image_id: str
    ip_address: str
    eip_address: str = ""
    charge_type: str = "PostPaid"
    is_released: bool = False
    """Whether it is gone; it stays as a record, since every tenant is born with some."""


class Stock(NamedTuple):
    """How many instances of a type can still be had in a zone; without one, any number."""

    serial: int
    key: str
    zone_id: str
    instance_type: str
    available: int

    @staticmethod
    def key_of(zone_id: str, instance_type: str) -> str:
        """The key of the stock of that type in that zone."""
        return f"{zone_id} {instance_type}"


class Quota(NamedTuple):
    """A limit of the account that was changed after the tenant was made."""

    serial: int
    name: str
    """A field of :class:`cs_simulator.domain.quotas.Quotas`."""
    amount: int


class ActiveScenario(NamedTuple):
    """The scenario that holds for the tenant."""

    serial: int
    slot: str
    """Always ``active``: there is one."""
    name: str
    origin: str
    """The file that it was read from, which is looked at again when it changes; empty for none."""
    started: int
    given: str
    """JSON: when rules came that were not there from the start, by id."""
    text: str
    """The whole scenario, as JSON."""


class RuleCounter(NamedTuple):
    """What a rule has counted, of everything or of one subject."""

    serial: int
    key: str
    rule: str
    subject: str
    matched: int = 0
    fired: int = 0
    level: int = 0
    """What is left, in thousandths, for a rule that keeps a level."""
    level_at: int = 0


class ScheduledAction(NamedTuple):
    """Something that happens at a time, whoever calls."""

    serial: int
    due: int
    action: str
    """JSON: what it is, and whom it is about."""


class Token(NamedTuple):
    """A cluster token. Its text is derived from the seed when it is asked for, and never kept."""

    serial: int
    number: int
    """Counts the tenant's tokens, from 1."""
    cluster_id: str
    created: int
    updated: int
    expired: int
    """The instant at which it ends."""
    is_permanent: bool = False
    is_revoked: bool = False


class Template(NamedTuple):
    """A compose template of the account."""

    serial: int
    template_id: str
    name: str
    template: str
    description: str
    tags: str
    template_type: str
    created: int
    updated: int


class LogLine(NamedTuple):
    """A line of a cluster's log. Levels: 2 error, 3 warning, 4 information (reference §4.1)."""

    serial: int
    cluster: int
    """The cluster's serial."""
    created: int
    level: int
    text: str


class Event(NamedTuple):
    """Something that happened to a cluster, as the service's event list tells it."""

    serial: int
    cluster: int
    """The cluster's serial."""
    cluster_id: str
    task_id: str
    time: int
    type: str
    level: str
    reason: str
    message: str


class Trace(NamedTuple):
    """Something that the simulator did inside: a step that came to its end, a state that changed.

    For a step, ``name`` is its stage and ``outcome`` is ``done``, ``failed`` or ``canceled``; for a
    state, ``name`` is the new one and ``outcome`` the old.
    """

    serial: int
    kind: str
    """``step`` or ``state``."""
    cluster_id: str
    task_id: str
    instance_id: str
    name: str
    started: int
    ended: int
    outcome: str


class Decision(NamedTuple):
    """A rule that was meant: what it was asked about, what it drew, and what came of it."""

    serial: int
    at: int
    rule: str
    phase: str
    kind: str
    operation: str
    stage: str
    cluster: str
    """The cluster's name."""
    cluster_id: str
    task_id: str
    instance_id: str
    request_id: str
    matched: int
    """How often the rule was meant, this time included."""
    draw: str
    """The number drawn, where the rule has a probability."""
    outcome: str
    """``fired``, or why not."""


class CallEntry(NamedTuple):
    """One call of the journal. Secrets were replaced before it was made.

    ``serial`` counts the tenant's calls; ``at`` is virtual, ``received`` real time; ``duration``
    is in microseconds, without the wait for the store.
    """

    serial: int
    request_id: str
    at: int
    received: int
    duration: int
    operation: str
    method: str
    target: str
    body: str
    status: int
    code: str
    answer: str
    cluster_id: str
    task_id: str
    unread: str
    """Names of the fields that nothing read, separated by one blank."""
    faults: str = ""
    """The rules that acted on the call, each with its kind: ``id:kind``, separated by one blank."""
    retry_after: int = 0
    """After how many seconds the caller was told to come back; 0 for nothing told."""


Resource = (
    Cluster | Node | Task | Step | Vpc | VSwitch | RdsInstance | CustomImage | Instance | Stock
    | Quota | ActiveScenario | RuleCounter | ScheduledAction | Token | Template
)  # fmt: skip
"""What a world holds in memory, and what changes."""

Entry = LogLine | Event | Trace | Decision | CallEntry
"""What is only ever added, and lives in the store."""
