"""The file of a snapshot that somebody gives: everything is checked before anything of it is used.

Such a file may be anything that begins like one of ours. So it is opened by itself, with a
connection that believes nothing: the schema must be exactly that of its version before a single row
is read, and every statement ends when the time is over or nobody waits any more. Then every row is
checked value by value. Everything here runs on a thread of its own.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from operator import attrgetter
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from cs_simulator.domain.records import CallEntry, Record, tables
from cs_simulator.storage import segments_ranges
from cs_simulator.storage.changes import TenantRow
from cs_simulator.storage.codec import (
    ALL,
    RESOURCES,
    SELECT_TENANTS,
    TableCodec,
    row_ids,
    tenant_row_of,
)
from cs_simulator.storage.errors import DamageError, StorageError, explained
from cs_simulator.storage.file import migrations, refuse_unusable, schema_version, upgrade
from cs_simulator.storage.loading import StoredTenant, stored_tenant
from cs_simulator.storage.ranges import AT_ONCE

T = TypeVar("T")
# Instructions of SQLite's virtual machine between two looks at whether to go on, and how many of
# these there may be for one file: some minutes, and far more than reading the largest one takes.
_INSTRUCTIONS = 10_000
_LOOKS = 500_000
# The most resources of a snapshot: all of them are in memory, where a gigabyte has as many.
_MOST_RESOURCES = 500_000
# A text of the schema may have comments, which may have any word.
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_CHECK = re.compile(r"\bCHECK\b", re.IGNORECASE)
# The longest text of a row: larger than anything that a request can bring in by default.
_LONGEST_VALUE = 64 * 1024 * 1024


@dataclass(slots=True)
class WorkBudget:
    """Ends a connection's statements once it has done enough, or when nobody waits any more."""

    is_given_up: Event = field(default_factory=Event)
    looks: int = _LOOKS
    """How often SQLite may still ask whether to go on."""

    def look(self) -> bool:
        """Whether to interrupt: SQLite asks every millisecond or so."""
        self.looks -= 1
        return self.is_over()

    def is_over(self) -> bool:
        """Whether nothing more may be done."""
        return self.looks < 0 or self.is_given_up.is_set()


