"""What is done to a tenant as a whole excludes its calls, and memory agrees with the file then."""

import asyncio

import pytest
from cs_simulator.domain.errors import DamagedSnapshotError
from cs_simulator.domain.records import tables
from cs_simulator.runtime.lifecycle import Keep
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.directory import TenantExistsError
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.storage.errors import StorageError

from tests.support.scenario_client import a_file
from tests.support.simulators import (
    call,
    committed,
    create,
    create_many,
    flush_all,
    known,
    names,
    opened,
)

pytestmark = pytest.mark.every_type

ROUNDS = 8


@pytest.fixture
def file(tmp_path):
    return tmp_path / "x.db"


@pytest.fixture
async def simulator(file):
    async with opened(file) as simulator:
        yield simulator


async def saved(simulator, tenant="default"):
    """A snapshot of the tenant."""
    return await simulator.save_snapshot(await simulator.tenants.get(tenant), "saved")


async def be_busy(simulator, statuses, tenant="default", count=40):
    """Create clusters at several connections, and note how that was answered."""

    async def create_some(connection):
        for number in range(count // 8):
            name = f"b{connection}x{number}"
            statuses[name] = (await create(simulator, name, tenant, size=0)).status

    await asyncio.gather(*[create_some(connection) for connection in range(8)])


async def check_agreement(simulator, *tenants):
    """Memory has what the file has; returns the names of each tenant's clusters."""
    await flush_all(simulator)
    listed = {}
    for name in tenants:
        listed[name] = await names(simulator, name)
        assert known(simulator, name) == await committed(simulator, name)
    return listed


# ---- each of them beside calls


async def test_loading_a_snapshot_beside_calls_breaks_none_of_them(simulator):
    await create_many(simulator, 3, prefix="before")
    snapshot, statuses = await saved(simulator), {}

    async def load():
        for _ in range(ROUNDS):
            await simulator.lifecycle.load_snapshot("default", snapshot)

    await asyncio.gather(be_busy(simulator, statuses), load())

    assert set(statuses.values()) == {202}
    listed = await check_agreement(simulator, "default")
    assert listed["default"][:3] == ["before0", "before1", "before2"]
    await simulator.lifecycle.load_snapshot("default", snapshot)
    assert await names(simulator) == ["before0", "before1", "before2"]
    await check_agreement(simulator, "default")


async def test_a_tenant_in_use_is_deleted_and_no_bystander_notices(simulator):
    statuses, bystanders = {}, {}

    async def delete():
        for _ in range(ROUNDS):
            await simulator.lifecycle.delete("busy")
            await create(simulator, "again", "busy", size=0)

    await asyncio.gather(
        be_busy(simulator, statuses, "busy"),
        be_busy(simulator, bystanders, "bystander"),
        delete(),
    )

    assert set(bystanders.values()) == {202}
    assert set(statuses.values()) == {202}
    await check_agreement(simulator, "busy", "bystander")
    assert len(await names(simulator, "bystander")) == 40


async def test_a_reset_beside_calls_breaks_none_of_them(simulator):
    statuses = {}

    async def reset():
        for _ in range(ROUNDS):
            await simulator.lifecycle.reset("default", frozenset({Keep.CALLS}))

    await asyncio.gather(be_busy(simulator, statuses), reset())

    assert set(statuses.values()) == {202}
    await check_agreement(simulator, "default")


async def test_calls_of_a_tenant_that_is_being_forked_wait_and_find_it(simulator):
    await create_many(simulator, 2, prefix="before")
    snapshot = await saved(simulator)
    forking = asyncio.create_task(simulator.lifecycle.fork(snapshot, "fork"))
    await asyncio.sleep(0)

    assert await names(simulator, "fork") == ["before0", "before1"]
    await forking
    await check_agreement(simulator, "default", "fork")


async def test_a_name_is_either_made_or_taken_by_a_call_and_never_both(simulator):
    outcomes = []

    async def make(number):
        try:
            await simulator.lifecycle.make(f"t{number}", TenantSpec(seed=7))
        except TenantExistsError:
            outcomes.append((number, 0))
        else:
            outcomes.append((number, 7))

    for number in range(6):
        pair = [make(number), names(simulator, f"t{number}")]
        await asyncio.gather(*(pair if number % 2 else reversed(pair)))

    assert {seed for _, seed in outcomes} == {0, 7}
    for number, seed in outcomes:
        assert simulator.tenants.loaded[f"t{number}"].world.seed == seed
    await check_agreement(simulator, *[f"t{number}" for number in range(6)])


async def test_a_tenant_that_ends_beside_its_calls_leaves_nothing_behind(tmp_path):
    wall = [0]
    clock = SystemClock(monotonic=lambda: 0.0, wall=lambda: wall[0])
    async with opened(tmp_path / "x.db", clock) as simulator:
        await simulator.lifecycle.make("brief", TenantSpec(), expires=10)
        first = simulator.tenants.loaded["brief"].number
        await create(simulator, "one", "brief", size=0)
        wall[0] = 10

        async with simulator.tenants.held("brief"):
            round_ = asyncio.create_task(simulator.maintenance.do_round())
            await asyncio.sleep(0)
            assert not round_.done()
        await round_

        assert "brief" not in simulator.tenants
        assert await names(simulator, "brief") == []
        assert simulator.tenants.loaded["brief"].number > first
        assert await simulator.store.history.read(tables.CALL, first) == []


# ---- calls that wait, and calls that hold on


async def test_a_call_that_a_rule_delays_keeps_nothing_waiting(tmp_path):
    began, may_go_on = asyncio.Event(), asyncio.Event()

    async def sleep(_: float) -> None:
        began.set()
        await may_go_on.wait()

    rule = {"id": "slow", "phase": "admit", "when": {"operation": "DescribeClusters"}}
    scenario = a_file(tmp_path / "slow.yaml", rules=[{**rule, "then": {"delay": "5s"}}])
    async with opened(tmp_path / "x.db", SystemClock(sleep=sleep), scenario=scenario) as simulator:
        for number in range(4):
            await create(simulator, f"c{number}", size=0)
        snapshot = await saved(simulator)
        await create(simulator, "c4", size=0)
        waiting = asyncio.create_task(call(simulator, "GET", "/clusters"))
        await began.wait()

        async with asyncio.timeout(10):
            await simulator.lifecycle.load_snapshot("default", snapshot)
        await create(simulator, "other", size=0)
        may_go_on.set()

        listed = (await waiting).ok()
        assert [cluster["name"] for cluster in listed] == ["c0", "c1", "c2", "c3", "other"]
        await flush_all(simulator)
        entries = await simulator.store.history.read(tables.CALL, 1)
        # The call was the sixth of a world that is gone: no entry has been written over.
        assert [entry.serial for entry in entries] == list(range(1, len(entries) + 1))
        assert [entry.operation for entry in entries][-2:] == ["CreateCluster", "DescribeClusters"]


async def test_whoever_has_the_tenant_in_hand_is_waited_for(simulator):
    await create(simulator, "one", size=0)
    async with simulator.tenants.held("default") as tenant:
        resetting = asyncio.create_task(simulator.lifecycle.reset("default"))
        await asyncio.sleep(0)
        tenant.change(0.0, lambda unit: unit.log(next(iter(unit.world.clusters)), "still here"))
        await simulator.keep(tenant)
        assert not resetting.done()

    await resetting
    assert await names(simulator) == []


# ---- what fails


async def test_a_tenant_that_cannot_be_kept_is_not_made(simulator):
    await create(simulator, "one", size=0)
    await simulator.store._database.rows("PRAGMA max_page_count = 1")
    spec = TenantSpec(fixtures={"vpcs": [_a_large_network()]})

    with pytest.raises(StorageError):
        await simulator.lifecycle.make("new", spec)

    assert "new" not in simulator.tenants
    await simulator.store._database.rows(f"PRAGMA max_page_count = {2**30}")
    await simulator.lifecycle.make("new", spec)
    assert known(simulator, "new") == await committed(simulator, "new")


def _a_large_network():
    zone = "cn-beijing-b"
    switches = [
        {"vswitch_id": f"vsw-{n}", "zone_id": zone, "cidr": f"10.{n // 250}.{n % 250}.0/24"}
        for n in range(2_000)
    ]
    network = {"vpc_id": "vpc-large", "region_id": "cn-beijing", "cidr": "10.0.0.0/8"}
    return {**network, "vswitches": switches}


async def test_a_deletion_that_fails_leaves_the_tenant_and_its_time(simulator):
    await create(simulator, "one", size=0)
    await simulator.store._database.do(
        lambda database: database.execute(
            "CREATE TRIGGER no BEFORE DELETE ON tenant BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    )
    now = simulator.tenants.loaded["default"].now(0.0)

    with pytest.raises(StorageError):
        await simulator.lifecycle.delete("default")

    assert await names(simulator) == ["one"]
    assert simulator.tenants.loaded["default"].now(0.0) == now
    await simulator.store._database.do(lambda database: database.execute("DROP TRIGGER no"))
    await simulator.lifecycle.delete("default")
    assert await names(simulator) == []


async def test_a_fork_that_makes_no_tenant_leaves_none(simulator):
    await create(simulator, "one", size=0)
    snapshot = await saved(simulator)
    await simulator.store._database.do(
        lambda database: database.execute(
            "UPDATE cluster SET cluster_type = 'none' WHERE id >= 1 << 61"
        )
    )

    with pytest.raises(DamagedSnapshotError):
        await simulator.lifecycle.fork(snapshot, "fork")

    assert "fork" not in simulator.tenants
    assert [known.name for known in await simulator.store.tenants()] == ["default"]


async def test_a_fork_has_an_end_of_its_own(simulator):
    await simulator.lifecycle.make("brief", TenantSpec(), expires=2**60)
    snapshot = await saved(simulator, "brief")

    assert (await simulator.lifecycle.fork(snapshot, "fork")).expires == 0
    await simulator.lifecycle.load_snapshot("brief", snapshot)
    assert simulator.tenants.loaded["brief"].expires == 2**60
