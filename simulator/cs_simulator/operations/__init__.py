"""The operations of the API: one module each, collected from the folders here."""

from typing import TYPE_CHECKING

from cs_simulator.domain.errors import ErrorKeys
from cs_simulator.operations._answers import Answer, answer_of, keys_for, refusal
from cs_simulator.operations._kept_replies import handle_of, kept_reply
from cs_simulator.operations._lookup import (
    all_operations,
    call_of,
    check_policy,
    known_routes,
    region_of_call,
    routes,
    rpc_operations,
)
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
from cs_simulator.operations._routing import Routes
from cs_simulator.operations._rpc import as_rpc
from cs_simulator.operations._unread_keys import unread_keys

if TYPE_CHECKING:
    from cs_simulator.operations._kubeconfig import of_account as kubeconfig_of_account
    from cs_simulator.operations._kubeconfig import problem_of as kubeconfig_problem
    from cs_simulator.operations._not_modelled import not_modelled
    from cs_simulator.operations._reference import Row, reference
    from cs_simulator.operations._vocabulary import vocabulary

# What most calls do not need is loaded when it is first used.
_LATER = {
    "Row": "_reference.Row",
    "kubeconfig_of_account": "_kubeconfig.of_account",
    "kubeconfig_problem": "_kubeconfig.problem_of",
    "not_modelled": "_not_modelled.not_modelled",
    "reference": "_reference.reference",
    "vocabulary": "_vocabulary.vocabulary",
}
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
    "unread_keys",
    "vocabulary",
]


def __getattr__(name: str) -> object:
    """Load what is not needed by most calls."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, _, attribute = _LATER[name].partition(".")
    return getattr(import_module(f"{__name__}.{module}"), attribute)
