"""Noticing at the start that a file is damaged: its pages and indexes, its tables, its rows.

Rows of a large file are not all read: those of a tenant are checked when it is loaded, and entries
when they are read.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from cs_simulator.storage import folding, moves, segments_format, segments_ranges
from cs_simulator.storage.codec import ALL, RESOURCES, SERIAL_BITS, TENANT_COLUMNS
from cs_simulator.storage.errors import ANOTHER_FILE, DamageError

# How large a file may be, in bytes, to be checked with its rows, with its indexes, and at all: a
# start must not take long. Each of these takes less than a tenth of a second.
_WITH_ROWS = 2 * 1024 * 1024
_WITH_INDEXES = 16 * 1024 * 1024
_AT_ALL = 128 * 1024 * 1024
_ADVICE = f"put back a copy of it, or {ANOTHER_FILE}"


def check_pages(database: sqlite3.Connection, path: str) -> str:
    """Raise :class:`DamageError` if the pages of a file are damaged.

    Indexes hold nothing that is not in the tables: damaged ones are made again. Returns what was
    wrong with them, or an empty text.
    """
    size = _size(database)
    if size > _AT_ALL:
        return ""
    check = "integrity_check" if size <= _WITH_INDEXES else "quick_check"
    problem = _problem(database, check)
    if problem and not _made_indexes_again(database):
        raise DamageError(f"it is damaged: {problem}", subject=path, advice=_ADVICE)
    return problem


def _size(database: sqlite3.Connection) -> int:
    [(pages,)] = database.execute("PRAGMA page_count").fetchall()
    [(size,)] = database.execute("PRAGMA page_size").fetchall()
    return int(pages) * int(size)


def _made_indexes_again(database: sqlite3.Connection) -> bool:
    """Make all indexes again, if nothing else is wrong; returns whether that helped."""
    database.execute("BEGIN IMMEDIATE")
    try:
        database.execute("REINDEX")
        is_whole = not _problem(database, "integrity_check")
    except sqlite3.DatabaseError:
        is_whole = False
    database.execute("COMMIT" if is_whole else "ROLLBACK")
    return is_whole


def _problem(database: sqlite3.Connection, check: str) -> str:
    """The first problem that SQLite finds, in one line; empty for none."""
    [(verdict,), *_] = database.execute(f"PRAGMA {check}(1)").fetchall()
    return "" if verdict == "ok" else " ".join(str(verdict).split())


def check_tables(database: sqlite3.Connection, path: str) -> None:
    """Raise :class:`DamageError` unless all tables have all their columns."""
    columns: dict[str, tuple[Any, ...]] = {
        "tenant": TENANT_COLUMNS,
        "snapshot": ("id", "tenant", "name", "taken", "tenant_row"),
        "commit_log": ("id", "tenant", "content", "checksum"),
        "tenant_move": (*moves.COLUMNS, "checksum"),
        "settled_move": ("move", "outcome"),
        "call_segment": segments_format.COLUMNS,
        **{codec.table: ("id", *codec.columns, "checksum") for codec in ALL},
    }
    for table, names in columns.items():
        try:
            database.execute(f"SELECT {', '.join(names)} FROM {table} LIMIT 0")
        except sqlite3.OperationalError as problem:
            cause = f"it is damaged: {problem}"
            raise DamageError(cause, subject=path, advice=_ADVICE) from problem


@dataclass(frozen=True, slots=True)
class DamagedRows:
    """The rows of one number that are not as they were written."""

    number: int
    """Of a tenant, or of a snapshot."""
    has_resources: bool
    """Whether resources are among them, and not only entries."""
    reason: str
    """What is wrong with the first one, and how many there are."""


def damaged_rows(database: sqlite3.Connection) -> list[DamagedRows]:
    """All rows that are not as they were written, by number; a large file is not searched.

    What stays in the log of commits is found in any file. Rows without a checksum are not looked
    at: they are checked, value by value, when they are read.
    """
    found = [(number, problem.cause, True) for number, problem in folding.damaged(database)]
    if _is_small(database):
        found += chain(_damages(database), _damages_of_segments(database))
    counted: Counter[int] = Counter()
    first: dict[int, str] = {}
    resources: set[int] = set()
    for number, cause, is_resource in found:
        counted[number] += 1
        first.setdefault(number, cause)
        resources |= {number} if is_resource else set()
    return [
        DamagedRows(number, number in resources, _reason(first[number], counted[number]))
        for number in sorted(counted)
    ]


_Damage = tuple[int, str, bool]
"""The number of a damaged row, what is wrong with it, and whether it is a resource."""


def _damages(database: sqlite3.Connection) -> Iterator[_Damage]:
    for codec in ALL:
        for row in database.execute(f"{codec.select_from} WHERE checksum <> 0"):
            if codec.is_proven(row):
                continue
            try:
                codec.decode(row)
            except DamageError as problem:
                yield row[0] >> SERIAL_BITS, problem.cause, codec.table in RESOURCES


def _damages_of_segments(database: sqlite3.Connection) -> Iterator[_Damage]:
    for number, cause in segments_ranges.damages(database):
        yield number, cause, False


def _is_small(database: sqlite3.Connection) -> bool:
    """Whether all rows of the file can be looked at."""
    [(pages,)] = database.execute("PRAGMA page_count").fetchall()
    [(size,)] = database.execute("PRAGMA page_size").fetchall()
    return bool(pages * size <= _WITH_ROWS)


def _reason(first: str, count: int) -> str:
    return first if count == 1 else f"{first} (and {count - 1} more)"
