"""What is noted of a call's rules, and read again later."""

import pytest
from cs_simulator.domain.records import CallEntry
from cs_simulator.engine.considered_rules import ConsideredRules, not_matched

from tests.support.records import example
from tests.support.rules import compiled

RULES = compiled({"when": {"operation": "CreateCluster"}}, {"when": {"cluster": "other"}})


def reasons(considered: str, operation: str = "CreateCluster") -> list[str]:
    call = example(CallEntry, considered=considered, operation=operation, at=10)
    return [reason for _, reason in not_matched([(rule, 0) for rule in RULES.all], call, [])]


def test_an_entry_of_an_older_release_gives_no_wrong_reason():
    assert reasons("null") == ["not recorded: an older release made the entry of this call"] * 2


@pytest.mark.parametrize("considered", ["{}", '{"phases": ["admit"]}'])
def test_an_entry_of_a_release_that_noted_less_can_be_read(considered):
    assert len(reasons(considered)) == 2


def test_no_note_is_needed_of_a_rule_for_another_operation():
    considered = ConsideredRules(phases=["admit"], cluster="mine")

    assert reasons(considered.as_json(), "DescribeClusters") == [
        "operation is DescribeClusters, not CreateCluster",
        "cluster is mine, not other",
    ]


def test_where_no_rule_was_looked_up_by_the_name_of_the_cluster_none_is_claimed():
    considered = ConsideredRules(phases=["admit"], cluster=None)

    assert reasons(considered.as_json())[1] == "it came into force after the call"


def test_rules_about_steps_and_pods_are_not_about_calls():
    rules = compiled({"phase": "provision", "then": "stuck"}, {"phase": "pod", "then": "evicted"})
    call = example(CallEntry, considered="{}", operation="CreateCluster", at=10)

    assert [reason for _, reason in not_matched([(rule, 0) for rule in rules.all], call, [])] == [
        "it acts on the steps of tasks, not on calls",
        "it acts on the stages of pods, not on calls",
    ]
