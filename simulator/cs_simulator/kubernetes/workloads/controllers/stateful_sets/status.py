"""What the status of a StatefulSet says."""

from typing import Any

from cs_simulator.domain.instants import SECOND
from cs_simulator.kubernetes.workloads.controllers.stateful_sets.deciding import State
from cs_simulator.kubernetes.workloads.revisions import HASH


def status_of(state: State, current: str, generation: int, collisions: int) -> dict[str, Any]:
    """The status; *current* is the name of the revision from which an update has begun.

    An update is over when all pods are of the present template and ready: it is current then.
    """
    pods = list(state.pods.values())
    staying = [pod.labels.get(HASH) for pod in pods if not pod.is_going]
    ready = sum(state.is_up(pod) for pod in pods)
    updated = staying.count(state.present)
    if state.rolls and {updated, ready, len(pods)} == {state.replicas}:
        current = state.present
    others = {
        "observedGeneration": generation,
        "readyReplicas": ready,
        "currentReplicas": staying.count(current),
        "updatedReplicas": updated,
    }
    return {
        "replicas": len(pods),
        "availableReplicas": sum(state.is_available(pod) for pod in pods),
        **{name: value for name, value in others.items() if value},
        "currentRevision": current,
        "updateRevision": state.present,
        "collisionCount": collisions,
    }


def next_change(state: State) -> int:
    """When the next pod that is ready becomes available by itself; 0 for never."""
    waiting = (
        pod.ready_since + state.minimum * SECOND
        for pod in state.pods.values()
        if state.is_up(pod) and not state.is_available(pod)
    )
    return min(waiting, default=0)
