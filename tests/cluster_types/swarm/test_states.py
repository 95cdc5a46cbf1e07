"""The transitions of a Swarm cluster: those of the documentation, and no others."""

import pytest
from cs_simulator.cluster_types.swarm import states
from cs_simulator.domain.lifecycle import ImpossibleTransitionError, Trigger, after
from cs_simulator.domain.records import ClusterState

# The vendor's table of states and their triggers, written out a second time: a transition that is
# added, lost or changed by mistake differs from it.
TRANSITIONS = {
    "initial": {
        "provisioned": "running",
        "emptied": "inactive",
        "failed": "failed",
        "delete": "deleting",
    },
    "running": {"scale": "scaling", "upgrade": "updating", "delete": "deleting"},
    "inactive": {"scale": "scaling", "delete": "deleting"},
    "scaling": {
        "provisioned": "running",
        "emptied": "inactive",
        "failed": "running",
        "delete": "deleting",
    },
    "updating": {"provisioned": "running", "failed": "running", "delete": "deleting"},
    "failed": {"delete": "deleting"},
    "deleting": {"delete": "deleting", "deleted": "deleted", "failed": "delete_failed"},
    "delete_failed": {"delete": "deleting"},
    "deleted": {},
}
ALLOWED = [
    (ClusterState(state), Trigger(trigger), ClusterState(then))
    for state, triggers in TRANSITIONS.items()
    for trigger, then in triggers.items()
]
FORBIDDEN = [
    (state, trigger)
    for state in ClusterState
    for trigger in Trigger
    if trigger not in TRANSITIONS.get(state, ())
]


@pytest.mark.parametrize(("state", "trigger", "then"), ALLOWED)
def test_a_trigger_leads_to_the_documented_state(state, trigger, then):
    assert after(states.TRANSITIONS, state, trigger) is then


@pytest.mark.parametrize(("state", "trigger"), FORBIDDEN)
def test_any_other_trigger_is_refused(state, trigger):
    with pytest.raises(ImpossibleTransitionError, match=f"{state} cannot be {trigger}$"):
        after(states.TRANSITIONS, state, trigger)
