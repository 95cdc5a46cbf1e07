"""After ``kill -9`` nothing is taken back that was shown: instants, ids of requests, what is over.

What such an end leaves is the file with its write-ahead log as they are at that moment: a copy of
the two, opened while the first simulator still runs.
"""

import asyncio
import shutil
from dataclasses import replace

import pytest
from cs_simulator.domain.records import tables
from cs_simulator.runtime.committer import MOST_ENTRIES
from cs_simulator.runtime.tenants.allowance import CALLS, SECONDS
from cs_simulator.runtime.tenants.registry import IDLE

from tests.support.broken_storage import slow
from tests.support.simulators import HandClock, call, create, flush_all, names, opened

pytestmark = pytest.mark.every_type

SECOND = 1_000_000
CLOCKS = {"realtime": 1.0, "scaled": 60.0}


@pytest.fixture
def hand():
    return HandClock()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "first.db"


@pytest.fixture
def killed(file, tmp_path):
    """Copy what the first simulator would leave now; returns the path of the copy."""

    def copy():
        left = tmp_path / "left.db"
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{file}{suffix}", f"{left}{suffix}")
        return left

    return copy


async def now(simulator, tenant="default"):
    """The time that a read shows, once it may be shown."""
    known = await simulator.tenants.get(tenant)
    shown = known.now(simulator.system_clock.monotonic())
    await simulator.keep(known)
    return shown


async def request_ids(simulator, count, tenant="default"):
    """The request ids of that many reads, which fail: answers to others do not show them."""
    answers = [await call(simulator, "GET", "/clusters/none", tenant=tenant) for _ in range(count)]
    return [answer.body["RequestId"] for answer in answers]


# ---- time


@pytest.mark.parametrize(("mode", "rate"), CLOCKS.items())
@pytest.mark.parametrize("idle", [0, 1, 29, 31, 59, 61, 3600])
async def test_time_that_was_shown_does_not_go_back(file, hand, killed, mode, rate, idle):
    options = {"clock": mode, "rate": rate}
    async with opened(file, hand.system_clock(), **options) as first:
        await now(first)
        hand.reading += idle
        shown = await now(first)

        async with opened(killed(), hand.system_clock(), **options) as second:
            assert await now(second) >= shown


@pytest.mark.parametrize("mode", ["frozen", "polling"])
async def test_time_that_stands_is_where_it_was(file, hand, killed, mode):
    async with opened(file, hand.system_clock(), clock=mode) as first:
        hand.reading += 3600
        shown = await now(first)

        async with opened(killed(), hand.system_clock(), clock=mode) as second:
            assert await now(second) == shown


async def test_the_interval_of_a_clock_stays(file, hand, killed):
    async with opened(file, hand.system_clock(), clock="polling") as first:
        tenant = await first.tenants.get("default")
        tenant.set_clock(tenant.world.clock.with_interval(10 * SECOND))
        await now(first)

        async with opened(killed(), hand.system_clock(), clock="polling") as second:
            assert (await second.tenants.get("default")).world.clock.interval == 10 * SECOND


async def test_within_a_minute_time_is_what_it_would_be_had_the_process_not_ended(
    file, hand, killed
):
    async with opened(file, hand.system_clock(), clock="scaled", rate=60.0) as first:
        before = await now(first)
        hand.reading += 10
        left = killed()

    async with opened(left, hand.system_clock(), clock="scaled", rate=60.0) as second:
        assert await now(second) == before + 10 * 60 * SECOND


async def test_of_a_longer_end_at_most_a_minute_counts(file, hand, killed):
    async with opened(file, hand.system_clock(), clock="scaled", rate=60.0) as first:
        before = await now(first)
        left = killed()
    hand.reading += 86_400

    async with opened(left, hand.system_clock(), clock="scaled", rate=60.0) as second:
        assert await now(second) == before + int(SECONDS) * 60 * SECOND


