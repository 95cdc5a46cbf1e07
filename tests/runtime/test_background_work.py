"""The committer, the sleeper and what they call go on whatever happens, and say what failed."""

import asyncio

import pytest
from cs_simulator.domain.records import tables
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.spec import TenantSpec

from tests.support.broken_storage import CAUSES
from tests.support.failing_statements import failing
from tests.support.simulators import HandClock, call, create, known, names, opened

pytestmark = pytest.mark.every_type


@pytest.fixture
def hand():
    return HandClock()


@pytest.fixture
async def simulator(tmp_path, hand):
    clock = SystemClock(monotonic=lambda: hand.reading, wall=lambda: 10)
    async with opened(tmp_path / "x.db", clock, clock="scaled") as simulator:
        yield simulator


async def until(simulator, condition):
    """Have the sleeper do round after round until something holds."""
    async with asyncio.timeout(10):
        while not condition():
            simulator._sleeper.wake()
            await asyncio.sleep(0)


async def with_an_end(simulator, name, *, is_loaded):
    """A tenant whose end has come."""
    tenant = await simulator.lifecycle.make(name, TenantSpec())
    await create(simulator, "one", name)
    simulator.tenants.directory.set_end(name, 1)
    await simulator.flush(tenant)
    if not is_loaded:
        simulator.tenants.evict(tenant)


def breaks(*_):
    raise ZeroDivisionError("broken")


def every_statement(_):
    return True


def all_reads(sql):
    return sql.startswith("SELECT")


@pytest.mark.parametrize("is_loaded", [True, False])
async def test_a_tenant_whose_end_comes_during_errors_ends_once_they_are_over(
    simulator, hand, is_loaded
):
    await with_an_end(simulator, "short", is_loaded=is_loaded)
    failures = simulator.supervision.failures
    with failing(simulator, every_statement):
        await until(simulator, lambda: failures["expiry"] >= 2)
        assert "expiry of 'short'" in simulator.supervision.problems(of_all=True)

    await until(simulator, lambda: "short" not in simulator.tenants)
    await until(simulator, lambda: not simulator.supervision.problems())
    assert [name for _, name, *_ in await simulator.store.tenants()] == []


async def test_timelines_go_on_after_errors_of_the_store(simulator, hand):
    await create(simulator, "one")
    await with_an_end(simulator, "short", is_loaded=False)
    with failing(simulator, all_reads):
        await until(simulator, lambda: simulator.supervision.failures["expiry"])

    hand.reading += 300
    await until(
        simulator, lambda: {c.state.value for c in known(simulator)["cluster"]} == {"running"}
    )


async def test_a_tenant_that_could_not_be_deleted_kept_no_other_from_its_end(simulator, hand):
    for name in ("one", "two", "three"):
        await simulator.lifecycle.make(name, TenantSpec())
    two = await simulator.tenants.get("two")
    two.number, two.last_used = 2**70, hand.reading
    for name in ("one", "two", "three"):
        simulator.tenants.directory.set_end(name, 1)

    await until(simulator, lambda: simulator.supervision.failures["expiry"])
    await until(simulator, lambda: not simulator.tenants.names())
    assert await simulator.store.tenants() == []


async def test_a_timeline_that_breaks_holds_up_no_other_and_is_counted(simulator, hand):
    for name in ("one", "broken", "two"):
        await create(simulator, "c", name)
    broken = simulator.tenants.loaded["broken"]
    broken.catch_up = broken.catch_up_again = breaks
    hand.reading += 300

    await until(
        simulator,
        lambda: all(
            cluster.state.value == "running"
            for name in ("one", "two")
            for cluster in known(simulator, name)["cluster"]
        ),
    )
    assert simulator.supervision.problems() == {"timeline of 'broken'": "broken"}
    assert simulator.supervision.problems(of_all=True) == {}
    assert broken.internal_errors >= 1

    del broken.catch_up, broken.catch_up_again
    hand.reading += 2
    await until(simulator, lambda: not simulator.supervision.problems())


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (lambda simulator: simulator.tenants, "evict_idle"),
        (lambda simulator: simulator.tenants.absent, "with_answered"),
        (lambda simulator: simulator.tenants.directory, "ended"),
        (lambda simulator: simulator.maintenance._factory.server_scenario, "read_again"),
    ],
    ids=["eviction", "journals", "ends", "scenario"],
)
async def test_the_sleeper_goes_on_whatever_breaks_in_its_round(simulator, hand, part, name):
    await create(simulator, "one")
    setattr(part(simulator), name, breaks)
    await until(simulator, lambda: simulator.supervision.problems(of_all=True))

    delattr(part(simulator), name)
    hand.reading += 300
    await until(simulator, lambda: not simulator.supervision.problems())
    assert not simulator._sleeper._task.done()


async def test_a_tenant_in_use_holds_up_its_own_end_and_no_others(simulator, hand, monkeypatch):
    monkeypatch.setattr("cs_simulator.runtime.maintenance.PATIENCE", 0.01)
    await create(simulator, "one")
    await with_an_end(simulator, "in-use", is_loaded=True)
    async with simulator.tenants.held("in-use"):
        await with_an_end(simulator, "idle", is_loaded=True)
        hand.reading += 300
        await until(simulator, lambda: "idle" not in simulator.tenants)
        await until(simulator, lambda: simulator.supervision.failures["expiry"])
        await until(
            simulator, lambda: {c.state.value for c in known(simulator)["cluster"]} == {"running"}
        )
        assert "in-use" in simulator.tenants

    await until(simulator, lambda: "in-use" not in simulator.tenants)
    assert simulator.supervision.problems() == {}


async def test_the_committer_goes_on_whatever_breaks_around_a_commit(simulator):
    await create(simulator, "one")
    simulator._committer._on_commit = breaks
    assert (await create(simulator, "two")).status == 202

    assert "committer" in simulator.supervision.problems(of_all=True)
    simulator._committer._on_commit = simulator.watchers.wake
    async with asyncio.timeout(10):
        assert (await create(simulator, "three")).status == 202
    assert await names(simulator) == ["one", "two", "three"]


async def test_journals_are_written_when_the_store_recovers_without_any_other_call(simulator):
    await create(simulator, "one")
    async with CAUSES["read-only"](simulator):
        assert (await create(simulator, "two")).status == 500

    await simulator.recover()
    await until(simulator, lambda: not simulator.tenants.absent.with_answered())
    await simulator.flush(simulator.tenants.loaded["default"])
    calls = await simulator.store.history.read(tables.CALL, 1)
    assert [call.status for call in calls] == [202, 500]


async def test_a_call_whose_tenant_cannot_be_loaded_is_answered_and_counted(simulator):
    await create(simulator, "one")
    tenant = simulator.tenants.loaded["default"]
    await simulator.flush(tenant)
    simulator.tenants.evict(tenant)
    with failing(simulator, all_reads):
        answer = await call(simulator, "GET", "/clusters")

    assert (answer.status, answer.body["Code"]) == (500, "InternalError")
    assert simulator.metrics.internal_errors["default"] == 1
    assert sum(simulator.metrics.calls["", "InternalError"].buckets) == 1
    assert await names(simulator) == ["one"]
