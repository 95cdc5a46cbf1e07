"""Journals have at most as much as the settings allow; what is dropped is said."""

import asyncio
import sys
from contextlib import suppress

import orjson
import pytest
from cs_simulator.domain.instants import HOUR, SECOND
from cs_simulator.domain.records import tables
from cs_simulator.operations import Incoming
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.storage.errors import StorageError

from tests.support.failing_statements import failing
from tests.support.simulators import HandClock, create, opened


class Clock(HandClock):
    """A clock whose wall time is moved by hand, too."""

    wall = 1_700_000_000 * SECOND

    def system_clock(self):
        return SystemClock(monotonic=lambda: self.reading, wall=lambda: self.wall)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def simulator(tmp_path, clock):
    """What opens a simulator on a file, with a frozen clock."""

    def start(**settings):
        return opened(tmp_path / "x.db", clock.system_clock(), clock="frozen", **settings)

    return start


def of(simulator):
    return simulator.tenants.loaded["default"]


async def read(simulator, times, path="/clusters"):
    """Read often, as a poller does; everything is committed in the end."""
    received = simulator.system_clock.wall()
    for number in range(1, times + 1):
        incoming = Incoming("GET", path, path, {}, b"", "", "", received)
        answer = await simulator.dispatcher.answer("default", incoming)
        if number % 500 == 0:
            await simulator.flush(of(simulator))
    await simulator.flush(of(simulator))
    return orjson.loads(answer.body)


async def kept(simulator):
    return [one.serial for one in await simulator.store.history.read(tables.CALL, 1)]


async def trim(simulator):
    await simulator.retention.keep_within(of(simulator))


async def test_the_oldest_calls_go_when_there_are_more_than_the_limit(simulator):
    async with simulator(journal_limit=1000) as simulator:
        await create(simulator, "one")
        await read(simulator, 2999)
        await trim(simulator)

        numbers = await kept(simulator)
        assert 900 <= len(numbers) <= 1000
        assert numbers == list(range(3001 - len(numbers), 3001))
        counts = of(simulator).world.counts
        assert (counts["dropped"], counts["dropped_calls"]) == (numbers[0] - 1,) * 2


async def test_it_is_done_in_the_background(simulator):
    async with simulator(journal_limit=500) as simulator:
        await create(simulator, "one")
        await read(simulator, 2000)
        async with asyncio.timeout(30):
            while len(await kept(simulator)) > 600:
                simulator.maintenance.request()


async def test_calls_go_that_are_older_than_the_age_in_real_time(simulator, clock):
    async with simulator(journal_age="2h") as simulator:
        await create(simulator, "one")
        await read(simulator, 300)
        clock.wall += 3 * HOUR
        await read(simulator, 300)
        await trim(simulator)

        assert await kept(simulator) == list(range(302, 602))


async def test_virtual_time_makes_no_call_old(simulator, clock):
    async with simulator(journal_age="2h") as simulator:
        await read(simulator, 2)
        tenant = of(simulator)
        await simulator.advance(tenant, tenant.now(clock.reading) + 100 * HOUR)
        await trim(simulator)

        assert await kept(simulator) == [1, 2]


async def test_any_number_of_calls_is_kept_without_limits(simulator):
    async with simulator(journal_limit=0, journal_size=0) as simulator:
        await read(simulator, 1500)
        await trim(simulator)

        assert len(await kept(simulator)) == 1500


async def test_a_file_stays_as_large_as_it_is_while_reads_go_on(simulator):
    async with simulator(journal_size=200_000) as simulator:
        await create(simulator, "one")
        sizes = []
        for _ in range(6):
            await read(simulator, 5000)
            await trim(simulator)
            [(pages,)] = await simulator.store._database.rows("PRAGMA page_count")
            sizes.append(pages)

        assert len(await kept(simulator)) < 5000
        assert simulator.retention.measured(of(simulator)).size <= 200_000
        assert max(sizes) <= 1.2 * sizes[1], "pages that are free are used again"
        assert len(of(simulator).changes.answered) == 0


async def test_calls_that_are_gone_are_gone_after_a_restart_too(simulator):
    async with simulator(journal_limit=300) as first:
        await create(first, "one")
        await read(first, 1000)
        await trim(first)
        numbers, dropped = await kept(first), of(first).world.counts["dropped"]
    async with simulator(journal_limit=300) as second:
        await read(second, 1)

        assert await kept(second) == [*numbers, 1002]
        assert of(second).world.counts["dropped"] == dropped


async def test_nothing_is_half_dropped_whichever_statement_fails(simulator):
    number = 0
    async with simulator(journal_limit=600) as simulator:
        await create(simulator, "one")
        while True:
            await read(simulator, 500)
            fails = Nth(number)
            # What fails at the end of a read is suppressed: everything was read.
            with suppress(StorageError), failing(simulator, fails):
                await trim(simulator)
            number += fails.has_failed
            await simulator.recover()
            numbers = await kept(simulator)
            world = (await simulator.tenants.get("default")).world
            assert numbers == list(range(numbers[0], numbers[-1] + 1))
            assert world.counts["dropped"] >= numbers[0] - 1, "what is missing is said"
            if not fails.has_failed:
                break
    assert number > 10


POLLER = """
import asyncio, sys
from tests.runtime.test_retention import Clock, create, of, opened, read, trim

async def main():
    clock = Clock().system_clock()
    async with opened(sys.argv[1], clock, clock="frozen", journal_limit=400) as simulator:
        await create(simulator, "one")
        while True:
            await read(simulator, 150)
            print(of(simulator).world.counts["call"], flush=True)
            await trim(simulator)

asyncio.run(main())
"""


@pytest.mark.parametrize("rounds", [1, 3, 4, 6, 9])
async def test_nothing_is_half_dropped_where_the_process_is_killed(simulator, tmp_path, rounds):
    poller = await asyncio.create_subprocess_exec(
        sys.executable, "-c", POLLER, str(tmp_path / "x.db"), stdout=asyncio.subprocess.PIPE
    )
    for _ in range(rounds):
        last = int(await poller.stdout.readline())
    poller.kill()
    await poller.wait()

    async with simulator(journal_limit=400) as simulator:
        await simulator.tenants.get("default")
        numbers, counts = await kept(simulator), of(simulator).world.counts
        assert numbers == list(range(numbers[0], numbers[-1] + 1))
        assert numbers[-1] >= last
        assert counts["dropped"] >= numbers[0] - 1, "what is missing is said"
        assert counts["dropped_calls"] == counts["dropped"]
        await read(simulator, 1)
        await trim(simulator)
        assert len(await kept(simulator)) <= 400


class Nth:
    """The statement of a number fails, and no other."""

    def __init__(self, number):
        self.left = number
        self.has_failed = False

    def __call__(self, sql):
        self.left -= 1
        self.has_failed |= self.left == -1
        return self.left == -1
