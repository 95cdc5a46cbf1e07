"""ReplicationControllers: what ReplicaSets were before; their selector has nothing but labels."""

from cs_simulator.kubernetes.kinds.core.pods import REPLICATION_CONTROLLERS as KIND
from cs_simulator.kubernetes.workloads.controllers.replicas.pod_sets import SetKind
from cs_simulator.kubernetes.workloads.controllers.replicas.reconciling import controller_of

REPLICATION_CONTROLLERS = controller_of(SetKind(KIND, "replication-controller", lambda *_: []))
