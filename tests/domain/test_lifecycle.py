"""The table of transitions: what moves, moves as written; everything else is refused."""

import pytest
from cs_simulator.domain.lifecycle import (
    TRANSITIONAL,
    TRANSITIONS,
    ImpossibleTransitionError,
    Trigger,
    after,
)
from cs_simulator.domain.records import ClusterState

EVERY_PAIR = [(state, trigger) for state in ClusterState for trigger in Trigger]


@pytest.mark.parametrize(("state", "trigger"), EVERY_PAIR)
def test_a_pair_moves_by_the_table_or_is_refused(state, trigger):
    if (state, trigger) in TRANSITIONS:
        assert after(state, trigger) is TRANSITIONS[state, trigger]
    else:
        with pytest.raises(ImpossibleTransitionError, match=f"{state}.*{trigger}"):
            after(state, trigger)


def test_a_failed_cluster_can_only_be_deleted():
    assert [trigger for state, trigger in TRANSITIONS if state is ClusterState.FAILED] == [
        Trigger.DELETE
    ]


def test_nothing_comes_after_deleted():
    assert not [trigger for state, trigger in TRANSITIONS if state is ClusterState.DELETED]


def test_every_state_but_the_last_can_be_deleted_from():
    deletable = {state for state, trigger in TRANSITIONS if trigger is Trigger.DELETE}
    assert deletable == set(ClusterState) - {ClusterState.DELETED}


@pytest.mark.parametrize("state", sorted(TRANSITIONAL))
def test_a_state_on_the_way_is_left_by_success_and_by_failure(state):
    triggers = {trigger for known, trigger in TRANSITIONS if known is state}
    assert Trigger.FAILED in triggers
    assert triggers & {Trigger.PROVISIONED, Trigger.DELETED}
