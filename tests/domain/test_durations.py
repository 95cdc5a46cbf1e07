from math import exp

import pytest
from cs_simulator.domain.durations import Fixed, Lognormal, Percentiles, Uniform
from cs_simulator.domain.instants import SECOND
from hypothesis import given
from hypothesis import strategies as st

DISTRIBUTIONS = [
    Fixed(3),
    Uniform(5, 15),
    Lognormal(median=180, sigma=0.2, most=900),
    Percentiles(((0.0, 10), (0.5, 20), (0.99, 100))),
]


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
@given(draws=st.lists(st.floats(0, 1, exclude_max=True), min_size=2, max_size=2))
def test_a_larger_draw_never_takes_less_time(distribution, draws):
    low, high = sorted(draws)
    assert 0 <= distribution.quantile(low) <= distribution.quantile(high)


def test_half_of_a_lognormal_lies_below_its_median():
    assert Lognormal(median=180, sigma=0.2, most=900).quantile(0.5) == 180 * SECOND


def test_nothing_of_a_lognormal_lies_above_its_cap():
    assert Lognormal(median=180, sigma=2, most=900).quantile(1 - 2**-53) == 900 * SECOND


@pytest.mark.parametrize(
    ("draw", "seconds"), [(0.0, 10), (0.25, 15), (0.5, 20), (0.745, 60), (0.99, 100), (0.999, 100)]
)
def test_percentiles_are_joined_by_straight_lines(draw, seconds):
    assert DISTRIBUTIONS[3].quantile(draw) == pytest.approx(seconds * SECOND)


@pytest.mark.parametrize(
    ("distribution", "draw", "microseconds"),
    [
        (Fixed(3), 0.7, 3_000_000),
        (Fixed(0.1234567), 0.0, 123_457),
        (Uniform(5, 15), 0.0, 5_000_000),
        (Uniform(5, 15), 0.25, 7_500_000),
        (Uniform(5, 15), 1.0, 15_000_000),
    ],
)
def test_a_draw_has_its_duration(distribution, draw, microseconds):
    assert distribution.quantile(draw) == microseconds


@pytest.mark.parametrize("draw", [0.0, 0.1, 0.3, 1.0])
def test_points_are_constant_before_the_first_and_after_the_last(draw):
    points = Percentiles(((0.3, 10), (0.6, 20)))

    assert points.quantile(draw) == (10 if draw <= 0.3 else 20) * SECOND


def test_a_single_point_is_a_constant():
    assert {Percentiles(((0.5, 7),)).quantile(draw) for draw in (0, 0.5, 1)} == {7 * SECOND}


def test_a_step_between_two_points_of_one_share_takes_the_lower_one_at_it():
    points = Percentiles(((0.0, 10), (0.5, 20), (0.5, 30), (1.0, 40)))

    assert points.quantile(0.5) == 20 * SECOND
    assert points.quantile(0.75) == 35 * SECOND


@pytest.mark.parametrize(
    ("draw", "score"),
    [(0.8413447460685429, 1), (0.15865525393145707, -1), (0.0, -8.209536), (1.0, 8.209536)],
)
def test_the_logarithm_of_a_lognormal_is_normal_even_at_0_and_1(draw, score):
    seconds = 180 * exp(0.2 * score)

    duration = Lognormal(median=180, sigma=0.2, most=9000).quantile(draw)

    assert duration == pytest.approx(seconds * SECOND, rel=1e-6)
