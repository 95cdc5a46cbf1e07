"""The table of operations: modelled or refused, and why, and which clients have verified it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cs_simulator.catalog.known_operations import all_known, verified
from cs_simulator.operations._lookup import all_operations
from cs_simulator.operations._not_modelled import not_modelled
from cs_simulator.operations._operation import Operation


class Row(NamedTuple):
    """One operation of the table."""

    name: str
    calls: list[str]
    """Methods and paths."""
    releases: str
    """The first and the last Swarm-era release of ``aliyun-python-sdk-cs`` that has it; empty for
    an operation that came later."""
    is_modelled: bool
    reason: str
    """Why it is refused; empty if it is modelled."""
    verified_by: dict[str, list[str]]
    """By cluster type, the clients that call it in the tests, unmodified, and read its answer, or
    its refusal if it is not modelled."""
    cluster_type: str
    """The type of the clusters that it is about, if clusters of another type have an operation of
    their own for the same call; else empty."""


def reference() -> list[Row]:
    """The table of all operations: modelled ones, then those that are refused.

    Of the latter, those that came after the Swarm clusters are the last.
    """
    modelled = _rows(all_operations())
    refused = [_row(operation) for operation in not_modelled()]
    return [
        *_sorted(modelled),
        *_sorted(row for row in refused if row.releases),
        *_sorted(row for row in refused if not row.releases),
    ]


def _sorted(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.name, row.calls, row.cluster_type))


def _rows(operations: Sequence[Operation]) -> list[Row]:
    by_call: dict[tuple[str, str], set[str]] = {}
    for operation in operations:
        for call in operation.calls:
            by_call.setdefault(call, set()).add(operation.cluster_type)
    return [
        _row(operation, is_one_of_two=any(len(by_call[call]) > 1 for call in operation.calls))
        for operation in operations
    ]


def _row(operation: Operation, *, is_one_of_two: bool = False) -> Row:
    calls = [f"{method} {path}" for method, path in operation.calls]
    known = [all_known()[call] for call in calls if call in all_known()]
    releases = [release for row in known for release in row.releases]
    cluster_type = (operation.cluster_type or "swarm") if is_one_of_two else ""
    return Row(
        name=operation.name,
        calls=calls,
        releases=_range(releases),
        is_modelled=not operation.reason,
        reason=operation.reason,
        verified_by=_verified_by(operation.name, cluster_type),
        cluster_type=cluster_type,
    )


def _verified_by(name: str, only_type: str) -> dict[str, list[str]]:
    """The clients by cluster type; of one type only, if those of another have their own."""
    found = {
        cluster_type: [client for client, names in by_client.items() if name in names]
        for cluster_type, by_client in verified().items()
        if only_type in ("", cluster_type)
    }
    return {cluster_type: clients for cluster_type, clients in found.items() if clients}


def _range(releases: list[str]) -> str:
    """The first and the last release, or the only one; they sort as they follow each other."""
    if not releases:
        return ""
    first, last = min(releases), max(releases)
    return first if first == last else f"{first} – {last}"
