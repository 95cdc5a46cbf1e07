"""Doing pieces of work on a connection, each in one transaction, on the thread of SQLite.

What is in the log of commits is put into the tables before any work that looks at them, in the same
transaction: nobody sees tables that are behind.
"""

import sqlite3
from collections import deque
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from math import inf
from typing import Any

from cs_simulator.storage import folding
from cs_simulator.storage.errors import StorageError
from cs_simulator.storage.file import Durability, prepare

# How many bytes may be logged that are not in the tables: the start after a `kill -9` folds them,
# in about a second.
MOST_UNFOLDED = 32 * 1024 * 1024
# What is folded then at least: less at once costs more in all.
_LEAST_FOLDED = 16 * 1024
_UNFOLDED = "SELECT coalesce(sum(length(content)), 0) FROM commit_log"


@dataclass(slots=True)
class Staged:
    """A piece of work, and what it returned."""

    work: Callable[["StagedConnection"], Any]
    only_reads: bool = False
    folds: bool = True
    """Whether the work looks at the tables."""
    is_alone: bool = False
    """Whether it is done as it is, in no transaction."""
    outcome: Any = None


class StagedConnection(sqlite3.Connection):
    """A connection whose ``commit`` does the next staged work in one transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.create_function("matches", 2, fnmatchcase, deterministic=True)
        self.staged: deque[Staged] = deque()
        self.unfolded = 0
        """How many bytes the log of commits has that are not in the tables yet."""
        self.check_file: Callable[[], None] = lambda: None
        """Raises :class:`StorageError` if what is committed would go to a file that is gone."""
        self.note_file: Callable[[], None] = lambda: None
        """Called after a commit, which has made the files longer."""

    def begin(self, path: str, durability: Durability) -> str:
        """Prepare the file that was opened; returns what was damaged in it and was mended."""
        mended = prepare(self, path, durability)
        [(self.unfolded,)] = self.execute(_UNFOLDED).fetchall()
        return mended

    def commit(self) -> None:
        """Do the staged work: all of it, or nothing."""
        piece = self.staged.popleft()
        if piece.is_alone:
            piece.outcome = piece.work(self)
            return
        if self.in_transaction:  # the last one could not even be rolled back
            self.execute("ROLLBACK")
        unfolded, is_kept = self.unfolded, False
        folds = piece.folds and unfolded > 0
        writes = folds or not piece.only_reads
        try:
            # The COMMIT is inside: one that fails must not leave its transaction open.
            self.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
            if folds:
                self.fold(inf)
            piece.outcome = piece.work(self)
            # What was read is so even if the disk does not take what was folded for it.
            with suppress(StorageError, sqlite3.Error) if piece.only_reads else nullcontext():
                self._end(writes=writes)
                is_kept = True
        finally:
            if not is_kept:
                self.unfolded = unfolded
            if self.in_transaction:
                self.execute("ROLLBACK")

    def fold(self, most: float) -> None:
        """Put the oldest *most* bytes of the log into the tables."""
        size, is_all = folding.fold(self, most)
        self.unfolded = 0 if is_all else max(self.unfolded - size, 1)

    def note_logged(self, size: int, cleared: int = 0) -> None:
        """Note that so many bytes are logged, and others are not any more.

        Where that makes too many, more than those are folded.
        """
        # At least one: there may be rows left of whose size nobody knows.
        self.unfolded = max(self.unfolded - cleared, min(self.unfolded, 1)) + size
        if self.unfolded > MOST_UNFOLDED:
            # Not much more, so that each commit waits about as long.
            self.fold(max(1.25 * size, _LEAST_FOLDED))

    def _end(self, *, writes: bool) -> None:
        """End the transaction, if the file is still there."""
        if writes:
            self.check_file()
        self.execute("COMMIT")
        if writes:
            self.note_file()
