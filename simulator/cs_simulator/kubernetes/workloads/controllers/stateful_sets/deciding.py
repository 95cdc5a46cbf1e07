"""What a StatefulSet does next with its pods: pure functions of what is there.

As ``updateStatefulSet`` of ``pkg/controller/statefulset`` of Kubernetes.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cs_simulator.kubernetes.object_index import ENDED, Pod
from cs_simulator.kubernetes.workloads.revisions import HASH


class State(NamedTuple):
    """What decisions depend on."""

    pods: Mapping[int, Pod]
    """By number."""
    start: int
    """The first number."""
    replicas: int
    is_ordered: bool
    """Whether each pod waits for the one before it."""
    rolls: bool
    """Whether pods of older templates are replaced."""
    partition: int
    """How many of the first pods are left out of an update."""
    present: str
    """The name of the revision of the present template."""
    minimum: int
    """For how many seconds a pod has to be ready until it counts as available."""
    now: int

    @property
    def wanted(self) -> range:
        """The numbers of the pods that there are to be."""
        return range(self.start, self.start + self.replicas)

    @property
    def first_to_update(self) -> int:
        """The number of the first pod that is to be of the present template."""
        return self.start + self.partition if self.rolls else self.start

    @property
    def condemned(self) -> list[Pod]:
        """The pods that are too many, the highest number first."""
        numbers = [each for each in self.pods if each not in self.wanted]
        return [self.pods[each] for each in sorted(numbers, reverse=True)]

    def is_up(self, pod: Pod) -> bool:
        """Whether a pod runs and is ready."""
        return pod.phase == "Running" and pod.is_ready

    def is_available(self, pod: Pod) -> bool:
        """Whether a pod has been up for long enough."""
        return self.is_up(pod) and pod.is_available(self.now, self.minimum)

    def is_healthy(self, pod: Pod) -> bool:
        """Whether a pod is available, and stays."""
        return self.is_available(pod) and not pod.is_going


class Plan(NamedTuple):
    """What is to be done."""

    again: list[Pod]
    """The pods that have ended, and are deleted to be made again."""
    delete: list[Pod]
    """The pods that are too many, or of an older template."""
    make: list[int]
    """The numbers of the pods that are to be made."""
    first_new: int
    """The number of the first pod that is made of the present template."""


def next_steps(state: State) -> Plan:
    """Have the pods that are wanted, then none else, then all of the present template."""
    again, make, is_waiting = _replicas(state)
    delete = [] if is_waiting else _condemned(state)
    is_waiting = is_waiting or (state.is_ordered and bool(state.condemned))
    if not (is_waiting or again or make or delete) and state.rolls:
        delete = list(_outdated(state))
    return Plan(again, delete, make, state.first_to_update)


def _replicas(state: State) -> tuple[list[Pod], list[int], bool]:
    """What is to be done for the pods that are wanted, and whether all else has to wait."""
    delete: list[Pod] = []
    make: list[int] = []
    for ordinal in state.wanted:
        pod = state.pods.get(ordinal)
        if pod is None:
            make.append(ordinal)
        elif pod.phase in ENDED and not pod.is_going:
            delete.append(pod)
        elif state.is_healthy(pod):
            continue
        if state.is_ordered:
            return delete, make, True
    return delete, make, False


def _condemned(state: State) -> list[Pod]:
    """Those of the pods that are too many which go now."""
    delete: list[Pod] = []
    unhealthy = _first_unhealthy(state)
    for pod in state.condemned:
        if pod.is_going:
            if state.is_ordered:
                break
        elif state.is_ordered and not state.is_available(pod) and pod is not unhealthy:
            break
        else:
            delete.append(pod)
            if state.is_ordered:
                break
    return delete


def _first_unhealthy(state: State) -> Pod | None:
    """The pod that may go though it is not up: it cannot wait for itself."""
    ordered = [*(state.pods[each] for each in state.wanted if each in state.pods)]
    ordered += reversed(state.condemned)
    return next((pod for pod in ordered if not state.is_healthy(pod)), None)


def _outdated(state: State) -> Iterator[Pod]:
    """The pod with the highest number that is of an older template, unless one has to come up."""
    for ordinal in reversed(state.wanted):
        if ordinal < state.first_to_update:
            return
        pod = state.pods.get(ordinal)
        if pod is not None and pod.labels.get(HASH) != state.present and not pod.is_going:
            yield pod
            return
        if pod is None or not state.is_healthy(pod):
            return
