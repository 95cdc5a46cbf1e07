"""What a tenant is made with: kept as a text, and completed by scenario and settings."""

import pytest
from cs_simulator.cluster_types import registry
from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.instants import from_text
from cs_simulator.runtime.settings import FIXED_START, Settings
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.spec import TenantSpec

WALL = from_text("2026-01-02T03:04:05Z")
CLOCK = SystemClock(monotonic=lambda: 5.0, wall=lambda: WALL)
START = "2019-01-01T00:00:00Z"
SCENARIO = {"seed": 3, "clock": {"mode": "polling", "rate": 2.0, "interval": "10s", "start": START}}

SPECS = [
    TenantSpec(),
    TenantSpec(seed=0, start=0, interval=0),
    TenantSpec(origin="x", seed=7, clock="frozen", rate=2.0, quotas={"clusters": 1}),
    TenantSpec(scenario='{"rules": []}', fixtures={"vpcs": []}),
]


@pytest.mark.parametrize("spec", SPECS, ids=repr)
def test_a_spec_is_read_from_its_text(spec):
    assert TenantSpec.from_text(spec.text()) == spec


def test_the_text_has_only_what_is_set():
    assert TenantSpec(seed=0).text() == '{"seed":0}'


def test_a_scenario_gives_seed_and_clock_where_the_spec_has_none():
    assert TenantSpec().with_scenario(SCENARIO) == TenantSpec(
        seed=3, clock="polling", rate=2.0, interval=10_000_000, start=from_text(START)
    )


def test_what_the_spec_has_itself_is_stronger_than_the_scenario():
    own = TenantSpec(seed=0, clock="frozen", rate=9.0, interval=0, start=0)

    assert own.with_scenario(SCENARIO) == own


STARTS = {
    "frozen": FIXED_START, "polling": FIXED_START, "scaled": WALL, "realtime": WALL,
}  # fmt: skip


@pytest.mark.parametrize("mode", STARTS)
def test_a_clock_that_stands_still_starts_in_the_past_and_one_that_runs_starts_now(mode):
    world = TenantSpec(clock=mode).world("t", Settings(clock="frozen"), CLOCK, registry())

    assert world.clock.mode is ClockMode(mode)
    assert world.clock.now(5.0) == STARTS[mode]


def test_a_world_has_the_settings_where_the_spec_says_nothing():
    settings = Settings(clock="frozen", seed=9, quota=("clusters=3", "eips=4"))
    world = TenantSpec(quotas={"clusters": 1}).world("t", settings, CLOCK, registry())

    assert (world.seed, world.origin) == (9, "t")
    assert (world.options.quotas.clusters, world.options.quotas.eips) == (1, 4)