@pytest.mark.parametrize("other", ["another boot", ""])
async def test_after_the_machine_was_booted_again_time_is_behind_everything_that_was_shown(
    file, hand, killed, other
):
    async with opened(file, hand.system_clock(), clock="realtime") as first:
        await now(first)
        hand.reading += 45
        shown, left = await now(first), killed()
    hand.reading = 3.0  # of a clock that began again

    booted = replace(hand.system_clock(), boot=other)
    async with opened(left, booted, clock="realtime") as second:
        assert shown <= await now(second) <= shown + int(SECONDS) * SECOND


async def test_time_stands_still_while_a_simulator_that_was_closed_is_not_running(file, hand):
    async with opened(file, hand.system_clock(), clock="realtime") as first:
        hand.reading += 10
        shown = await now(first)
    hand.reading += 86_400

    async with opened(file, hand.system_clock(), clock="realtime") as second:
        assert await now(second) == shown


async def test_time_of_an_idle_tenant_is_kept_when_the_simulator_is_closed(file, hand):
    async with opened(file, hand.system_clock(), clock="realtime") as first:
        await call(first, "GET", "/clusters")
        await flush_all(first)
        hand.reading += IDLE + 1
        first.tenants.evict_idle()
        assert first.tenants.loaded == {}
        hand.reading += 1000
        shown = await now(first)
        await flush_all(first)
        hand.reading += IDLE + 1
        first.tenants.evict_idle()

    async with opened(file, hand.system_clock(), clock="realtime") as second:
        assert await now(second) == shown + (IDLE + 1) * SECOND


# ---- what has passed by time alone


async def test_a_token_that_was_read_as_inactive_stays_so(file, hand, killed):
    options = {"clock": "scaled", "rate": 60.0}
    async with opened(file, hand.system_clock(), **options) as first:
        cluster_id = (await create(first, "one")).body["cluster_id"]
        tenant = first.tenants.loaded["default"]
        soon = tenant.now(hand.reading) // SECOND + 100
        path = f"/clusters/{cluster_id}/token"
        assert (await call(first, "POST", path, {"expired": soon})).status < 300
        hand.reading += 2
        [token] = (await call(first, "GET", f"{path}s")).body
        assert token["is_active"] == 0

        async with opened(killed(), hand.system_clock(), **options) as second:
            [token] = (await call(second, "GET", f"{path}s")).body
            assert token["is_active"] == 0


async def test_a_cluster_that_was_read_as_running_stays_so(file, hand, killed):
    options = {"clock": "scaled", "rate": 60.0}
    async with opened(file, hand.system_clock(), **options) as first:
        path = f"/clusters/{(await create(first, 'one')).body['cluster_id']}"
        hand.reading += 30
        before = (await call(first, "GET", path)).body
        assert before["state"] == "running"

        async with opened(killed(), hand.system_clock(), **options) as second:
            assert (await call(second, "GET", path)).body == before


# ---- ids of requests


@pytest.mark.parametrize("journal", ["all", "writes", "none"])
@pytest.mark.parametrize("count", [1, 300, CALLS + 5])
async def test_no_request_id_is_given_twice(file, killed, journal, count):
    async with opened(file, journal=journal) as first:
        given = await request_ids(first, count)

        async with opened(killed(), journal=journal) as second:
            given += await request_ids(second, 3)
            given += await request_ids(second, 3, tenant="another")

    assert len(set(given)) == count + 6


async def test_no_request_id_is_given_twice_although_kills_follow_one_another(file, tmp_path):
    given, left = [], file
    for number in range(5):
        async with opened(left) as simulator:
            given += await request_ids(simulator, 2)
            left = tmp_path / f"{number}.db"
            for suffix in ("", "-wal"):
                shutil.copyfile(f"{simulator.settings.db}{suffix}", f"{left}{suffix}")

    assert len(set(given)) == 10


async def test_a_simulator_that_was_closed_goes_on_with_the_next_request_id(file, tmp_path):
    async with opened(file) as first:
        before = await request_ids(first, 2)
    async with opened(file) as second:
        after = await request_ids(second, 2)

    async with opened(tmp_path / "whole.db") as whole:
        assert await request_ids(whole, 4) == [*before, *after]


