"""``POST calls``, ``examples`` and ``cluster_types``: making calls of the API by hand."""

from typing import Any, TypedDict

from cs_simulator.server.control.contract.endpoint import Endpoint, Scope


class ServiceCall(TypedDict):
    """A call of the API."""

    method: str
    path: str
    """As on the wire, with a query if it has one."""
    body: Any
    """Any JSON; null for none."""


class ServiceCallRequest(TypedDict, total=False):
    """The call to make: a method and a path, and the rest as needed."""

    method: str
    path: str
    """As on the wire; it may have a query."""
    query: dict[str, str]
    """Parameters of the query, besides those of the path."""
    headers: dict[str, str]
    body: Any
    """Any JSON; null or nothing for none."""


class ServiceAnswer(TypedDict):
    """What a client of the API would have got."""

    status: int
    """The HTTP status; 0 if there was no answer."""
    code: str | None
    """The error code, ``(reset)`` and the like for an answer that did not arrive; null for a call
    that succeeded."""
    request_id: str
    fault: str | None
    """What a rule did to the answer on its way: ``reset``, ``truncate`` and others."""
    body: Any
    """As JSON where it is, else as text; null if there was no answer, or an empty one."""


class ClusterTypeDescription(TypedDict):
    """A cluster type of this server."""

    name: str
    kinds: list[str]
    """What the API calls clusters of this type, with their profiles; empty for one kind without a
    name of its own."""
    states: list[str]
    """The states that a cluster can be forced into."""
    pool_states: list[str]
    """The states that a node pool can be forced into; empty for a type without pools."""


class ClusterTypeList(TypedDict):
    """The cluster types of this server."""

    cluster_types: list[ClusterTypeDescription]


MAKE_CALL = Endpoint("POST", "calls", Scope.TENANT, answers=ServiceAnswer, body=ServiceCallRequest)
LIST_CLUSTER_TYPES = Endpoint("GET", "cluster_types", Scope.SAME, answers=ClusterTypeList)
GET_EXAMPLE = Endpoint(
    "GET",
    "examples/{operation}",
    Scope.TENANT,
    answers=ServiceCall,
    query=("type", "region", "cluster", "pool", "size"),
)
