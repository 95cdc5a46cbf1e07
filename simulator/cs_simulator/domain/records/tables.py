"""The table of tables: one row for each type of record.

The world's tables, the columns in SQLite, what a reset may leave alone and how snapshots differ all
follow from here. A new type of record is its class, a row below, an attribute of the world if it is
a resource, and a migration.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, SupportsIndex, TypeVar, overload

from cs_simulator.domain.records.account import (
    AccountEntry,
    ClientToken,
    CustomImage,
    Instance,
    MissingRole,
    Quota,
    RdsInstance,
    Stock,
    Template,
)
from cs_simulator.domain.records.cluster import (
    Cluster,
    ClusterEntry,
    Node,
    NodeGroup,
    Step,
    Task,
    Token,
)
from cs_simulator.domain.records.journal import CallEntry, Decision, Event, LogLine, Trace
from cs_simulator.domain.records.kubernetes import KubernetesObject, KubernetesTimer
from cs_simulator.domain.records.network import Vpc, VSwitch
from cs_simulator.domain.records.scenario import ActiveScenario, RuleCounter, ScheduledAction


class Record(Protocol):
    """What all records have in common: a serial, and their fields as a tuple."""

    @property
    def serial(self) -> int:
        """The number of the record within its tenant."""

    @overload
    def __getitem__(self, field: SupportsIndex, /) -> Any: ...

    @overload
    def __getitem__(self, fields: slice, /) -> tuple[Any, ...]: ...


K = TypeVar("K", bound=Hashable)
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, kw_only=True)
class ResourceTable(Generic[K, R]):
    """A table of records that come, change and go: the world holds all of them in memory."""

    name: str
    record: type[R]
    key: str
    """The field under which the world finds a record."""
    label: tuple[str, ...] = ()
    """The fields by which people know a record, if that is not its key."""
    reset_keeps: str = ""
    """The option of a reset that leaves the table as it is; empty if none does."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields of its records, in order."""
        return tuple(self.record.__annotations__)

    def label_of(self, record: R) -> str:
        """What a record is called where two snapshots are compared."""
        fields = (str(getattr(record, field)) for field in self.label or (self.key,))
        return " ".join(field for field in fields if field)


@dataclass(frozen=True, kw_only=True)
class EntryTable(Generic[R]):
    """A table that is only ever appended to, and read by query: memory holds none of it."""

    name: str
    record: type[R]
    instant: str
    """The field with the virtual instant at which the entry was made."""
    counted_as: str = "serial"
    """The counter of the world that numbers the entries."""
    reset_keeps: str = ""


VPC = ResourceTable[str, Vpc](name="vpc", record=Vpc, key="vpc_id", reset_keeps="fixtures")
VSWITCH = ResourceTable[str, VSwitch](
    name="vswitch", record=VSwitch, key="vswitch_id", reset_keeps="fixtures"
)
RDS_INSTANCE = ResourceTable[str, RdsInstance](
    name="rds_instance", record=RdsInstance, key="db_instance_id", reset_keeps="fixtures"
)
CUSTOM_IMAGE = ResourceTable[str, CustomImage](
    name="custom_image", record=CustomImage, key="image_id", reset_keeps="fixtures"
)
INSTANCE = ResourceTable[str, Instance](
    name="instance", record=Instance, key="instance_id", reset_keeps="fixtures"
)
STOCK = ResourceTable[str, Stock](name="stock", record=Stock, key="key", reset_keeps="fixtures")
QUOTA = ResourceTable[str, Quota](name="quota", record=Quota, key="name", reset_keeps="fixtures")
MISSING_ROLE = ResourceTable[str, MissingRole](
    name="missing_role", record=MissingRole, key="name", reset_keeps="fixtures"
)
SCENARIO = ResourceTable[str, ActiveScenario](name="scenario", record=ActiveScenario, key="slot")
RULE_COUNTER = ResourceTable[str, RuleCounter](name="rule_counter", record=RuleCounter, key="key")
SCHEDULED_ACTION = ResourceTable[int, ScheduledAction](
    name="scheduled_action", record=ScheduledAction, key="serial", label=("due",)
)
TOKEN = ResourceTable[int, Token](name="token", record=Token, key="number")
ACCOUNT_ENTRY = ResourceTable[str, AccountEntry](
    name="account_entry", record=AccountEntry, key="name"
)
CLIENT_TOKEN = ResourceTable[str, ClientToken](name="client_token", record=ClientToken, key="token")
TEMPLATE = ResourceTable[str, Template](name="template", record=Template, key="template_id")
CLUSTER = ResourceTable[str, Cluster](name="cluster", record=Cluster, key="cluster_id")
NODE_GROUP = ResourceTable[str, NodeGroup](name="node_group", record=NodeGroup, key="group_id")
NODE = ResourceTable[str, Node](name="node", record=Node, key="instance_id")
TASK = ResourceTable[str, Task](name="task", record=Task, key="task_id")
STEP = ResourceTable[int, Step](
    name="step", record=Step, key="serial", label=("task_id", "instance_id")
)
CLUSTER_ENTRY = ResourceTable[str, ClusterEntry](
    name="cluster_entry", record=ClusterEntry, key="key"
)
KUBERNETES_OBJECT = ResourceTable[str, KubernetesObject](
    name="kubernetes_object",
    record=KubernetesObject,
    key="key",
    label=("resource", "namespace", "name"),
)
KUBERNETES_TIMER = ResourceTable[int, KubernetesTimer](
    name="kubernetes_timer", record=KubernetesTimer, key="serial", label=("kind", "subject")
)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A field that names a record of a table; while it does, there must be that record."""

    table: ResourceTable[Any, Any]
    field: str
    to: ResourceTable[Any, Any]


REFERENCES = tuple(
    Reference(table=table, field=to.key, to=to)
    for to, tables in (
        (
            CLUSTER,
            (NODE_GROUP, NODE, STEP, TOKEN, CLUSTER_ENTRY, KUBERNETES_OBJECT, KUBERNETES_TIMER),
        ),
        (NODE_GROUP, (NODE,)),
        (NODE, (STEP,)),
        (TASK, (STEP,)),
        (VPC, (VSWITCH, CLUSTER)),
        (VSWITCH, (INSTANCE, CLUSTER, NODE)),
    )
    for table in tables
)
"""What refers to what. A field that is empty refers to nothing."""

LOG = EntryTable[LogLine](name="log", record=LogLine, instant="created")
EVENT = EntryTable[Event](name="event", record=Event, instant="time")
TRACE = EntryTable[Trace](name="trace", record=Trace, instant="ended")
DECISION = EntryTable[Decision](name="decision", record=Decision, instant="at")
CALL = EntryTable[CallEntry](
    name="call", record=CallEntry, instant="at", counted_as="call", reset_keeps="calls"
)

_declared = list(globals().values())
RESOURCES: tuple[ResourceTable[Any, Any], ...] = tuple(
    table for table in _declared if isinstance(table, ResourceTable)
)
ENTRIES: tuple[EntryTable[Any], ...] = tuple(
    table for table in _declared if isinstance(table, EntryTable)
)
TABLES: tuple[ResourceTable[Any, Any] | EntryTable[Any], ...] = (*RESOURCES, *ENTRIES)
