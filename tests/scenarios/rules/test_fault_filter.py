"""Allowing faults on some occurrences only, and recording those on which rules acted."""

import pytest
from cs_simulator.scenarios.rules.fault_filter import FaultFilter, FaultOccurrence

A, B, C = [
    FaultOccurrence("r", "fail", "CreateCluster", "ecs", "web", number, "") for number in (1, 2, 3)
]


def test_a_filter_without_a_choice_allows_everything():
    assert all(FaultFilter().allows(occurrence) for occurrence in (A, B, C))


@pytest.mark.parametrize(("chosen", "allowed"), [([], []), ([B], [B]), ([C, A], [A, C])])
def test_a_filter_allows_what_is_chosen(chosen, allowed):
    fault_filter = FaultFilter(chosen)
    assert [item for item in (A, B, C) if fault_filter.allows(item)] == allowed


def test_what_acted_is_recorded_once_in_its_order():
    fault_filter = FaultFilter([A])
    assert fault_filter.acted == []
    for occurrence in (C, A, C):
        fault_filter.record(occurrence)
    assert fault_filter.acted == [C, A]


@pytest.mark.parametrize(
    ("occurrence", "text"),
    [
        (A, "r (fail): ecs in CreateCluster of web, node 1"),
        (A._replace(number=0), "r (fail): ecs in CreateCluster of web"),
        (A._replace(stage=""), "r (fail): CreateCluster of web, match 1"),
        (
            A._replace(operation="", stage="pull", cluster="web/shop/db-0", number=0),
            "r (fail): pull of web/shop/db-0",
        ),
        (A._replace(stage="", cluster="", number=3), "r (fail): CreateCluster, match 3"),
    ],
)
def test_an_occurrence_is_said_in_one_line(occurrence, text):
    assert str(occurrence) == text
