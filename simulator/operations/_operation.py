"""What an operation is: a route, a handler, and what its answers and its looks at the world are.

A handler runs inside a unit of work: it reads, decides, writes, and returns. Raising a row of the
error catalogue puts everything back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from simulator.domain.errors import ApiError
from simulator.domain.records import LogLine
from simulator.engine.polling import Look
from simulator.engine.unit import Unit
from simulator.engine.world import World


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


class Call(NamedTuple):
    """One call of an operation."""

    incoming: Incoming
    request_id: str
    parameters: Mapping[str, str]
    """The values of the path's placeholders, decoded."""

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


class FromLog(NamedTuple):
    """An answer that needs a cluster's log, which only the store has."""

    cluster_id: str
    reply: Callable[[Sequence[LogLine]], Reply]


class Handler(Protocol):
    """The work of an operation."""

    def __call__(self, call: Call, unit: Unit) -> Reply | FromLog:
        """Answer a call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One API operation, by the name that the SDKs give it."""

    name: str
    method: str
    path: str
    is_write: bool
    handle: Handler
    dry_run: Callable[[Call, Unit], Sequence[ApiError]] | None = None
    """Everything that is wrong with a request of this kind, in the order of telling."""
    look: Callable[[World, Call], Look] | None = None
    """What a read of this kind looks at; under the ``polling`` clock a second look moves time."""

    @property
    def description(self) -> str:
        """The docstring of the operation's module."""
        return __import__(self.handle.__module__, fromlist=["_"]).__doc__ or ""


def operation(
    name: str,
    method: str,
    path: str,
    *,
    is_write: bool = False,
    dry_run: Callable[[Call, Unit], Sequence[ApiError]] | None = None,
    look: Callable[[World, Call], Look] | None = None,
) -> Callable[[Handler], Operation]:
    """Declare the handler of an operation."""

    def declare(handle: Handler) -> Operation:
        return Operation(
            name=name,
            method=method,
            path=path,
            is_write=is_write,
            handle=handle,
            dry_run=dry_run,
            look=look,
        )

    return declare
