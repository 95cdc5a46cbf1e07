"""A node as the scheduler sees it: what it is, and what its pods ask for together."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from cs_simulator.kubernetes.kinds._reading import Body, condition, get, items, mapping, text
from cs_simulator.kubernetes.workloads.scheduler.amounts import Amounts, amounts
from cs_simulator.kubernetes.workloads.scheduler.wishes import Port, Wish

_NOT_READY = "node.kubernetes.io/not-ready"
_AWAY = (_NOT_READY, "node.kubernetes.io/unreachable")


class Taint(NamedTuple):
    """A taint of a node."""

    key: str
    value: str
    effect: str


class NodeFacts(NamedTuple):
    """What a Node object says that scheduling goes by."""

    name: str
    labels: Mapping[str, str]
    taints: tuple[Taint, ...]
    is_cordoned: bool
    allocatable: Amounts
    most_pods: int


def facts_of(body: Body) -> NodeFacts:
    """The facts in the body of a Node; one that is not ready has the taint for that."""
    taints = [
        Taint(text(each, "key"), text(each, "value"), text(each, "effect"))
        for each in items(body, "spec.taints")
    ]
    is_ready = condition(body, "Ready").get("status") == "True"
    if not is_ready and not any(taint.key in _AWAY for taint in taints):
        taints.append(Taint(_NOT_READY, "", "NoSchedule"))
    labels = mapping(body, "metadata.labels")
    allocatable = amounts(mapping(body, "status.allocatable"))
    return NodeFacts(
        text(body, "metadata.name"),
        {name: value for name, value in labels.items() if isinstance(value, str)},
        tuple(taints),
        get(body, "spec.unschedulable") is True,
        allocatable,
        allocatable.get("pods", 0) // 1000,
    )


class NodeLoad:
    """What the pods that are bound to a node ask for together."""

    __slots__ = ("facts", "owners", "pods", "ports", "requested", "weighed")

    def __init__(self) -> None:
        self.facts: NodeFacts | None = None
        """``None`` while there is no Node object."""
        self.pods: dict[str, Wish] = {}
        """By key: the pods that are bound to it and have not ended."""
        self.requested: Counter[str] = Counter()
        self.weighed: Counter[str] = Counter()
        self.ports: Counter[Port] = Counter()
        self.owners: Counter[str] = Counter()

    def add(self, key: str, wish: Wish) -> None:
        """Count a pod."""
        self.pods[key] = wish
        self.requested.update(wish.requests)
        self.weighed.update(wish.load)
        self.ports.update(wish.ports)
        self.owners[wish.owner] += 1

    def remove(self, key: str) -> Wish:
        """Count a pod no more; returns what it had asked for."""
        wish = self.pods.pop(key)
        self.requested.subtract(wish.requests)
        self.weighed.subtract(wish.load)
        self.ports -= Counter(wish.ports)
        self.owners[wish.owner] -= 1
        if not self.owners[wish.owner]:
            del self.owners[wish.owner]
        return wish

    def and_also(self, others: Mapping[str, Wish]) -> "NodeLoad":
        """The node as it would be with some more pods."""
        found = NodeLoad()
        found.facts = self.facts
        for key, wish in (self.pods | dict(others)).items():
            found.add(key, wish)
        return found

    def fullness(self, facts: NodeFacts) -> float:
        """The parts of processors and memory that are asked for, added up."""
        return sum(
            self.weighed[name] / (facts.allocatable.get(name) or 1) for name in ("cpu", "memory")
        )
