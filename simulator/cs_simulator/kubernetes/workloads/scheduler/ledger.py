"""The scheduler's ledger of a world, which follows each change of Nodes and pods."""

import weakref
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._reading import Body, condition, items, mapping, text
from cs_simulator.kubernetes.kinds.core.nodes import NAMESPACES, NODES
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.object_index import ENDED, ObjectIndex, Pod
from cs_simulator.kubernetes.workloads.binding import SCHEDULER
from cs_simulator.kubernetes.workloads.scheduler.cluster_ledger import ClusterLedger, Waiting
from cs_simulator.kubernetes.workloads.scheduler.node_load import facts_of
from cs_simulator.kubernetes.workloads.scheduler.wishes import Wish, Wishes

UNSCHEDULABLE = "Unschedulable"


class _Bound(NamedTuple):
    """A pod that is counted on its node, as it was when it was read."""

    uid: str
    node: str
    labels: Mapping[str, str]
    controller: str


class Ledger:
    """The ledgers of all clusters.

    It is informed of every change of the table, also of those that are undone, after the index of
    objects is.
    """

    def __init__(self, world: World, index: ObjectIndex) -> None:
        """Read what is there; the table is watched from now on."""
        self._world = weakref.proxy(world)  # whose table keeps this
        self._index = index
        self._wishes = Wishes()
        self._clusters: dict[str, ClusterLedger] = {}
        self._waiting: dict[str, Waiting] = {}
        self._bound: dict[str, _Bound] = {}
        for found in world.kubernetes_objects:
            self.change(None, found)
        world.kubernetes_objects.watch(self)

    def of(self, cluster_id: str) -> ClusterLedger:
        """The ledger of a cluster."""
        found = self._clusters.get(cluster_id)
        if found is None:
            found = ClusterLedger(partial(labels_of_namespace, self._world, cluster_id))
            self._clusters[cluster_id] = found
        return found

    def change(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Note how a Node or a pod is."""
        found = new or old
        if found is None:
            return
        if found.resource == NODES.resource:
            facts = None if new is None else facts_of(objects.read(new))
            self.of(found.cluster_id).set_node(found.name, facts)
        elif found.resource == PODS.resource:
            self._note(self.of(found.cluster_id), found.key, new)

    def _note(self, ledger: ClusterLedger, key: str, new: KubernetesObject | None) -> None:
        pod = self._index.pod(key) if new is not None else None
        waited = self._waiting.pop(key, None)
        if waited is not None:
            ledger.wait_no_more(waited)
        if new is None or pod is None or pod.phase in ENDED or not pod.node:
            self._bound.pop(key, None)
            ledger.release(key)
            if new is not None and pod is not None and pod.is_active:
                self._wait(ledger, pod, objects.read(new))
            return
        bound = _Bound(pod.uid, pod.node, pod.labels, pod.controller)
        if self._bound.get(key) != bound:
            ledger.release(key)
            ledger.bind(key, pod.node, self._read(pod, objects.read(new)))
            self._bound[key] = bound

    def _wait(self, ledger: ClusterLedger, pod: Pod, body: Body) -> None:
        is_ours = text(body, "spec.schedulerName", SCHEDULER) == SCHEDULER
        is_whole = items(body, "spec.containers")
        if not is_ours or not is_whole or items(body, "spec.schedulingGates"):
            return
        why = condition(body, "PodScheduled")
        message = text(why, "message") if why.get("reason") == UNSCHEDULABLE else ""
        waiting = Waiting(
            key=pod.key,
            serial=pod.serial,
            wish=self._read(pod, body),
            message=message,
            nominated=text(body, "status.nominatedNodeName"),
        )
        self._waiting[pod.key] = waiting
        ledger.wait(waiting)

    def _read(self, pod: Pod, body: Body) -> Wish:
        return self._wishes.read(body, pod.namespace, pod.controller)


def labels_of_namespace(world: World, cluster_id: str, name: str) -> Mapping[str, str]:
    """The labels of a namespace; none if it is not there."""
    found = objects.find(world, cluster_id, NAMESPACES.resource, "", name)
    return mapping(objects.read(found), "metadata.labels") if found is not None else {}


def ledger_of(world: World) -> Ledger:
    """The scheduler's ledger of a world in which a cluster's API has been called."""
    found = world.kubernetes.ledger if world.kubernetes is not None else None
    if not isinstance(found, Ledger):
        raise TypeError(f"{found!r} is no ledger of a scheduler")
    return found
