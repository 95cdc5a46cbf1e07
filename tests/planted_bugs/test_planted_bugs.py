"""Each bug is found and shrunk to one or two rules, and the client without it survives."""

import pytest

from tests.planted_bugs.bugs import BUGS
from tests.planted_bugs.exploring import explore

FEW = 10
"""As many scenarios for each careful client here; the campaign ``planted_bugs`` takes 300."""
MANY = 300
"""The most scenarios until a bug is found."""
HALVES = {"first": BUGS[:4], "second": BUGS[4:]}


@pytest.mark.parametrize("half", HALVES)
def test_each_bug_is_found_and_shrunk_to_at_most_two_rules(half):
    found = explore("careless", MANY, HALVES[half])
    assert found.keys() == {bug.title for bug in HALVES[half]}
    for title, shown in found.items():
        assert shown.examples, f"{title}: {shown.reason or 'not found'}"
        assert 1 <= len(shown.rules) <= 2, (title, shown.rules)


def test_clients_without_the_bug_survive():
    survived = explore("careful", FEW)
    assert survived.keys() == {bug.title for bug in BUGS}
    for title, shown in survived.items():
        assert not shown.reason, f"{title}: {shown.reason} {shown.rules}"
