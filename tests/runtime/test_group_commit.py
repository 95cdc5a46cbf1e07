"""Group commit: concurrent calls are committed together; memory never knows more than the file."""

import asyncio

import pytest
from cs_simulator.domain.records import tables

from tests.support.simulators import (
    HandClock,
    advance,
    call,
    committed,
    create,
    create_many,
    flush_all,
    journal,
    known,
    names,
    opened,
)

pytestmark = pytest.mark.every_type

ROOM = 2**30


@pytest.fixture
def file(tmp_path):
    return tmp_path / "x.db"


@pytest.fixture
async def simulator(file):
    async with opened(file) as simulator:
        yield simulator


async def let_pages(simulator, pages):
    """Let the file have at most that many pages; 1 means no more than it has already."""
    await simulator.store._database.rows(f"PRAGMA max_page_count = {pages}")


async def exhaust(simulator, tenant="default", prefix="lost"):
    """Let the file have no more room, and send more creations at once than still fit."""
    await let_pages(simulator, 1)
    return await create_many(simulator, 200, tenant, prefix)


# ---- what is kept


async def test_all_of_many_concurrent_creations_are_kept(simulator):
    assert await create_many(simulator, 100) == [202] * 100

    assert len((await committed(simulator))["cluster"]) == 100
    assert await committed(simulator) == known(simulator)


async def test_all_of_many_concurrent_creations_are_loaded_again(simulator, file, tmp_path):
    async with opened(tmp_path / "other.db") as first:
        await create_many(first, 100)
        before, listed = known(first), await names(first)

    async with opened(tmp_path / "other.db") as second:
        assert await names(second) == listed
        assert known(second) == before


async def test_what_is_under_way_goes_on_after_a_restart_as_if_there_had_been_none(tmp_path):
    ends = []
    for file, is_cut in ((tmp_path / "cut.db", True), (tmp_path / "whole.db", False)):
        async with opened(file) as simulator:
            await create_many(simulator, 20)
            await advance(simulator, 60)
            if not is_cut:
                await advance(simulator, 3600)
                ends.append(known(simulator))
        if is_cut:
            async with opened(file) as simulator:
                await advance(simulator, 3600)
                ends.append(known(simulator))

    assert ends[0] == ends[1]
    assert {cluster.state.value for cluster in ends[0]["cluster"]} == {"running"}


async def test_a_response_leaves_only_after_its_changes_are_in_the_file(simulator):
    _, created = await create(simulator, "one")

    [cluster] = (await committed(simulator))["cluster"]
    assert cluster.cluster_id == created["cluster_id"]


async def test_a_reading_call_does_not_show_what_may_still_be_lost(simulator):
    await create_many(simulator, 1, prefix="before")
    await let_pages(simulator, 1)
    async with asyncio.TaskGroup() as calls:
        creations = [calls.create_task(create(simulator, f"lost{n}")) for n in range(200)]
        reading = calls.create_task(call(simulator, "GET", "/clusters"))

    assert {creation.result()[0] for creation in creations} == {500}
    status, answer = reading.result()
    assert (status, answer["Code"]) == (500, "InternalError")


# ---- a full disk


async def test_calls_whose_group_does_not_fit_get_an_internal_error(simulator):
    assert await exhaust(simulator) == [500] * 200

    status, answer = await create(simulator, "x", size=-1)
    assert (status, answer["code"].partition(".")[0]) == (400, "InvalidParameter")


async def test_every_internal_error_has_a_request_id_of_its_own(simulator):
    await let_pages(simulator, 1)
    answers = await asyncio.gather(*[create(simulator, f"lost{n}") for n in range(200)])

    assert {(status, body["Code"]) for status, body in answers} == {(500, "InternalError")}
    assert len({body["RequestId"] for _, body in answers}) == len(answers)


async def test_memory_has_what_the_file_has_after_a_group_did_not_fit(simulator):
    await create_many(simulator, 3, prefix="before")

    await exhaust(simulator)

    assert await names(simulator) == ["before0", "before1", "before2"]
    assert known(simulator) == await committed(simulator)


async def test_a_creation_works_again_once_there_is_room(simulator):
    await create_many(simulator, 1, prefix="before")
    await exhaust(simulator)

    await let_pages(simulator, ROOM)

    assert await create_many(simulator, 200, prefix="lost") == [202] * 200
    assert len(await names(simulator)) == 201
    assert known(simulator) == await committed(simulator)


async def test_a_tenant_that_was_never_kept_starts_anew_after_a_full_disk(simulator):
    await exhaust(simulator)
    assert await names(simulator) == []

    await let_pages(simulator, ROOM)
    assert await create_many(simulator, 2) == [202] * 2
    assert await names(simulator) == ["c0", "c1"]


async def test_what_did_not_fit_is_not_there_after_a_restart_either(file):
    async with opened(file) as simulator:
        await create_many(simulator, 1, prefix="before")
        await exhaust(simulator)

    async with opened(file) as simulator:
        assert await names(simulator) == ["before0"]
        assert await create_many(simulator, 1, prefix="after") == [202]


