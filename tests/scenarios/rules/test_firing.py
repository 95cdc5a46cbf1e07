"""On which of its matches a rule fires: one row an example of each key of ``fire``."""

import pytest
from cs_simulator.domain.instants import HOUR, MINUTE, SECOND
from cs_simulator.scenarios.rules import firing
from cs_simulator.scenarios.rules.firing import FIRES, FireCount

from tests.support.rules import a_rule


def fired(fire, matches=8, since=0):
    """The numbers of the matches that the rule fires on."""
    policy = a_rule(fire=fire).firing
    found = []
    for number in range(1, matches + 1):
        before = FireCount(matched=number - 1, fired=len(found))
        if firing.skip_reason(policy, before, 0.0, since) == FIRES:
            found.append(number)
    return found


@pytest.mark.parametrize(
    ("fire", "expected"),
    [
        ({}, [1, 2, 3, 4, 5, 6, 7, 8]),
        ({"skip": 0}, [1, 2, 3, 4, 5, 6, 7, 8]),
        ({"skip": 1}, [2, 3, 4, 5, 6, 7, 8]),
        ({"skip": 3}, [4, 5, 6, 7, 8]),
        ({"skip": 8}, []),
        ({"times": 1}, [1]),
        ({"times": 3}, [1, 2, 3]),
        ({"times": 100}, [1, 2, 3, 4, 5, 6, 7, 8]),
        ({"skip": 2, "times": 2}, [3, 4]),
        ({"nth": 1}, [1]),
        ({"nth": 3}, [3]),
        ({"nth": "2-4"}, [2, 3, 4]),
        ({"nth": "3"}, [3]),
        ({"nth": [1, 3]}, [1, 3]),
        ({"nth": [1, "4-5", 8]}, [1, 4, 5, 8]),
        ({"nth": ["1-2", "2-3"]}, [1, 2, 3]),
        ({"nth": "9-12"}, []),
        ({"nth": [2, 4], "times": 1}, [2]),
        ({"nth": [2, 4], "skip": 2}, [4]),
        ({"every": 1}, [1, 2, 3, 4, 5, 6, 7, 8]),
        ({"every": 2}, [1, 3, 5, 7]),
        ({"every": 3}, [1, 4, 7]),
        ({"every": 3, "skip": 1}, [2, 5, 8]),
        ({"every": 2, "times": 2}, [1, 3]),
        ({"every": 2, "nth": "3-4"}, [3]),
    ],
)
def test_counts(fire, expected):
    assert fired(fire) == expected


@pytest.mark.parametrize(
    ("window", "since", "expected"),
    [
        ({}, 0, True),
        ({}, HOUR, True),
        ({"after": "5m"}, 0, False),
        ({"after": "5m"}, 5 * MINUTE - 1, False),
        ({"after": "5m"}, 5 * MINUTE, True),
        ({"after": "5m"}, 24 * HOUR, True),
        ({"for": "2m"}, 0, True),
        ({"for": "2m"}, 2 * MINUTE - 1, True),
        ({"for": "2m"}, 2 * MINUTE, False),
        ({"after": "5m", "for": "2m"}, 4 * MINUTE, False),
        ({"after": "5m", "for": "2m"}, 6 * MINUTE, True),
        ({"after": "5m", "for": "2m"}, 7 * MINUTE, False),
        ({"after": "5m", "for": "2m"}, 16 * MINUTE, False),
        ({"for": "2m", "every": "10m"}, MINUTE, True),
        ({"for": "2m", "every": "10m"}, 9 * MINUTE, False),
        ({"for": "2m", "every": "10m"}, 10 * MINUTE, True),
        ({"for": "2m", "every": "10m"}, 12 * MINUTE, False),
        ({"for": "2m", "every": "10m"}, 51 * MINUTE, True),
        ({"after": "5m", "for": "2m", "every": "10m"}, 0, False),
        ({"after": "5m", "for": "2m", "every": "10m"}, 15 * MINUTE, True),
        ({"after": "5m", "for": "2m", "every": "10m"}, 17 * MINUTE - 1, True),
        ({"after": "5m", "for": "2m", "every": "10m"}, 17 * MINUTE, False),
        ({"after": "5m", "for": "2m", "every": "10m"}, 25 * MINUTE, True),
    ],
)
def test_window(window, since, expected):
    assert bool(fired({"window": window}, 1, since)) == expected


