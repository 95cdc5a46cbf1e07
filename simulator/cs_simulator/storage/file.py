"""The database file: refusing what is not ours, bringing an old one up to date, setting it up."""

import os
import sqlite3
from functools import cache
from pathlib import Path
from typing import Literal

from cs_simulator.domain.records import tables
from cs_simulator.storage import damage
from cs_simulator.storage.errors import ANOTHER_FILE, StorageError

MEMORY = ":memory:"
APPLICATION_ID = 0x43535331  # "CSS1": marks the file as ours
# Not by importlib.resources: importing it would take longer than reading them.
_FOLDER = Path(__file__).parent
SCHEMA_FILE = _FOLDER / "schema.sql"
_HEADER = 100
_MAGIC = b"SQLite format 3\x00"

_FORGET_CHECKSUMS = (
    "\n".join(
        f"UPDATE {table.name} SET checksum = 0 WHERE checksum <> 0;" for table in tables.TABLES
    )
    + """
UPDATE tenant SET checksum = 0 WHERE checksum <> 0;
UPDATE snapshot SET tenant_row = json_remove(tenant_row, '$.checksum', '$.rows')
WHERE json_valid(tenant_row);"""
)

Durability = Literal["normal", "full"]


def refuse_unusable(path: Path) -> None:
    """Raise :class:`StorageError` for a file of something else or of a later version.

    The first bytes are read before SQLite opens the file: opening alone could change it.
    """
    if path.exists() and not path.is_file():
        raise StorageError("it is no file", subject=str(path), advice=ANOTHER_FILE)
    if path.exists() and not path.with_name(path.name + "-journal").exists():
        _refuse_foreign(path)
    _refuse_unwritable(path)


def _refuse_foreign(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as problem:
        raise StorageError(str(problem.strerror), subject=str(path)) from problem
    if header and (
        not header.startswith(_MAGIC) or int.from_bytes(header[68:72], "big") != APPLICATION_ID
    ):
        raise StorageError(
            "it is not a cs-simulator database", subject=str(path), advice=ANOTHER_FILE
        )
    if header and int.from_bytes(header[60:64], "big") > schema_version():
        raise StorageError(
            "a newer cs-simulator wrote it",
            subject=str(path),
            advice=f"use that one, or {ANOTHER_FILE}",
        )


def _refuse_unwritable(path: Path) -> None:
    """Try what SQLite is about to do: its own refusal leaves a thread behind that nobody awaits."""
    try:
        path.open("ab").close()
    except OSError as problem:
        raise StorageError(
            f"it cannot be opened for writing: {problem.strerror}",
            subject=str(path),
            advice="is its folder there and writable?",
        ) from problem


def prepare(database: sqlite3.Connection, path: str, durability: Durability) -> str:
    """Lock an open file for this process, migrate it, and set how it is written.

    Returns what was damaged in it and was mended; raises :class:`StorageError` for what cannot be.
    """
    # Exclusive: a second process is refused at its first look, and the index of the write-ahead
    # log lives in this process's memory, which is faster.
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    database.execute("BEGIN IMMEDIATE")
    database.execute("COMMIT")
    [(pages,)] = database.execute("PRAGMA page_count").fetchall()
    is_new = path == MEMORY or not pages
    mended = "" if is_new else damage.check_pages(database, path)
    # Before the write-ahead log is switched on, so that the marks are in the file itself.
    upgrade(database)
    if path != MEMORY:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(f"PRAGMA synchronous = {durability}")
        # Regular small checkpoints: a large one holds up every call that waits for its commit.
        database.execute("PRAGMA wal_autocheckpoint = 1000")
    database.execute("PRAGMA cache_size = -16000")
    if not is_new:
        damage.check_tables(database, path)
    return mended


def upgrade(database: sqlite3.Connection) -> None:
    """Bring the schema of an open file up to date: all of it or nothing, in one transaction."""
    [(version,)] = database.execute("PRAGMA user_version").fetchall()
    if script := _script(version):
        database.executescript(script)


def _script(version: int) -> str:
    """What brings a file of that version up to date, in one transaction; empty for nothing."""
    if version == schema_version():
        return ""
    marks = f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {schema_version()};"
    if version:
        # What a migration changes has other checksums: without one, it is checked when it is read.
        steps = [*migrations()[version:], _FORGET_CHECKSUMS]
    else:
        # What all migrations come to: running each of them would take most of a start.
        steps = [SCHEMA_FILE.read_text("utf-8")]
    return "\n".join(["BEGIN IMMEDIATE;", *steps, marks, "COMMIT;"])


def schema_version() -> int:
    """The ``user_version`` of an up-to-date file: how many migrations there are."""
    return len(_migration_files())


@cache
def migrations() -> tuple[str, ...]:
    """The statements of each migration, in order; the n-th leads to user_version n."""
    return tuple(file.read_text("utf-8") for file in _migration_files())


@cache
def _migration_files() -> list[Path]:
    folder = _FOLDER / "migrations"
    return [folder / name for name in sorted(os.listdir(folder)) if name.endswith(".sql")]
