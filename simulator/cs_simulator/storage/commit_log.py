"""The log of commits: what a commit changed of a tenant is one row, which is folded later.

Writing that row costs a fraction of what rows of all the tables would. Until it is put into them by
:mod:`cs_simulator.storage.folding`, the tables are behind; nobody is shown that.

A row is JSON of the values of records, and a checksum. What no table could keep is refused before
it is in the log: it would be answered for, and never get any further.
"""

import sqlite3
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, get_type_hints
from zlib import crc32

import orjson

from cs_simulator.domain.records import Record
from cs_simulator.storage.changes import Changes, TenantRow
from cs_simulator.storage.codec import BY_ENTRY, to_json
from cs_simulator.storage.errors import DamageError

_Values = list[Any]
"""The values of a record; the first one is its serial."""
_LEAST, _MOST = -(1 << 63), (1 << 63) - 1
_TYPES = {float: (float, int)}
_TENANT_TYPES = tuple(_TYPES.get(kind, kind) for kind in get_type_hints(TenantRow).values())


class Logged(NamedTuple):
    """What a row of the log says of its tenant, by table."""

    tenant: _Values
    """The tenant's own row."""
    put: dict[str, list[_Values]]
    dropped: dict[str, list[int]]
    """The serials of records that were dropped."""
    entries: dict[str, list[_Values]]
    answered: list[_Values]
    """Entries of calls that changed nothing."""


def row(
    tenant_row: TenantRow, changes: Changes, answered: Iterable[Record]
) -> tuple[int, bytes, int]:
    """The values of a row of the log: tenant, content and checksum.

    *answered* are the entries of calls that changed nothing, as far as they are to be in it. Raises
    ``sqlite3.DataError`` for what no table can keep.
    """
    if not all(map(isinstance, tenant_row, _TENANT_TYPES)):
        raise sqlite3.DataError(f"a tenant's own row has a value of another type: {tenant_row}")
    put, dropped = _records(changes)
    content = _encoded(
        {
            "tenant": tenant_row[:],
            "put": put,
            "dropped": dropped,
            "entries": _by_table(changes.entries),
            "answered": [entry[:] for entry in answered],
        }
    )
    return tenant_row.number, content, _checksum(tenant_row.number, content)


def _records(
    changes: Changes,
) -> tuple[dict[str, list[tuple[Any, ...]]], dict[str, list[int]]]:
    """The records that were put, and the serials of those that were dropped, by table."""
    put, dropped = {}, {}
    for table, records in changes.records.items():
        kept = [record[:] for record in records.values() if record is not None]
        if kept:
            put[table] = kept
        if len(kept) < len(records):
            dropped[table] = [serial for serial, record in records.items() if record is None]
    return put, dropped


def _by_table(entries: Iterable[Record]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for entry in entries:
        found.setdefault(BY_ENTRY[type(entry)].table, []).append(entry[:])
    return found


def _encoded(content: dict[str, Any]) -> bytes:
    """The content as JSON; raises ``sqlite3.DataError`` for what SQLite does not keep."""
    try:
        return orjson.dumps(content, option=orjson.OPT_STRICT_INTEGER)
    except TypeError:  # a number beyond 53 bits, which may still be kept, or what cannot be
        _check_numbers(content)
        return to_json(content)


def _check_numbers(value: object) -> None:
    """Raise ``sqlite3.DataError`` for a number of more than 64 bits."""
    if isinstance(value, int):
        if not _LEAST <= value <= _MOST:
            raise sqlite3.DataError(f"{value} is too large a number")
    elif isinstance(value, list | tuple | dict):
        for each in value.values() if isinstance(value, dict) else value:
            _check_numbers(each)


def _checksum(tenant: int, content: bytes) -> int:
    return crc32(content, tenant)


@cache
def insert(rows: int) -> str:
    """INSERT of so many rows."""
    return "INSERT INTO commit_log (tenant, content, checksum) VALUES " + ", ".join(
        ["(?, ?, ?)"] * rows
    )


def decoded(number: int, tenant: int, content: bytes, checksum: int) -> Logged:
    """What a row of the log says; raises :class:`DamageError` if it is not as it was written."""
    problem = "its checksum does not fit: it was changed, or damaged, outside"
    if checksum == _checksum(tenant, content):
        try:
            return Logged(**orjson.loads(content))
        except (ValueError, TypeError) as found:
            problem = str(found)
    raise DamageError(f"commit_log {number}: {problem}")
