"""A tenant that moves to another simulator goes on there, and nothing of it is lost on the way."""

import asyncio
import shutil
import sqlite3
from contextlib import closing

import pytest
from cs_simulator.domain.errors import (
    MOVED_TO,
    DamagedTenantError,
    LimitError,
    TenantAwayError,
)
from cs_simulator.runtime.lifecycle import Keep
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.directory import TenantExistsError
from cs_simulator.runtime.tenants.moves import (
    ArrivedError,
    MoveError,
    NoMoveError,
    TenantInUseError,
)
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.storage.errors import DamageError, StorageError
from cs_simulator.storage.snapshots import reserve

from tests.support.broken_storage import read_only
from tests.support.damage import with_damaged_tenant
from tests.support.scenario_client import a_file
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

URL = "http://127.0.0.1:8025"
NAME = "default"


@pytest.fixture
async def here(tmp_path):
    async with opened(tmp_path / "here.db") as simulator:
        yield simulator


@pytest.fixture
async def there(tmp_path):
    async with opened(tmp_path / "there.db", replica="cs-1") as simulator:
        yield simulator


@pytest.fixture
def path(tmp_path):
    """The file in which a tenant goes."""
    return str(tmp_path / "moving.db")


async def carry(here, there, path, name=NAME):
    """Bring a tenant from one to the other, but do not tell the first one."""
    move = await here.departures.leave(name, URL, there.settings.replica)
    await here.departures.export(name, path)
    return move, await there.arrivals.arrive(name, path)


async def move(here, there, path, name=NAME):
    """Move a tenant."""
    left, came = await carry(here, there, path, name)
    await here.departures.end(name, left.move)
    return left, came


def rows(path):
    """Everything that the file of a tenant says."""
    with closing(sqlite3.connect(path)) as database:
        return [line for line in database.iterdump() if not line.startswith("--")]


# ---- what moves


async def play(simulator, prefix):
    """Some calls, good ones and others, and what they answered."""
    answers = [await create(simulator, f"{prefix}{number}") for number in range(3)]
    await advance(simulator, 40)
    answers.append(await call(simulator, "GET", "/clusters"))
    answers.append(await call(simulator, "GET", "/clusters/none"))  # which shows its request id
    return [(answer.status, answer.body) for answer in answers]


async def test_a_tenant_that_has_moved_goes_on_as_if_it_had_not(tmp_path, here, there, path):
    async with opened(tmp_path / "staying.db") as staying:
        assert await play(staying, "a") == await play(here, "a")
        await move(here, there, path)
        assert await play(staying, "b") == await play(there, "b")
        await advance(staying, 3600)
        await advance(there, 3600)
        assert known(there) == known(staying)


async def test_a_tenant_that_was_deleted_before_it_could_leave_is_not_made_anew(here):
    with pytest.raises(NoMoveError, match="there is no such tenant"):
        await here.departures.leave("deleted", URL)
    assert "deleted" not in here.tenants


async def test_a_file_that_is_given_late_does_not_bring_back_what_was_deleted(here, there, path):
    await create(here, "a")
    left, came = await carry(here, there, path)
    await there.lifecycle.delete(NAME)
    again = await there.arrivals.arrive(NAME, path)
    assert (again.state, again.amount) == ("arrived", came.amount)
    assert NAME not in there.tenants
    with pytest.raises(ArrivedError):
        await there.arrivals.withdraw(NAME, left.move)


async def test_each_move_that_was_canceled_stays_so(here, there, path, tmp_path):
    await create(here, "a")
    for number in range(2):
        left = await here.departures.leave(NAME, URL, "cs-1")
        await here.departures.export(NAME, str(tmp_path / f"{number}.db"))
        await there.arrivals.withdraw(NAME, left.move)
        await here.departures.cancel(NAME, left.move)
    for number in range(2):
        with pytest.raises(MoveError, match="canceled here"):
            await there.arrivals.arrive(NAME, str(tmp_path / f"{number}.db"))


async def test_the_file_is_for_one_replica(here, there, path):
    await create(here, "a")
    await here.departures.leave(NAME, URL, "cs-2")
    await here.departures.export(NAME, path)
    with pytest.raises(MoveError, match="its file is for replica cs-2: this one is called cs-1"):
        await there.arrivals.arrive(NAME, path)


