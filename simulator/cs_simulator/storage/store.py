"""The store: opening the file, loading a tenant, writing a group of changes, reading entries."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import merge
from importlib.resources import files
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal, TypeVar

import aiosqlite

from cs_simulator.domain.records import Event, LogLine, Record, tables
from cs_simulator.storage import codec, snapshots
from cs_simulator.storage.changes import TenantRow
from cs_simulator.storage.connection import Group, GroupConnection
from cs_simulator.storage.snapshots import Snapshot, ids_of

T = TypeVar("T")

MEMORY = ":memory:"
APPLICATION_ID = 0x43535331  # "CSS1": marks the file as ours
_HEADER = 100
_MAGIC = b"SQLite format 3\x00"

Durability = Literal["normal", "full"]
Entries = Literal["event", "call", "log", "trace", "decision"]


class StorageError(Exception):
    """The store cannot do its work; the text says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A tenant as it was kept."""

    head: TenantRow
    records: dict[str, list[Record]]


class Store:
    """One open SQLite file. Open it with :meth:`open`; close it with :meth:`close`."""

    def __init__(self, database: aiosqlite.Connection, staging: GroupConnection) -> None:
        self._database = database
        self._staging = staging
        self._one_at_a_time = asyncio.Lock()

    @classmethod
    async def open(cls, path: str, durability: Durability = "normal") -> "Store":
        """Open the file, making or migrating it; raises :class:`StorageError` in words.

        A file that is not ours, or that a newer version wrote, is left untouched.
        """
        if path != MEMORY:
            _refuse_foreign(Path(path))
            _refuse_unwritable(Path(path))
        made: list[GroupConnection] = []

        def connect(*args: Any, **kwargs: Any) -> GroupConnection:
            made.append(GroupConnection(*args, **kwargs))
            return made[0]

        with _in_words(path):
            database = await aiosqlite.connect(
                path, isolation_level=None, timeout=0.2, factory=connect, cached_statements=256
            )
        try:
            with _in_words(path):
                await _prepare(database, path, durability)
        except BaseException:
            await database.close()
            raise
        return cls(database, made[0])

    async def close(self) -> None:
        """Close the file; a file that was closed is a single one, without its companions."""
        await self._database.close()

    async def write(self, group: Group) -> None:
        """Commit the group: all of it, or nothing and :class:`StorageError`."""
        await self.do(lambda _: self._staging.write(group))

    async def do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do some work on the connection in one transaction: all of it, or nothing."""
        async with self._one_at_a_time:
            self._staging.staged = work
            with _in_words("the database"):
                await self._database.commit()
            outcome: T = self._staging.outcome
            return outcome

    async def load(self, name: str) -> Stored | None:
        """The tenant of that name with all its records, or ``None``."""
        columns = ", ".join(("id", *TenantRow._fields[1:]))
        rows = await self._rows(f"SELECT {columns} FROM tenant WHERE name = ?", name)
        if not rows:
            return None
        head = TenantRow._make(rows[0])
        number = head.number
        records = {
            table: [each.decode(row) for row in await self._rows(each.select, *ids_of(number))]
            for table, each in codec.RESOURCES.items()
        }
        return Stored(head=head, records=records)

    async def tenants(self) -> list[tuple[int, str, int]]:
        """Number, name and end of every tenant."""
        return await self._rows("SELECT id, name, expires FROM tenant ORDER BY id")

    async def tenants_with_steps(self) -> list[str]:
        """The names of the tenants for which something is under way."""
        rows = await self._rows(
            "SELECT name FROM tenant WHERE EXISTS (SELECT 1 FROM step"
            " WHERE step.id BETWEEN tenant.id << 40 AND (tenant.id + 1 << 40) - 1)"
            " OR EXISTS (SELECT 1 FROM scheduled_action"
            " WHERE scheduled_action.id BETWEEN tenant.id << 40 AND (tenant.id + 1 << 40) - 1)"
        )
        return [name for (name,) in rows]

    async def log(self, tenant: int, cluster: int) -> list[LogLine]:
        """The log of the cluster of that serial, oldest line first."""
        log = codec.ENTRIES["log"]
        columns = ", ".join(("id", *log.columns))
        rows = await self._rows(
            f"SELECT {columns} FROM log WHERE cluster = ? AND id BETWEEN ? AND ? ORDER BY id",
            cluster,
            *ids_of(tenant),
        )
        return [log.decode(row) for row in rows]

    async def events(
        self, tenant: int, cluster_id: str, kind: str, first: int, amount: int
    ) -> tuple[list[Event], int]:
        """A page of events, newest first, and how many there are; empty texts choose all."""
        event = codec.ENTRIES["event"]
        columns = ", ".join(("id", *event.columns))
        chosen = (
            "FROM event WHERE id BETWEEN ?1 AND ?2 AND (?3 = '' OR cluster_id = ?3)"
            " AND (?4 = '' OR type = ?4)"
        )
        which = (*ids_of(tenant), cluster_id, kind)
        page = f"SELECT {columns} {chosen} ORDER BY id DESC LIMIT ?5 OFFSET ?6"
        rows = await self._rows(page, *which, amount, first)
        [(total,)] = await self._rows(f"SELECT count(*) {chosen}", *which)
        return [event.decode(row) for row in rows], total

    async def clear_calls(self, tenant: int) -> int:
        """Delete the tenant's journal; how many calls it held."""
        statement = "DELETE FROM call WHERE id BETWEEN ? AND ?"
        return await self.do(lambda database: database.execute(statement, ids_of(tenant)).rowcount)

    async def entries(self, tenant: int, table: Entries) -> list[Any]:
        """All entries of the tenant in a table, oldest first."""
        each = codec.ENTRIES[table]
        return [each.decode(row) for row in await self._rows(each.select, *ids_of(tenant))]

    async def entries_after(self, tenant: int, call: int, line: int, most: int) -> list[Any]:
        """At most so many entries after the call, and after the line of any kind, of those serials.

        They come in the order of virtual time; of one instant, calls first. All tables are read at
        one moment: nothing that is kept meanwhile is missed.
        """
        first, last = ids_of(tenant)
        seen = {"call": call, "serial": line}

        def read(database: sqlite3.Connection) -> dict[str, list[list[Any]]]:
            found: dict[str, list[list[Any]]] = {counter: [] for counter in seen}
            for table in tables.ENTRIES:
                each, counter = codec.ENTRIES[table.name], table.counted_as
                ids = (first + seen[counter] + 1, last)
                rows = database.execute(f"{each.select} LIMIT ?", (*ids, most))
                found[counter].append([each.decode(row) for row in rows])
            return found

        series = [
            merge(*entries, key=attrgetter("serial")) for entries in (await self.do(read)).values()
        ]
        return list(islice(merge(*series, key=_instant), most))

    # ---- snapshots

    async def save_snapshot(self, tenant: int, name: str, taken: int) -> Snapshot:
        """Copy what is committed of a tenant."""
        return await self.do(lambda database: snapshots.save(database, tenant, name, taken))

    async def snapshots_of(self, tenant: int) -> list[Snapshot]:
        """The tenant's snapshots, in the order in which they were taken."""
        return await self.do(lambda database: snapshots.of_tenant(database, tenant))

    async def find_snapshot(self, tenant: int, name: str) -> Snapshot | None:
        """The tenant's snapshot of that name."""
        return await self.do(lambda database: snapshots.find(database, tenant, name))

    async def drop_snapshot(self, tenant: int, name: str) -> bool:
        """Delete a snapshot; whether there was one."""
        return await self.do(lambda database: snapshots.drop(database, tenant, name))

    async def load_snapshot(self, snapshot: Snapshot, number: int, name: str) -> None:
        """Make the tenant of that number and name what the snapshot holds."""
        await self.do(lambda database: snapshots.load(database, snapshot, number, name))

    async def rows_of(self, number: int) -> snapshots.Rows:
        """All rows of a tenant or a snapshot."""
        return await self.do(lambda database: snapshots.rows_of(database, number))

    async def export(self, snapshot: Snapshot, path: str) -> None:
        """Write a snapshot as a file of its own, which holds one tenant."""
        rows = await self.rows_of(snapshot.number)

        def fill(database: sqlite3.Connection) -> None:
            snapshots.insert(database, 1, rows)
            snapshots.put_tenant(database, snapshot.head._replace(number=1))

        other = await Store.open(path)
        try:
            await other.do(fill)
        finally:
            await other.close()

    async def take_in(self, path: str, tenant: int, name: str, taken: int) -> Snapshot:
        """Keep the one tenant of a file as a snapshot; raises :class:`StorageError` in words."""
        other = await Store.open(path)
        try:
            await other.check_whole()
            heads = await other.tenants()
            if len(heads) != 1:
                raise StorageError(f"it holds {len(heads)} tenants, and a snapshot holds one")
            stored = await other.load(heads[0][1])
            rows = await other.rows_of(heads[0][0])
        finally:
            await other.close()
        if stored is None:
            raise StorageError("it holds no tenant")
        head = stored.head
        return await self.do(
            lambda database: snapshots.put(database, tenant, name, taken, head, rows)
        )

    async def check(self) -> None:
        """Raise :class:`StorageError` unless the database answers."""
        with _in_words("the database"):
            await self._rows("SELECT 1")

    async def check_whole(self) -> None:
        """Raise :class:`StorageError` if the file is damaged anywhere."""
        [(verdict,), *_] = await self._rows("PRAGMA quick_check")
        if verdict != "ok":
            raise StorageError(f"it is damaged: {verdict}")

    async def _rows(self, sql: str, *values: object) -> list[Any]:
        with _in_words("the database"):
            return list(await self._database.execute_fetchall(sql, values))