class SnapshotFile:
    """An open file that has the schema of a snapshot."""

    def __init__(self, database: sqlite3.Connection, path: str, budget: WorkBudget) -> None:
        self._database = database
        self._path = path
        self._budget = budget

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def check(self) -> StoredTenant:
        """The tenant of the file, every row of which is valid; raises :class:`StorageError`."""
        with _reading(self._path, self._budget):
            tenant_row = tenant_row_of(self._only_tenant(), is_trusted=False)
        return self.check_rows(tenant_row, tenant_row.number)

    def check_rows(self, tenant_row: TenantRow, number: int) -> StoredTenant:
        """What the rows of a number make, all of them valid; raises :class:`StorageError`."""
        with _reading(self._path, self._budget):
            self._check_resources(number)
        for _ in chain(self.pieces(number), self.calls_of_segments(number)):
            pass
        with _reading(self._path, self._budget):
            return stored_tenant(self._database, tenant_row, number, is_proven=False)

    def ask(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """The outcome of some work that reads the file; raises :class:`StorageError`."""
        with _reading(self._path, self._budget):
            return work(self._database)

    def pieces(self, number: int) -> Iterator[tuple[TableCodec, list[Record]]]:
        """The records of the tenant of that number, in pieces; raises :class:`StorageError`."""
        with _reading(self._path, self._budget):
            for codec in ALL:
                cursor = self._database.execute(codec.select, row_ids(number))
                while rows := cursor.fetchmany(AT_ONCE):
                    if self._budget.is_over():
                        raise StorageError("it takes too long")
                    yield codec, [codec.decode(row, is_trusted=False) for row in rows]

    def calls_of_segments(self, number: int) -> Iterator[list[CallEntry]]:
        """The calls of the tenant that are in segments, in pieces; raises :class:`StorageError`."""
        with _reading(self._path, self._budget):
            for entries in segments_ranges.checked(self._database, number):
                if self._budget.is_over():
                    raise StorageError("it takes too long")
                yield entries

    def _check_resources(self, number: int) -> None:
        """Raise :class:`StorageError` if memory might not hold what a number has."""
        sql, ids = "SELECT count(*) FROM {} WHERE id BETWEEN ? AND ?", row_ids(number)
        count = sum(
            self._database.execute(sql.format(table), ids).fetchone()[0] for table in RESOURCES
        )
        if count > _MOST_RESOURCES:
            raise StorageError(f"it has {count} resources, of at most {_MOST_RESOURCES}")

    def calls(self, number: int) -> list[CallEntry]:
        """All calls of the tenant, in the order of their numbers."""
        pieces, calls = self.pieces(number), tables.CALL.name
        found: list[Any] = [one for codec, piece in pieces if codec.table == calls for one in piece]
        found += chain.from_iterable(self.calls_of_segments(number))
        return sorted(found, key=attrgetter("serial"))

    def _only_tenant(self) -> tuple[Any, ...]:
        rows = self._database.execute(f"{SELECT_TENANTS} LIMIT 2").fetchall()
        if len(rows) != 1:
            held = "more than one tenant" if rows else "no tenant"
            raise StorageError(f"it holds {held}, and a snapshot holds one", subject=self._path)
        row: tuple[Any, ...] = rows[0]
        return row


def opened(path: str, budget: WorkBudget) -> SnapshotFile:
    """The file at that path; raises :class:`StorageError` if it is no snapshot.

    A file of an older version is migrated.
    """
    refuse_unusable(Path(path))
    with _reading(path, budget):
        database = _connected(path, budget)
        try:
            _check_schema(database, path)
            upgrade(database)
            _check_structure(database, path)
            _check_log(database, path)
        except BaseException:
            database.close()
            raise
    return SnapshotFile(database, path, budget)


@contextmanager
def _reading(path: str, budget: WorkBudget) -> Iterator[None]:
    """Raise whatever goes wrong in the block as :class:`StorageError` about the file."""
    try:
        with explained(path):
            yield
    except StorageError as problem:
        if budget.is_over():
            raise StorageError("reading it takes too long", subject=path) from problem
        raise DamageError(problem.cause, subject=path) from problem


def _connected(path: str, budget: WorkBudget) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    database.set_progress_handler(budget.look, _INSTRUCTIONS)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        database.execute(f"PRAGMA {pragma}")
    return database


def _check_schema(database: sqlite3.Connection, path: str) -> None:
    """Raise :class:`StorageError` unless the file has our tables, and nothing else."""
    [(version,)] = database.execute("PRAGMA user_version").fetchall()
    if not 1 <= version <= schema_version():
        raise StorageError(f"there is no version {version} of it", subject=path)
    own = _schema_of_version(version)
    if _schema(database, {name for _, name, _ in own.objects}) != own or _has_checks(database):
        raise StorageError("its tables are not those of a snapshot", subject=path)


def _has_checks(database: sqlite3.Connection) -> bool:
    """Whether a table checks what is written: ours do not, and a migration would run the checks."""
    texts = database.execute("SELECT sql FROM sqlite_schema").fetchall()
    return any(_CHECK.search(_COMMENT.sub(" ", sql or "")) for (sql,) in texts)


@dataclass(frozen=True, slots=True)
class _Schema:
    """What a database is made of, apart from the text by which it was made."""

    objects: frozenset[tuple[str, str, str]]
    """Type, name and table of everything in it."""
    details: tuple[object, ...] = ()
    """Columns, indexes and kinds of the tables."""


@cache
def _schema_of_version(version: int) -> _Schema:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        for statements in migrations()[:version]:
            database.executescript(statements)
        return _schema(database, None)


def _schema(database: sqlite3.Connection, expected: set[str] | None) -> _Schema:
    """The schema; details are read only if there is nothing but what is expected."""
    sql = "SELECT type, name, tbl_name FROM sqlite_schema LIMIT 1000"
    objects = frozenset(database.execute(sql).fetchall())
    names = sorted(name for _, name, _ in objects)
    if expected is not None and set(names) != expected:
        return _Schema(objects)
    kinds = "SELECT name, type, ncol, wr, strict FROM pragma_table_list WHERE schema = 'main'"
    details: list[object] = [frozenset(database.execute(kinds).fetchall())]
    details += [
        tuple(database.execute(f"SELECT * FROM pragma_{pragma}(?)", (name,)))
        for name in names
        for pragma in ("table_xinfo", "index_list", "index_xinfo", "foreign_key_list")
    ]
    return _Schema(objects, tuple(details))


def _check_structure(database: sqlite3.Connection, path: str) -> None:
    """Raise :class:`DamageError` if pages, indexes or types of values are damaged."""
    [(verdict,), *_] = database.execute("PRAGMA integrity_check(1)").fetchall()
    if verdict != "ok":
        raise DamageError(f"it is damaged: {verdict}", subject=path)


def _check_log(database: sqlite3.Connection, path: str) -> None:
    """Raise :class:`StorageError` for the file of a server that was not closed: it is no export."""
    if database.execute("SELECT 1 FROM commit_log LIMIT 1").fetchall():
        cause = "it has changes that are not in its tables yet; start the simulator on it once"
        raise StorageError(cause, subject=path)
