"""Tenants without calls leave memory, and come back as they were."""

import pytest
from cs_simulator.runtime.tenants.registry import IDLE

from tests.support.simulators import (
    HandClock,
    advance,
    call,
    create,
    flush_all,
    known,
    names,
    opened,
)

pytestmark = pytest.mark.every_type


@pytest.fixture
def file(tmp_path):
    return tmp_path / "x.db"


async def test_an_idle_tenant_is_evicted_and_comes_back_as_it_was(file):
    hand = HandClock()
    async with opened(file, hand.system_clock()) as simulator:
        await create(simulator, "one", size=0)
        await advance(simulator, 3600)
        before = known(simulator)
        hand.reading += IDLE + 1
        simulator.tenants.evict_idle()
        assert simulator.tenants.loaded == {}

        assert await names(simulator) == ["one"]
        assert known(simulator) == before


async def test_an_idle_tenants_clock_goes_on_while_it_is_evicted(file):
    hand = HandClock()
    async with opened(file, hand.system_clock(), clock="scaled", rate=2.0) as simulator:
        await create(simulator, "one", size=0)
        hand.reading += 3600
        await names(simulator)
        await flush_all(simulator)
        before = simulator.tenants.loaded["default"].now(hand.reading)
        hand.reading += IDLE + 1
        simulator.tenants.evict_idle()
        assert simulator.tenants.loaded == {}

        tenant = await simulator.tenants.get("default")
        assert tenant.now(hand.reading) == before + int((IDLE + 1) * 2.0 * 1_000_000)


@pytest.mark.parametrize("journal", ["all", "none"])
async def test_an_evicted_tenant_remembers_which_request_ids_it_used(file, journal):
    hand, answers = HandClock(), []
    async with opened(file, hand.system_clock(), journal=journal) as simulator:
        for _ in range(3):
            answers.append(await call(simulator, "DELETE", "/clusters/none"))
            await flush_all(simulator)
            hand.reading += IDLE + 1
            simulator.tenants.evict_idle()
            assert simulator.tenants.loaded == {}

    assert len({body["RequestId"] for _, body in answers}) == 3


async def test_the_clock_of_a_tenant_that_was_only_read_goes_on_while_it_is_evicted(file):
    hand = HandClock()
    async with opened(
        file, hand.system_clock(), clock="realtime", start="2018-01-08T09:00:00Z"
    ) as simulator:
        before = (await simulator.tenants.get("default")).now(hand.reading)
        hand.reading += IDLE + 1
        simulator.tenants.evict_idle()

        tenant = await simulator.tenants.get("default")
        assert tenant.now(hand.reading) == before + (IDLE + 1) * 1_000_000


@pytest.mark.parametrize("seconds", [0, IDLE - 1])
async def test_a_tenant_that_was_called_recently_stays_in_memory(file, seconds):
    hand = HandClock()
    async with opened(file, hand.system_clock()) as simulator:
        await names(simulator)
        await flush_all(simulator)
        hand.reading += seconds
        simulator.tenants.evict_idle()

        assert set(simulator.tenants.loaded) == {"default"}


async def test_a_tenant_with_something_in_progress_stays_in_memory(file):
    hand = HandClock()
    async with opened(file, hand.system_clock()) as simulator:
        await create(simulator, "one")
        hand.reading += 10 * IDLE
        simulator.tenants.evict_idle()

        assert set(simulator.tenants.loaded) == {"default"}


async def test_a_tenant_with_something_uncommitted_stays_in_memory(file):
    hand = HandClock()
    async with opened(file, hand.system_clock()) as simulator:
        await names(simulator)
        await names(simulator)  # nothing waits for the journal's entry of a second read
        hand.reading += 10 * IDLE
        simulator.tenants.evict_idle()

        assert set(simulator.tenants.loaded) == {"default"}


async def test_after_a_restart_only_tenants_with_something_in_progress_are_in_memory(file):
    async with opened(file) as simulator:
        await create(simulator, "one", tenant="busy")
        await names(simulator, "quiet")

    async with opened(file) as simulator:
        assert set(simulator.tenants.loaded) == {"busy"}
        assert await names(simulator, "quiet") == []


async def test_a_tenant_that_was_only_read_keeps_its_number(file):
    hand = HandClock()
    async with opened(file, hand.system_clock()) as simulator:
        await simulator.tenants.get("looker")
        await create(simulator, "one", tenant="owner")
        hand.reading += IDLE + 1
        simulator.tenants.evict_idle()

    async with opened(file) as simulator:
        await create(simulator, "two", tenant="newcomer")

    async with opened(file) as simulator:
        assert await names(simulator, "owner") == ["one"]
        assert await names(simulator, "newcomer") == ["two"]
