"""The records: everything that a tenant has, as immutable values named as the API names them.

A change makes a new record. Fields are texts, whole numbers and truth values only, so that they are
the columns of a table in SQLite without conversion. ``serial`` is the record's number within its
tenant: the order of creation, and the id of its row. Instants are microseconds since 1970 UTC.

They are named tuples rather than frozen dataclasses because every call makes half a dozen: a
named tuple is made, changed and turned into a row several times faster. Make them with keywords,
but for those that every step makes: that takes twice as long.
"""

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
from cs_simulator.domain.records.journal import (
    LONGEST_ANSWER,
    CallEntry,
    Decision,
    Event,
    LogLine,
    Trace,
)
from cs_simulator.domain.records.kinds import HELD
from cs_simulator.domain.records.kubernetes import KubernetesObject, KubernetesTimer
from cs_simulator.domain.records.network import Vpc, VSwitch
from cs_simulator.domain.records.scenario import ActiveScenario, RuleCounter, ScheduledAction
from cs_simulator.domain.records.states import ClusterState, NodeState, TaskState
from cs_simulator.domain.records.tables import Record

__all__ = [
    "HELD",
    "LONGEST_ANSWER",
    "AccountEntry",
    "ActiveScenario",
    "CallEntry",
    "ClientToken",
    "Cluster",
    "ClusterEntry",
    "ClusterState",
    "CustomImage",
    "Decision",
    "Event",
    "Instance",
    "KubernetesObject",
    "KubernetesTimer",
    "LogLine",
    "MissingRole",
    "Node",
    "NodeGroup",
    "NodeState",
    "Quota",
    "RdsInstance",
    "Record",
    "RuleCounter",
    "ScheduledAction",
    "Step",
    "Stock",
    "Task",
    "TaskState",
    "Template",
    "Token",
    "Trace",
    "VSwitch",
    "Vpc",
]
