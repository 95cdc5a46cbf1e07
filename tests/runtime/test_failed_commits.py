"""What the caller of a failed commit is answered is what journal, log, metrics and health have."""

import asyncio
import json

import pytest
from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.records import tables
from cs_simulator.runtime.logs import log
from cs_simulator.storage.changes import Changes, Clearing
from cs_simulator.storage.errors import StorageError

from tests.support.broken_storage import CAUSES, slow, small_disk
from tests.support.simulators import (
    HandClock,
    advance,
    call,
    committed,
    create,
    create_many,
    known,
    names,
    opened,
)

pytestmark = pytest.mark.every_type

ERROR = (500, "InternalError")


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "disk") as is_small:
        yield is_small


@pytest.fixture
def file(disk, tmp_path):
    return tmp_path / "disk" / "x.db"


@pytest.fixture
async def simulator(file):
    async with opened(file) as simulator:
        await create(simulator, "before")
        await create(simulator, "elsewhere", "other")
        yield simulator


@pytest.fixture(params=CAUSES)
def cause(request, disk, simulator):
    if request.param == "disk full" and not disk:
        pytest.skip("a small disk can only be made by a privileged process")
    return CAUSES[request.param](simulator)


def calls_of(simulator):
    """How many calls were counted, by operation and code."""
    return {key: sum(found.buckets) for key, found in simulator.metrics.calls.items()}


async def journal(simulator, tenant="default"):
    """The journal, once everything that is to be written was."""
    await simulator.recover()
    await simulator.maintenance.do_round()
    await simulator.flush(await simulator.tenants.get(tenant))
    return await simulator.store.history.read(tables.CALL, simulator.tenants.loaded[tenant].number)


async def test_a_failed_call_is_counted_as_what_its_caller_was_answered(simulator, cause):
    before = calls_of(simulator)
    async with cause:
        status, answer = await create(simulator, "lost")

    assert (status, answer["Code"]) == ERROR
    after = calls_of(simulator)
    assert {key: after[key] - before.get(key, 0) for key in after} == {
        ("CreateCluster", ""): 0,
        ("CreateCluster", "InternalError"): 1,
    }
    assert simulator.metrics.internal_errors == {"default": 1}
    assert (await simulator.tenants.get("default")).internal_errors == 1
    assert (await simulator.tenants.get("other")).internal_errors == 0


async def test_a_failed_call_is_in_the_journal_with_its_500_once_that_can_be_written(
    simulator, cause
):
    async with cause:
        _, answer = await create(simulator, "lost")

    entries = await journal(simulator)
    assert [(entry.status, entry.code) for entry in entries] == [(202, ""), ERROR]
    failed = entries[-1]
    assert failed.request_id == answer["RequestId"]
    assert "InternalError" in failed.answer
    assert (failed.operation, failed.cluster_id, failed.task_id) == ("CreateCluster", "", "")
    assert "Correct-Horse-1" not in failed.body


async def test_the_journal_of_failed_calls_is_there_after_a_restart(tmp_path):
    async with opened(tmp_path / "x.db") as simulator:
        async with CAUSES["I/O error"](simulator):
            assert await create_many(simulator, 5, prefix="lost") == [500] * 5
        await simulator.recover()

    async with opened(tmp_path / "x.db") as simulator:
        assert [entry.status for entry in await journal(simulator)] == [500] * 5


async def test_reads_that_were_answered_stay_in_the_journal_although_a_commit_failed(
    simulator, cause
):
    async with cause:
        status, _ = await call(simulator, "GET", "/clusters")
        failed = await create(simulator, "lost")
        later, _ = await call(simulator, "GET", "/clusters")

    assert (status, failed.status, later) == (200, 500, 200)
    found = [(entry.operation, entry.status) for entry in await journal(simulator)]
    assert found == [
        ("CreateCluster", 202), ("DescribeClusters", 200), ("CreateCluster", 500),
        ("DescribeClusters", 200),
    ]  # fmt: skip


async def test_no_more_is_remembered_of_the_journal_than_there_is_room_for(simulator, monkeypatch):
    monkeypatch.setattr("cs_simulator.runtime.tenants.absent.MANY_ANSWERED", 3)
    async with CAUSES["read-only"](simulator):
        for number in range(6):
            await create(simulator, f"lost{number}")

    assert [entry.status for entry in await journal(simulator)] == [202, 500, 500, 500]
    assert simulator.metrics.lost_entries == 3


def logged(text, event):
    """The lines of the log about an event."""
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    return [line for line in lines if line["event"] == event]


async def test_the_log_has_what_the_caller_was_answered(file, cause, simulator, capfd):
    simulator.dispatcher._accounts._logs_writes = True
    async with cause:
        _, answer = await create(simulator, "lost")
    log.flush()

    lines = logged(capfd.readouterr().err, "call.answered")
    [line] = [line for line in lines if line["request_id"] == answer["RequestId"]]
    assert (line["status"], line["code"]) == ERROR


