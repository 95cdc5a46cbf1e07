"""Long work in slices: others in between, bounded in steps, ended with its caller."""

import asyncio

import pytest
from cs_simulator.engine.timeline import STEPS_IN_A_UNIT
from cs_simulator.runtime.advance import AdvanceEndedError
from cs_simulator.runtime.slices import CallerLeftError, TooManyStepsError

from tests.support.scenario_client import a_file
from tests.support.simulators import HandClock, call, create, create_many, known, opened

pytestmark = pytest.mark.every_type

RULE = {"id": "endless", "when": {"cluster": "flap"}}
ENDLESS = {"flapping": {"times": 1_000, "after": "1s", "every": "2s", "lasts": "1s"}}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "x.db"


@pytest.fixture
def endless(tmp_path):
    """A scenario under which the node of the cluster flap is lost a thousand times."""
    return a_file(tmp_path / "endless.yaml", rules=[{**RULE, "then": ENDLESS}])


async def get(simulator, path="/clusters", tenant="default"):
    return await call(simulator, "GET", path, tenant=tenant)


def is_running(tenant):
    return all(cluster.state == "running" for cluster in tenant.world.clusters)


async def create_large(simulator, tenant="default"):
    """Create clusters that take more steps than one unit of work may run."""
    await create_many(simulator, 400, tenant)


async def test_what_is_due_in_abundance_before_a_call_is_run_with_others_in_between(file):
    hand, order = HandClock(), []
    async with opened(file, hand.system_clock(), clock="scaled", rate=60.0) as simulator:
        await create_large(simulator)
        await create(simulator, "one", "other", size=0)
        ran = simulator.metrics.steps
        hand.reading += 3600

        async def ask(tenant):
            listed = (await get(simulator, tenant=tenant)).ok()
            order.append(tenant)
            return {cluster["state"] for cluster in listed}

        behind, _ = await asyncio.gather(ask("default"), ask("other"))

        assert simulator.metrics.steps - ran > 2 * STEPS_IN_A_UNIT
    assert order == ["other", "default"]
    assert behind == {"running"}


async def test_the_result_is_that_of_running_it_at_once(tmp_path):
    ends = []
    for name, sliced in (("sliced", True), ("whole", False)):
        hand = HandClock()
        async with opened(tmp_path / name, hand.system_clock(), clock="scaled") as simulator:
            await create_large(simulator)
            hand.reading += 3600
            if not sliced:
                simulator.tenants.loaded["default"].catch_up_at_once(hand.reading)
            await asyncio.gather(*[get(simulator) for _ in range(5)])
            ends.append(known(simulator))

    assert ends[0] == ends[1]


async def test_a_call_that_needs_too_many_steps_is_refused_in_words_and_goes_on_later(file):
    hand = HandClock()
    limited = {"clock": "scaled", "rate": 60.0, "step_limit": STEPS_IN_A_UNIT}
    async with opened(file, hand.system_clock(), **limited) as simulator:
        await create_large(simulator)
        hand.reading += 3600

        refused = await get(simulator)
        assert (refused.status, refused.body["Code"]) == (503, "ServiceUnavailable")
        assert "--step-limit" in refused.body["Message"]

        statuses = [(await get(simulator)).status for _ in range(10)]
        assert statuses[-1] == 200
        assert statuses == sorted(statuses, reverse=True)


async def test_a_call_whose_caller_has_left_runs_no_more_than_two_units(file):
    hand = HandClock()
    async with opened(file, hand.system_clock(), clock="scaled", rate=60.0) as simulator:
        await create_large(simulator)
        hand.reading += 3600
        tenant, ran = simulator.tenants.loaded["default"], simulator.metrics.steps

        with pytest.raises(CallerLeftError):
            await simulator.slices.catch_up(
                tenant, simulator.system_clock, lambda: simulator.metrics.steps > ran
            )

        assert simulator.metrics.steps - ran <= 2 * STEPS_IN_A_UNIT
        assert not tenant.is_stale


