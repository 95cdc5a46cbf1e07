"""The store: what is written is loaded again, in groups that are kept whole or not at all."""

import sqlite3
from contextlib import asynccontextmanager, closing
from typing import get_type_hints

import pytest
from cs_simulator.domain.records import (
    CallEntry,
    Cluster,
    ClusterState,
    Decision,
    Event,
    LogLine,
    Step,
    Task,
    Trace,
    Vpc,
    tables,
)
from cs_simulator.storage.changes import Changes, Clearing, TenantRow
from cs_simulator.storage.codec import ALL, RESOURCES
from cs_simulator.storage.conditions import equals
from cs_simulator.storage.errors import StorageError
from cs_simulator.storage.file import MEMORY
from cs_simulator.storage.store import Store

from tests.support.records import example

BY_RECORD = {table.record: table for table in tables.ENTRIES}
UNLIMITED = 2**30
LARGEST = 2**40 - 1  # the last serial that has room in a row's id


def tenant_row(number=1, name="default", **given):
    plain = {
        "origin": "somewhere",
        "seed": 7,
        "clock_mode": "scaled",
        "clock_rate": 2.5,
        "now": 1_515_402_000_000_001,
        "counts": '{"call":3}',
    }
    return TenantRow(number=number, name=name, **{**plain, **given})


def putting(*records):
    """Changes that put these records, none of which the store has seen."""
    changes = Changes()
    for record in records:
        changes.put(table_of(record), record, is_new=True)
    return changes


def table_of(record):
    return next(codec.table for codec in ALL if codec.record is type(record))


def many_clusters(count):
    return [example(Cluster, serial, cluster_id=f"c{serial}") for serial in range(1, count + 1)]


@asynccontextmanager
async def opened(path=MEMORY, **given):
    store = await Store.open(str(path), **given)
    try:
        yield store
    finally:
        await store.close()


@pytest.fixture
async def store(tmp_path):
    async with opened(tmp_path / "state.db") as store:
        yield store


async def allow_pages(store, pages):
    """Let the file have no more than so many pages: SQLite itself finds the disk full then."""
    await store._database.rows(f"PRAGMA max_page_count = {pages}")


async def loaded(store, table, name="default"):
    stored = await store.load(name)
    return stored.records[table] if stored else None


# ---- there and back


@pytest.mark.parametrize("codec", RESOURCES.values(), ids=list(RESOURCES))
@pytest.mark.parametrize("serial", [1, LARGEST])
async def test_a_record_is_loaded_as_it_was_written(store, codec, serial):
    record = example(codec.record, serial)

    await store.write([(tenant_row(), putting(record))])

    assert await loaded(store, codec.table) == [record]


@pytest.mark.parametrize("codec", RESOURCES.values(), ids=list(RESOURCES))
async def test_truth_values_and_states_come_back_as_what_they_are(store, codec):
    await store.write([(tenant_row(), putting(example(codec.record)))])

    [record] = await loaded(store, codec.table)
    kinds = get_type_hints(codec.record)
    assert {name: type(getattr(record, name)) for name in kinds} == kinds


@pytest.mark.parametrize("entry", [table.record for table in tables.ENTRIES])
async def test_an_entry_is_read_as_it_was_added(store, entry):
    added = [example(entry, serial) for serial in (1, 2, LARGEST)]

    await store.write([(tenant_row(), Changes(entries=added))])

    assert await store.history.read(BY_RECORD[entry], 1) == added


async def test_a_head_is_loaded_as_it_was_last_written(store):
    await store.write([(tenant_row(), Changes())])
    later = tenant_row(seed=-1, clock_mode="frozen", clock_rate=1.0, now=5, counts="{}")

    await store.write([(later, Changes())])

    assert (await store.load("default")).tenant_row == later


async def test_a_tenant_that_was_never_written_is_not_there(store):
    assert await store.load("nobody") is None
    assert await store.tenants() == []


@pytest.mark.parametrize("count", [1, 2, 63, 64, 65, 127, 200])
async def test_any_number_of_records_is_loaded_in_the_order_of_their_serials(store, count):
    clusters = many_clusters(count)

    await store.write([(tenant_row(), putting(*reversed(clusters)))])

    assert await loaded(store, "cluster") == clusters


