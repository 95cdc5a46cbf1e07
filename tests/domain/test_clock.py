"""A clock computes its instants from readings, and never goes back."""

from dataclasses import replace

import pytest
from cs_simulator.domain.clock import Clock, ClockMode
from cs_simulator.domain.instants import SECOND

START = 1_515_402_000 * SECOND
READING = 100.0
FROZEN, POLLING = ClockMode.FROZEN, ClockMode.POLLING
SCALED, REALTIME = ClockMode.SCALED, ClockMode.REALTIME
SPEEDS = [(REALTIME, 1.0), (SCALED, 60.0), (FROZEN, 0.0), (POLLING, 0.0)]


def a_clock(mode, rate=60.0):
    return Clock(mode=mode, anchor=START, reading=READING, rate=rate)


@pytest.mark.parametrize(("mode", "speed"), SPEEDS)
def test_a_clock_runs_at_the_speed_of_its_mode(mode, speed):
    clock = a_clock(mode)

    assert clock.speed == speed
    assert clock.now(READING) == START
    assert clock.now(READING + 2.5) == START + int(2.5 * speed * SECOND)


def test_a_scaled_clock_has_the_rate_of_realtime_unless_given():
    assert Clock(mode=SCALED, anchor=START, reading=READING).speed == 1.0


@pytest.mark.parametrize("mode", ClockMode)
def test_a_clock_can_be_set_forward(mode):
    clock = a_clock(mode).at(START + 1000 * SECOND, READING + 1)

    assert clock.now(READING + 1) == START + 1000 * SECOND
    assert (clock.mode, clock.rate) == (mode, 60.0)


@pytest.mark.parametrize(("mode", "speed"), SPEEDS)
def test_a_clock_set_back_shows_what_it_showed(mode, speed):
    clock = a_clock(mode).at(START - 1, READING + 10)

    assert clock.now(READING + 10) == START + int(10 * speed * SECOND)


@pytest.mark.parametrize(("mode", "speed"), SPEEDS)
def test_a_new_mode_goes_on_from_the_instant_that_was_shown(mode, speed):
    clock = a_clock(mode).with_mode(SCALED, 10.0, READING + 3)

    shown = START + int(3 * speed * SECOND)
    assert clock.now(READING + 3) == shown
    assert clock.now(READING + 4) == shown + 10 * SECOND
    assert (clock.mode, clock.rate) == (SCALED, 10.0)


@pytest.mark.parametrize(("mode", "seconds"), [(REALTIME, 120.0), (SCALED, 2.0)])
def test_the_wait_for_an_instant_is_counted_in_real_seconds(mode, seconds):
    clock = a_clock(mode)

    assert clock.real_seconds_until(START + 120 * SECOND, READING) == pytest.approx(seconds)
    assert clock.real_seconds_until(START + 120 * SECOND, READING + 1) == pytest.approx(seconds - 1)


def test_there_is_no_wait_for_an_instant_that_is_past():
    assert a_clock(SCALED).real_seconds_until(START - SECOND, READING) == 0.0


@pytest.mark.parametrize("mode", [FROZEN, POLLING])
def test_nobody_can_wait_for_a_clock_that_stands_still(mode):
    assert a_clock(mode).real_seconds_until(START + SECOND, READING) is None


def test_the_speed_follows_a_change_of_the_mode():
    assert replace(a_clock(FROZEN), mode=REALTIME).speed == 1.0


def test_the_modes_have_the_names_that_people_write():
    assert [*ClockMode] == ["realtime", "scaled", "frozen", "polling"]