async def test_what_fails_is_a_reason_until_it_works_again(simulator, cause):
    assert simulator.supervision.problems() == {}
    async with cause:
        await create(simulator, "lost")
        reason = simulator.supervision.problems(of_all=True)["database"]
        await simulator.recover()
        assert simulator.supervision.problems(of_all=True) == {"database": reason}

    await simulator.recover()
    assert simulator.supervision.problems() == {}


async def test_memory_and_file_agree_after_any_failure_and_go_on(simulator, cause):
    async with cause:
        answers = [await create(simulator, f"lost{number}") for number in range(3)]
        assert {answer.status for answer in answers} == {500}
        assert await names(simulator) == ["before"]
        assert known(simulator) == await committed(simulator)

    assert (await create(simulator, "after")).status == 202
    assert await names(simulator) == ["before", "after"]
    assert known(simulator) == await committed(simulator)


async def test_a_clock_that_was_moved_in_vain_stands_where_it_was(simulator, cause):
    tenant = await simulator.tenants.get("default")
    before = tenant.now(simulator.system_clock.monotonic())
    async with cause:
        with pytest.raises(StorageError, match="what was not committed is undone"):
            await advance(simulator, 3600)
        tenant = await simulator.tenants.get("default")
        assert tenant.now(simulator.system_clock.monotonic()) == before

    await advance(simulator, 60)
    assert {cluster.state.value for cluster in known(simulator)["cluster"]} == {"initial"}


async def test_a_clock_that_was_set_in_vain_goes_on_as_before(tmp_path):
    hand = HandClock()
    async with opened(tmp_path / "x.db", hand.system_clock(), clock="scaled", rate=2.0) as running:
        await create(running, "before", size=0)
        tenant = await running.tenants.get("default")
        start = tenant.now(hand.reading)
        async with CAUSES["read-only"](running):
            tenant.set_clock(tenant.world.clock.with_mode(ClockMode.FROZEN, 0.0, hand.reading))
            with pytest.raises(StorageError):
                await running.keep(tenant)

        hand.reading += 10
        assert (await running.tenants.get("default")).now(hand.reading) == start + 20_000_000


async def test_a_reset_in_vain_leaves_the_numbers_of_calls(simulator, cause):
    given = [(await create(simulator, "one", subnet_cidr="172.29.0.0/16")).body["request_id"]]
    async with cause:
        with pytest.raises(StorageError):
            await simulator.lifecycle.reset("default")
        given.append((await create(simulator, "lost")).body["RequestId"])

    given.append((await create(simulator, "two", subnet_cidr="172.30.0.0/16")).body["request_id"])
    assert len(set(given)) == 3
    entries = {entry.request_id: entry.status for entry in await journal(simulator)}
    assert [entries[request_id] for request_id in given] == [202, 500, 202]


# ---- one tenant's failure is its own


async def break_counts(simulator, tenant="default"):
    """Give a tenant a number that no row can have."""
    (await simulator.tenants.get(tenant)).world.counts["call"] = 2**64 - 1


async def test_a_tenant_whose_row_cannot_be_made_hangs_nobody(simulator):
    await break_counts(simulator)
    async with asyncio.timeout(10):
        mine, others = await asyncio.gather(
            create(simulator, "lost"), create(simulator, "kept", "other")
        )

    assert (mine.status, mine.body["Code"]) == ERROR
    assert others.status == 202
    assert simulator.supervision.problems(of_all=True) == {}
    assert list(simulator.supervision.problems()) == ["changes of 'default'"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda tenant: tenant.world.counts.update(call=2**63),
        lambda tenant: setattr(tenant, "expires", 2**70),
        lambda tenant: setattr(tenant.world, "seed", 2**64),
        lambda tenant: setattr(tenant, "number", 2**63),
        lambda tenant: setattr(tenant.world, "origin", "\udcff"),
        lambda tenant: setattr(tenant, "name", None),
        lambda tenant: setattr(tenant.world, "origin", object()),
    ],
    ids=["count", "end", "seed", "number", "half a character", "nothing", "wrong type"],
)
async def test_a_group_that_fails_is_written_again_tenant_by_tenant(simulator, damage):
    many = [f"tenant{number}" for number in range(5)]
    for name in many:
        await create(simulator, "first", name)
    damage(simulator.tenants.loaded["tenant2"])

    answers = await asyncio.gather(*[create(simulator, "second", name) for name in many])

    assert [answer.status for answer in answers] == [202, 202, 500, 202, 202]
    for name in many[:2] + many[3:]:
        assert known(simulator, name) == await committed(simulator, name)
        assert len(await names(simulator, name)) == 2


