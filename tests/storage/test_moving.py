"""Tenants that go from one store to another."""

import asyncio
import sqlite3
import threading
from contextlib import closing

import pytest
from cs_simulator.domain.records import Cluster
from cs_simulator.storage import snapshots
from cs_simulator.storage.changes import Changes, TenantRow
from cs_simulator.storage.errors import DamageError
from cs_simulator.storage.moves import NOTHING, Move
from cs_simulator.storage.store import Store

from tests.support.records import example

MOVE = Move("t", "a" * 32, "leaving", "http://127.0.0.1:8025", "", "", 1, NOTHING)


def row(number, name):
    return TenantRow(
        number=number, name=name, origin="o", seed=0, clock_mode="frozen", clock_rate=1.0, now=0,
        counts="{}",
    )  # fmt: skip


async def write(store, number, name):
    """Write a tenant with a cluster: it is in the log of commits, and not in the tables."""
    changes = Changes()
    changes.put("cluster", example(Cluster, 1), is_new=True)
    await store.write([(row(number, name), changes)])


@pytest.fixture
async def stores(tmp_path):
    """The store that the tenant leaves, and the one in which it arrives."""
    here, there = [await Store.open(str(tmp_path / name)) for name in ("here.db", "there.db")]
    yield here, there
    await here.close()
    await there.close()


@pytest.fixture
def path(tmp_path):
    """The file in which the tenant goes."""
    return str(tmp_path / "moving.db")


async def leave(store, path):
    """Have a tenant with a cluster leave; returns what is noted."""
    await write(store, 1, "t")
    left = await store.moving.leave(1, MOVE)
    await store.moving.export(1, left, path)
    return left


async def arrive(store, path):
    async with store.moving.opened(path) as moved:
        return await store.moving.arrive(moved, 1, moved.move, lambda stored: stored)


async def test_what_is_there_is_not_deleted_by_a_cancellation_that_comes_late(stores, path):
    here, there = stores
    await leave(here, path)
    begun, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def hold():
        loop.call_soon_threadsafe(begun.set)
        go_on.wait()

    def prepare(database):
        database.create_function("hold", 0, hold)
        database.execute(
            "CREATE TEMP TRIGGER last AFTER INSERT ON main.tenant_move BEGIN SELECT hold(); END"
        )

    await there._database.do(prepare)
    arriving = asyncio.create_task(arrive(there, path))
    await begun.wait()
    arriving.cancel()
    loop.call_soon(go_on.set)
    arrived = await arriving
    assert arrived.amount.rows["cluster"] == 1
    assert (await there.load("t")).records["cluster"]


async def test_only_what_is_unfinished_is_abandoned(stores):
    here, _ = stores
    await write(here, 1, "t")
    await here._database.do(lambda database: snapshots.abandon(database, 1))
    assert (await here.load("t")).records["cluster"]


async def test_a_file_that_lacks_rows_is_not_taken(stores, path):
    here, there = stores
    await leave(here, path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM cluster")
    with pytest.raises(DamageError, match=r"it has \{\}, and not \{'cluster': 1\}") as refused:
        await arrive(there, path)
    assert refused.value.subject == path
    assert not await there.load("t")


async def test_a_file_whose_move_is_no_move_is_not_taken(stores, path):
    here, there = stores
    await write(here, 1, "t")
    left = await here.moving.leave(1, MOVE._replace(move="m"))
    await here.moving.export(1, left, path)
    with pytest.raises(DamageError, match="there is no move 'm'"):
        await arrive(there, path)


async def test_what_others_write_meanwhile_is_not_folded_for_it(stores, path):
    here, there = stores
    await write(here, 1, "t")
    left = await here.moving.leave(1, MOVE)
    for store in stores:
        await write(store, 2, "other")
    await here.moving.export(1, left, path)
    arrived = await arrive(there, path)
    await here.moving.end(1, left._replace(state="left"))
    assert arrived.amount.rows["cluster"] == 1
    assert [store.is_behind for store in stores] == [True, True]
