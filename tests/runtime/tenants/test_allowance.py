"""From where a tenant of the store goes on."""

from math import inf

import pytest
from cs_simulator.domain.instants import SECOND
from cs_simulator.runtime.tenants import allowance
from cs_simulator.runtime.tenants.allowance import CALLS, SECONDS
from cs_simulator.storage.changes import TenantRow

NOW, SPEED = 1_515_402_000 * SECOND, 60.0
LATEST = NOW + int(SECONDS * SPEED) * SECOND


def row(**given):
    whole = {
        "number": 1, "name": "a", "origin": "a", "seed": 1, "clock_mode": "scaled",
        "clock_rate": SPEED, "now": NOW, "counts": "{}", "now_allowed": LATEST,
        "calls_allowed": 7 + CALLS, "reading": 100.0, "boot": "this",
    }  # fmt: skip
    return TenantRow(**{**whole, **given})


def resumed(row, boot="this", reading=103.0):
    return allowance.resumed_now(row, SPEED, boot, reading)


def test_time_is_what_has_passed_since_the_row_was_written():
    assert resumed(row()) == NOW + 3 * 60 * SECOND


@pytest.mark.parametrize(
    ("given", "boot", "reading"),
    [
        ({}, "another", 103.0),
        ({}, "", 103.0),
        ({"boot": ""}, "", 103.0),
        ({}, "this", 99.0),
        ({}, "this", 1e9),
        ({"reading": -inf}, "this", 103.0),
        ({"reading": inf}, "this", 103.0),
        ({"now_allowed": 2**62}, "another", 103.0),
    ],
)
def test_otherwise_it_is_the_latest_that_was_allowed(given, boot, reading):
    assert resumed(row(**given), boot, reading) == LATEST


@pytest.mark.parametrize("allowed", [0, -(2**62), NOW])
def test_a_row_that_allows_nothing_is_where_it_says(allowed):
    assert resumed(row(now_allowed=allowed)) == NOW


@pytest.mark.parametrize(
    ("allowed", "calls"), [(7 + CALLS, 7 + CALLS), (0, 7), (-3, 7), (20, 20), (2**62, 7 + CALLS)]
)
def test_calls_go_on_behind_those_that_were_allowed(allowed, calls):
    assert allowance.resumed_calls(row(calls_allowed=allowed), 7) == calls
