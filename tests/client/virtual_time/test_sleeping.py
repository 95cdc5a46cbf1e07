"""In virtual time, sleeping moves the tenant's clock, and the code sees that clock."""

import datetime
import time
from datetime import UTC
from datetime import datetime as early_datetime
from time import monotonic as early_monotonic
from time import monotonic_ns as early_monotonic_ns
from time import sleep as early_sleep
from time import time as early_time

import pytest
from cs_simulator.client import RefusedError
from cs_simulator.client.virtual_time import VirtualTimeError
from cs_simulator.testing import Simulator

START = int(datetime.datetime(2026, 9, 1, 9, tzinfo=UTC).timestamp())


def test_sleeping_moves_the_tenants_clock(tenant):
    with tenant.virtual_time():
        time.sleep(90)

    assert tenant.clock.now == "2026-09-01T09:01:30Z"


def test_every_clock_shows_what_was_slept(tenant):
    with tenant.virtual_time():
        before = time.monotonic(), time.monotonic_ns()
        time.sleep(2.5)
        after = time.monotonic(), time.monotonic_ns()

        assert after[0] - before[0] == pytest.approx(2.5)
        assert after[1] - before[1] == 2_500_000_000
        assert time.time() == START + 2.5
        assert time.time_ns() == (START + 2.5) * 1_000_000_000
        assert datetime.datetime.now(UTC).isoformat() == "2026-09-01T09:00:02.500000+00:00"
        assert datetime.datetime.utcnow().isoformat() == "2026-09-01T09:00:02.500000"
        assert datetime.datetime.now().timestamp() == START + 2.5
        assert time.gmtime()[:6] == (2026, 9, 1, 9, 0, 2)
        assert str(datetime.date.today()) == "2026-09-01"


def test_names_that_were_bound_before_are_meant_too(tenant):
    with tenant.virtual_time():
        before = early_monotonic(), early_monotonic_ns()
        early_sleep(60)

        assert early_monotonic() - before[0] == pytest.approx(60)
        assert early_monotonic_ns() - before[1] == 60_000_000_000
        assert early_time() == START + 60
        assert early_datetime.now(UTC).timestamp() == START + 60


def test_a_clock_that_is_moved_otherwise_is_seen(tenant):
    with tenant.virtual_time():
        before = time.monotonic()
        tenant.clock.advance("1h")

        assert time.monotonic() - before == pytest.approx(3600)
        assert time.time() == START + 3600


def test_monotonic_time_does_not_go_back_with_a_tenant_that_is_reset(tenant):
    with tenant.virtual_time():
        before = time.monotonic()
        time.sleep(100)
        tenant.reset()
        assert time.monotonic() - before == pytest.approx(100)
        time.sleep(10)

        assert time.monotonic() - before == pytest.approx(110)
        assert time.time() == START + 10


def test_the_shortest_sleep_takes_a_microsecond_and_none_takes_none(tenant):
    with tenant.virtual_time():
        time.sleep(1e-9)
        assert time.time_ns() - START * 1_000_000_000 == 1000
        time.sleep(0)
        assert time.time_ns() - START * 1_000_000_000 == 1000


@pytest.mark.parametrize(
    ("length", "error"), [(-1, ValueError), ("1", TypeError), (None, TypeError), (1j, TypeError)]
)
def test_a_sleep_that_makes_no_sense_is_refused_as_ever(tenant, length, error):
    with tenant.virtual_time(), pytest.raises(error):
        time.sleep(length)


def test_a_sleep_beyond_the_end_of_time_is_refused(tenant):
    with tenant.virtual_time(), pytest.raises(RefusedError, match="out of simulated time"):
        for _ in range(300):
            time.sleep(900_000_000)


def test_leaving_puts_everything_back(tenant):
    before = repr([time.sleep, time.monotonic, time.monotonic_ns, early_sleep])
    with tenant.virtual_time():
        assert "virtual sleep" in repr(time.sleep)

    assert repr([time.sleep, time.monotonic, time.monotonic_ns, early_sleep]) == before
    assert "built-in" in before
    assert abs(time.time() - START) > 1000


