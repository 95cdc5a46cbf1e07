"""A deployment that is being looked at, and its ReplicaSets."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import get, mapping, number, text
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers.deployments import numbers, revisions
from cs_simulator.kubernetes.workloads.reports import report

NAME = "deployment-controller"
_UNLIMITED = (1 << 31) - 1


class OwnedSet:
    """A ReplicaSet of a deployment; changes of the body are put by :meth:`put`."""

    def __init__(self, found: KubernetesObject) -> None:
        self.found = found
        self.body = objects.body_of(found)
        self.annotations: Body = self.body["metadata"].setdefault("annotations", {})
        self.name = found.name

    @property
    def wanted(self) -> int:
        """How many pods it is to have."""
        return number(self.body, "spec.replicas")

    def count(self, name: str) -> int:
        """A number of its status: ``replicas``, ``readyReplicas``, ``availableReplicas``."""
        return number(self.body, f"status.{name}")

    def put(self, unit: Unit) -> None:
        """Put it as it is now, unless it is so already."""
        body = self.body
        if not self.annotations:
            body = {**body, "metadata": {**body["metadata"]}}
            del body["metadata"]["annotations"]
        self.found = making.put_if_changed(unit, self.found, body)


@dataclass(slots=True)
class Rollout:
    """A deployment in a unit of work."""

    unit: Unit
    cluster: Cluster
    found: KubernetesObject
    body: Body
    sets: list[OwnedSet]
    """All of its sets, the oldest first."""
    new: OwnedSet | None = None
    """The set that has the present template; ``None`` until it is made."""
    status: Body = field(default_factory=dict)
    """The status as it is being made; the body has the one that was put last."""

    @property
    def old(self) -> list[OwnedSet]:
        """The sets with earlier templates, the oldest first."""
        return [each for each in self.sets if each is not self.new]

    @property
    def wanted(self) -> int:
        """How many pods it is to have."""
        return number(self.body, "spec.replicas")

    @property
    def is_rolling(self) -> bool:
        """Whether pods are replaced by and by, and not all at once."""
        return text(self.body, "spec.strategy.type") == "RollingUpdate"

    @property
    def is_paused(self) -> bool:
        """Whether a change of the template is to have no consequences for now."""
        return get(self.body, "spec.paused") is True

    @property
    def bounds(self) -> numbers.Bounds:
        """What a rolling update keeps to."""
        if not self.is_rolling:
            return numbers.NONE
        rolling = mapping(self.body, "spec.strategy.rollingUpdate")
        return numbers.bounds(rolling.get("maxSurge"), rolling.get("maxUnavailable"), self.wanted)

    @property
    def most(self) -> int:
        """How many pods there may be at a time."""
        return self.wanted + self.bounds.surge

    @property
    def deadline(self) -> int:
        """After how many seconds without progress a rollout counts as stuck; 0 for never."""
        seconds = number(self.body, "spec.progressDeadlineSeconds")
        return 0 if seconds == _UNLIMITED else seconds

    def report(self, reason: str, message: str) -> None:
        """Put an Event about it."""
        report(self.unit, self.found, reason, message, NAME)

    def warn(self, reason: str, message: str) -> None:
        """Put an Event about what has failed."""
        report(self.unit, self.found, reason, message, NAME, kind="Warning")

    def scale(self, owned: OwnedSet, count: int) -> bool:
        """Have a set want so many pods, and remember of how many; returns whether that changes."""
        before = owned.wanted
        owned.body["spec"]["replicas"] = count
        owned.annotations[revisions.DESIRED] = str(self.wanted)
        owned.annotations[revisions.MOST] = str(self.most)
        if before != count:
            owned.body["metadata"]["generation"] = number(owned.body, "metadata.generation") + 1
        owned.put(self.unit)
        if before != count:
            way = "up" if before < count else "down"
            said = f"Scaled {way} replica set {owned.name} from {before} to {count}"
            self.report("ScalingReplicaSet", said)
        return before != count


def wanted_by(sets: Iterable[OwnedSet]) -> int:
    """How many pods sets are to have together."""
    return sum(each.wanted for each in sets)


def counted(sets: Iterable[OwnedSet], name: str) -> int:
    """A number of the status of sets, all together."""
    return sum(each.count(name) for each in sets)


def active(sets: Iterable[OwnedSet]) -> list[OwnedSet]:
    """The sets that are to have pods."""
    return [each for each in sets if each.wanted > 0]
