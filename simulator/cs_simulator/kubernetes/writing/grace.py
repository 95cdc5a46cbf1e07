"""How long an object that is deleted stays, until somebody removes it."""

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.pod_facts import ENDED, PODS
from cs_simulator.kubernetes.writing.paths import value_at

_USUAL = 30


def grace_of(world: World, found: KubernetesObject, asked: int | None = None) -> int:
    """The seconds that an object stays at most; 0 if nobody has to agree to its end.

    Only the agent of a pod's node has to, if the pod has not ended. It does so after a moment if
    the node is ready; a pod of a node that is not stays until the node is back, or is removed
    itself.
    """
    if found.resource != PODS or asked == 0:
        return 0
    pod = objects.body_of(found)
    name = value_at(pod, "spec.nodeName")
    if not isinstance(name, str) or value_at(pod, "status.phase") in ENDED:
        return 0
    if objects.find(world, found.cluster_id, "nodes", "", name) is None:
        return 0
    if asked is not None:
        return asked
    seconds = value_at(pod, "spec.terminationGracePeriodSeconds")
    return seconds if isinstance(seconds, int) else _USUAL
