"""Finding objects by what their bodies say: dependents by owner, pods by node.

Each body is parsed once, when the object is put. It is informed of every change of the table, also
of those that are undone, so that it always has what the table has.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.budget_index import BudgetIndex
from cs_simulator.kubernetes.event_ends import EventEnds
from cs_simulator.kubernetes.followed import Following
from cs_simulator.kubernetes.job_pods import JobPods
from cs_simulator.kubernetes.kinds._reading import get, items, text
from cs_simulator.kubernetes.node_facts import NODES, NodeFacts, read_node
from cs_simulator.kubernetes.object_places import Contents, ObjectPlaces
from cs_simulator.kubernetes.pod_facts import (
    ENDED,
    PODS,
    Pod,
    controller_in,
    read_pod,
)
from cs_simulator.kubernetes.replica_counts import NO_REPLICAS, Replicas
from cs_simulator.kubernetes.selecting import ADOPTED, SELECTING, Selecting
from cs_simulator.kubernetes.service_index import ServiceIndex
from cs_simulator.kubernetes.volume_index import VolumeIndex

__all__ = ["ENDED", "PODS", "ObjectIndex", "Pod", "index_of", "read_pod"]

G = TypeVar("G")


class _Facts(NamedTuple):
    """What the index knows of an object."""

    owners: tuple[str, ...]
    controller: str
    pod: Pod | None


_NOTHING = _Facts((), "", None)
_READ = ADOPTED | SELECTING
"""The resources whose bodies are read also if they have no owner."""


class ObjectIndex:
    """All objects of a world's clusters; what is found comes in the order in which it was made."""

    def __init__(self, world: World) -> None:
        """Read what is there; the table has to be watched from now on."""
        self._objects = world.kubernetes_objects
        self._facts: dict[str, _Facts] = {}
        self._dependents: defaultdict[str, set[str]] = defaultdict(set)
        self._others: defaultdict[str, set[str]] = defaultdict(set)
        self._controlled: defaultdict[str, set[str]] = defaultdict(set)
        self._by_node: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._unbound: defaultdict[str, set[str]] = defaultdict(set)
        self._nodes: defaultdict[str, dict[str, NodeFacts]] = defaultdict(dict)
        self._by_address: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._places = ObjectPlaces()
        self._replicas: dict[str, Replicas] = {}
        self.following = Following()
        self.selecting = Selecting()
        """Who selects whom by labels."""
        self.services = ServiceIndex()
        self.volumes = VolumeIndex()
        self.event_ends = EventEnds(world.kubernetes_objects)
        self.jobs = JobPods()
        self.budgets = BudgetIndex(self._pods_in)
        for found in self._objects:
            self.change(None, found)
        self._objects.watch(self)

    def change(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Forget how an object was, and read how it is."""
        self._places.change(old, new)
        self.services.change(old, new)
        self.volumes.change(old, new)
        self.event_ends.change(old, new)
        if old is not None:
            self._forget(old)
            if new is None:
                self.following.forget(old)
            if new is None and old.resource == NODES:
                del self._nodes[old.cluster_id][old.key]
                self.following.note_node(old.cluster_id, old.key)
        if new is not None:
            self._note(new)
        self.budgets.change(old, new)

    def of_uid(self, uid: str) -> KubernetesObject | None:
        """The object of a uid; ``None`` if there is none."""
        return self._objects.get(self._places.key_of(uid))

    def contents_of(self, cluster_id: str, namespace: str) -> list[KubernetesObject]:
        """The objects in a namespace, in no particular order."""
        return [self._objects[key] for key in self._places.keys_in(cluster_id, namespace)]

    def counts_in(self, cluster_id: str, namespace: str) -> Contents:
        """How many objects are in a namespace, which need not be looked at for that."""
        return self._places.contents_of(cluster_id, namespace)

    def controller_of(self, key: str) -> KubernetesObject | None:
        """The owner that controls the object of a key; ``None`` if it is not there."""
        controller = self._facts.get(key, _NOTHING).controller
        return self.of_uid(controller) if controller else None

    def replicas_of(self, owner: str) -> Replicas:
        """The counts of the pods that an owner of this uid controls."""
        return self._replicas.get(owner, NO_REPLICAS)

    def pod(self, key: str) -> Pod | None:
        """The pod of a key; ``None`` if there is none."""
        return self._facts.get(key, _NOTHING).pod

    def dependents_of(self, owner: str) -> list[KubernetesObject]:
        """The objects that refer to an owner of this uid."""
        return self._in_order(self._dependents.get(owner, ()))

    def dependents_but_pods(self, owner: str) -> list[KubernetesObject]:
        """Those of them that are no pods, of which there may be many."""
        return self._in_order(self._others.get(owner, ()))

    def pods_controlled_by(self, owner: str) -> list[Pod]:
        """The pods that an owner of this uid controls."""
        return self._pods(self._controlled.get(owner, ()))

    def pods_on(self, cluster_id: str, node: str) -> list[Pod]:
        """The pods that are bound to a node of this name."""
        return self._pods(self._by_node.get((cluster_id, node), ()))

    def unbound_pods(self, cluster_id: str) -> list[Pod]:
        """The pods of a cluster that wait for a node: bound to none, not ended, not going."""
        return self._pods(self._unbound.get(cluster_id, ()))

    def is_taken(self, cluster_id: str, address: str) -> bool:
        """Whether a pod of a cluster that has not ended has an address."""
        return (cluster_id, address) in self._by_address

    def nodes_of(self, cluster_id: str) -> list[NodeFacts]:
        """The nodes of a cluster."""
        return sorted(self._nodes.get(cluster_id, {}).values(), key=lambda node: node.serial)

    def node(self, cluster_id: str, key: str) -> NodeFacts | None:
        """The node of a key; ``None`` if there is none."""
        return self._nodes.get(cluster_id, {}).get(key)

    def pods_selected_by(self, service: str) -> list[Pod]:
        """The pods that the service of this key selects."""
        return self._pods(self.services.pods_of(service))

    def _in_order(self, keys: Iterable[str]) -> list[KubernetesObject]:
        return sorted((self._objects[key] for key in keys), key=lambda each: each.serial)

    def _pods(self, keys: Iterable[str]) -> list[Pod]:
        found = (self._facts[key].pod for key in keys)
        return sorted((pod for pod in found if pod is not None), key=lambda pod: pod.serial)

    def _pods_in(self, cluster_id: str, namespace: str) -> list[Pod]:
        facts = self._facts.values()
        pods = (each.pod for each in facts if each.pod is not None)
        return [pod for pod in pods if (pod.cluster_id, pod.namespace) == (cluster_id, namespace)]

    def _note(self, new: KubernetesObject) -> None:
        if new.resource == NODES:
            self._nodes[new.cluster_id][new.key] = read_node(new)
            self.following.note_node(new.cluster_id, new.key)
        if new.resource not in _READ and '"ownerReferences"' not in new.body:
            return
        body = objects.read(new)
        references = items(body, "metadata.ownerReferences")
        owners = tuple(dict.fromkeys(text(each, "uid") for each in references))
        controller = controller_in(references)
        pod = read_pod(new) if new.resource == PODS else None
        self._facts[new.key] = _Facts(owners, controller, pod)
        is_going = bool(get(body, "metadata.deletionTimestamp"))
        self.selecting.note(new, body, is_orphan=not controller and not is_going)
        for owner in owners:
            self._dependents[owner].add(new.key)
            if pod is None:
                self._others[owner].add(new.key)
        if pod is None:
            return
        self.services.note_pod(new, pod.labels)
        self.volumes.note_pod(new.key, pod.claims)
        self.jobs.note(new, body)
        self.budgets.note_pod(pod)
        if pod.controller:
            self._controlled[pod.controller].add(pod.key)
            self.following.note_pod(pod.key, pod.controller)
            self._replicas.setdefault(pod.controller, Replicas()).add(pod)
        self._locate(pod)

    def _locate(self, pod: Pod) -> None:
        if pod.address and pod.phase not in ENDED:
            self._by_address[pod.cluster_id, pod.address].add(pod.key)
        if pod.node:
            self._by_node[pod.cluster_id, pod.node].add(pod.key)
        elif pod.is_active:
            self._unbound[pod.cluster_id].add(pod.key)

    def _forget(self, old: KubernetesObject) -> None:
        key = old.key
        facts = self._facts.pop(key, _NOTHING)
        for owner in facts.owners:
            _discard(self._dependents, owner, key)
            if facts.pod is None:
                _discard(self._others, owner, key)
        self.selecting.forget(key)
        if facts.pod is not None:
            self._forget_pod(old, facts.pod)

    def _forget_pod(self, old: KubernetesObject, pod: Pod) -> None:
        key = old.key
        self.services.forget_pod(old, pod.labels)
        self.volumes.forget_pod(key, pod.claims)
        self.jobs.forget(key)
        self.budgets.forget_pod(pod)
        if pod.controller:
            _discard(self._controlled, pod.controller, key)
            self.following.note_pod(key, pod.controller)
            self._replicas[pod.controller].take(pod)
            if self._replicas[pod.controller].is_empty:
                del self._replicas[pod.controller]
        if pod.address and pod.phase not in ENDED:
            _discard(self._by_address, (pod.cluster_id, pod.address), key)
        if pod.node:
            _discard(self._by_node, (pod.cluster_id, pod.node), key)
        elif pod.is_active:
            _discard(self._unbound, pod.cluster_id, key)


def _discard(groups: dict[G, set[str]], group: G, key: str) -> None:
    keys = groups[group]
    keys.discard(key)
    if not keys:
        del groups[group]


def index_of(world: World) -> ObjectIndex:
    """The index of a world in which a cluster's API has been called."""
    index = world.kubernetes.index if world.kubernetes is not None else None
    if not isinstance(index, ObjectIndex):
        raise TypeError(f"{index!r} finds no objects")
    return index
