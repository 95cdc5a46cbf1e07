"""Copying the rows of one number between two files, piece by piece: nobody is kept waiting.

It is the number of a snapshot, or of a tenant that nobody can call: the log of commits has nothing
of it, and need not be folded for each piece.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from cs_simulator.storage import ranges, segments, segments_ranges
from cs_simulator.storage.codec import ALL, row_ids
from cs_simulator.storage.database import Database
from cs_simulator.storage.snapshot_reader import SnapshotReader


async def write_rows(database: Database, number: int, other: Database, own: int) -> None:
    """Copy the rows of a number to another database, where they are those of the number *own*."""
    for codec in ALL:
        read = partial(ranges.piece, codec=codec)
        await _write(database, number, read, other, partial(ranges.insert, codec=codec, number=own))
    insert = partial(segments_ranges.insert, number=own)
    await _write(database, number, segments_ranges.piece, other, insert)


async def _write(
    database: Database,
    number: int,
    read: Callable[..., list[tuple[Any, ...]]],
    other: Database,
    insert: Callable[..., None],
) -> None:
    first, last = row_ids(number)
    after = first - 1
    while rows := await database.read(partial(read, after=after, last=last), folds=False):
        await other.do(partial(insert, found=rows), folds=False)
        after = rows[-1][0]


async def read_rows(file: SnapshotReader, number: int, database: Database, own: int) -> None:
    """Copy the rows of a number of a file that somebody gave, as those of the number *own*.

    Every record is checked once more. Raises :class:`StorageError`.
    """
    pieces = file.content.pieces(number)
    while piece := await file.run(partial(next, pieces, None)):
        codec, records = piece
        insert = partial(ranges.insert_records, number=own, codec=codec, records=records)
        await database.do(insert, folds=False)
    calls = file.content.calls_of_segments(number)
    while entries := await file.run(partial(next, calls, None)):
        await database.do(partial(segments.append, tenant=own, entries=entries), folds=False)