async def test_its_journal_and_its_snapshots_move_with_it(here, there, path):
    await create_many(here, 2)
    await here.save_snapshot(await here.tenants.get(NAME), "first")
    await create(here, "later")
    for _ in range(40):  # a segment of calls that only read
        await call(here, "GET", "/clusters")
    calls = await journal(here)

    left, came = await move(here, there, path)

    assert left.amount == came.amount
    assert (came.amount.snapshots, came.amount.rows["call"]) == (1, len(calls))
    assert await journal(there) == calls
    number = there.tenants.loaded[NAME].number
    saved = await there.store.find_snapshot(number, "first")
    await there.lifecycle.load_snapshot(NAME, saved)
    assert await names(there) == ["c0", "c1"]


async def test_what_was_not_over_goes_on_in_the_background(tmp_path, here, path):
    await create(here, "shop")
    hand = HandClock()
    async with opened(tmp_path / "there.db", hand.system_clock(), clock="scaled") as there:
        _, came = await move(here, there, path)
        assert there.tenants.loaded[NAME].world.next_due() is not None
        assert came.state == "arrived"


async def test_a_tenant_moves_there_and_back_and_on_again(here, there, path):
    await create(here, "one")
    await move(here, there, path)
    await create(there, "two")
    await move(there, here, path)
    await create(here, "three")
    with pytest.raises(TenantAwayError):
        await names(there)
    await move(here, there, path)
    assert await names(there) == ["one", "two", "three"]


async def test_nothing_of_it_is_left_where_it_was(here, there, path):
    await create(here, "shop")
    await here.save_snapshot(await here.tenants.get(NAME), "first")
    await move(here, there, path)
    assert await here.store.tenants() == []
    assert (NAME in here.tenants.loaded, here.tenants.names()) == (False, [])
    for table in ("cluster", "snapshot", "call", "commit_log"):
        assert await here.store._database.rows(f"SELECT count(*) FROM {table}") == [(0,)]


# ---- while it is away


@pytest.mark.parametrize("has_left", [False, True])
async def test_everything_about_it_is_refused(here, there, path, has_left):
    await create(here, "shop")
    saved = await here.save_snapshot(await here.tenants.get(NAME), "first")
    left, _ = await carry(here, there, path)
    if has_left:
        await here.departures.end(NAME, left.move)
    code = "TenantMoved" if has_left else "TenantLeaving"
    moved_to = ((MOVED_TO, "cs-1"),) if has_left else ()

    tries = [
        call(here, "GET", "/clusters"),
        here.tenants.find(NAME),
        here.tenants.get_or_blank(NAME),
        here.lifecycle.reset(NAME),
        here.lifecycle.reset(NAME, frozenset(Keep)),
        here.lifecycle.make(NAME, TenantSpec()),
        here.lifecycle.fork(saved, NAME),
        here.lifecycle.load_snapshot(NAME, saved),
        here.lifecycle.delete(NAME),
    ]
    for one in tries:
        with pytest.raises(TenantAwayError) as raised:
            await one
        assert raised.value.code == code
        assert raised.value.headers == (("Retry-After", "1"), *moved_to)
        assert URL in str(raised.value)


async def test_other_tenants_notice_nothing(here, there, path):
    await create(here, "shop", "other")
    await create(here, "shop")
    await move(here, there, path)
    assert await names(here, "other") == ["shop"]


async def test_time_stands_still_and_nothing_changes_once_it_is_closed(tmp_path, path):
    hand, file = HandClock(), tmp_path / "here.db"
    async with opened(file, hand.system_clock(), clock="scaled") as here:
        await create(here, "shop")
        await here.departures.leave(NAME, URL)
        await here.departures.export(NAME, path)
        before = await committed(here)
        hand.reading += 3600
        here._wake_sleeper()
        await here.maintenance.do_round()
        await here.departures.export(NAME, f"{path}.again")
        assert rows(path) == rows(f"{path}.again")
        assert await committed(here) == before
    async with opened(file, hand.system_clock(), clock="scaled") as here:
        await here.departures.export(NAME, f"{path}.later")
        assert rows(path) == rows(f"{path}.later")


async def test_it_is_refused_while_calls_have_it_in_hand_and_they_go_on(here, there, path):
    await create(here, "shop")
    async with here.tenants.held(NAME), here.tenants.held(NAME):
        with pytest.raises(TenantInUseError) as raised:
            await here.departures.leave(NAME, URL, patience=0.01)
        assert "2 calls are still under way after 0.01 seconds" in str(raised.value)
        assert await names(here) == ["shop"]
    await move(here, there, path)


