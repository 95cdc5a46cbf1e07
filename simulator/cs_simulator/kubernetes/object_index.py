"""Finding objects by what their bodies say: dependents by owner, pods by node.

Each body is parsed once, when the object is put. It is informed of every change of the table, also
of those that are undone, so that it always has what the table has.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

import orjson

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.kinds._ages import instant
from cs_simulator.kubernetes.kinds._reading import condition, get, items, mapping, text, texts
from cs_simulator.kubernetes.node_facts import NODES, NodeFacts, read_node

G = TypeVar("G")

PODS = "pods"
_REQUIRED = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"
ENDED = ("Succeeded", "Failed")
"""The phases of pods of which nothing runs any more."""


class Pod(NamedTuple):
    """What controllers ask of a pod, read once out of its body. The lists are not to be changed."""

    key: str
    cluster_id: str
    namespace: str
    name: str
    uid: str
    serial: int
    """The order in which pods were made."""
    labels: dict[str, str]
    node: str
    """The name of the node to which it is bound; empty for none."""
    target: str
    """The name of the node that it is bound to, or that is the only one which its affinity allows,
    as that of pods of DaemonSets does; empty for none."""
    phase: str
    is_ready: bool
    ready_since: int
    """Since when it is ready; 0 if it is not."""
    is_going: bool
    """Whether it has a ``deletionTimestamp``."""
    controller: str
    """The uid of the owner that controls it; empty for none."""

    @property
    def is_active(self) -> bool:
        """Whether it counts as a replica: it is neither ended nor on its way out."""
        return not self.is_going and self.phase not in ENDED

    def is_available(self, now: int, seconds: int) -> bool:
        """Whether it has been ready for so many seconds."""
        return self.is_ready and self.ready_since + seconds * SECOND <= now


class _Facts(NamedTuple):
    """What the index knows of an object."""

    owners: tuple[str, ...]
    pod: Pod | None


_NOTHING = _Facts((), None)


class ObjectIndex:
    """All objects of a world's clusters; what is found comes in the order in which it was made."""

    def __init__(self, world: World) -> None:
        """Read what is there; the table has to be watched from now on."""
        self._objects = world.kubernetes_objects
        self._facts: dict[str, _Facts] = {}
        self._dependents: defaultdict[str, set[str]] = defaultdict(set)
        self._controlled: defaultdict[str, set[str]] = defaultdict(set)
        self._by_node: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._unbound: defaultdict[str, set[str]] = defaultdict(set)
        self._free: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._nodes: defaultdict[str, dict[str, NodeFacts]] = defaultdict(dict)
        for found in self._objects:
            self.change(None, found)
        self._objects.watch(self)

    def change(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Forget how an object was, and read how it is."""
        if old is not None:
            self._forget(old.key)
            if new is None and old.resource == NODES:
                del self._nodes[old.cluster_id][old.key]
        if new is not None:
            self._note(new)

    def pod(self, key: str) -> Pod | None:
        """The pod of a key; ``None`` if there is none."""
        return self._facts.get(key, _NOTHING).pod

    def dependents_of(self, owner: str) -> list[KubernetesObject]:
        """The objects that refer to an owner of this uid."""
        found = (self._objects[key] for key in self._dependents.get(owner, ()))
        return sorted(found, key=lambda each: each.serial)

    def pods_controlled_by(self, owner: str) -> list[Pod]:
        """The pods that an owner of this uid controls."""
        return self._pods(self._controlled.get(owner, ()))

    def pods_on(self, cluster_id: str, node: str) -> list[Pod]:
        """The pods that are bound to a node of this name."""
        return self._pods(self._by_node.get((cluster_id, node), ()))

    def unbound_pods(self, cluster_id: str) -> list[Pod]:
        """The pods of a cluster that wait for a node: bound to none, not ended, not going."""
        return self._pods(self._unbound.get(cluster_id, ()))

    def pods_without_controller(self, cluster_id: str, namespace: str) -> list[Pod]:
        """The pods of a namespace that no owner controls."""
        return self._pods(self._free.get((cluster_id, namespace), ()))

    def nodes_of(self, cluster_id: str) -> list[NodeFacts]:
        """The nodes of a cluster."""
        return sorted(self._nodes.get(cluster_id, {}).values(), key=lambda node: node.serial)

    def node(self, cluster_id: str, key: str) -> NodeFacts | None:
        """The node of a key; ``None`` if there is none."""
        return self._nodes.get(cluster_id, {}).get(key)

    def _pods(self, keys: Iterable[str]) -> list[Pod]:
        found = (self._facts[key].pod for key in keys)
        return sorted((pod for pod in found if pod is not None), key=lambda pod: pod.serial)

    def _note(self, new: KubernetesObject) -> None:
        if new.resource == NODES:
            self._nodes[new.cluster_id][new.key] = read_node(new)
        is_pod = new.resource == PODS
        if not is_pod and '"ownerReferences"' not in new.body:
            return
        body = orjson.loads(new.body)
        references = items(body, "metadata.ownerReferences")
        owners = tuple(dict.fromkeys(text(each, "uid") for each in references))
        pod = _pod(new, body, references) if is_pod else None
        self._facts[new.key] = _Facts(owners, pod)
        for owner in owners:
            self._dependents[owner].add(new.key)
        if pod is None:
            return
        if pod.controller:
            self._controlled[pod.controller].add(pod.key)
        else:
            self._free[pod.cluster_id, pod.namespace].add(pod.key)
        if pod.node:
            self._by_node[pod.cluster_id, pod.node].add(pod.key)
        elif pod.is_active:
            self._unbound[pod.cluster_id].add(pod.key)

    def _forget(self, key: str) -> None:
        facts = self._facts.pop(key, _NOTHING)
        for owner in facts.owners:
            _discard(self._dependents, owner, key)
        pod = facts.pod
        if pod is None:
            return
        if pod.controller:
            _discard(self._controlled, pod.controller, key)
        else:
            _discard(self._free, (pod.cluster_id, pod.namespace), key)
        if pod.node:
            _discard(self._by_node, (pod.cluster_id, pod.node), key)
        elif pod.is_active:
            _discard(self._unbound, pod.cluster_id, key)


def _discard(groups: dict[G, set[str]], group: G, key: str) -> None:
    keys = groups[group]
    keys.discard(key)
    if not keys:
        del groups[group]


def read_pod(found: KubernetesObject) -> Pod:
    """The facts of a pod; those of one that is there has the index."""
    body = orjson.loads(found.body)
    return _pod(found, body, items(body, "metadata.ownerReferences"))


def _pod(found: KubernetesObject, body: object, references: list[dict[str, object]]) -> Pod:
    controllers = (text(each, "uid") for each in references if each.get("controller") is True)
    labels = mapping(body, "metadata.labels")
    node, ready = text(body, "spec.nodeName"), condition(body, "Ready")
    is_ready = ready.get("status") == "True"
    return Pod(
        key=found.key,
        cluster_id=found.cluster_id,
        namespace=found.namespace,
        name=found.name,
        uid=found.uid,
        serial=found.serial,
        labels={name: value for name, value in labels.items() if isinstance(value, str)},
        node=node,
        target=node or _target(body),
        phase=text(body, "status.phase", "Pending"),
        is_ready=is_ready,
        ready_since=(instant(ready.get("lastTransitionTime")) or 0) if is_ready else 0,
        is_going=bool(get(body, "metadata.deletionTimestamp")),
        controller=next(controllers, ""),
    )


def _target(body: object) -> str:
    """The node that a pod is for by its name: what DaemonSets write, and nothing more general."""
    terms = items(body, f"{_REQUIRED}.nodeSelectorTerms")
    fields = items(terms[0], "matchFields") if len(terms) == 1 else []
    if len(fields) != 1 or fields[0].get("key") != "metadata.name":
        return ""
    values = texts(fields[0], "values")
    return values[0] if fields[0].get("operator") == "In" and len(values) == 1 else ""


def index_of(world: World) -> ObjectIndex:
    """The index of a world in which a cluster's API has been called."""
    index = world.kubernetes.index if world.kubernetes is not None else None
    if not isinstance(index, ObjectIndex):
        raise TypeError(f"{index!r} finds no objects")
    return index
