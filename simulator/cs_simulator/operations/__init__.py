"""The operations of the API: one module each, collected from the folders here."""

from typing import TYPE_CHECKING

from cs_simulator.operations._answers import Answer, ErrorKeys, answer_of, keys_for, refusal
from cs_simulator.operations._kept_replies import handle_of, kept_reply
from cs_simulator.operations._kubeconfig import of_account as kubeconfig_of_account
from cs_simulator.operations._kubeconfig import problem_of as kubeconfig_problem
from cs_simulator.operations._lookup import (
    all_operations,
    call_of,
    check_policy,
    known_routes,
    region_of_call,
    routes,
    rpc_operations,
)
from cs_simulator.operations._not_modelled import not_modelled
from cs_simulator.operations._operation import (
    Call,
    ClusterCaller,
    Deferred,
    Incoming,
    Operation,
    Reply,
)
from cs_simulator.operations._questions import (
    CertificateQuery,
    EventsQuery,
    KubeconfigQuery,
    LogQuery,
    Question,
)
from cs_simulator.operations._reference import Row, table
from cs_simulator.operations._routing import Routes
from cs_simulator.operations._rpc import as_rpc

if TYPE_CHECKING:
    from cs_simulator.engine.cluster_behavior import ClusterTypes
    from cs_simulator.scenarios.vocabulary import Vocabulary

__all__ = [
    "Answer",
    "Call",
    "CertificateQuery",
    "ClusterCaller",
    "Deferred",
    "ErrorKeys",
    "EventsQuery",
    "Incoming",
    "KubeconfigQuery",
    "LogQuery",
    "Operation",
    "Question",
    "Reply",
    "Routes",
    "Row",
    "all_operations",
    "answer_of",
    "as_rpc",
    "call_of",
    "check_policy",
    "handle_of",
    "kept_reply",
    "keys_for",
    "known_routes",
    "kubeconfig_of_account",
    "kubeconfig_problem",
    "not_modelled",
    "reference",
    "refusal",
    "region_of_call",
    "routes",
    "rpc_operations",
    "vocabulary",
]


def reference(*, later: bool = False) -> list[Row]:
    """The table of operations; with *later* also those that came after the Swarm clusters."""
    return table(all_operations(), later=later)


def vocabulary(cluster_types: "ClusterTypes") -> "Vocabulary":
    """What scenarios may name, where clusters are of these types."""
    from cs_simulator.operations._vocabulary import vocabulary  # no call needs it

    return vocabulary(cluster_types)