_INSTANTS = {table.record: attrgetter(table.instant) for table in tables.ENTRIES}


def _instant(entry: Record) -> int:
    """The virtual instant of an entry."""
    instant: int = _INSTANTS[type(entry)](entry)
    return instant


@contextmanager
def _in_words(path: str) -> Iterator[None]:
    """Turn what SQLite says into what a person can act on."""
    try:
        yield
    except sqlite3.OperationalError as problem:
        text = str(problem)
        if "locked" in text:
            text = "it is in use by another process; stop that one, or give another --db"
        elif "unable to open" in text:
            text = "it cannot be opened; is its folder there and writable?"
        elif "readonly" in text:
            text = "it cannot be written; check its permissions and those of its folder"
        raise StorageError(f"{path}: {text}") from problem
    except sqlite3.DatabaseError as problem:
        raise StorageError(f"{path}: {problem}") from problem


def _refuse_foreign(path: Path) -> None:
    """Look at the file's first bytes before SQLite does: opening alone could change a file."""
    if path.exists() and not path.is_file():
        raise StorageError(f"{path}: it is no file; give another --db")
    if not path.exists() or path.with_name(path.name + "-journal").exists():
        return
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as problem:
        raise StorageError(f"{path}: {problem.strerror}") from problem
    if header and (
        not header.startswith(_MAGIC) or int.from_bytes(header[68:72], "big") != APPLICATION_ID
    ):
        raise StorageError(f"{path}: it is not a cs-simulator database; give another --db")
    if header and int.from_bytes(header[60:64], "big") > len(_migrations()):
        raise StorageError(
            f"{path}: a newer cs-simulator wrote it; use that one, or give another --db"
        )


