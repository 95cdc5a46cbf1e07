"""Which operations the state of a Kubernetes cluster allows. Reads are allowed in every state."""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.states import TRANSITIONS
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.records import Cluster
from cs_simulator.domain.records import ClusterState as S

RUNNING = frozenset({S.RUNNING})
"""For changes of the control plane, of single nodes, and for an upgrade."""
WITH_POOLS = frozenset({S.RUNNING, S.SCALING, S.REMOVING, S.DRAINING})
"""For changes of node pools and components: pools change beside each other."""
LABELS = WITH_POOLS | {S.WAITING, S.DISCONNECTED}
"""For a change of name, protection or group alone: it touches nothing that runs."""
REACHABLE = WITH_POOLS | {S.INACTIVE, S.UPDATING, S.UPGRADING, S.MIGRATING, S.UNAVAILABLE}
"""For kubeconfigs, and for what is read within the cluster."""
DELETABLE = frozenset(state for state, trigger in TRANSITIONS if trigger is Trigger.DELETE)
# The states that a cluster does not leave but by its deletion.
_LASTING = frozenset({S.FAILED, S.DELETING, S.DELETE_FAILED, S.DELETED})


def refusal(cluster: Cluster) -> ApiError:
    """The refusal of an operation that the state of a cluster does not allow."""
    row = ack_errors.CLUSTER_UNSUITED if cluster.state in _LASTING else ack_errors.CLUSTER_BUSY
    return row(state=cluster.state.value)
