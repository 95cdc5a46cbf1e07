"""Tenants that go from one store to another."""

import pytest
from cs_simulator.domain.records import Cluster
from cs_simulator.storage.changes import Changes, TenantRow
from cs_simulator.storage.moves import NOTHING, Move
from cs_simulator.storage.store import Store

from tests.support.records import example

MOVE = Move("t", "m", "leaving", "http://127.0.0.1:8025", "", "", 1, NOTHING)


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


async def test_what_others_write_meanwhile_is_not_folded_for_it(stores, tmp_path):
    here, there = stores
    await write(here, 1, "t")
    left = await here.moving.leave(1, MOVE)
    for store in stores:
        await write(store, 2, "other")
    path = str(tmp_path / "moving.db")
    await here.moving.export(1, left, path)
    async with there.moving.opened(path) as moved:
        arrived = await there.moving.arrive(moved, 1, moved.move, lambda stored: stored)
    await here.moving.end(1, left._replace(state="left"))
    assert arrived.amount.rows["cluster"] == 1
    assert [store.is_behind for store in stores] == [True, True]