async def test_a_call_that_a_rule_delays_is_refused_once_its_wait_is_over(tmp_path):
    goes_on, waits = asyncio.Event(), asyncio.Event()

    async def wait(_: float) -> None:
        waits.set()
        await goes_on.wait()

    rule = {"id": "slow", "phase": "admit", "when": {"operation": "CreateCluster"}}
    scenario = a_file(tmp_path / "slow.yaml", rules=[{**rule, "then": {"delay": "5s"}}])
    async with opened(tmp_path / "x.db", SystemClock(sleep=wait), scenario=scenario) as here:
        delayed = asyncio.ensure_future(create(here, "late"))
        await waits.wait()
        left = await here.departures.leave(NAME, URL)
        goes_on.set()
        with pytest.raises(TenantAwayError):
            await delayed
        await here.departures.cancel(NAME, left.move)
        assert await names(here) == []


async def test_an_answer_that_a_rule_delays_still_comes(tmp_path):
    goes_on, waits = asyncio.Event(), asyncio.Event()

    async def wait(_: float) -> None:
        waits.set()
        await goes_on.wait()

    rule = {"id": "slow", "phase": "reply", "when": {"operation": "CreateCluster"}}
    scenario = a_file(tmp_path / "slow.yaml", rules=[{**rule, "then": {"delay": "5s"}}])
    async with opened(tmp_path / "x.db", SystemClock(sleep=wait), scenario=scenario) as here:
        delayed = asyncio.ensure_future(create(here, "done"))
        await waits.wait()
        left = await here.departures.leave(NAME, URL)
        goes_on.set()
        assert (await delayed).status == 202
        assert left.amount.rows["cluster"] == 1


async def test_the_end_of_a_tenant_goes_with_it(tmp_path, there, path):
    wall = [1_000_000_000]
    async with opened(tmp_path / "x.db", SystemClock(wall=lambda: wall[0])) as here:
        await here.lifecycle.make("short", TenantSpec(), expires=2_000_000_000)
        await here.departures.leave("short", URL)
        wall[0] = 3_000_000_000
        await here.maintenance.do_round()
        assert here.supervision.problems() == {}
        assert here.tenants.names() == ["short"]
        await here.departures.export("short", path)
    await there.arrivals.arrive("short", path)
    assert there.tenants.directory.end("short") == 2_000_000_000
    await there.maintenance.do_round()  # its wall clock is the real one
    assert there.tenants.names() == []


# ---- repeated, canceled, refused


async def test_each_step_may_be_repeated(here, there, path):
    await create(here, "shop")
    left = await here.departures.leave(NAME, URL, "cs-1")
    assert await here.departures.leave(NAME, URL, "cs-1") == left
    assert await here.departures.leave(NAME, "http://forwarded:1", "cs-1") == left
    await here.departures.export(NAME, path)
    came = await there.arrivals.arrive(NAME, path)
    await create(there, "more")
    assert await there.arrivals.arrive(NAME, path) == came
    ended = await here.departures.end(NAME, left.move)
    assert await here.departures.end(NAME, left.move) == ended
    assert (await here.departures.leave(NAME, URL, "cs-1")).state == "left"
    assert await names(there) == ["shop", "more"]


async def test_a_file_that_comes_late_changes_nothing_once_its_tenant_has_gone_on(
    here, there, path
):
    await create(here, "shop")
    await move(here, there, path)
    onward = await there.departures.leave(NAME, "http://127.0.0.1:1", "cs-2")
    again = await there.arrivals.arrive(NAME, path)
    assert (again.state, again.move) == ("arrived", onward.came)
    await there.departures.end(NAME, onward.move)
    await there.arrivals.arrive(NAME, path)
    assert there.tenants.names() == []


async def test_a_canceled_move_leaves_the_tenant_as_it_was(here, path):
    await create(here, "shop")
    before = known(here)
    left = await here.departures.leave(NAME, URL)
    assert await here.departures.cancel(NAME) == left
    assert known(here) == before
    assert here.tenants.moves.get(NAME) is None
    with pytest.raises(NoMoveError):
        await here.departures.export(NAME, path)
    for refused in (here.departures.cancel(NAME), here.departures.end(NAME, left.move)):
        with pytest.raises(NoMoveError):
            await refused


