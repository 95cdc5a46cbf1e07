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