async def test_a_tenant_that_failed_by_itself_works_again(simulator):
    (await simulator.tenants.get("default")).world.seed = 2**64
    assert (await create(simulator, "lost")).status == 500

    assert (await create(simulator, "after")).status == 202
    assert simulator.supervision.problems() == {}
    assert [entry.status for entry in await journal(simulator)] == [202, 500, 202]


@pytest.fixture
async def roomy(tmp_path):
    """A simulator whose disk is not a small one."""
    async with opened(tmp_path / "roomy.db") as simulator:
        yield simulator


async def test_deleting_a_tenant_that_is_in_use_touches_no_bystander(roomy):
    simulator = roomy
    bystanders = [f"bystander{number}" for number in range(4)]

    async def use(tenant, count):
        return [
            (await create(simulator, f"{tenant}{number}", tenant)).status for number in range(count)
        ]

    async def delete_again_and_again():
        for _ in range(15):
            await create(simulator, "short-lived", "doomed")
            await simulator.lifecycle.delete("doomed")

    *used, doomed, _ = await asyncio.gather(
        *[use(name, 40) for name in bystanders], use("doomed", 40), delete_again_and_again()
    )

    assert used == [[202] * 40] * 4
    assert set(doomed) <= {202, 500}
    assert simulator.supervision.failures == {}
    for name in [*bystanders, "doomed"]:
        if name in simulator.tenants:
            await simulator.tenants.get(name)
            assert known(simulator, name) == await committed(simulator, name)


async def test_a_name_is_free_for_its_next_owner_within_one_group(simulator):
    """What deletes a tenant is written first, whatever the order in which it came."""
    await create(simulator, "one", "reused")
    old = await simulator.tenants.get("reused")
    await simulator.flush(old)
    reading = simulator.system_clock.monotonic()
    new = old.row(reading)._replace(number=old.number + 1000)
    deletion = Changes(clearing=Clearing(deletes_tenant=True))

    await simulator.store.write([(new, Changes()), (old.row(reading), deletion)])

    stored = await simulator.store.load("reused")
    assert stored.tenant_row.number == new.number
    assert not any(stored.records.values())


async def test_internal_errors_of_a_deleted_tenant_are_not_those_of_the_next_of_its_name(
    simulator,
):
    async with CAUSES["read-only"](simulator):
        await create(simulator, "lost", "other")
    await simulator.lifecycle.delete("other")
    await create(simulator, "one", "other")

    assert simulator.tenants.loaded["other"].internal_errors == 0
    assert simulator.metrics.internal_errors.total() == 1


# ---- a slow commit


async def test_a_slow_commit_keeps_callers_waiting_and_loses_none(simulator):
    async with slow(simulator) as goes_on:
        creations = [asyncio.ensure_future(create(simulator, f"c{n}")) for n in range(10)]
        status, _ = await call(simulator, "GET", "/clusters", tenant="other")
        assert status == 200
        assert not any(creation.done() for creation in creations)
        goes_on.set()
        assert {(await creation).status for creation in creations} == {202}

    assert len(await names(simulator)) == 11
    assert known(simulator) == await committed(simulator)


async def test_a_caller_that_gives_up_during_a_slow_commit_takes_no_other_with_it(simulator):
    async with slow(simulator) as goes_on:
        impatient = asyncio.ensure_future(create(simulator, "impatient"))
        patient = asyncio.ensure_future(create(simulator, "patient", "other"))
        reader = asyncio.ensure_future(simulator.store.tenants())
        await asyncio.sleep(0)
        impatient.cancel()
        reader.cancel()
        await asyncio.gather(impatient, reader, return_exceptions=True)
        goes_on.set()
        assert (await patient).status == 202

    assert await names(simulator) == ["before", "impatient"]
    assert known(simulator, "other") == await committed(simulator, "other")


async def test_work_whose_caller_gave_up_is_not_done_in_place_of_the_next(simulator):
    done = []
    do = simulator.store._database.do
    async with slow(simulator) as goes_on:
        first = asyncio.ensure_future(do(lambda _: done.append("first")))
        await asyncio.sleep(0)
        first.cancel()
        second = asyncio.ensure_future(do(lambda _: "second"))
        await asyncio.sleep(0)
        goes_on.set()
        assert await second == "second"
    assert done == ["first"]


# ---- closing


async def test_a_simulator_closes_although_nothing_can_be_written(file):
    async with asyncio.timeout(20):
        async with opened(file) as simulator:
            await create(simulator, "before")
            await simulator.store._database.rows("PRAGMA query_only = ON")
            assert (await create(simulator, "lost")).status == 500
        async with opened(file) as simulator:
            assert await names(simulator) == ["before"]
