"""A file that is damaged is noticed when it is opened, and said in words."""

import sqlite3
from contextlib import closing

import pytest
from cs_simulator.storage.errors import DamageError, StorageError
from cs_simulator.storage.store import Store

from tests.support import simulators
from tests.support.command_line import refused

pytestmark = pytest.mark.every_type

PAGE = 4096


@pytest.fixture
async def path(tmp_path):
    """A database with two tenants; the first one is well."""
    path = tmp_path / "state.db"
    async with simulators.opened(path) as simulator:
        for tenant in ("well", "other"):
            assert await simulators.create_many(simulator, 5, tenant) == [202] * 5
    return path


def change(path, *statements):
    """Run statements that SQLite itself would refuse, too."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            database.execute(statement)


def root_of(path, name):
    """The position of the first page of a table or an index."""
    with closing(sqlite3.connect(path)) as database:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        return (database.execute(sql, (name,)).fetchone()[0] - 1) * PAGE


def overwrite(path, at, content):
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


async def test_a_file_that_is_whole_needs_no_mending(path):
    store = await Store.open(str(path))
    assert store.mended == ""
    assert await store.damaged() == []
    await store.close()


async def test_a_damaged_index_is_made_again_and_everybody_works(path):
    index = "name = 'log_of_cluster'"
    with closing(sqlite3.connect(path)) as database:
        row = database.execute(f"SELECT * FROM sqlite_schema WHERE {index}").fetchone()
    change(path, f"DELETE FROM sqlite_schema WHERE {index}")
    change(path, "DELETE FROM log WHERE id = (SELECT max(id) FROM log)")  # the index keeps it
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", row)

    async with simulators.opened(path) as simulator:
        assert simulator.store.mended
        assert len(await simulators.names(simulator, "well")) == 5

    store = await Store.open(str(path))
    assert store.mended == ""
    await store.close()


@pytest.mark.parametrize("table", ["cluster", "tenant", "call", "step"])
async def test_a_damaged_table_is_refused_with_what_to_do(path, table):
    overwrite(path, root_of(path, table), bytes(PAGE))
    before = path.read_bytes()

    with pytest.raises(DamageError) as raised:
        await Store.open(str(path))

    assert "it is damaged" in str(raised.value)
    assert "put back a copy of it" in str(raised.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE sqlite_schema SET sql = replace(sql, 'region_id', 'regiox_id') WHERE name = 'vpc'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'CREATE TABLE', 'CREATE TABEL')",
        "DELETE FROM sqlite_schema WHERE name = 'quota'",
    ],
)
async def test_a_damaged_schema_is_refused(path, damage):
    change(path, damage)

    with pytest.raises(StorageError, match="it is damaged"):
        await Store.open(str(path))


async def test_a_start_on_a_damaged_file_is_one_line_and_no_traceback(path):
    overwrite(path, root_of(path, "cluster"), bytes(PAGE))

    said = refused("serve", "--db", str(path), "--port", "0")

    assert f"{path}: it is damaged" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ("UPDATE cluster SET name = 'changed' WHERE id >> 40 = 1", "cluster"),
        ("UPDATE task SET state = 'success' WHERE id >> 40 = 1", "task"),
        ("UPDATE tenant SET seed = 5 WHERE id = 1", "its own row"),
    ],
)
async def test_what_was_changed_from_outside_is_known_from_the_start(path, damage, reason):
    change(path, damage)

    async with simulators.opened(path) as simulator:
        problems = simulator.tenants.damage.problems()
        assert list(problems) == ["well"]
        assert reason in problems["well"]
        assert "checksum does not fit" in problems["well"]
        assert len(await simulators.names(simulator, "other")) == 5


async def test_damaged_entries_are_told_and_the_tenant_works(path):
    change(path, "UPDATE log SET text = 'changed' WHERE id >> 40 = 1")

    async with simulators.opened(path) as simulator:
        problems = simulator.tenants.damage.problems()
        assert list(problems) == ["well"]
        assert problems["well"].startswith("entries cannot be read: log ")
        cluster = (await simulators.call(simulator, "GET", "/clusters", tenant="well")).ok()[0]
        logs = await simulators.call(
            simulator, "GET", f"/clusters/{cluster['cluster_id']}/logs", tenant="well"
        )
        assert logs.status == 500
        assert "part of it cannot be read" in logs.body["Message"]
        assert len(await simulators.names(simulator, "well")) == 5
        await simulator.lifecycle.reset("well")
        assert simulator.tenants.damage.problems() == {}