def test_an_exception_leaves_it_too(tenant):
    with pytest.raises(ZeroDivisionError), tenant.virtual_time():
        time.sleep(1 / 0)

    assert "built-in" in repr(time.sleep)


def test_it_may_be_entered_again_inside(tenant):
    with tenant.virtual_time():
        with tenant.virtual_time():
            time.sleep(10)
        time.sleep(10)

    assert tenant.clock.now == "2026-09-01T09:00:20Z"


def test_one_context_manager_may_be_entered_again(tenant):
    virtual_time = tenant.virtual_time()
    for _ in range(2):
        with virtual_time, virtual_time:
            time.sleep(10)

    assert tenant.clock.now == "2026-09-01T09:00:20Z"


def test_with_two_tenants_sleeping_moves_both_and_the_inner_one_is_shown(simulator, tenant):
    other = simulator.tenant(clock={"mode": "frozen", "start": "2020-01-01T00:00:00Z"})
    with tenant.virtual_time():
        time.sleep(1)
        before = time.monotonic()
        with other.virtual_time():
            time.sleep(10)
            assert time.gmtime().tm_year == 2020
        assert time.monotonic() - before == pytest.approx(10)
        assert time.time() == START + 11
        time.sleep(100)

    assert (tenant.clock.now, other.clock.now) == ("2026-09-01T09:01:51Z", "2020-01-01T00:00:10Z")


@pytest.mark.parametrize("mode", ["scaled", "realtime"])
def test_a_clock_that_runs_by_itself_is_refused(simulator, mode):
    tenant = simulator.tenant(clock=mode)

    with pytest.raises(VirtualTimeError, match=f"{mode}.*clock.set"), tenant.virtual_time():
        pass
    assert "built-in" in repr(time.sleep)


def test_a_simulator_that_verifies_signatures_is_refused():
    with Simulator(auth="enforce", credentials=("main:secret",), clock="frozen") as simulator:
        tenant = simulator.tenant()
        with pytest.raises(VirtualTimeError, match="--auth enforce"), tenant.virtual_time():
            pass
    assert "built-in" in repr(time.sleep)


def test_under_a_polling_clock_time_passes_at_the_pace_of_the_client(simulator):
    tenant = simulator.tenant(clock="polling")
    client = tenant.tea_client()
    with tenant.virtual_time():
        created = client.create_cluster(_request(tenant)).body.cluster_id
        before, reads = time.monotonic(), 1
        while client.describe_cluster_detail(created).body.state == "initial":
            reads += 1
            time.sleep(10)

        assert time.monotonic() - before == pytest.approx((reads - 1) * 10)
        assert reads > 10


def test_under_a_polling_clock_a_client_that_does_not_sleep_still_ends(simulator):
    tenant = simulator.tenant(clock={"mode": "polling", "interval": "1m"})
    client = tenant.tea_client()
    with tenant.virtual_time():
        created = client.create_cluster(_request(tenant)).body.cluster_id
        while client.describe_cluster_detail(created).body.state == "initial":
            pass


def test_a_polling_clock_gets_back_what_it_had(simulator):
    tenant = simulator.tenant(clock="polling")
    with tenant.virtual_time():
        assert tenant.clock.get()["interval"] == 0.1
    assert tenant.clock.get()["interval"] == 0

    tenant.clock.set("polling", interval=30)
    with tenant.virtual_time():
        assert tenant.clock.get()["interval"] == 30
    assert tenant.clock.get()["interval"] == 30


def test_a_simulator_elsewhere_is_asked_for_its_time(tenant, monkeypatch):
    monkeypatch.setattr("cs_simulator.client.virtual_time.tenant_clock.IN_PROCESS", {})
    with tenant.virtual_time():
        time.sleep(5)
        assert time.time() == START + 5


def _request(tenant):
    from alibabacloud_cs20151215 import models

    return models.CreateClusterRequest().from_map(tenant.creation(type="ManagedKubernetes"))