async def test_calls_that_wait_for_a_long_timeline_are_done_after_a_reset(file):
    hand = HandClock()
    async with opened(file, hand.system_clock(), clock="scaled", rate=60.0) as simulator:
        await create_large(simulator)
        hand.reading += 3600
        waiting = asyncio.create_task(create(simulator, "new"))
        await asyncio.sleep(0)

        await simulator.lifecycle.reset("default")

        assert (await waiting).status == 202
        assert [cluster["name"] for cluster in (await get(simulator)).ok()] == ["new"]


async def test_an_advance_without_an_end_says_what_it_did(file, endless):
    async with opened(file, scenario=endless, step_limit=1000) as simulator:
        await create(simulator, "flap", size=1)
        tenant = simulator.tenants.loaded["default"]

        with pytest.raises(AdvanceEndedError, match="--step-limit") as ended:
            await simulator.advance(tenant, 2**62, sets_clock=False)

        assert ended.value.code == TooManyStepsError.code
        assert ended.value.advanced.ran == 1000
        stored = await simulator.store.load("default")
        assert stored.tenant_row.now == ended.value.advanced.now == tenant.now(0.0)


async def test_an_advance_ends_when_the_server_stops(file):
    async with opened(file) as simulator:
        await create_large(simulator)
        tenant = simulator.tenants.loaded["default"]
        await simulator.long_work.end()

        with pytest.raises(AdvanceEndedError, match="the server is stopping") as ended:
            await simulator.advance(tenant, 2**62, sets_clock=False)

        assert ended.value.advanced.ran == STEPS_IN_A_UNIT
        stored = await simulator.store.load("default")
        assert stored.tenant_row.now == tenant.now(0.0)


async def test_a_poll_of_something_stuck_moves_no_time_and_is_not_searched_twice(tmp_path, file):
    rules = [
        {"id": "held", "when": {"cluster": "stuck", "stage": "ecs"}, "then": "stuck"},
        {**RULE, "then": ENDLESS},
    ]
    scenario = a_file(tmp_path / "stuck.yaml", rules=rules)
    async with opened(file, scenario=scenario, clock="polling") as simulator:
        await create(simulator, "flap", size=1)
        tenant = simulator.tenants.loaded["default"]
        await simulator.advance(tenant, 2**62, enough=lambda: is_running(tenant))
        stuck = (await create(simulator, "stuck", size=1)).ok()["cluster_id"]
        for _ in range(2):
            await get(simulator, f"/clusters/{stuck}")
        now, before = tenant.now(0.0), known(simulator)

        for _ in range(3):
            (await get(simulator, f"/clusters/{stuck}")).ok()

        assert tenant.now(0.0) == now
        assert known(simulator) == before


async def test_a_poll_finds_what_is_far_ahead(file):
    async with opened(file, clock="polling") as simulator:
        await create_large(simulator)
        last = (await create(simulator, "last", size=1)).ok()["cluster_id"]
        states = [(await get(simulator, f"/clusters/{last}")).ok()["state"] for _ in range(3)]

        assert states[0] == "initial"
        assert states[-1] == "running"


async def test_a_stuck_cluster_is_shown_to_be_deleted_when_the_timeline_deletes_it(tmp_path, file):
    rules = [{"id": "held", "when": {"stage": "ecs"}, "then": "stuck"}]
    timeline = [{"at": "+20m", "do": "delete_cluster", "cluster": "stuck"}]
    scenario = a_file(tmp_path / "stuck.yaml", rules=rules, timeline=timeline)
    async with opened(file, scenario=scenario, clock="polling") as simulator:
        stuck = (await create(simulator, "stuck", size=1)).ok()["cluster_id"]
        states = [(await get(simulator, f"/clusters/{stuck}")).status for _ in range(4)]

        assert states[-1] == 404
