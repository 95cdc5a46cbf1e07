"""ReplicaSets: as many pods of a template as are wanted."""

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds.apps import REPLICA_SETS as KIND
from cs_simulator.kubernetes.object_index import Pod, index_of
from cs_simulator.kubernetes.workloads.controllers.replicas.pod_sets import SetKind
from cs_simulator.kubernetes.workloads.controllers.replicas.reconciling import controller_of


def _related(unit: Unit, found: KubernetesObject) -> list[Pod]:
    """The pods of all ReplicaSets that the owner of one controls; none without an owner."""
    index = index_of(unit.world)
    owner = index.controller_of(found.key)
    if owner is None:
        return []
    sets = [each for each in index.dependents_of(owner.uid) if each.resource == KIND.resource]
    return [pod for each in sets for pod in index.pods_controlled_by(each.uid)]


REPLICA_SETS = controller_of(SetKind(KIND, "replicaset-controller", _related))
