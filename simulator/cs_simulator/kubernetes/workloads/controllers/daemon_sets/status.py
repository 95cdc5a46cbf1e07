"""What the status of a DaemonSet says."""

from typing import Any

from cs_simulator.kubernetes.workloads.controllers.daemon_sets.deciding import Counts


def status_of(counts: Counts, generation: int, collisions: int) -> dict[str, Any]:
    """The status, with what is 0 left out where Kubernetes leaves it out."""
    always = {
        "currentNumberScheduled": counts.current,
        "numberMisscheduled": counts.misplaced,
        "desiredNumberScheduled": counts.desired,
        "numberReady": counts.ready,
    }
    others = {
        "observedGeneration": generation,
        "updatedNumberScheduled": counts.updated,
        "numberAvailable": counts.available,
        "numberUnavailable": counts.desired - counts.available,
        "collisionCount": collisions,
    }
    return {**always, **{name: value for name, value in others.items() if value}}