async def test_a_tenant_that_was_idle_goes_on_with_the_next_request_id(file, tmp_path, hand):
    given = []
    async with opened(file, hand.system_clock()) as first:
        for _ in range(2):
            given += await request_ids(first, 2)
            await flush_all(first)
            hand.reading += IDLE + 1
            first.tenants.evict_idle()
            assert first.tenants.loaded == {}
    async with opened(file) as second:
        given += await request_ids(second, 1)

    async with opened(tmp_path / "whole.db") as whole:
        assert await request_ids(whole, 5) == given


async def test_a_copy_of_a_tenant_goes_on_with_the_request_ids_of_the_original(file):
    async with opened(file, clock="realtime") as simulator:
        await request_ids(simulator, 3)
        tenant = simulator.tenants.loaded["default"]
        snapshot = await simulator.save_snapshot(tenant, "before")
        following = await request_ids(simulator, 3)
        await simulator.lifecycle.load_snapshot("default", snapshot)

        assert await request_ids(simulator, 3) == following
        forked = await simulator.lifecycle.fork(snapshot, "fork")
        assert forked.now(0.0) <= snapshot.tenant_row.now + SECOND
        assert await request_ids(simulator, 3, tenant="fork") == following


async def test_an_id_that_no_commit_has_allowed_for_is_not_shown(file):
    async with opened(file) as simulator:
        await request_ids(simulator, CALLS // 2)
        await flush_all(simulator)
        await simulator.store._database.rows("PRAGMA query_only = 1")
        shown = await request_ids(simulator, CALLS + 10)
        await simulator.store._database.rows("PRAGMA query_only = 0")
        stored = (await simulator.store.load("default")).tenant_row
        requests = (await simulator.tenants.get("default")).world.requests

    from cs_simulator.domain import ids

    later = range(stored.calls_allowed + 1, stored.calls_allowed + 2 * CALLS)
    assert not set(shown) & {ids.request_id(requests.chance(number)) for number in later}
    assert len(set(shown)) == len(shown)


# ---- the journal of reads


async def test_reads_wait_for_no_commit_but_the_first(file, hand):
    async with opened(file, hand.system_clock(), clock="realtime", journal="none") as simulator:
        await names(simulator)
        commits = sum(simulator.metrics.commit_seconds.buckets)
        for _ in range(CALLS // 4):
            hand.reading += 0.01
            await names(simulator)

        assert sum(simulator.metrics.commit_seconds.buckets) == commits


async def test_at_most_two_thousand_answered_reads_are_missing_in_the_journal(file, killed):
    async with opened(file) as first:
        await create(first, "one")
        answered = 1
        for _ in range(3 * MOST_ENTRIES):
            await names(first)
            answered += 1
        async with opened(killed()) as second:
            number = (await second.tenants.get("default")).number
            kept = await second.store.history.count(tables.CALL, number)

    assert answered - kept <= 2 * MOST_ENTRIES


async def test_while_a_commit_takes_long_reads_wait_once_two_thousand_are_not_in_the_journal(file):
    async with opened(file) as simulator:
        await names(simulator)
        await flush_all(simulator)
        async with slow(simulator):
            reads = [asyncio.create_task(names(simulator)) for _ in range(3 * MOST_ENTRIES)]
            for _ in range(100):
                await asyncio.gather(nothing())
            answered = sum(read.done() for read in reads)
        await asyncio.gather(*reads)

    assert MOST_ENTRIES - 1 <= answered <= 2 * MOST_ENTRIES


async def nothing():
    """Let everybody else have a turn."""


async def test_every_answered_write_is_in_the_journal(file, killed):
    async with opened(file) as first:
        given = [(await create(first, f"c{n}")).body["request_id"] for n in range(20)]
        async with opened(killed()) as second:
            number = (await second.tenants.get("default")).number
            kept = await second.store.history.read(tables.CALL, number)

    assert {entry.request_id for entry in kept} >= set(given)


@pytest.mark.parametrize("journal", ["all", "none"])
async def test_a_tenant_that_was_only_read_is_still_there(file, killed, journal):
    async with opened(file, journal=journal) as first:
        await names(first, "looker")
        async with opened(killed()) as second:
            assert "looker" in second.tenants.names()
