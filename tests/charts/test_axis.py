"""The time axis of a chart: columns, cuts and labels."""

from itertools import pairwise

from cs_simulator.charts.axis import Axis, clock
from cs_simulator.domain.instants import HOUR, MINUTE, SECOND


def test_time_is_proportional_where_something_goes_on():
    axis = Axis([(0, 10 * MINUTE)], 0, 10 * MINUTE, 100)
    assert [axis.column(n * MINUTE) for n in (0, 1, 5, 10)] == [0, 10, 50, 100]
    assert [text for _, text in axis.ticks()] == [f"{n}:00" for n in range(11)]
    assert axis.cuts == []


def test_a_long_silence_takes_three_columns():
    busy = [(0, 5 * MINUTE), (20 * HOUR, 20 * HOUR + 5 * MINUTE)]
    axis = Axis(busy, 0, 20 * HOUR + 5 * MINUTE, 103)
    assert axis.cuts == [50]
    assert (axis.column(5 * MINUTE), axis.column(20 * HOUR)) == (50, 53)
    assert axis.column(20 * HOUR + 5 * MINUTE) == 103


def test_times_are_written_as_clocks_show_them():
    assert [clock(n * SECOND) for n in (0, 61, 3601, 90061)] == [
        "0:00", "1:01", "1:00:01", "1d 1:01:01",
    ]  # fmt: skip


def test_nothing_is_cut_where_nothing_takes_any_time():
    axis = Axis([(n * HOUR, n * HOUR) for n in (0, 1, 5)], 0, 10 * HOUR, 100)
    assert axis.cuts == []
    assert axis.column(5 * HOUR) == 50


def test_what_follows_a_cut_says_when_it_is():
    axis = Axis([(0, 5 * MINUTE), (20 * HOUR, 20 * HOUR + 5 * MINUTE)], 0, 21 * HOUR, 103)
    labels = dict(axis.ticks())
    assert labels[axis.column(20 * HOUR)] == "20:00:00"
    ends = [(column, column + len(text)) for column, text in sorted(labels.items())]
    assert all(end < column for (_, end), (column, _) in pairwise(ends))
