"""What the status of a DaemonSet says."""

from typing import Any

from cs_simulator.domain.instants import SECOND
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.deciding import State


def status_of(state: State, generation: int, collisions: int) -> dict[str, Any]:
    """The status, with what is 0 left out where Kubernetes leaves it out."""
    running = [place for place in state.places if place.fit.runs]
    pods = [place.pods[0] for place in running if place.pods]
    available = sum(state.is_available(pod) for pod in pods)
    always = {
        "currentNumberScheduled": len(pods),
        "numberMisscheduled": sum(
            bool(place.pods) and not place.fit.runs for place in state.places
        ),
        "desiredNumberScheduled": len(running),
        "numberReady": sum(pod.is_ready for pod in pods),
    }
    others = {
        "observedGeneration": generation,
        "updatedNumberScheduled": sum(state.is_new(pod) for pod in pods),
        "numberAvailable": available,
        "numberUnavailable": len(running) - available,
        "collisionCount": collisions,
    }
    return {**always, **{name: value for name, value in others.items() if value}}


def next_change(state: State) -> int:
    """When the next pod that is ready becomes available by itself; 0 for never."""
    waiting = (
        pod.ready_since + state.minimum * SECOND
        for place in state.places
        for pod in place.pods
        if pod.is_ready and not state.is_available(pod)
    )
    return min(waiting, default=0)
