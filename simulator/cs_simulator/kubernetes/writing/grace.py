"""How long an object that is deleted stays, until somebody removes it."""

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.writing.paths import value_at

PODS = "pods"
_USUAL = 30


def grace_of(world: World, found: KubernetesObject, asked: int | None = None) -> int:
    """The seconds that an object stays; 0 if nobody has to agree to its end.

    Only the agent of a pod's node has to: no container runs here, so it agrees at once if the node
    is ready. A pod of a node that is not stays until the node is back, or is removed itself.
    """
    if found.resource != PODS or asked == 0:
        return 0
    pod = objects.body_of(found)
    if not _is_node_away(world, found.cluster_id, value_at(pod, "spec.nodeName")):
        return 0
    if asked is not None:
        return asked
    seconds = value_at(pod, "spec.terminationGracePeriodSeconds")
    return seconds if isinstance(seconds, int) else _USUAL


def _is_node_away(world: World, cluster_id: str, name: object) -> bool:
    node = objects.find(world, cluster_id, "nodes", "", name) if isinstance(name, str) else None
    if node is None:
        return False
    conditions = value_at(objects.body_of(node), "status.conditions") or ()
    return not any(_is_ready(each) for each in conditions)


def _is_ready(condition: Body) -> bool:
    return condition.get("type") == "Ready" and condition.get("status") == "True"


def pods_on_their_way_out(unit: Unit, cluster_id: str, node: str) -> list[KubernetesObject]:
    """The pods of a node that are deleted, and wait for its agent to end them."""
    return [
        found
        for found in objects.objects_of(unit.world, cluster_id, PODS)
        if '"deletionTimestamp"' in found.body
        and value_at(body := objects.body_of(found), "spec.nodeName") == node
        and "deletionTimestamp" in body["metadata"]
    ]
