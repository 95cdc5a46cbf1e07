"""What befalls pods: decided by the rules of the scenario, once for each pod and stage."""

from cs_simulator.domain.records import Cluster
from cs_simulator.engine import fault_decisions
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import items, text
from cs_simulator.kubernetes.node_facts import NODES
from cs_simulator.kubernetes.object_index import ObjectIndex, index_of
from cs_simulator.kubernetes.pod_facts import PODS
from cs_simulator.kubernetes.workloads.pod_life.images import whole_name
from cs_simulator.scenarios.rules.matching import MatchContext
from cs_simulator.scenarios.rules.pods import (
    INIT,
    PULL,
    MatchedContainer,
    MatchedPod,
    PodEffect,
)

NOTHING = PodEffect()

_MOST_OWNERS = 8
"""So many owners of owners are followed, in case that they own each other."""
_FIELDS = {PULL: ("initContainers", "containers"), INIT: ("initContainers",)}
"""The containers that a stage is about, if not only the main ones."""


def decide(unit: Unit, cluster: Cluster, body: Body, stage: str) -> PodEffect:
    """What happens to a pod in a stage that begins.

    It is asked once for each pod and each stage, not again when something is tried again: the
    answer counts for all tries.
    """
    rules = unit.world.rules
    if rules is None or not rules.may_match("pod", "", lambda: cluster.name, stage):
        return NOTHING
    fired = fault_decisions.evaluate(unit, "pod", _context(unit, cluster, body, stage))
    return fired.effect if fired is not None and isinstance(fired.effect, PodEffect) else NOTHING


def _context(unit: Unit, cluster: Cluster, body: Body, stage: str) -> MatchContext:
    """The pod as rules see it, with the node that it is on."""
    world, index = unit.world, index_of(unit.world)
    pod = _matched(index, cluster, body, stage)
    facts = index.node(cluster.cluster_id, objects.key_of(cluster.cluster_id, NODES, "", pod.node))
    node = world.nodes.get(facts.instance_id) if facts is not None else None
    group = world.node_groups.get(node.group_id) if node is not None else None
    switch = world.vswitches.get(node.vswitch_id if node is not None else cluster.vswitch_id)
    return MatchContext(
        now=unit.now,
        operation="",
        account=world.name,
        stage=stage,
        region_id=cluster.region_id,
        zone_id=switch.zone_id if switch else cluster.zone_id,
        instance_type=node.instance_type if node is not None else "",
        cluster=cluster.name,
        state=cluster.state.value,
        cluster_types=world.cluster_types.names_of(cluster),
        pool=group.name if group else "",
        pools=(group.name, group.group_id) if group else (),
        cluster_id=cluster.cluster_id,
        instance_id=node.instance_id if node is not None else "",
        pod=pod,
    )


def _matched(index: ObjectIndex, cluster: Cluster, body: Body, stage: str) -> MatchedPod:
    namespace, name = text(body, "metadata.namespace"), text(body, "metadata.name")
    key = objects.key_of(cluster.cluster_id, PODS, namespace, name)
    return MatchedPod(
        namespace=namespace,
        name=name,
        node=text(body, "spec.nodeName"),
        objects=(("Pod", name), *_controllers(index, key, body)),
        containers=tuple(
            MatchedContainer(text(each, "name"), image := text(each, "image"), whole_name(image))
            for field in _FIELDS.get(stage, ("containers",))
            for each in items(body, f"spec.{field}")
        ),
    )


def _controllers(index: ObjectIndex, key: str, body: Body) -> list[tuple[str, str]]:
    """Kind and name of what controls a pod, of what controls that, and so on."""
    found: list[tuple[str, str]] = []
    while len(found) < _MOST_OWNERS:
        references = items(body, "metadata.ownerReferences")
        controller = next((each for each in references if each.get("controller") is True), None)
        if controller is None:
            break
        found.append((text(controller, "kind"), text(controller, "name")))
        owner = index.controller_of(key)
        if owner is None:
            break
        key, body = owner.key, objects.body_of(owner)
    return found
