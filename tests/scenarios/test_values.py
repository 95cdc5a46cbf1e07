"""Values that files write in their own way: shares, and distributions of durations."""

import pytest
from cs_simulator.domain.durations import Fixed, Lognormal, Percentiles, Uniform
from cs_simulator.scenarios.declaration import TimeValueError, build
from cs_simulator.scenarios.values import DistributionValues

DISTRIBUTIONS = [
    ({"fixed": "90s"}, Fixed(90)),
    ({"fixed": 0}, Fixed(0)),
    ({"uniform": ["5s", "15s"]}, Uniform(5, 15)),
    ({"uniform": ["5s", "5s"]}, Uniform(5, 5)),
    ({"lognormal": {"median": "90s", "max": "10m"}}, Lognormal(90, 0.4, 600)),
    ({"lognormal": {"median": "90s", "sigma": 1.5, "max": "10m"}}, Lognormal(90, 1.5, 600)),
    (
        {"percentiles": {"0%": "1s", "50%": "2s", "100%": "2s"}},
        Percentiles(((0.0, 1), (0.5, 2), (1.0, 2))),
    ),
]
MISTAKES = [
    ({}, "give exactly one of fixed, uniform, lognormal and percentiles"),
    (
        {"fixed": "1s", "uniform": ["1s", "2s"]},
        "give exactly one of fixed, uniform, lognormal and percentiles",
    ),
    ({"uniform": ["15s", "5s"]}, "write uniform as the least and the most, in that order"),
    (
        {"lognormal": {"median": 0, "max": "10m"}},
        "lognormal.median must be more than 0; write a duration",
    ),
    *[
        (
            {"percentiles": points},
            'write percentiles as shares with times, both growing: {"50%": 20s, "100%": 5m}',
        )
        for points in ({}, {"50%": "2s", "20%": "3s"}, {"20%": "3s", "50%": "2s"})
    ],
]


@pytest.mark.parametrize(("source", "distribution"), DISTRIBUTIONS)
def test_a_distribution_is_read(source, distribution):
    assert build(DistributionValues, source).distribution() == distribution


@pytest.mark.parametrize(("source", "problem"), MISTAKES)
def test_a_distribution_that_makes_no_sense_is_refused(source, problem):
    with pytest.raises(TimeValueError) as refused:
        build(DistributionValues, source).distribution()

    assert str(refused.value) == problem


@pytest.mark.parametrize("share", ["half", "x%", "101%", "-1%", "1.5"])
def test_a_share_is_from_0_to_1(share):
    values = build(DistributionValues, {"percentiles": {share: "1s"}})

    with pytest.raises(TimeValueError, match=r"is no share; write"):
        values.distribution()
