"""Writing calls that only read: many of them as one row, and small pieces put together.

Functions are part of a transaction on the connection that they take.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

from cs_simulator.domain.records import CallEntry
from cs_simulator.storage.codec import SERIAL_BITS, SERIAL_MASK, row_id, row_ids
from cs_simulator.storage.errors import DamageError
from cs_simulator.storage.segments_format import (
    COLUMNS,
    Header,
    Segment,
    check_content,
    check_texts,
    decoded,
    encoded,
)

# The most texts of a segment, in bytes, unless it has a single call.
_MOST_BYTES = 256 * 1024
# Pieces are put together once there are so many of about one size. Each call is written again twice
# at most: when there are so many single ones, and when there are so many pieces of those.
_MANY = 16
_FULL_CALLS, _FULL_BYTES = _MANY * _MANY, 64 * 1024

_INSERT = (
    f"INSERT INTO call_segment ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
)
HEADERS = f"SELECT {', '.join(Header._fields)} FROM call_segment"
_SELECT = f"SELECT {', '.join(Header._fields)}, checksum, content FROM call_segment WHERE id = ?"
_NEWEST = (
    "SELECT id, calls, size FROM call_segment WHERE last BETWEEN ? AND ? ORDER BY last DESC LIMIT ?"
)


def append(database: sqlite3.Connection, tenant: int, entries: Sequence[CallEntry]) -> None:
    """Write calls of a tenant that changed nothing; those that are there already stay as they are.

    A commit that is reported as failed may have been kept, and is written again then. Of several
    entries of one call the last one counts: it was to be answered, and then its commit failed.
    """
    if not entries:
        return
    ordered = sorted({entry[0]: entry for entry in entries}.values(), key=itemgetter(0))
    known = _numbers_between(database, tenant, ordered[0].serial, ordered[-1].serial)
    if known:
        ordered = [entry for entry in ordered if entry.serial not in known]
    _insert(database, tenant, ordered)
    while len(ordered) < _FULL_CALLS and _put_together(database, tenant):
        pass


def _numbers_between(database: sqlite3.Connection, tenant: int, first: int, last: int) -> set[int]:
    """The numbers of the calls in the segments that have some of these; mostly there are none."""
    sql = f"{HEADERS} WHERE last BETWEEN ? AND ? AND id <= ?"
    bounds = (row_id(tenant, first), row_ids(tenant)[1], row_id(tenant, last))
    numbers: set[int] = set()
    for header in [Header(*row) for row in database.execute(sql, bounds).fetchall()]:
        try:
            segment = load(database, header.id)
        except DamageError:  # what it has besides is not known
            numbers |= {header.id & SERIAL_MASK, header.last & SERIAL_MASK}
        else:
            numbers.update((header.id & SERIAL_MASK) + call[0] for call in segment.calls)
    return numbers


def _insert(database: sqlite3.Connection, tenant: int, ordered: Sequence[CallEntry]) -> None:
    """Write entries as segments that are not too large."""
    if not ordered:
        return
    row = encoded(tenant, ordered)
    if len(ordered) > 1 and len(row[-1]) > _MOST_BYTES:
        middle = len(ordered) // 2
        _insert(database, tenant, ordered[:middle])
        _insert(database, tenant, ordered[middle:])
    else:
        database.execute(_INSERT, row)


class _Piece(NamedTuple):
    id: int
    calls: int
    size: int

    @property
    def level(self) -> int:
        """0 for some calls, 1 for pieces that were put together, 2 for what stays as it is."""
        if self.calls >= _FULL_CALLS or self.size >= _FULL_BYTES:
            return 2
        return int(self.calls >= _MANY)


def _put_together(database: sqlite3.Connection, tenant: int) -> bool:
    """Make one segment of the newest small ones if there are many; returns whether there were."""
    rows = database.execute(_NEWEST, (*row_ids(tenant), 2 * _MANY)).fetchall()
    pieces = [_Piece(*row) for row in rows]
    level = min(pieces[0].level, 1) if pieces else 0
    run = list(takewhile(lambda piece: piece.level <= level, pieces))
    if len(run) < _MANY:
        return False
    read = _readable(database, run)
    if len(read) < 2:
        return False
    database.executemany("DELETE FROM call_segment WHERE id = ?", [(piece,) for piece in read])
    together = [entry for entries in read.values() for entry in entries]
    _insert(database, tenant, sorted(together, key=itemgetter(0)))
    return True


def _readable(database: sqlite3.Connection, run: Sequence[_Piece]) -> dict[int, list[CallEntry]]:
    """The entries of pieces, by id; none of a damaged one, and of those that are older."""
    found = {}
    with suppress(DamageError):
        for piece in run:
            segment = load(database, piece.id)
            found[piece.id] = segment.entries(segment.calls, load_texts(database, segment))
    return found


def cut_off(database: sqlite3.Connection, segment_id: int, last: int) -> None:
    """Delete the calls of a segment up to the number *last*; the rest of it is written again.

    Of one that is damaged, all calls are deleted, or none.
    """
    tenant, first = segment_id >> SERIAL_BITS, segment_id & SERIAL_MASK
    rest: list[CallEntry] = []
    sql = "SELECT last FROM call_segment WHERE id = ?"
    for (end,) in database.execute(sql, (segment_id,)).fetchall():
        if end > row_id(tenant, last):
            try:
                segment = load(database, segment_id)
                calls = [call for call in segment.calls if first + call[0] > last]
                rest = segment.entries(calls, load_texts(database, segment))
            except DamageError:
                return
        database.execute("DELETE FROM call_segment WHERE id = ?", (segment_id,))
        _insert(database, tenant, rest)


def load(database: sqlite3.Connection, segment_id: int) -> Segment:
    """A segment without its texts; raises :class:`DamageError`."""
    [(*header, written, content)] = database.execute(_SELECT, (segment_id,)).fetchall()
    return decoded(Header(*header), written, content)


def load_if_it_has(
    database: sqlite3.Connection, segment_id: int, pieces: Sequence[bytes]
) -> Segment | None:
    """A segment, if all these pieces of JSON stand in its content; raises :class:`DamageError`."""
    [(*values, written, content)] = database.execute(_SELECT, (segment_id,)).fetchall()
    header = Header(*values)
    check_content(header, written, content)
    is_there = all(piece in content for piece in pieces)
    return decoded(header, written, content) if is_there else None


def load_texts(database: sqlite3.Connection, segment: Segment) -> bytes:
    """The texts of a segment; raises :class:`DamageError`."""
    sql = "SELECT texts FROM call_segment WHERE id = ?"
    texts: bytes = database.execute(sql, (segment.header.id,)).fetchone()[0]
    check_texts(segment, texts)
    return texts
