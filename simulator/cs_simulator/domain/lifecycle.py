"""Every state change of a cluster. All of it, and only it.

Rule 1: whatever changes a cluster's state is a row here.
Rule 2: nothing here knows what time it is, or that there is a database.

Source: the vendor's lifecycle table and the clients' waiting rules (reference: swarm-api §3.1).
"""

from enum import StrEnum

from cs_simulator.domain.records import ClusterState as S


class Trigger(StrEnum):
    """What moves a cluster from one state to another."""

    PROVISIONED = "provisioned"
    EMPTIED = "emptied"
    FAILED = "failed"
    SCALE = "scale"
    UPGRADE = "upgrade"
    DELETE = "delete"
    DELETED = "deleted"


T = Trigger

TRANSITIONS: dict[tuple[S, Trigger], S] = {
    (S.INITIAL, T.PROVISIONED): S.RUNNING,
    (S.INITIAL, T.EMPTIED): S.INACTIVE,  # created with size 0: there is no node to run
    (S.INITIAL, T.FAILED): S.FAILED,
    (S.INITIAL, T.DELETE): S.DELETING,
    (S.RUNNING, T.SCALE): S.SCALING,
    (S.RUNNING, T.UPGRADE): S.UPDATING,
    (S.RUNNING, T.DELETE): S.DELETING,
    (S.INACTIVE, T.SCALE): S.SCALING,
    (S.INACTIVE, T.DELETE): S.DELETING,
    (S.SCALING, T.PROVISIONED): S.RUNNING,
    (S.SCALING, T.EMPTIED): S.INACTIVE,
    # A failed scale-out comes back as running, and only the log tells (observed by a client).
    (S.SCALING, T.FAILED): S.RUNNING,
    (S.SCALING, T.DELETE): S.DELETING,
    (S.UPDATING, T.PROVISIONED): S.RUNNING,
    (S.UPDATING, T.FAILED): S.RUNNING,
    (S.UPDATING, T.DELETE): S.DELETING,
    (S.FAILED, T.DELETE): S.DELETING,
    # Terraform repeats DELETE until the cluster is gone: a repetition is no second deletion.
    (S.DELETING, T.DELETE): S.DELETING,
    (S.DELETING, T.DELETED): S.DELETED,
    (S.DELETING, T.FAILED): S.DELETE_FAILED,
    (S.DELETE_FAILED, T.DELETE): S.DELETING,
}


class ImpossibleTransitionError(Exception):
    """A trigger that means nothing in the present state."""


def after(state: S, trigger: Trigger) -> S:
    """The state after *trigger*; raises :class:`ImpossibleTransitionError` without a row."""
    try:
        return TRANSITIONS[state, trigger]
    except KeyError:
        raise ImpossibleTransitionError(f"a cluster that is {state} cannot be {trigger}") from None
