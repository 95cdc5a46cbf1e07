"""Finding the services that select a pod, and the pods that a service selects, by labels."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._reading import mapping

SERVICES = "services"

_Group = tuple[str, str, str, str]
"""Cluster, namespace, name of a label, value."""


class _Service(NamedTuple):
    """What is asked of a service with a selector."""

    cluster_id: str
    namespace: str
    selector: dict[str, str]

    def groups(self) -> list[_Group]:
        """The groups of labels in all of which a selected pod is; the first one finds it."""
        pairs = sorted(self.selector.items())
        return [(self.cluster_id, self.namespace, name, value) for name, value in pairs]


class ServiceIndex:
    """The services with a selector and all pods of a world; services without one are not in it.

    A pod costs as much as it has labels, and a service as much as its rarest label has pods.
    """

    def __init__(self) -> None:
        self._services: dict[str, _Service] = {}
        self._by_first_label: defaultdict[_Group, set[str]] = defaultdict(set)
        self._in_namespace: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._pods: defaultdict[_Group, set[str]] = defaultdict(set)

    def are_in(self, cluster_id: str, namespace: str) -> bool:
        """Whether a namespace has any service with a selector."""
        return (cluster_id, namespace) in self._in_namespace

    def selecting(self, cluster_id: str, namespace: str, labels: Mapping[str, str]) -> list[str]:
        """The keys of the services that select pods with these labels."""
        return sorted(
            key
            for name, value in labels.items()
            for key in self._by_first_label.get((cluster_id, namespace, name, value), ())
            if self._services[key].selector.items() <= labels.items()
        )

    def most_pods_of(self, key: str) -> int:
        """How many pods a service selects at most: those with the rarest of its labels."""
        service = self._services.get(key)
        if service is None:
            return 0
        return min(len(self._pods.get(group, ())) for group in service.groups())

    def pods_of(self, key: str) -> set[str]:
        """The keys of the pods that a service selects."""
        service = self._services.get(key)
        if service is None:
            return set()
        return set.intersection(
            *sorted((self._pods.get(group, set()) for group in service.groups()), key=len)
        )

    def note_pod(self, pod: KubernetesObject, labels: Mapping[str, str]) -> None:
        """Add a pod."""
        for name, value in labels.items():
            self._pods[pod.cluster_id, pod.namespace, name, value].add(pod.key)

    def forget_pod(self, pod: KubernetesObject, labels: Mapping[str, str]) -> None:
        """Take a pod away, by the labels with which it was added."""
        for name, value in labels.items():
            group = (pod.cluster_id, pod.namespace, name, value)
            self._pods[group].discard(pod.key)
            if not self._pods[group]:
                del self._pods[group]

    def change(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Forget how a service was, and read how it is; other objects are passed over."""
        if old is not None and old.resource == SERVICES:
            self._forget(old)
        if new is not None and new.resource == SERVICES:
            self._note(new)

    def _note(self, found: KubernetesObject) -> None:
        """Add a service, if it has a selector."""
        selector = mapping(objects.read(found), "spec.selector")
        texts = {name: value for name, value in selector.items() if isinstance(value, str)}
        if not texts:
            return
        service = _Service(found.cluster_id, found.namespace, texts)
        self._services[found.key] = service
        self._by_first_label[service.groups()[0]].add(found.key)
        self._in_namespace[found.cluster_id, found.namespace] += 1

    def _forget(self, found: KubernetesObject) -> None:
        """Take a service away, if it was added."""
        service = self._services.pop(found.key, None)
        if service is None:
            return
        group, place = service.groups()[0], (found.cluster_id, found.namespace)
        self._by_first_label[group].discard(found.key)
        if not self._by_first_label[group]:
            del self._by_first_label[group]
        self._in_namespace[place] -= 1
        if not self._in_namespace[place]:
            del self._in_namespace[place]