async def test_the_log_of_one_cluster_is_read_without_that_of_others(store):
    lines = [example(LogLine, serial, cluster=serial % 2) for serial in range(1, 7)]

    await store.write(
        [(tenant_row(), Changes(entries=lines)), (tenant_row(2, "other"), Changes(entries=lines))]
    )

    assert await store.history.read(tables.LOG, 1, [equals("cluster", 1)]) == lines[::2]


async def test_tenants_with_something_under_way_are_found(store):
    await store.write(
        [
            (tenant_row(1, "busy"), putting(example(Step))),
            (tenant_row(2, "done"), putting(example(Task))),
            (tenant_row(3, "busy-too"), putting(example(Step, LARGEST))),
        ]
    )

    assert await store.tenants_with_steps() == ["busy", "busy-too"]
    assert [known[:2] for known in await store.tenants()] == [
        (1, "busy"),
        (2, "done"),
        (3, "busy-too"),
    ]


async def test_what_was_written_is_there_after_the_file_was_closed(tmp_path):
    cluster = example(Cluster)
    async with opened(tmp_path / "x.db") as store:
        await store.write([(tenant_row(), putting(cluster))])

    async with opened(tmp_path / "x.db", durability="full") as store:
        assert await loaded(store, "cluster") == [cluster]


# ---- changes


async def test_a_record_that_was_put_again_replaces_the_one_before(store):
    await store.write([(tenant_row(), putting(example(Cluster)))])
    changed = example(Cluster, state=ClusterState.RUNNING)
    changes = Changes()
    changes.put("cluster", changed, is_new=False)

    await store.write([(tenant_row(), changes)])

    assert await loaded(store, "cluster") == [changed]


async def test_a_record_that_was_dropped_is_gone(store):
    kept, dropped = many_clusters(2)
    await store.write([(tenant_row(), putting(kept, dropped))])
    changes = Changes()
    changes.drop("cluster", dropped)

    await store.write([(tenant_row(), changes)])

    assert await loaded(store, "cluster") == [kept]


async def test_a_record_that_came_and_went_between_two_groups_leaves_nothing(store):
    step = example(Step)
    changes = putting(step)
    changes.put("step", example(Step, due=9), is_new=False)
    changes.drop("step", step)

    assert changes == Changes(records={"step": {}})
    await store.write([(tenant_row(), changes)])

    assert await loaded(store, "step") == []


async def test_a_group_holds_changes_of_many_tenants_and_mixes_none(store):
    names = [f"tenant-{number}" for number in range(1, 41)]
    await store.write(
        [
            (tenant_row(number, name), putting(example(Vpc, vpc_id=name)))
            for number, name in enumerate(names, start=1)
        ]
    )

    for name in names:
        assert [vpc.vpc_id for vpc in await loaded(store, "vpc", name)] == [name]


async def test_clearing_deletes_everything_of_that_tenant_only_and_counts_rows(store):
    everything = [example(codec.record) for codec in RESOURCES.values()]
    entries = [example(LogLine), example(Event), example(Trace), example(Decision)]
    entries += [example(CallEntry, 1), example(CallEntry, 2)]
    for number in (1, 2, 3):
        changes = putting(*everything)
        changes.entries = entries
        await store.write([(tenant_row(number, f"tenant-{number}"), changes)])

    clearing = Clearing()
    await store.write([(tenant_row(2, "tenant-2"), Changes(clearing=clearing))])

    assert clearing.deleted == {codec.table: 1 for codec in ALL} | {"call": 2}
    assert not any((await store.load("tenant-2")).records.values())
    assert await store.history.read(tables.CALL, 2) == []
    for number in (1, 3):
        assert all((await store.load(f"tenant-{number}")).records.values())
        assert await store.history.read(tables.CALL, number) == entries[4:]


async def test_what_is_put_together_with_a_clearing_is_kept(store):
    await store.write([(tenant_row(), putting(*many_clusters(3)))])
    changes = putting(example(Vpc))
    changes.clearing = Clearing()

    await store.write([(tenant_row(), changes)])

    assert await loaded(store, "cluster") == []
    assert await loaded(store, "vpc") == [example(Vpc)]


# ---- a full disk


