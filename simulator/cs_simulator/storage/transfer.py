"""Copying the rows of one number between two files, piece by piece: nobody is kept waiting.

It is the number of a snapshot, or of a tenant that nobody can call: the log of commits has nothing
of it, and need not be folded for each piece. A piece has rows of as many tables as there is room
for: on a simulator that is busy with other tenants, each piece waits for its turn.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

from cs_simulator.domain.records import CallEntry, Record
from cs_simulator.storage import ranges, segments, segments_ranges
from cs_simulator.storage.codec import ALL, TableCodec, row_ids
from cs_simulator.storage.database import Database
from cs_simulator.storage.ranges import AT_ONCE
from cs_simulator.storage.snapshot_reader import SnapshotReader

T = TypeVar("T")


class _Piece(NamedTuple):
    """Rows of some tables, one table after the other, and where the next piece begins."""

    rows: list[tuple[TableCodec, list[tuple[Any, ...]]]]
    table: int
    """The place of the next table among all."""
    after: int
    """The id behind which its next row is."""


async def write_rows(database: Database, number: int, other: Database, own: int) -> None:
    """Copy the rows of a number to another database, where they are those of the number *own*."""
    table, after = 0, _before(number)
    while table < len(ALL):
        read = partial(_piece, number=number, table=table, after=after)
        piece = await database.read(read, folds=False)
        await other.do(partial(_insert, number=own, piece=piece), folds=False)
        table, after = piece.table, piece.after
    last, after = row_ids(number)[1], _before(number)
    read_segments = partial(segments_ranges.piece, last=last)
    while rows := await database.read(partial(read_segments, after=after), folds=False):
        await other.do(partial(segments_ranges.insert, number=own, found=rows), folds=False)
        after = rows[-1][0]


def _before(number: int) -> int:
    """The id before the first row of a number."""
    return row_ids(number)[0] - 1


def _piece(database: sqlite3.Connection, number: int, table: int, after: int) -> _Piece:
    last = row_ids(number)[1]
    found, count = [], 0
    while table < len(ALL) and count < AT_ONCE:
        rows = ranges.piece(database, ALL[table], after, last)
        if rows:
            found.append((ALL[table], rows))
            count += len(rows)
        if len(rows) == AT_ONCE:
            after = rows[-1][0]
        else:
            table, after = table + 1, _before(number)
    return _Piece(found, table, after)


def _insert(database: sqlite3.Connection, number: int, piece: _Piece) -> None:
    for codec, rows in piece.rows:
        ranges.insert(database, codec, number, rows)


async def read_rows(file: SnapshotReader, number: int, database: Database, own: int) -> None:
    """Copy the rows of a number of a file that somebody gave, as those of the number *own*.

    Every record is checked once more. Raises :class:`StorageError`.
    """
    pieces = file.content.pieces(number)
    while records := await file.run(partial(_gathered, pieces, AT_ONCE, _records_of)):
        await database.do(partial(_insert_records, number=own, pieces=records), folds=False)
    calls = file.content.calls_of_segments(number)
    while entries := await file.run(partial(_gathered, calls, AT_ONCE, len)):
        await database.do(partial(_append, number=own, segments_of=entries), folds=False)


def _gathered(pieces: Iterator[T], most: int, size: Callable[[T], int]) -> list[T]:
    """The next pieces, until they have *most* entries or there are no more."""
    found: list[T] = []
    count = 0
    while count < most and (piece := next(pieces, None)) is not None:
        found.append(piece)
        count += size(piece)
    return found


def _records_of(piece: tuple[TableCodec, list[Record]]) -> int:
    return len(piece[1])


def _insert_records(
    database: sqlite3.Connection, number: int, pieces: Sequence[tuple[TableCodec, list[Record]]]
) -> None:
    for codec, records in pieces:
        ranges.insert_records(database, number, codec, records)


def _append(
    database: sqlite3.Connection, number: int, segments_of: Sequence[list[CallEntry]]
) -> None:
    for entries in segments_of:
        segments.append(database, number, entries)
