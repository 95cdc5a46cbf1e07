"""Reads that see the past: how much of it is kept, and what of it a read sees."""

import pytest
from cs_simulator.domain.instants import MINUTE, SECOND
from cs_simulator.engine import past_states, scenario
from cs_simulator.engine.past_states import PastStates
from cs_simulator.engine.unit import Unit
from cs_simulator.scenarios.rules.effects import ReadFromPast

from tests.support.scenario_client import A_SCENARIO
from tests.support.worlds import a_tenant

pytestmark = pytest.mark.every_type

BY_TIME, BY_READS = ReadFromPast(virtual=10 * SECOND), ReadFromPast(reads=2)


@pytest.fixture
def world():
    """A world under a rule that looks ten seconds back."""
    tenant = a_tenant()
    rule = {"id": "stale", "phase": "read", "then": {"stale_read": {"lag": "10s"}}}
    tenant.change(0.0, lambda unit: scenario.begin(unit, {**A_SCENARIO, "rules": [rule]}))
    return tenant.world


def set_quota(world, past, at, amount):
    """One unit of work, which the past remembers."""
    from cs_simulator.engine.limits import set_quota

    unit = Unit(world, at)
    set_quota(unit, "clusters", amount)
    past.remember(world, unit)


def seen(world, past, lag, now):
    with past.as_it_was(world, "stale", lag, now):
        quota = world.quotas.get("clusters")
        return quota.amount if quota else None


def test_a_read_does_not_see_what_is_younger_than_the_lag(world):
    past = PastStates()
    set_quota(world, past, 1 * MINUTE, 5)
    set_quota(world, past, 1 * MINUTE + 5 * SECOND, 6)

    at = [seen(world, past, BY_TIME, 1 * MINUTE + n * SECOND) for n in (9, 10, 14, 15)]

    assert at == [None, 5, 5, 6]
    assert world.quotas.get("clusters").amount == 6


def test_a_write_is_hidden_from_as_many_reads_as_the_rule_says(world):
    past = PastStates()
    set_quota(world, past, 1 * MINUTE, 5)

    assert [seen(world, past, BY_READS, 2 * MINUTE) for _ in range(3)] == [None, None, 5]


def test_the_world_is_what_it_is_again_when_a_read_fails(world):
    past = PastStates()
    set_quota(world, past, 1 * MINUTE, 5)

    with pytest.raises(ZeroDivisionError), past.as_it_was(world, "stale", BY_TIME, 1 * MINUTE):
        raise ZeroDivisionError

    assert world.quotas.get("clusters").amount == 5


def test_the_past_has_the_serials_that_it_had(world):
    past, before = PastStates(), world.counts["serial"]
    set_quota(world, past, 1 * MINUTE, 5)
    present = world.counts["serial"]

    with past.as_it_was(world, "stale", BY_TIME, 1 * MINUTE):
        assert world.counts["serial"] == before

    assert before < world.counts["serial"] == present


def test_what_is_older_than_any_rule_looks_back_is_forgotten(world):
    past = PastStates()
    for second in range(30):
        set_quota(world, past, second * SECOND, second)

    assert len(past._past) == 11


def test_no_more_is_kept_than_the_limit(world, monkeypatch):
    monkeypatch.setattr(past_states, "MOST_REMEMBERED", 3)
    past = PastStates()
    for amount in range(9):
        set_quota(world, past, 1 * MINUTE, amount)

    assert len(past._past) == 3
    assert seen(world, past, BY_TIME, 1 * MINUTE) == 5


def test_nothing_is_kept_where_no_rule_looks_back():
    tenant, past = a_tenant(), PastStates()
    set_quota(tenant.world, past, 1 * MINUTE, 5)

    assert past._past == []