def _refuse_unwritable(path: Path) -> None:
    """Try what SQLite is about to do: its own refusal leaves a thread behind that nobody awaits."""
    try:
        path.open("ab").close()
    except OSError as problem:
        raise StorageError(
            f"{path}: it cannot be opened for writing: {problem.strerror}; is its folder there and"
            " writable?"
        ) from problem


def _migrations() -> list[str]:
    """The statements of each migration, in order; the n-th leads to user_version n."""
    folder = files("cs_simulator.storage") / "migrations"
    return [
        file.read_text("utf-8")
        for file in sorted(folder.iterdir(), key=lambda each: each.name)
        if file.name.endswith(".sql")
    ]


async def _prepare(database: aiosqlite.Connection, path: str, durability: Durability) -> None:
    # Exclusive: a second process is refused at its first look, and the index of the write-ahead
    # log lives in this process's memory, which is faster.
    await database.execute("PRAGMA locking_mode = EXCLUSIVE")
    await database.execute("BEGIN IMMEDIATE")
    await database.execute("COMMIT")
    rows = list(await database.execute_fetchall("PRAGMA user_version"))
    for number, script in enumerate(_migrations()[rows[0][0] :], start=rows[0][0] + 1):
        # Before the write-ahead log is switched on, so that the marks are in the file itself.
        await database.executescript(
            f"BEGIN IMMEDIATE;\n{script}\n"
            f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {number};\nCOMMIT;"
        )
    if path != MEMORY:
        await database.execute("PRAGMA journal_mode = WAL")
        await database.execute(f"PRAGMA synchronous = {durability}")
        # Regular small checkpoints: a large one holds up every call that waits for its commit.
        await database.execute("PRAGMA wal_autocheckpoint = 1000")
    await database.execute("PRAGMA cache_size = -16000")
    # A damaged file shows here rather than at the first call.
    await database.execute_fetchall("SELECT count(*) FROM sqlite_schema")
