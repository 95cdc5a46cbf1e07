"""Finding the budgets for disruptions that a pod counts for, and counting the pods of each budget.

A pod costs as much as its namespace has budgets.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._reading import get
from cs_simulator.kubernetes.pod_facts import Pod
from cs_simulator.kubernetes.selectors.in_objects import matches

BUDGETS = "poddisruptionbudgets.policy"


class Guarded:
    """The pods that a budget is about."""

    __slots__ = ("controllers", "healthy", "pods", "selector")

    def __init__(self, selector: Any) -> None:
        self.selector = selector
        self.pods: dict[str, Pod] = {}
        """By key: all pods that it selects, also those that have ended."""
        self.healthy = 0
        """How many of them are ready and not on their way out."""
        self.controllers: Counter[str] = Counter()
        """How many pods each uid controls."""

    def add(self, pod: Pod) -> None:
        """Count a pod, if it is selected."""
        if not matches(self.selector, pod.labels):
            return
        self.pods[pod.key] = pod
        self.healthy += pod.is_ready and not pod.is_going
        if pod.controller:
            self.controllers[pod.controller] += 1

    def take(self, key: str) -> None:
        """Count a pod no more, if it was counted."""
        pod = self.pods.pop(key, None)
        if pod is None:
            return
        self.healthy -= pod.is_ready and not pod.is_going
        if pod.controller:
            self.controllers[pod.controller] -= 1
            if not self.controllers[pod.controller]:
                del self.controllers[pod.controller]


class BudgetIndex:
    """The budgets of a world by their namespaces."""

    def __init__(self, pods_of: Callable[[str, str], Iterable[Pod]]) -> None:
        """*pods_of* gives the pods of a cluster and namespace that are known so far."""
        self._pods_of = pods_of
        self._budgets: defaultdict[tuple[str, str], dict[str, Guarded]] = defaultdict(dict)

    def change(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Note a budget that is new, changed or gone; other objects are passed over."""
        found = new or old
        if found is None or found.resource != BUDGETS:
            return
        budgets = self._budgets[found.cluster_id, found.namespace]
        if new is None:
            budgets.pop(found.key, None)
            return
        selector = get(objects.read(new), "spec.selector")
        known = budgets.get(new.key)
        if known is not None and known.selector == selector:
            return
        guarded = budgets[new.key] = Guarded(selector)
        for pod in self._pods_of(new.cluster_id, new.namespace):
            guarded.add(pod)

    def note_pod(self, pod: Pod) -> None:
        """Add a pod."""
        for guarded in self._of(pod.cluster_id, pod.namespace).values():
            guarded.add(pod)

    def forget_pod(self, pod: Pod) -> None:
        """Take a pod away."""
        for guarded in self._of(pod.cluster_id, pod.namespace).values():
            guarded.take(pod.key)

    def are_in(self, cluster_id: str, namespace: str) -> bool:
        """Whether a namespace has any budget."""
        return bool(self._of(cluster_id, namespace))

    def selecting(self, cluster_id: str, namespace: str, labels: Mapping[str, str]) -> list[str]:
        """The keys of the budgets that select pods with these labels."""
        budgets = self._of(cluster_id, namespace)
        return sorted(key for key, each in budgets.items() if matches(each.selector, labels))

    def guarded_by(self, budget: KubernetesObject) -> Guarded:
        """The pods that a budget is about."""
        return self._budgets[budget.cluster_id, budget.namespace][budget.key]

    def _of(self, cluster_id: str, namespace: str) -> Mapping[str, Guarded]:
        return self._budgets.get((cluster_id, namespace), {})
