"""The tables: their columns are the fields of the records, and the file says whose it is."""

import sqlite3
from contextlib import closing
from importlib.resources import files
from typing import get_type_hints

import pytest
from cs_simulator.storage import file as file_module
from cs_simulator.storage.changes import TenantRow
from cs_simulator.storage.codec import ALL
from cs_simulator.storage.file import APPLICATION_ID
from cs_simulator.storage.store import Store

from tests.storage import schema

TABLES = [pytest.param(codec, id=codec.table) for codec in ALL]
SQLITE_TYPES = {str: "TEXT", int: "INTEGER", bool: "INTEGER", float: "REAL"}


@pytest.fixture
async def file(tmp_path):
    path = tmp_path / "state.db"
    store = await Store.open(str(path))
    await store.close()
    return path


def ask(file, sql):
    with closing(sqlite3.connect(file)) as database:
        return database.execute(sql).fetchall()


def columns_of(file, table):
    """The columns of a table, but for the checksum that every row has."""
    names = [name for _, name, *_ in ask(file, f"PRAGMA table_info({table})")]
    names.remove("checksum")
    return names


def migrations():
    folder = files("cs_simulator.storage") / "migrations"
    return sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))


@pytest.mark.parametrize("codec", TABLES)
async def test_the_columns_of_a_table_are_the_fields_of_its_record_in_order(file, codec):
    columns = columns_of(file, codec.table)

    first, *others = get_type_hints(codec.record)
    assert first == "serial"
    assert columns == ["id", *others]
    assert columns == ["id", *codec.columns]


@pytest.mark.parametrize("codec", TABLES)
async def test_a_column_has_the_type_of_its_field_and_is_never_null(file, codec):
    rows = [row for row in ask(file, f"PRAGMA table_info({codec.table})") if row[1] != "checksum"]
    kinds = get_type_hints(codec.record)

    for _, name, kind, is_not_null, *_ in rows[1:]:
        assert is_not_null, name
        assert kind == SQLITE_TYPES.get(kinds[name], "TEXT"), name


async def test_the_columns_of_a_tenant_are_the_fields_of_its_row(file):
    columns = columns_of(file, "tenant")

    _, *others = get_type_hints(TenantRow)
    assert columns == ["id", *others]


async def test_every_table_is_strict_and_known(file):
    tables = ask(file, "SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")

    own = {name: strict for name, strict in tables if not name.startswith("sqlite_")}
    others = ["tenant", "snapshot", "commit_log", "call_segment", "tenant_move", "settled_move"]
    assert own == dict.fromkeys([*others, *(codec.table for codec in ALL)], 1)


async def test_the_file_is_marked_as_ours_and_with_its_version(file):
    assert ask(file, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert ask(file, "PRAGMA user_version") == [(len(migrations()),)]
    assert file.read_bytes()[68:72] == b"CSS1"


async def test_the_file_is_in_write_ahead_mode_and_a_single_one_once_closed(file):
    assert ask(file, "PRAGMA journal_mode") == [("wal",)]
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_new_file_is_made_as_all_migrations_would_make_it():
    text = schema.PATH.read_text("utf-8")

    assert text == schema.written(), "run python -m tests.storage.schema"
    assert schema.made_by(text) == schema.made_by(*file_module.migrations())


def test_migrations_are_numbered_from_one_without_gaps():
    numbers = [int(name.split("_", 1)[0]) for name in migrations()]

    assert numbers == list(range(1, len(numbers) + 1))
    assert all(name[:4].isdigit() and name[4] == "_" for name in migrations())


async def test_opening_again_migrates_nothing(file):
    before = ask(file, "SELECT name, sql FROM sqlite_master ORDER BY name")

    await (await Store.open(str(file))).close()

    assert ask(file, "SELECT name, sql FROM sqlite_master ORDER BY name") == before
