"""Every state change of a Kubernetes cluster. All of them, and nothing else.

Sources: the states in the documentation of the API and of the life cycle of clusters; ``waiting``
and ``disconnected`` of registered clusters in the API's pages of 2021; ``migrating`` in the
Terraform provider. A change that fails leaves the cluster running.
"""

from cs_simulator.domain.lifecycle import Transitions, Trigger
from cs_simulator.domain.records import ClusterState as S

T = Trigger

# What a cluster that runs is busy with, by what it was asked for.
CHANGES = {
    T.UPDATE: S.UPDATING,
    T.UPGRADE: S.UPGRADING,
    T.MIGRATE: S.MIGRATING,
    T.SCALE: S.SCALING,
    T.REMOVE: S.REMOVING,
}
_ENDS = (T.PROVISIONED, T.EMPTIED, T.FAILED)
_DELETABLE = (
    S.INITIAL,
    S.RUNNING,
    S.FAILED,
    S.DELETING,
    S.DELETE_FAILED,
    S.WAITING,
    S.DISCONNECTED,
    S.INACTIVE,
    S.UNAVAILABLE,
)

TRANSITIONS: Transitions[S] = {
    (S.INITIAL, T.PROVISIONED): S.RUNNING,
    (S.INITIAL, T.EMPTIED): S.RUNNING,  # without a node the control plane runs
    (S.INITIAL, T.FAILED): S.FAILED,
    (S.INITIAL, T.DISCONNECT): S.WAITING,  # a registered cluster has no agent yet
    (S.WAITING, T.CONNECT): S.RUNNING,
    (S.RUNNING, T.DISCONNECT): S.DISCONNECTED,
    (S.DISCONNECTED, T.CONNECT): S.RUNNING,
    (S.UNAVAILABLE, T.CONNECT): S.RUNNING,
    **{(S.RUNNING, trigger): state for trigger, state in CHANGES.items()},
    **{(state, end): S.RUNNING for state in CHANGES.values() for end in _ENDS},
    **{(S.DRAINING, end): S.RUNNING for end in _ENDS},
    **{(state, T.DELETE): S.DELETING for state in _DELETABLE},
    (S.DELETING, T.DELETED): S.DELETED,
    (S.DELETING, T.FAILED): S.DELETE_FAILED,
}