async def test_a_group_that_does_not_fit_is_not_there_at_all(store):
    await store.write([(tenant_row(), putting(example(Vpc)))])
    await allow_pages(store, 1)  # SQLite takes this as: no more than there are

    with pytest.raises(StorageError, match="database or disk is full"):
        await store.write(
            [
                (tenant_row(2, "other"), putting(example(Vpc))),
                (tenant_row(now=99), putting(*many_clusters(2000))),
            ]
        )

    assert await store.tenants() == [(1, "default", 0, "")]
    assert (await store.load("default")).tenant_row == tenant_row()
    assert await loaded(store, "cluster") == []


async def test_a_store_that_was_full_works_again_once_there_is_room(store):
    clusters = many_clusters(2000)
    await allow_pages(store, 1)
    with pytest.raises(StorageError):
        await store.write([(tenant_row(), putting(*clusters))])
    await store.check(within=1.0)

    await allow_pages(store, UNLIMITED)
    await store.write([(tenant_row(), putting(*clusters))])

    assert await loaded(store, "cluster") == clusters


async def test_nothing_of_a_group_that_did_not_fit_is_there_after_a_restart(tmp_path):
    async with opened(tmp_path / "x.db") as store:
        await store.write([(tenant_row(), putting(example(Vpc)))])
        await allow_pages(store, 1)
        with pytest.raises(StorageError):
            await store.write([(tenant_row(), putting(*many_clusters(2000)))])

    async with opened(tmp_path / "x.db") as store:
        assert await loaded(store, "cluster") == []
        assert await loaded(store, "vpc") == [example(Vpc)]


# ---- files of others


def make_foreign(path):
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA application_id = 99")
        database.execute("CREATE TABLE theirs (precious TEXT)")
        database.commit()


def make_unmarked(path):
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE theirs (precious TEXT)")
        database.commit()


def make_text(path):
    path.write_text("Not a database, but somebody's shopping list.\n" * 9)


def make_short(path):
    path.write_bytes(b"SQLite")


@pytest.mark.parametrize("make", [make_foreign, make_unmarked, make_text, make_short])
async def test_a_file_of_something_else_is_refused_and_left_as_it_is(tmp_path, make):
    path = tmp_path / "theirs.db"
    make(path)
    before = path.read_bytes()

    with pytest.raises(StorageError, match="not a cs-simulator database; give another --db"):
        await Store.open(str(path))

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


async def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "newer.db"
    async with opened(path):
        pass
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 999")
        database.commit()
    before = path.read_bytes()

    with pytest.raises(StorageError, match="a newer cs-simulator wrote it"):
        await Store.open(str(path))

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


async def test_an_empty_file_becomes_a_database(tmp_path):
    path = tmp_path / "empty.db"
    path.touch()

    async with opened(path) as store:
        assert await store.tenants() == []


async def test_a_file_that_another_one_has_open_is_refused(store, tmp_path):
    with pytest.raises(StorageError, match="in use by another process"):
        await Store.open(str(tmp_path / "state.db"))

    await store.write([(tenant_row(), putting(example(Cluster)))])
    assert await loaded(store, "cluster") == [example(Cluster)]


async def test_a_file_in_a_folder_that_is_not_there_is_refused_in_words(tmp_path):
    with pytest.raises(StorageError, match="is its folder there and writable"):
        await Store.open(str(tmp_path / "nowhere" / "x.db"))


async def test_a_damaged_file_is_refused_in_words(tmp_path):
    path = tmp_path / "damaged.db"
    async with opened(path) as store:
        await store.write([(tenant_row(), putting(*many_clusters(200)))])
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])

    with pytest.raises(StorageError, match="malformed"):
        await Store.open(str(path))


async def test_a_database_in_memory_is_gone_with_its_store():
    async with opened() as store:
        await store.write([(tenant_row(), putting(example(Cluster)))])
        assert await loaded(store, "cluster") == [example(Cluster)]

    async with opened() as store:
        assert await store.tenants() == []


async def test_a_name_that_becomes_free_in_a_group_can_be_taken_in_it():
    store = await Store.open(MEMORY)
    await store.write([(tenant_row(1, "brief"), Changes())])

    successor = (tenant_row(2, "brief"), Changes())
    deletion = (tenant_row(1, "brief"), Changes(clearing=Clearing(deletes_tenant=True)))
    await store.write([successor, deletion])

    assert await store.tenants() == [(2, "brief", 0, "")]
    await store.close()
