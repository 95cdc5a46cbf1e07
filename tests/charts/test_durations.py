"""From what the duration of a stage is drawn, in words."""

import pytest
from cs_simulator.charts.rows.durations import drawn_from
from cs_simulator.domain.durations import Fixed, Lognormal, Percentiles, Uniform


@pytest.mark.parametrize(
    ("takes", "words"),
    [
        (Fixed(90), "takes 1m30s"),
        (Uniform(20, 40.5), "takes 20s to 40s500ms"),
        (Lognormal(60, 0.4, 300), "takes about 1m, at most 5m"),
        (Percentiles(((0.5, 30), (1.0, 300))), "takes 30s to 5m"),
    ],
)
def test_every_distribution_has_its_words(takes, words):
    assert drawn_from(takes) == words
