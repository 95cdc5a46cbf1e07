"""Noting what changes in the clusters whose API somebody has called.

It is informed of each change of a table, also of those that are undone: what is noted may be as it
was, and who takes the notes looks.
"""

from typing import NamedTuple

from cs_simulator.cluster_types.ack.alert_rules import ENTRY_KIND
from cs_simulator.domain.records import Cluster, ClusterEntry, KubernetesObject, Node, Step
from cs_simulator.engine.tables import GroupIndex
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.kinds.core.nodes import NAMESPACES, NODES
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.kinds.events import EVENTS


class Notes(NamedTuple):
    """What has changed since the notes were taken last."""

    clusters: dict[str, None]
    """The ids of clusters that changed, or went."""
    nodes: dict[str, str]
    """The ids of instances about which something changed, with their clusters'."""
    before: dict[str, Node]
    """By id of the instance: the nodes as they were, where their records changed."""
    objects: dict[str, KubernetesObject | None]
    """By key: how objects were that were put or went, of kinds after which something follows."""
    rules: dict[str, None]
    """The ids of clusters for whose alert rules something was kept."""

    @property
    def are_empty(self) -> bool:
        """Whether nothing was noted."""
        return not (self.clusters or self.nodes or self.objects or self.rules)

    def copied(self) -> "Notes":
        """A copy of the notes."""
        return Notes(
            self.clusters.copy(),
            self.nodes.copy(),
            self.before.copy(),
            self.objects.copy(),
            self.rules.copy(),
        )

    def taken(self) -> "Notes":
        """A copy of the notes, which are empty then."""
        taken = self.copied()
        for part in self:
            part.clear()
        return taken

    def add(self, others: "Notes") -> None:
        """Note what is in others, too."""
        self.clusters.update(others.clusters)
        self.nodes.update(others.nodes)
        self.before.update(others.before)
        self.objects.update(others.objects)
        self.rules.update(others.rules)


def no_notes() -> Notes:
    """Notes of nothing."""
    return Notes({}, {}, {}, {}, {})


_FOLLOWED = frozenset((EVENTS.resource, NAMESPACES.resource, NODES.resource, PODS.resource))
"""The kinds of objects after whose changes something else is to be done."""


class ChangedClusters:
    """Notes the changes of clusters."""

    def __init__(self, called: "GroupIndex[KubernetesObject, str]", notes: Notes) -> None:
        self._called, self._notes = called, notes

    def change(self, old: Cluster | None, new: Cluster | None) -> None:
        """Note a cluster whose state changed, or that is gone."""
        cluster = new or old
        if cluster is None or cluster.cluster_id not in self._called:
            return
        if old is None or new is None or old.state is not new.state:
            self._notes.clusters[cluster.cluster_id] = None


class ChangedNodes:
    """Notes the changes of nodes."""

    def __init__(self, called: "GroupIndex[KubernetesObject, str]", notes: Notes) -> None:
        self._called, self._notes = called, notes

    def change(self, old: Node | None, new: Node | None) -> None:
        """Note a node, and how it was."""
        node = new or old
        if node is None or node.cluster_id not in self._called:
            return
        self._notes.nodes[node.instance_id] = node.cluster_id
        if old is not None:
            self._notes.before.setdefault(node.instance_id, old)


class ChangedSteps:
    """Notes the nodes that are to join at another instant."""

    def __init__(self, called: "GroupIndex[KubernetesObject, str]", notes: Notes) -> None:
        self._called, self._notes = called, notes

    def change(self, old: Step | None, new: Step | None) -> None:
        """Note the node of a step."""
        step = new or old
        if step is not None and step.instance_id and step.cluster_id in self._called:
            self._notes.nodes[step.instance_id] = step.cluster_id


class ChangedObjects:
    """Notes the objects after whose changes something else is to be done."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def change(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Note an object, and how it was."""
        found = new or old
        if found is not None and found.resource in _FOLLOWED:
            self._notes.objects.setdefault(found.key, old)


class ChangedEntries:
    """Notes for which clusters alert rules were kept."""

    def __init__(self, called: "GroupIndex[KubernetesObject, str]", notes: Notes) -> None:
        self._called, self._notes = called, notes

    def change(self, _old: ClusterEntry | None, new: ClusterEntry | None) -> None:
        """Note the cluster of an entry with rules."""
        if new is not None and new.kind == ENTRY_KIND and new.cluster_id in self._called:
            self._notes.rules[new.cluster_id] = None


def watch(world: World, notes: Notes) -> None:
    """Note in *notes* what changes in a world from now on."""
    called = world.kubernetes_clusters
    world.clusters.watch(ChangedClusters(called, notes))
    world.nodes.watch(ChangedNodes(called, notes))
    world.steps.watch(ChangedSteps(called, notes))
    world.kubernetes_objects.watch(ChangedObjects(notes))
    world.cluster_entries.watch(ChangedEntries(called, notes))