async def test_a_canceled_move_does_not_come_any_more(here, there, path):
    await create(here, "shop")
    left = await here.departures.leave(NAME, URL)
    await here.departures.export(NAME, path)
    await there.arrivals.withdraw(NAME, left.move)
    with pytest.raises(MoveError, match="was canceled here"):
        await there.arrivals.arrive(NAME, path)
    await here.departures.cancel(NAME, left.move)
    await move(here, there, path)  # another one does
    assert await names(there) == ["shop"]


async def test_a_move_that_has_arrived_cannot_be_taken_back(here, there, path):
    await create(here, "shop")
    left, _ = await carry(here, there, path)
    with pytest.raises(ArrivedError):
        await there.arrivals.withdraw(NAME, left.move)
    with pytest.raises(MoveError, match="the simulator that it leaves"):
        await here.arrivals.withdraw(NAME, left.move)


async def test_a_tenant_that_was_there_before_is_not_replaced(here, there, path):
    await create(here, "mine")
    await create(there, "theirs")
    with pytest.raises(TenantExistsError):
        await carry(here, there, path)
    assert await names(there) == ["theirs"]


async def test_it_is_refused_what_is_another_move_or_no_file_of_one(here, there, path):
    await create(here, "shop")
    left = await here.departures.leave(NAME, URL)
    with pytest.raises(MoveError, match=f"moved to {URL}, not to http://elsewhere"):
        await here.departures.leave(NAME, "http://elsewhere")
    with pytest.raises(NoMoveError):
        await here.departures.end(NAME, "another")
    await here.departures.export(NAME, path)
    with pytest.raises(MoveError, match="of the tenant 'default', not of 'other'"):
        await there.arrivals.arrive("other", path)
    with pytest.raises(MoveError, match="this is the simulator that it leaves"):
        await here.arrivals.arrive(NAME, path)
    await here.departures.cancel(NAME, left.move)
    tenant = await here.tenants.get(NAME)
    snapshot = await here.save_snapshot(tenant, "first")
    await here.store.export_snapshot(snapshot, f"{path}.snapshot")
    with pytest.raises(DamageError, match="does not say which move"):
        await there.arrivals.arrive(NAME, f"{path}.snapshot")
    assert there.tenants.names() == []


@pytest.mark.parametrize("limit", [{"tenant_limit": 1}, {"snapshot_limit": 1}])
async def test_the_limits_of_the_other_simulator_hold(tmp_path, here, path, limit):
    for name in ("first", "second"):
        await here.save_snapshot(await here.tenants.get("moving"), name)
    async with opened(tmp_path / "there.db", **limit) as there:
        await create(there, "shop", "own")
        with pytest.raises(LimitError):
            await carry(here, there, path, "moving")
        assert there.tenants.names() == ["own"]
        assert there.tenants.moves.get("moving") is None


async def test_a_damaged_tenant_does_not_leave(tmp_path):
    file = tmp_path / "damaged.db"
    await with_damaged_tenant(file, "ill")
    async with opened(file) as here:
        with pytest.raises(DamagedTenantError):
            await here.departures.leave("ill", URL)
        assert here.tenants.moves.get("ill") is None


DAMAGES = {
    "a record": "UPDATE cluster SET state = 'runing'",
    "its snapshot": "DELETE FROM cluster WHERE id >> 40 > 1000",
    "its note": "UPDATE tenant_move SET state = 'arrived'",
    "its name": "UPDATE tenant SET name = 'other', checksum = 0",
}


