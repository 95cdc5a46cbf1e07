"""What an operation is: a route, a handler, and what callers of it need to know.

A handler runs inside a unit of work: it reads, decides, writes, and returns. Raising a row of the
error catalogue rolls everything back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from sys import modules
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from cs_simulator.domain.docstrings import docstring
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import ClusterState
from cs_simulator.engine.call_region import region_of_host
from cs_simulator.engine.kept_answers import Kept
from cs_simulator.engine.poll_targets import PollTarget
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._questions import Question

if TYPE_CHECKING:
    from cs_simulator.signing.permissions import Permissions


def _stays() -> bool:
    return False


class ClusterCaller(NamedTuple):
    """Who calls a cluster at its own address."""

    cluster_id: str
    user: str
    groups: tuple[str, ...] = ()
    trusted: str = ""
    """The certificate, in PEM, by which the address can be verified; empty if it is not served."""


class Incoming(NamedTuple):
    """A request as it was received, before the operation is known that it calls."""

    method: str
    raw_path: str
    """The path as on the wire."""
    target: str
    """Path and query, as on the wire."""
    query: Mapping[str, str]
    body: bytes
    content_type: str
    region_header: str
    """The value of ``x-acs-region-id``."""
    received: int = 0
    """Wall time in microseconds."""
    refused: ApiError | None = None
    """The error with which the gateway refuses it, since it is not signed as it must be."""
    permissions: "Permissions | None" = None
    """What its signer is allowed to do; ``None`` for everything."""
    headers: Mapping[str, str] = {}
    """All headers; names are looked up whatever their case."""
    action: str = ""
    """The action of a call of the style RPC, whose query then has all parameters; else empty."""
    has_left: Callable[[], bool] = _stays
    """Returns whether the caller has closed the connection."""
    cluster_caller: ClusterCaller | None = None
    """Who calls the Kubernetes API of a cluster; ``None`` for the API of the service. The path then
    begins below the address of the cluster."""

    @property
    def named_region(self) -> str:
        """The region that it names outside of its body and its path; empty if it names none."""
        return (
            self.region_header
            or self.query.get("RegionId", "")
            or region_of_host(self.headers.get("host", ""))
        )


class Call(NamedTuple):
    """One call of an operation."""

    incoming: Incoming
    request_id: str
    parameters: Mapping[str, str]
    """The values of the path's placeholders, decoded."""
    operation: "Operation"
    unread: list[str]
    """The fields of its body that the record does not have, filled in when the body is read."""

    @property
    def query(self) -> Mapping[str, str]:
        """The query's names and values, decoded."""
        return self.incoming.query

    @property
    def named_region(self) -> str:
        """The region that it names outside of its body; empty if it names none."""
        incoming = self.incoming
        return incoming.region_header or self.parameters.get("region_id") or incoming.named_region


class Reply(NamedTuple):
    """What a successful call is answered with; the body becomes JSON, ``None`` an empty body.

    ``cluster_id`` and ``task_id`` are of what it is about; ``unread`` adds to :attr:`Call.unread`.
    """

    body: object
    status: int = 200
    cluster_id: str = ""
    task_id: str = ""
    unread: Sequence[str] = ()
    content_type: str = ""
    """Empty for the JSON of the service. With another one the body may be bytes."""
    headers: tuple[tuple[str, str], ...] = ()
    watch: object = None
    """What is streamed after it, if the Kubernetes API of a cluster is asked to watch."""
    kept: Kept | None = None
    """``None`` for a reply that is given once."""


class Deferred(NamedTuple):
    """A reply that needs what only the store or the certificate authority has.

    ``reply`` makes it of what they answer to the question.
    """

    question: Question
    reply: Callable[[Any], Reply]


class Handler(Protocol):
    """What an operation does."""

    def __call__(self, call: Call, unit: Unit) -> Reply | Deferred:
        """Do the call in the unit; raises the :class:`ApiError` by which it is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One API operation, by the name that the SDKs give it."""

    name: str
    method: str
    path: str
    is_write: bool
    handle: Handler
    request: type | tuple[type, ...] | None = None
    """The record that the body is parsed into, with the rules of its fields; several where that
    depends on the cluster's type, ``None`` if there is none."""
    also: tuple[str, ...] = ()
    """Other methods by which other releases of the SDKs call it."""
    allowed_in: frozenset[ClusterState] | None = None
    """The states of the cluster in which it is allowed; ``None`` for all of them."""
    ram_action: str = ""
    """Its name in RAM policies, where that differs."""
    is_secret: bool = False
    """Whether the answer holds secrets: the journal then keeps nothing of its body."""
    product: str = ""
    """The product that it is of, which is called in the style RPC; empty for this service."""
    cluster_type: str = ""
    """The type of the clusters that it is for, where operations of several types share its route;
    empty for the one that is called where the path names no cluster of such a type."""
    plan: str = ""
    """The plan of the task that it starts, by the plan's operation; it is refused for clusters of a
    type that has no such plan."""
    task_status: int = 202
    """The status of its answer, if it starts a task."""
    returns_array: bool = False
    """Whether the body of a successful answer is a bare array."""
    returns_nothing: bool = False
    """Whether the body of a successful answer is empty, as the SDKs expect it."""
    reason: str = ""
    """Why it is not modelled, and refused; empty for an operation that is modelled."""
    dry_run: Callable[[Call, Unit], Sequence[ApiError]] | None = None
    """Finds everything that is wrong with a request, in the order in which it is reported."""
    poll_target: Callable[[World, Call], PollTarget] | None = None
    """What a read is about; under the ``polling`` clock, reading it again moves time."""
    is_kept: bool = False
    """Whether its answer follows from the target and the records of clusters, their parts and their
    networks alone: it is given again until one changes that it may show."""

    @property
    def requests(self) -> tuple[type, ...]:
        """Every record that the body may be parsed into."""
        if self.request is None:
            return ()
        return self.request if isinstance(self.request, tuple) else (self.request,)

    @property
    def is_task(self) -> bool:
        """Whether it is answered at once, and done by a task."""
        return bool(self.plan)

    @property
    def description(self) -> str:
        """The docstring of the operation's module."""
        return docstring(modules[self.handle.__module__])

    @property
    def calls(self) -> tuple[tuple[str, str], ...]:
        """Every method and path by which it can be called."""
        return tuple((method, self.path) for method in (self.method, *self.also))


def operation(
    name: str,
    method: str,
    path: str,
    *,
    request: type | tuple[type, ...] | None = None,
    is_write: bool = False,
    cluster_type: str = "",
    plan: str = "",
    task_status: int = 202,
    is_secret: bool = False,
    returns_array: bool = False,
    returns_nothing: bool = False,
    also: tuple[str, ...] = (),
    allowed_in: frozenset[ClusterState] | None = None,
    ram_action: str = "",
    dry_run: Callable[[Call, Unit], Sequence[ApiError]] | None = None,
    poll_target: Callable[[World, Call], PollTarget] | None = None,
    is_kept: bool = False,
) -> Callable[[Handler], Operation]:
    """Declare the handler of an operation; the keywords are the fields of :class:`Operation`."""

    def declare(handle: Handler) -> Operation:
        return Operation(
            name=name,
            method=method,
            path=path,
            handle=handle,
            request=request,
            is_write=is_write,
            cluster_type=cluster_type,
            plan=plan,
            task_status=task_status,
            is_secret=is_secret,
            returns_array=returns_array,
            returns_nothing=returns_nothing,
            also=also,
            allowed_in=allowed_in,
            ram_action=ram_action,
            dry_run=dry_run,
            poll_target=poll_target,
            is_kept=is_kept,
        )

    return declare
