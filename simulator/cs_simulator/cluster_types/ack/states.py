"""Every state change of a Kubernetes cluster. All of them, and nothing else."""

from cs_simulator.domain.lifecycle import Transitions, Trigger
from cs_simulator.domain.records import ClusterState as S

T = Trigger

TRANSITIONS: Transitions[S] = {
    (S.INITIAL, T.PROVISIONED): S.RUNNING,
    (S.INITIAL, T.EMPTIED): S.RUNNING,
    (S.INITIAL, T.FAILED): S.FAILED,
    (S.INITIAL, T.DELETE): S.DELETING,
    (S.RUNNING, T.DELETE): S.DELETING,
    (S.FAILED, T.DELETE): S.DELETING,
    (S.DELETING, T.DELETE): S.DELETING,
    (S.DELETING, T.DELETED): S.DELETED,
    (S.DELETING, T.FAILED): S.DELETE_FAILED,
    (S.DELETE_FAILED, T.DELETE): S.DELETING,
}
