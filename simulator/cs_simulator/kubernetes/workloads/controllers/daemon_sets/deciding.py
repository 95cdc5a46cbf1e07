"""What a DaemonSet does next with its pods: pure functions of what is there.

As ``manage`` and ``rollingUpdate`` of ``pkg/controller/daemon`` of Kubernetes.
"""

from collections.abc import Iterator
from typing import NamedTuple

from cs_simulator.kubernetes.object_index import Pod
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.fitting import Fit
from cs_simulator.kubernetes.workloads.revisions import HASH


class Place(NamedTuple):
    """A node, and the pods of the DaemonSet that are on it or for it, in the order of their age."""

    node: str
    fit: Fit
    pods: list[Pod]


class State(NamedTuple):
    """What decisions depend on."""

    places: list[Place]
    """A place for each node of the cluster."""
    strays: list[Pod]
    """Pods for nodes that are gone."""
    hash: str
    """That of the present template."""
    surge: int
    """How many nodes may have a new pod besides the old one."""
    unavailable: int
    """For how many nodes a pod may be missing during an update."""
    minimum: int
    """For how many seconds a pod has to be ready until it counts as available."""
    now: int

    def is_available(self, pod: Pod) -> bool:
        """Whether a pod has been ready for long enough."""
        return pod.is_available(self.now, self.minimum)

    def is_new(self, pod: Pod) -> bool:
        """Whether a pod is of the present template."""
        return pod.labels.get(HASH) == self.hash


class Plan(NamedTuple):
    """What is to be done."""

    make: list[str]
    """The nodes that get a pod."""
    delete: list[Pod]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done."""
        return not self.make and not self.delete


def manage(state: State) -> Plan:
    """Have a pod on each node that is to have one, and none elsewhere."""
    make: list[str] = []
    delete = [pod for pod in state.strays if not pod.node and not pod.is_going]
    for place in state.places:
        if place.fit.runs and not place.pods:
            make.append(place.node)
        elif not place.fit.stays:
            delete += [pod for pod in place.pods if not pod.is_going]
        else:
            delete += _too_many(state, place.pods)
    return Plan(make, delete)


def _too_many(state: State, pods: list[Pod]) -> Iterator[Pod]:
    """The pods of a node that have ended, and those besides the one that is to run."""
    running = [pod for pod in pods if pod.is_active]
    yield from (pod for pod in pods if not pod.is_active and not pod.is_going)
    if not state.surge or len(running) < _SURGING:
        yield from running[1:]
        return
    new = [pod for pod in running if state.is_new(pod)]
    old = [pod for pod in running if not state.is_new(pod)]
    yield from (*new[1:], *old[1:])
    if new and old and (not old[0].is_ready or state.is_available(new[0])):
        yield old[0]


_SURGING = 2


def roll(state: State) -> Plan:
    """Replace pods of older templates, as many at a time as the strategy allows."""
    if state.surge:
        return _roll_with_surge(state)
    missing = 0
    broken: list[Pod] = []
    candidates: list[Pod] = []
    for place in state.places:
        active = [pod for pod in place.pods if not pod.is_going]
        if not place.pods:
            continue
        if len(active) != 1:
            missing += 1
        elif state.is_new(active[0]):
            missing += not state.is_available(active[0])
        elif not state.is_available(active[0]):
            broken.append(active[0])
            missing += 1
        else:
            candidates.append(active[0])
    allowed = max(state.unavailable - missing, 0)
    return Plan([], [*broken, *candidates[:allowed]])


def _roll_with_surge(state: State) -> Plan:
    under_way = 0
    broken: list[str] = []
    candidates: list[str] = []
    for place in state.places:
        active = [pod for pod in place.pods if not pod.is_going]
        new = [pod for pod in active if state.is_new(pod)]
        old = [pod for pod in active if not state.is_new(pod)]
        if not old or not place.fit.runs:
            continue
        if new:  # the old pod goes as soon as the new one is available
            under_way += 1
        elif not state.is_available(old[0]):
            broken.append(place.node)
        else:
            candidates.append(place.node)
    allowed = max(state.surge - under_way, 0)
    return Plan([*broken, *candidates[:allowed]], [])
