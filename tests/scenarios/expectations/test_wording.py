"""What a missed expectation says: a sentence with what was expected and what was found."""

import pytest
from cs_simulator.scenarios.expectations.bounds import Bounds
from cs_simulator.scenarios.expectations.wording import expected

ONE = Bounds(1, 1)
SENTENCES = [
    (ONE, "clusters", {"name": "x"}, "expected 1 cluster named x, found 2"),
    (ONE, "clusters", {}, "expected 1 cluster, found 2"),
    (ONE, "clusters", None, "expected 1 cluster, found 2"),
    (Bounds(0, 0), "pools", {"name": ["a", "b"]}, "expected no node pool named a or b, found 2"),
    (Bounds(3), "nodes", {"is_lost": True}, "expected at least 3 nodes lost, found 2"),
    (
        Bounds(0, 0),
        "pools",
        {"lacks_nodes": True},
        "expected no node pool with fewer nodes than it wants, found 2",
    ),
    (Bounds(1, 3), "tasks", {"error_code": "No*"},
     "expected 1 to 3 tasks with error code No*, found 2"),
    (Bounds(0, 1), "call", {"operation": "CreateCluster", "status": 202},
     "expected at most 1 call of CreateCluster answered 202, found 2"),
]  # fmt: skip


@pytest.mark.parametrize(("bounds", "subject", "chosen_by", "sentence"), SENTENCES)
def test_it_says_what_was_expected_and_what_was_found(bounds, subject, chosen_by, sentence):
    assert expected(bounds, subject, 2, chosen_by) == sentence