async def test_no_request_id_is_given_twice_although_a_group_was_lost(simulator):
    await create_many(simulator, 1, prefix="before")
    await let_pages(simulator, 1)
    lost = await asyncio.gather(*[create(simulator, f"lost{n}") for n in range(200)])
    await let_pages(simulator, ROOM)
    later = await asyncio.gather(*[create(simulator, f"later{n}") for n in range(5)])

    given = [body.get("RequestId") or body["request_id"] for _, body in lost + later]
    assert len(set(given)) == len(given)


async def test_time_does_not_go_back_although_a_group_was_lost(file):
    hand = HandClock()
    async with opened(file, hand.system_clock(), clock="scaled", rate=2.0) as simulator:
        await create(simulator, "before", size=0)
        hand.reading += 100
        seen = simulator.tenants.loaded["default"].now(hand.reading)

        assert await exhaust(simulator) == [500] * 200

        assert (await simulator.tenants.get("default")).now(hand.reading) >= seen


async def test_a_call_that_reads_the_log_meanwhile_keeps_nothing_of_what_was_lost(simulator):
    _, created = await create(simulator, "before")
    before = (await simulator.store.load("default")).tenant_row

    await let_pages(simulator, 1)
    await asyncio.gather(
        create_many(simulator, 200, prefix="lost"),
        call(simulator, "GET", f"/clusters/{created['cluster_id']}/logs"),
    )
    await let_pages(simulator, ROOM)
    await flush_all(simulator)

    assert (await simulator.store.load("default")).tenant_row == before


# ---- callers that misbehave


async def nothing():
    """Let everybody else have a turn."""


async def test_a_caller_that_gives_up_takes_no_other_with_it(simulator):
    impatient = asyncio.create_task(create(simulator, "impatient"))
    patient = asyncio.create_task(create(simulator, "patient"))
    await asyncio.gather(nothing())
    impatient.cancel()

    status, _ = await patient
    assert status == 202
    assert sorted(await names(simulator)) == ["impatient", "patient"]


async def test_a_tenant_whose_name_cannot_be_kept_stops_no_other(simulator):
    # As servers read a header with a byte that is not UTF-8.
    await call(simulator, "GET", "/clusters", tenant="k\udcff")

    async with asyncio.timeout(5):
        assert (await create(simulator, "one")).status == 202
    assert await committed(simulator) == known(simulator)


# ---- calls that are refused


async def test_a_refused_creation_leaves_nothing_but_its_journal_entry(simulator):
    status, answer = await create(simulator, "one", subnet_cidr="nowhere")

    assert status == 400
    [entry] = await journal(simulator)
    assert (entry.operation, entry.status, entry.code) == ("CreateCluster", 400, answer["code"])
    assert entry.request_id == answer["requestId"]
    assert not any((await committed(simulator)).values())
    assert not any(known(simulator).values())
    assert await simulator.store.history.read(tables.EVENT, 1) == []
    assert await simulator.store.history.read(tables.LOG, 1) == []


async def test_refused_creations_among_good_ones_use_up_no_number(simulator, tmp_path):
    async with opened(tmp_path / "other.db") as without:
        await create(without, "one")
        await create(without, "two")
        await create(simulator, "one")
        await create(simulator, "bad", name="-")
        await create(simulator, "two")

        assert known(simulator) == known(without)


async def test_every_call_has_its_journal_entry_and_no_password_is_in_it(simulator):
    await create_many(simulator, 30)
    await names(simulator)

    entries = await journal(simulator)
    assert [entry.serial for entry in entries] == list(range(1, 32))
    assert len({entry.request_id for entry in entries}) == 31
    assert not any("Correct-Horse-1" in entry.body for entry in entries)


# ---- tenants


async def test_calls_of_two_tenants_do_not_disturb_each_other(simulator):
    await asyncio.gather(
        create_many(simulator, 30, tenant="left"), create_many(simulator, 20, tenant="right")
    )

    assert len(await names(simulator, "left")) == 30
    assert len(await names(simulator, "right")) == 20
    assert await committed(simulator, "left") == known(simulator, "left")
    assert await committed(simulator, "right") == known(simulator, "right")


async def test_a_tenant_is_what_it_would_be_without_the_other(simulator, tmp_path):
    async with opened(tmp_path / "alone.db") as alone:
        await create_many(alone, 10, tenant="left")
        await asyncio.gather(
            create_many(simulator, 15, tenant="right"), create_many(simulator, 10, tenant="left")
        )

        assert known(simulator, "left") == known(alone, "left")


async def test_one_tenants_lost_group_leaves_another_as_it_was(simulator):
    await create_many(simulator, 3, tenant="left")
    await create_many(simulator, 3, tenant="right")
    before = known(simulator, "left")

    await exhaust(simulator, tenant="right")

    assert known(simulator, "left") == before == await committed(simulator, "left")
    assert await names(simulator, "right") == ["c0", "c1", "c2"]
