"""Leaving out what did not have to go wrong, whatever the failure depends on."""

import pytest
from cs_simulator.domain.errors import UsageError
from cs_simulator.runs.shrink import shrink
from cs_simulator.scenarios.expectations.verdict import Verdict
from cs_simulator.scenarios.rules.fault_filter import FaultOccurrence
from hypothesis import given, strategies


def an_occurrence(number):
    return FaultOccurrence("r", "fail", "CreateCluster", "ecs", "a", number, "")


OCCURRENCES = [an_occurrence(number) for number in range(1, 9)]
CHOICES = strategies.frozensets(strategies.sampled_from(OCCURRENCES))


def run_of(fails):
    """A run in which rules would act on all occurrences, and whose second expectation may fail."""

    async def run(fault_filter):
        for occurrence in OCCURRENCES:
            if fault_filter.allows(occurrence):
                fault_filter.record(occurrence)
        passed = not fails(frozenset(fault_filter.acted))
        return [({"n": 1}, Verdict(passed=True)), ({"n": 2}, Verdict(passed=passed, reason="no"))]

    return run


@given(needed=strategies.lists(CHOICES, min_size=1, max_size=4))
async def test_what_is_left_is_the_smallest_of_everything_that_would_do(needed):
    found = await shrink(run_of(lambda acted: any(acted >= enough for enough in needed)))
    assert (found.expectation, found.reason, found.acted) == (2, "no", len(OCCURRENCES))
    assert frozenset(found.left) in needed
    assert len(found.left) == min(map(len, needed))
    assert found.is_smallest


@given(hidden=CHOICES, size=strategies.integers(2, 5))
async def test_a_smaller_choice_is_found_where_leaving_out_one_by_one_does_not_lead(hidden, size):
    def fails(acted):
        return acted == hidden or len(acted) >= size

    found = await shrink(run_of(fails))
    assert len(found.left) == min(len(hidden), size)
    assert fails(frozenset(found.left))


async def test_an_expectation_that_is_met_or_missing_is_refused_with_an_explanation():
    for number, cause in ((None, "everything"), (1, "met"), (2, "met"), (3, "there are 2")):
        with pytest.raises(UsageError, match=cause):
            await shrink(run_of(lambda _: False), number)
