"""Careful and careless clients under the shipped scenarios: the ones cope, the others are caught.

The clients choose their own names and poll in their own rhythm, which no scenario knows.
"""

import time
from pathlib import Path
from typing import NamedTuple

import pytest
from cs_simulator.runtime.files import scenario_library
from cs_simulator.testing import Simulator
from cs_simulator.testing.scenarios import tenant_options

from tests.scenarios.clients.ack import AckClient
from tests.scenarios.clients.careful import CarefulClient
from tests.scenarios.clients.careless import WalksAwayError, of_kind
from tests.scenarios.clients.lessons import LESSONS
from tests.scenarios.clients.service import NeverEndsError
from tests.scenarios.clients.swarm import SwarmClient

HERE = Path(__file__).parent
LOOKS = ("detail", "list")
# A polling clock moves to the next change; a frozen one only while the client sleeps.
RUNS = ((None, "polling"), (1, "frozen"), (2, "polling"))
CATCHES = [(name, habit) for name, lesson in LESSONS.items() for habit in lesson.catches]


class Life(NamedTuple):
    """What came of a client's life under a scenario."""

    said: str
    """What it says to its user if it has given up."""
    broke: BaseException | None
    missed: str
    """The expectations that are not met when it ends."""
    missed_later: str
    """Those that are not met an hour later."""
    hits: dict[str, int]
    has_acted: bool
    left: list[str]


class MachineTime:
    """The time of the machine, as clients have it that know of no simulator."""

    def sleep(self, seconds):
        time.sleep(seconds)

    @property
    def now(self):
        return time.monotonic()  # noqa: TID251 - a client reads the machine's clock


@pytest.fixture(scope="module")
def simulator():
    with Simulator() as running:
        yield running


@pytest.fixture
def live(simulator):
    """The life of a client under a scenario."""

    def live(name, habit=CarefulClient, *, look, seed, clock, work=None, sleeps=False):
        options = tenant_options(name, HERE, seed)
        tenant = simulator.tenant(**options)
        tenant.clock.set(clock)
        client = of_kind(habit, AckClient if name.startswith("ack-") else SwarmClient)
        client = client(tenant, look=look)
        work = work or LESSONS[name].work
        try:
            if not sleeps:
                return _lived(tenant, client, work)
            client.time = MachineTime()
            with tenant.virtual_time():
                return _lived(tenant, client, work)
        finally:
            tenant.delete()

    return live


@pytest.fixture(scope="module")
def undisturbed():
    """The lives where nothing goes wrong: those of many scenarios are the same."""
    return {}


def _lived(tenant, client, work):
    said, broke = "", None
    try:
        said = client.live(work)
    except (WalksAwayError, NeverEndsError):
        pass
    except Exception as error:  # noqa: BLE001 - a careless client may break in any way
        broke = error
    left = [cluster["name"] for cluster in tenant.clusters.list()]
    missed = _missed(tenant)
    tenant.clock.advance("1h")
    in_force = tenant.scenario()
    hits = {rule["id"]: rule["hits"] for rule in in_force["rules"]}
    planned = len(in_force["scenario"].get("timeline", []))
    has_acted = any(hits.values()) or len(in_force["planned"]) < planned
    return Life(said, broke, missed, _missed(tenant), hits, has_acted, left)


def _missed(tenant):
    try:
        tenant.verify()
    except AssertionError as missed:
        return str(missed)
    return ""


def test_there_is_a_lesson_for_every_shipped_scenario():
    assert sorted(LESSONS) == sorted(path.stem for path in scenario_library.shipped())
    assert all(lesson.catches for lesson in LESSONS.values())


@pytest.mark.parametrize("name", LESSONS)
def test_a_careful_client_copes(live, name):
    lives = [
        live(name, look=look, seed=seed, clock=clock) for look in LOOKS for seed, clock in RUNS
    ]
    for life in lives:
        assert life.broke is None
        assert life.missed == life.missed_later == ""
        assert not life.said or LESSONS[name].may_give_up
        assert life.left == []
        assert life.has_acted or name.endswith("healthy")
    idle = {rule for rule in lives[0].hits if not any(life.hits[rule] for life in lives)}
    assert idle == set()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    ("name", "habit"), CATCHES, ids=[f"{name}-{habit.__name__}" for name, habit in CATCHES]
)
def test_a_careless_client_is_caught(live, name, habit, look):
    life = live(name, habit, look=look, seed=None, clock="frozen")
    assert life.missed or life.missed_later or life.broke
    assert life.has_acted or name.endswith("healthy")


@pytest.mark.parametrize(
    ("name", "habit"), CATCHES, ids=[f"{name}-{habit.__name__}" for name, habit in CATCHES]
)
def test_a_careless_client_gets_by_where_nothing_goes_wrong(live, undisturbed, name, habit):
    """So that it is caught by what goes wrong, and not by what it cannot do at all."""
    healthy = "ack-healthy" if name.startswith("ack-") else "healthy"
    work = LESSONS[name].work
    if (key := (healthy, habit, work)) not in undisturbed:
        undisturbed[key] = live(healthy, habit, look="detail", seed=None, clock="frozen", work=work)
    life = undisturbed[key]
    is_its_lesson = habit in LESSONS[healthy].catches
    assert bool(life.missed) == is_its_lesson
    assert life.broke is None or is_its_lesson


# Whatever waits for something: time-outs, outages, Retry-After, nodes that are lost for good.
WAITING = (
    "degradation-ramp",
    "flapping-node",
    "node-lost-after-ready",
    "region-outage-window",
    "slow-day",
    "stale-list-after-delete",
    "throttled-client",
    "ack-node-lost",
    "ack-pool-stuck-scaling",
    "ack-running-but-not-ready",
)


@pytest.mark.parametrize("name", WAITING)
def test_a_careful_client_that_sleeps_as_usual_copes_in_virtual_time(live, name):
    life = live(name, look="detail", seed=None, clock="polling", sleeps=True)
    assert life.broke is None
    assert life.missed == ""
    assert not life.said or LESSONS[name].may_give_up
    assert life.has_acted