@pytest.mark.parametrize(
    ("probability", "draw", "expected"),
    [
        (1, 0.999_999, True),
        (0.3, 0.0, True),
        (0.3, 0.299, True),
        (0.3, 0.3, False),
        ("30%", 0.299, True),
        ("30%", 0.31, False),
        (0.5, 0.75, False),
    ],
)
def test_probability(probability, draw, expected):
    policy = a_rule(fire={"probability": probability}).firing
    assert (firing.skip_reason(policy, FireCount(), draw, 0) == FIRES) == expected


@pytest.mark.parametrize(
    ("fire", "per"),
    [
        ({}, "all"),
        ({"times": 1}, "all"),
        ({"per": "all"}, "all"),
        ({"per": "cluster"}, "cluster"),
        ({"per": "body.name"}, "body.name"),
        ({"probability": 0.5}, "cluster"),
        ({"probability": 0.5, "per": "all"}, "all"),
        ({"probability": 1}, "all"),
    ],
)
def test_what_is_counted_separately(fire, per):
    assert a_rule(fire=fire).firing.counts_per == per


@pytest.mark.parametrize(
    ("fire", "before", "draw", "since", "reason"),
    [
        ({"window": {"after": "5m"}}, FireCount(), 0.0, 0, "outside of its window"),
        ({"skip": 2}, FireCount(1, 0), 0.0, 0, "skips the first 2"),
        ({"times": 1}, FireCount(1, 1), 0.0, 0, "used up"),
        ({"times": 1}, FireCount(3, 2), 0.0, 0, "used up"),  # it was more, before it was edited
        ({"nth": 2}, FireCount(), 0.0, 0, "not for match 1"),
        ({"every": 2}, FireCount(1, 1), 0.0, 0, "only for every 2"),
        ({"probability": 0.25}, FireCount(), 0.5, 0, "drew 0.5000, not below 0.25"),
        # the first reason that applies is given
        ({"window": {"for": "1s"}, "skip": 1}, FireCount(), 0.0, SECOND, "outside of its window"),
        ({"skip": 1, "nth": 2}, FireCount(), 0.0, 0, "skips the first 1"),
        ({"times": 1, "nth": 1}, FireCount(1, 1), 0.0, 0, "used up"),
    ],
)
def test_the_reason_why_it_does_not_fire(fire, before, draw, since, reason):
    assert firing.skip_reason(a_rule(fire=fire).firing, before, draw, since) == reason


@pytest.mark.parametrize(
    ("fire", "count", "expected"),
    [
        ({}, FireCount(), None),
        ({"every": 2}, FireCount(5, 3), None),
        ({"probability": 0.5}, FireCount(5, 3), None),
        ({"times": 3}, FireCount(), 3),
        ({"times": 3}, FireCount(9, 2), 1),
        ({"times": 3}, FireCount(9, 3), 0),
        ({"times": 3}, FireCount(9, 4), 0),
        ({"nth": 2}, FireCount(), 1),
        ({"nth": 2}, FireCount(1, 0), 1),
        ({"nth": 2}, FireCount(2, 1), 0),
        ({"nth": "2-5"}, FireCount(), 4),
        ({"nth": "2-5"}, FireCount(3, 2), 2),
        ({"nth": "2-5"}, FireCount(7, 4), 0),
        ({"nth": [1, "4-5"]}, FireCount(1, 1), 2),
        ({"nth": [1, 3], "times": 1}, FireCount(), 1),
    ],
)
def test_how_often_it_may_fire_yet(fire, count, expected):
    assert firing.remaining(a_rule(fire=fire).firing, count) == expected
