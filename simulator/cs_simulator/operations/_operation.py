"""What an operation is: a route, a handler, and what its answers and its looks at the world are.

A handler runs inside a unit of work: it reads, decides, writes, and returns. Raising a row of the
error catalogue puts everything back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import ClusterState
from cs_simulator.engine.polling import PollTarget
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

if TYPE_CHECKING:
    from cs_simulator.signing.policies import Policy


class Incoming(NamedTuple):
    """A request as it came from the socket, before anything is known of it."""

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
    """Why the gateway lets it go no further: nobody signed it as it must be."""
    policy: "Policy | None" = None
    """What its signer may do; ``None`` for everything."""
    headers: Mapping[str, str] = {}
    """All headers; names are looked up whatever their case."""


class Call(NamedTuple):
    """One call of an operation."""

    incoming: Incoming
    request_id: str
    parameters: Mapping[str, str]
    """The values of the path's placeholders, decoded."""
    operation: "Operation"

    @property
    def query(self) -> Mapping[str, str]:
        """The query's names and values, decoded."""
        return self.incoming.query


class Reply(NamedTuple):
    """A good answer: its status and its body, which becomes JSON.

    ``cluster_id`` and ``task_id`` say, for the journal, what the call touched; ``unread`` names
    the fields of the request that nothing read.
    """

    body: object
    status: int = 200
    cluster_id: str = ""
    task_id: str = ""
    unread: Sequence[str] = ()


class LogQuery(NamedTuple):
    """Asks for the lines of a cluster's log, oldest first."""

    cluster: int
    """The cluster's serial."""


class EventsQuery(NamedTuple):
    """Asks for a page of events, newest first, and how many there are in all."""

    cluster_id: str
    """Empty for all clusters."""
    type: str
    """Empty for all types."""
    first: int
    amount: int


class CertificateQuery(NamedTuple):
    """Asks for the authority's certificate, and a client's certificate and key for a cluster."""

    cluster_id: str
    key: int
    """A number of 256 bits that the key is made of."""


Question = LogQuery | EventsQuery | CertificateQuery


class Deferred(NamedTuple):
    """A reply that needs what only the store or the certificate authority has.

    ``reply`` makes it of what they answer to the question.
    """

    question: Question
    reply: Callable[[Any], Reply]


class Handler(Protocol):
    """The work of an operation."""

    def __call__(self, call: Call, unit: Unit) -> Reply | Deferred:
        """Answer a call."""


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
    """The states of the cluster in which it is not refused; ``None`` for all of them."""
    ram_action: str = ""
    """The name that policies have for it, where that is another one."""
    is_secret: bool = False
    """Whether the answer holds secrets: the journal then keeps none of it."""
    plan: str = ""
    """The plan of the task that it starts, by the plan's operation; it is answered with 202 then,
    and refused for clusters of a type that has no such plan."""
    gives_array: bool = False
    """Whether a good answer is a bare array."""
    reason: str = ""
    """Why it is refused: it is known, and not modelled. Empty for what is."""
    dry_run: Callable[[Call, Unit], Sequence[ApiError]] | None = None
    """Everything that is wrong with a request of this kind, in the order of telling."""
    look: Callable[[World, Call], PollTarget] | None = None
    """What a read of this kind looks at; under the ``polling`` clock a second look moves time."""

    @property
    def requests(self) -> tuple[type, ...]:
        """Every record that the body may be parsed into."""
        if self.request is None:
            return ()
        return self.request if isinstance(self.request, tuple) else (self.request,)

    @property
    def is_task(self) -> bool:
        """Whether it is answered with 202, and done later."""
        return bool(self.plan)

    @property
    def description(self) -> str:
        """The docstring of the operation's module."""
        return __import__(self.handle.__module__, fromlist=["_"]).__doc__ or ""

    @property
    def calls(self) -> tuple[tuple[str, str], ...]:
        """Every method and path by which it is called."""
        return tuple((method, self.path) for method in (self.method, *self.also))


def operation(
    name: str,
    method: str,
    path: str,
    *,
    request: type | tuple[type, ...] | None = None,
    is_write: bool = False,
    plan: str = "",
    is_secret: bool = False,
    gives_array: bool = False,
    also: tuple[str, ...] = (),
    allowed_in: frozenset[ClusterState] | None = None,
    ram_action: str = "",
    dry_run: Callable[[Call, Unit], Sequence[ApiError]] | None = None,
    look: Callable[[World, Call], PollTarget] | None = None,
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
            plan=plan,
            is_secret=is_secret,
            gives_array=gives_array,
            also=also,
            allowed_in=allowed_in,
            ram_action=ram_action,
            dry_run=dry_run,
            look=look,
        )

    return declare
