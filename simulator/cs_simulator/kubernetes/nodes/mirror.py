"""Having the objects of clusters follow what happens to their instances."""

from cs_simulator.cluster_types.ack.pools import auto_repair
from cs_simulator.domain.records import (
    Cluster,
    ClusterState,
    KubernetesObject,
    KubernetesTimer,
    Node,
)
from cs_simulator.domain.records.kubernetes import EXPIRY
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds.core.nodes import NODES
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.kinds.events import EVENTS
from cs_simulator.kubernetes.nodes import (
    alert_rules,
    belongings,
    changed,
    events,
    loose,
    mirroring,
    pods,
    removal,
)
from cs_simulator.kubernetes.nodes.changed import Notes


class Mirror:
    """Notes what changes in a world, and brings the objects up to it."""

    def __init__(self, world: World) -> None:
        """Attach to the tables of the world."""
        self._notes = changed.no_notes()
        changed.watch(world, self._notes)

    def follow(self, unit: Unit) -> None:
        """Change the objects by what has changed since it was last asked.

        What is put here is noted, too: it is looked at once more, until nothing follows from it.
        """
        while not self._notes.are_empty:
            notes = self._notes.taken()
            _follow(unit, notes)
            _follow_rules(unit, notes)

    def noted(self) -> Notes | None:
        """What is noted and not followed yet; ``None`` for nothing."""
        return None if self._notes.are_empty else self._notes.copied()

    def note_again(self, noted: Notes | None) -> None:
        """Have what was noted then followed, and nothing else."""
        self._notes.taken()
        if noted is not None:
            self._notes.add(noted)

    def fire(self, unit: Unit, timer: KubernetesTimer) -> None:
        """Do what a timer that was due says."""
        if timer.kind == EXPIRY:
            events.clear(unit, timer.cluster_id)
        else:
            node = unit.world.nodes.get(timer.subject)
            if node is not None:
                mirroring.mirror(unit, unit.world.clusters[node.cluster_id], node)


def _follow(unit: Unit, notes: Notes) -> None:
    for cluster_id in notes.clusters:
        cluster = unit.world.clusters.get(cluster_id)
        if cluster is None or cluster.state is ClusterState.DELETED:
            removal.remove_cluster(unit, cluster_id)
    for instance_id, cluster_id in notes.nodes.items():
        if cluster := _called(unit.world, cluster_id):
            _follow_node(unit, cluster, instance_id, notes.before.get(instance_id))
    _follow_objects(unit, notes)


def _follow_objects(unit: Unit, notes: Notes) -> None:
    """Look at each object, and once at each node of pods that were put."""
    hosts: dict[tuple[str, str], None] = {}
    for key, before in notes.objects.items():
        cluster = _called(unit.world, key.partition("/")[0])
        now = unit.world.kubernetes_objects.get(key)
        if cluster is None:
            continue
        if now is not None and now.resource == PODS.resource:
            hosts[cluster.cluster_id, pods.node_of(unit, key)] = None
        else:
            _follow_object(unit, cluster, before, now)
    for cluster_id, name in hosts:
        _follow_host(unit, cluster_id, name)


def _follow_rules(unit: Unit, notes: Notes) -> None:
    for cluster_id in notes.rules:
        if cluster := _called(unit.world, cluster_id):
            alert_rules.put_alert_rules(unit, cluster)


def _called(world: World, cluster_id: str) -> Cluster | None:
    """The cluster, if it is still there and has objects."""
    return world.clusters.get(cluster_id) if cluster_id in world.kubernetes_clusters else None


def _follow_node(unit: Unit, cluster: Cluster, instance_id: str, before: Node | None) -> None:
    node = unit.world.nodes.get(instance_id)
    if node is not None and node.cluster_id == cluster.cluster_id:
        mirroring.mirror(unit, cluster, node, before)
    elif before is not None:
        removal.remove_node(unit, cluster, before)


def _follow_object(
    unit: Unit, cluster: Cluster, before: KubernetesObject | None, now: KubernetesObject | None
) -> None:
    if now is None:
        if before is not None and before.resource == NODES.resource:
            removal.note_deleted(unit, cluster, objects.body_of(before))
    elif now.resource == NODES.resource:
        mirroring.follow_object(unit, now)
        _follow_approval(unit, cluster, now)
    elif now.resource == EVENTS.resource:
        if before is None:
            events.note_new(unit, now)
    elif before is None:
        belongings.furnish(unit, cluster, now.name)


def _follow_approval(unit: Unit, cluster: Cluster, found: KubernetesObject) -> None:
    """Look whether the labels of a Node object approve of the repair of its node."""
    node = mirroring.instance_of(unit.world, cluster.cluster_id, found.name)
    if node is not None and node.is_lost:
        labels = loose.part(objects.read(found)["metadata"], "labels")
        auto_repair.hear(unit, cluster, node, labels)


def _follow_host(unit: Unit, cluster_id: str, name: str) -> None:
    """Look at the node of pods that were put: what is bound to a lost one may have to go."""
    node = mirroring.instance_of(unit.world, cluster_id, name)
    if node is not None and node.is_lost:
        mirroring.mirror(unit, unit.world.clusters[cluster_id], node)
