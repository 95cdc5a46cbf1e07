"""Who is to blame: the disk around a file, the file, or what was to be written."""

import pytest
from cs_simulator.storage.database import Database
from cs_simulator.storage.errors import DamageError, SurroundingsError, UnstorableError

from tests.support.broken_storage import no_longer_files
from tests.support.old_databases import restore, versions


@pytest.fixture
async def database(tmp_path):
    database = await Database.open(str(tmp_path / "x.db"))
    yield database
    await database.close()


def insert(value):
    return lambda connection: connection.execute(
        "INSERT INTO snapshot (id, tenant, name, taken, tenant_row) VALUES (?, 1, ?, 1, ?)",
        (value, f"{value!r}", "x" * 500_000),
    )


@pytest.mark.parametrize(
    ("on", "off"),
    [("query_only = ON", "query_only = OFF"), ("max_page_count = 1", "max_page_count = 1000000")],
    ids=["read-only", "full"],
)
async def test_a_file_that_cannot_be_written_is_not_to_blame(database, on, off):
    await database.rows(f"PRAGMA {on}")
    with pytest.raises(SurroundingsError):
        await database.do(insert(1))

    await database.rows(f"PRAGMA {off}")
    await database.do(insert(1))


async def test_a_disk_with_an_error_is_to_blame(database):
    with no_longer_files(1_000), pytest.raises(SurroundingsError, match="disk I/O error"):
        await database.do(insert(1))


async def test_a_disk_without_room_for_a_migration_is_to_blame(tmp_path):
    path = tmp_path / "old.db"
    restore(versions()[0], path)
    before = path.read_bytes()
    with no_longer_files(len(before)), pytest.raises(SurroundingsError):
        await Database.open(str(path))

    assert path.read_bytes() == before
    await (await Database.open(str(path))).close()


async def read_all(path):
    database = await Database.open(str(path))
    try:
        await database.rows("SELECT * FROM snapshot")
    finally:
        await database.close()


@pytest.mark.parametrize("keep", [0.3, 0.6])
async def test_a_file_that_was_cut_off_is_to_blame_itself(tmp_path, keep):
    path = tmp_path / "x.db"
    database = await Database.open(str(path))
    await database.do(insert(1))
    await database.close()
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])

    with pytest.raises(DamageError):
        await read_all(path)


@pytest.mark.parametrize(
    "value",
    [2**63, "text", b"bytes", "\udcff", object()],
    ids=["number", "text", "bytes", "half a character", "object"],
)
async def test_a_value_that_cannot_be_kept_is_to_blame(database, value):
    with pytest.raises(UnstorableError, match="it cannot keep this"):
        await database.do(insert(value))
    await database.do(insert(1))
