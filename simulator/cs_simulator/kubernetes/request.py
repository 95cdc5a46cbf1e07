"""A call of a cluster's Kubernetes API, as its verbs get it."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.operations import Call, Reply

# All other values are true, also an empty one: ``Convert_Slice_string_To_bool`` of apimachinery.
_FALSE = frozenset(("0", "false"))


def is_true(query: Mapping[str, str], name: str) -> bool:
    """Whether a value of a query is true, as the API server reads it: ``True`` is, and ``yes``."""
    return query.get(name, "0").lower() not in _FALSE


class Request(NamedTuple):
    """One call about objects of a kind: which verb, on which of them."""

    call: Call
    cluster: Cluster
    verb: str
    """``get``, ``list``, ``watch``, ``create``, ``update``, ``patch``, ``delete`` or
    ``deletecollection``."""
    kind: Kind
    namespace: str = ""
    """Empty for a kind that is in no namespace, and for lists of all namespaces."""
    name: str = ""
    """Empty for lists and for creations."""
    subresource: str = ""
    """``status``, ``scale``, … ; empty for the object itself."""
    rest: str = ""
    """What the path has after the subresource."""

    @property
    def cluster_id(self) -> str:
        """The id of the cluster."""
        return self.cluster.cluster_id

    @property
    def query(self) -> Mapping[str, str]:
        """The query's names and values, decoded."""
        return self.call.incoming.query

    def is_true(self, name: str) -> bool:
        """Whether a value of the query is true, as :func:`is_true` reads it."""
        return is_true(self.query, name)

    def header(self, name: str) -> str:
        """The value of a header; empty without one."""
        return self.call.incoming.headers.get(name, "")


class Verb(Protocol):
    """What a verb does."""

    def __call__(self, request: Request, unit: Unit) -> Reply:
        """Do the call in the unit; raises the :class:`ApiError` by which it is refused."""
