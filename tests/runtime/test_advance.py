"""Moving a tenant's clock: how far, what is run on the way, and what can go on meanwhile."""

import asyncio

import pytest
from cs_simulator.domain.instants import MINUTE
from cs_simulator.engine.timeline import STEPS_IN_A_UNIT
from cs_simulator.operations import Incoming
from cs_simulator.runtime import slices as slices_module
from cs_simulator.storage.errors import StorageError

from tests.support import simulators
from tests.support.simulators import opened

pytestmark = pytest.mark.every_type

HOUR = 60 * MINUTE
FOREVER = 2**62


@pytest.fixture
async def simulator(tmp_path):
    async with opened(tmp_path / "x.db") as simulator:
        yield simulator


async def create(simulator, number=1, size=1):
    """Create a cluster; returns its tenant."""
    (await simulators.create(simulator, f"c{number}", size=size)).ok()
    return await simulator.tenants.get("default")


def states(tenant):
    return {cluster.state.value for cluster in tenant.world.clusters}


async def test_an_advance_runs_what_is_due_and_shows_the_instant(simulator):
    tenant = await create(simulator)
    until = tenant.now(0.0) + HOUR

    advanced = await simulator.advance(tenant, until)

    assert (advanced.now, advanced.next, advanced.is_reached) == (until, None, True)
    assert advanced.ran > 0
    assert states(tenant) == {"running"}


async def test_an_advance_that_is_too_short_says_when_something_is_due(simulator):
    tenant = await create(simulator)

    advanced = await simulator.advance(tenant, tenant.now(0.0) + 1)

    assert (advanced.ran, states(tenant)) == (0, {"initial"})
    assert advanced.next == tenant.world.next_due().due > advanced.now


async def test_until_idle_the_clock_stays_at_the_last_step(simulator):
    tenant = await create(simulator)
    (cluster,) = tenant.world.clusters

    advanced = await simulator.advance(tenant, FOREVER, sets_clock=False)

    assert states(tenant) == {"running"}
    assert advanced.now == tenant.world.clusters[cluster.cluster_id].updated


@pytest.mark.swarm_only("it has nodes before it runs")
async def test_an_advance_stops_at_the_step_that_is_enough(simulator):
    tenant = await create(simulator)

    advanced = await simulator.advance(
        tenant, FOREVER, enough=lambda: any(node.instance_id for node in tenant.world.nodes)
    )

    assert advanced.is_reached
    assert states(tenant) == {"initial"}
    assert advanced.now < tenant.world.next_due().due


async def test_an_advance_that_never_has_enough_goes_all_the_way(simulator):
    tenant = await create(simulator)
    until = tenant.now(0.0) + HOUR

    advanced = await simulator.advance(tenant, until, enough=lambda: False)

    assert (advanced.is_reached, advanced.now) == (False, until)


async def test_time_never_goes_back(simulator):
    tenant = await create(simulator)
    now = tenant.now(0.0)

    assert (await simulator.advance(tenant, now - HOUR)).now == now


async def test_what_an_advance_did_is_kept_once_it_returns(simulator):
    tenant = await create(simulator)

    await simulator.advance(tenant, tenant.now(0.0) + HOUR)

    stored = await simulator.store.load("default")
    assert stored.tenant_row.now == tenant.now(0.0)
    assert {cluster.state.value for cluster in stored.records["cluster"]} == {"running"}


async def test_calls_are_answered_while_a_long_advance_runs(simulator, monkeypatch):
    monkeypatch.setattr(slices_module, "MANY_CHANGES", 10)
    for number in range(100):
        tenant = await create(simulator, number, size=20)
    began, until = tenant.now(0.0), tenant.now(0.0) + HOUR
    advancing = asyncio.create_task(simulator.advance(tenant, until))
    get = Incoming("GET", "/clusters", "/clusters", {}, b"", "", "")
    answered_at = set()

    while not advancing.done():
        assert (await simulator.dispatcher.answer("default", get)).status == 200
        answered_at.add(tenant.now(0.0))
        await asyncio.sleep(0)  # a read that waits for no commit does not yield by itself

    assert (await advancing).ran > STEPS_IN_A_UNIT
    assert any(began < instant < until for instant in answered_at)


async def test_an_advance_that_cannot_be_kept_is_undone(simulator):
    tenant = await create(simulator)
    await simulator.store._database.rows("PRAGMA max_page_count = 1")
    for number in range(100):
        tenant.change(0.0, lambda unit, n=number: _fill(unit, n))

    with pytest.raises(StorageError, match="full; what was not committed is undone"):
        await simulator.advance(tenant, tenant.now(0.0) + HOUR)

    assert tenant.is_stale
    assert states(await simulator.tenants.get("default")) == {"initial"}


def _fill(unit, number):
    """Something large, so that the file is full."""
    (cluster,) = unit.world.clusters
    unit.log(cluster, f"{number}" * 5_000)
