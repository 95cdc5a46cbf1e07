"""The segments of one number, a tenant's or a snapshot's, as ``ranges.py`` has rows of records.

Functions take the connection that they run on; what one function does is part of one transaction.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from cs_simulator.domain.records import CallEntry
from cs_simulator.storage.codec import SERIAL_BITS, SERIAL_MASK, row_ids
from cs_simulator.storage.errors import DamageError
from cs_simulator.storage.segments_format import COLUMNS, check_row, checked_entries

_OF_NUMBER = "FROM call_segment WHERE last BETWEEN ? AND ?"
_AS_IT_IS = ", ".join(COLUMNS[2:])
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM call_segment WHERE id BETWEEN ? AND ? ORDER BY id"
_INSERT = (
    f"INSERT INTO call_segment ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
)
# As many are read at once: some megabytes.
_AT_ONCE = 16


class Totals(NamedTuple):
    """How much the segments of a number have."""

    calls: int
    size: int
    """In bytes."""


def totals(database: sqlite3.Connection, number: int) -> Totals:
    """How much the segments of a number have."""
    sql = f"SELECT coalesce(sum(calls), 0), coalesce(sum(size), 0) {_OF_NUMBER}"
    return Totals(*database.execute(sql, row_ids(number)).fetchone())


def last_call(database: sqlite3.Connection, number: int) -> int:
    """The number of the last call in a segment; 0 if there is none."""
    last = database.execute(f"SELECT max(last) {_OF_NUMBER}", row_ids(number)).fetchone()[0]
    return (last or 0) & SERIAL_MASK


def clear(database: sqlite3.Connection, number: int) -> int:
    """Delete all segments of a number; returns how many calls they had."""
    calls = totals(database, number).calls
    database.execute(f"DELETE {_OF_NUMBER}", row_ids(number))
    return calls


def copy(database: sqlite3.Connection, source: int, target: int) -> None:
    """Copy all segments of one number to another, which has none."""
    own = target << SERIAL_BITS
    database.execute(
        f"INSERT INTO call_segment ({', '.join(COLUMNS)})"
        f" SELECT ? | (id & {SERIAL_MASK}), ? | (last & {SERIAL_MASK}), {_AS_IT_IS} {_OF_NUMBER}",
        (own, own, *row_ids(source)),
    )


def piece(database: sqlite3.Connection, after: int, last: int) -> list[tuple[Any, ...]]:
    """The next segments from behind the id *after* up to the id *last*; some, or none."""
    return database.execute(f"{_SELECT} LIMIT {_AT_ONCE}", (after + 1, last)).fetchall()


def insert(database: sqlite3.Connection, number: int, found: list[tuple[Any, ...]]) -> None:
    """Insert segments, whatever number they had, as those of another one."""
    own = number << SERIAL_BITS
    rows = [(own | row[0] & SERIAL_MASK, own | row[1] & SERIAL_MASK, *row[2:]) for row in found]
    database.executemany(_INSERT, rows)


def checked(database: sqlite3.Connection, number: int) -> Iterator[list[CallEntry]]:
    """The calls of segments, one after the other, each of them checked value by value.

    Raises :class:`DamageError`.
    """
    for row in database.execute(_SELECT, row_ids(number)):
        yield checked_entries(row)


def damages(database: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """What is wrong with segments: the number whose they are, and a sentence."""
    for row in database.execute(f"SELECT {', '.join(COLUMNS)} FROM call_segment ORDER BY id"):
        try:
            check_row(row)
        except DamageError as problem:
            yield row[0] >> SERIAL_BITS, problem.cause
