"""Which operations the state of a Kubernetes cluster allows. Reads are allowed in every state."""

from cs_simulator.domain.records import ClusterState as S

RUNNING = frozenset({S.RUNNING})
"""For changes of the control plane, of single nodes, and for an upgrade."""
WITH_POOLS = frozenset({S.RUNNING, S.SCALING, S.REMOVING, S.DRAINING})
"""For changes of node pools and add-ons: pools change beside each other."""
LABELS = WITH_POOLS | {S.WAITING, S.DISCONNECTED}
"""For a change of name, protection or group alone: it touches nothing that runs."""
REACHABLE = WITH_POOLS | {S.UPDATING, S.UPGRADING, S.MIGRATING}
"""For what is signed by the cluster's own authority."""
DELETABLE = frozenset(
    {
        S.INITIAL,
        S.RUNNING,
        S.INACTIVE,
        S.UNAVAILABLE,
        S.FAILED,
        S.DELETING,
        S.DELETE_FAILED,
        S.WAITING,
        S.DISCONNECTED,
    }
)
