"""What can be asked: one module for each operation of the API, collected from this folder."""

from functools import cache

from cs_simulator.domain.collecting import collect
from cs_simulator.operations._answers import Answer, ErrorKeys, refusal
from cs_simulator.operations._not_modelled import not_modelled
from cs_simulator.operations._operation import (
    Call,
    CertificateQuery,
    Deferred,
    EventsQuery,
    Incoming,
    LogQuery,
    Operation,
    Reply,
)
from cs_simulator.operations._reference import Row, table
from cs_simulator.operations._routing import Routes

__all__ = [
    "Answer",
    "Call",
    "CertificateQuery",
    "Deferred",
    "ErrorKeys",
    "EventsQuery",
    "Incoming",
    "LogQuery",
    "Operation",
    "Reply",
    "Routes",
    "Row",
    "all_operations",
    "known_routes",
    "not_modelled",
    "reference",
    "refusal",
    "routes",
]


@cache
def all_operations() -> tuple[Operation, ...]:
    """Every operation, in the order of the modules' names."""
    return tuple(
        sorted(
            collect(__name__, Operation),
            key=lambda operation: operation.handle.__module__.rpartition(".")[2],
        )
    )


@cache
def routes() -> Routes:
    """The operations by method and path."""
    return Routes(all_operations())


@cache
def known_routes() -> Routes:
    """The operations that are known and not modelled, by method and path.

    Asked only for what :func:`routes` does not have: most runs never load them.
    """
    return Routes(not_modelled())


def reference(*, later: bool = False) -> list[Row]:
    """The table of operations; with *later* also those that came after the Swarm clusters."""
    return table(all_operations(), later=later)