@pytest.mark.parametrize("damage", DAMAGES)
async def test_of_a_damaged_file_nothing_stays(here, there, path, damage):
    await create(here, "shop")
    await here.save_snapshot(await here.tenants.get(NAME), "first")
    await here.departures.leave(NAME, URL)
    await here.departures.export(NAME, path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(DAMAGES[damage])
    with pytest.raises(StorageError):
        await there.arrivals.arrive(NAME, path)
    assert there.tenants.names() == []
    for table in ("cluster", "snapshot", "tenant_move"):
        assert await there.store._database.rows(f"SELECT count(*) FROM {table}") == [(0,)]


async def test_the_file_of_a_newer_version_is_refused(here, there, path):
    await create(here, "shop")
    await here.departures.leave(NAME, URL)
    await here.departures.export(NAME, path)
    with closing(sqlite3.connect(path)) as database:
        [(version,)] = database.execute("PRAGMA user_version").fetchall()
        database.execute(f"PRAGMA user_version = {version + 1}")
    with pytest.raises(StorageError, match="a newer cs-simulator wrote it"):
        await there.arrivals.arrive(NAME, path)
    assert there.tenants.names() == []


async def test_a_damaged_note_keeps_the_tenant_closed_until_it_is_canceled(tmp_path):
    file = tmp_path / "x.db"
    async with opened(file) as here:
        await create(here, "shop")
        await here.departures.leave(NAME, URL)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE tenant_move SET url = 'http://x'")
    async with opened(file) as here:
        with pytest.raises(TenantAwayError, match="is damaged"):
            await names(here)
        await here.departures.cancel(NAME)
        assert await names(here) == ["shop"]


async def test_a_name_that_is_forgotten_is_free_again(here, there, path):
    await create(here, "shop")
    await move(here, there, path)
    await here.departures.forget(NAME)
    assert await names(here) == []


async def test_what_is_noted_of_a_tenant_that_came_goes_with_it(here, there, path):
    await create(here, "shop")
    await move(here, there, path)
    await there.lifecycle.delete(NAME)
    assert there.tenants.moves.get(NAME) is None
    assert await there.store.moving.known() == []


# ---- what breaks


def left_by(simulator, folder):
    """A copy of what a simulator would leave that is killed now."""
    copy = folder / "left.db"
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{simulator.settings.db}{suffix}", f"{copy}{suffix}")
    return copy


async def test_a_restart_keeps_what_is_noted_at_every_step(tmp_path, here, there, path):
    await create(here, "shop")
    left = await here.departures.leave(NAME, URL, "cs-1")
    async with opened(left_by(here, tmp_path)) as again:
        assert again.tenants.moves.get(NAME) == left
        with pytest.raises(TenantAwayError):
            await names(again)
        await again.departures.export(NAME, path)
    came = await there.arrivals.arrive(NAME, path)
    async with opened(left_by(there, tmp_path)) as again:
        assert await again.arrivals.arrive(NAME, path) == came
        assert await names(again) == ["shop"]
    ended = await here.departures.end(NAME, left.move)
    async with opened(left_by(here, tmp_path)) as again:
        assert await again.departures.end(NAME, left.move) == ended
        with pytest.raises(TenantAwayError) as raised:
            await names(again)
        assert raised.value.code == "TenantMoved"


async def test_what_had_come_in_part_is_gone_after_a_restart(tmp_path, here, there, path):
    await create(here, "shop")
    await flush_all(here)
    await here.departures.leave(NAME, URL)
    await here.departures.export(NAME, path)
    async with there.store.moving.opened(path) as moved:
        number = there.tenants.directory.claim(NAME)
        await there.store._database.do(lambda database: reserve(database, number))
        await there.store.moving._take(moved, 1, number)
        copy = left_by(there, tmp_path)
    async with opened(copy) as again:
        assert await again.store._database.rows("SELECT count(*) FROM cluster") == [(0,)]
        await again.arrivals.arrive(NAME, path)
        assert await names(again) == ["shop"]


@pytest.mark.parametrize("step", ["leave", "arrive", "end", "cancel"])
async def test_a_step_that_cannot_be_written_is_not_done(here, there, path, step):
    await create(here, "shop")
    left = None
    if step != "leave":
        left = await here.departures.leave(NAME, URL)
        await here.departures.export(NAME, path)
    steps = {
        "leave": lambda: here.departures.leave(NAME, URL),
        "arrive": lambda: there.arrivals.arrive(NAME, path),
        "end": lambda: here.departures.end(NAME, left.move),
        "cancel": lambda: here.departures.cancel(NAME, left.move),
    }
    async with read_only(there if step == "arrive" else here):
        with pytest.raises(StorageError):
            await steps[step]()
        assert here.tenants.moves.get(NAME) == left
        assert there.tenants.moves.get(NAME) is None
    await (here.recover() if step != "arrive" else there.recover())
    assert await steps[step]() is not None


async def test_calls_beside_a_move_are_answered_or_refused_and_none_is_lost(here, there, path):
    statuses, is_busy = {}, asyncio.Event()

    async def keep_creating(connection):
        for number in range(20):
            name = f"k{connection}x{number}"
            try:
                statuses[name] = (await create(here, name, size=0)).status
            except TenantAwayError:
                return
            if len(statuses) >= 10:
                is_busy.set()

    creating = [asyncio.ensure_future(keep_creating(number)) for number in range(6)]
    await is_busy.wait()
    await move(here, there, path)
    await asyncio.gather(*creating)
    assert set(await names(there)) == {name for name, status in statuses.items() if status == 202}
    assert len(statuses) < 120
