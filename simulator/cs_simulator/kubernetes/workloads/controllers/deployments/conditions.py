"""The conditions in the status of a deployment."""

from cs_simulator.domain.instants import as_text
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import condition, items
from cs_simulator.kubernetes.workloads.controllers.deployments.rollout import Rollout

AVAILABLE, PROGRESSING, FAILURE = "Available", "Progressing", "ReplicaFailure"


def present_condition(rollout: Rollout, kind: str) -> Body:
    """The condition of a type in the status that is being made; an empty one if it has none."""
    return condition({"status": rollout.status}, kind)


def set_condition(
    rollout: Rollout, kind: str, status: str, reason: str, message: str, *, anew: bool = False
) -> None:
    """Write a condition, unless it is there with this status and reason.

    *anew* writes it in any case, so that it says when there was progress last.
    """
    present, now = present_condition(rollout, kind), as_text(rollout.unit.now)
    is_same = present.get("status") == status
    if is_same and present.get("reason") == reason and not anew:
        return
    put_condition(
        rollout,
        {
            "type": kind,
            "status": status,
            "lastUpdateTime": now,
            "lastTransitionTime": present["lastTransitionTime"] if is_same else now,
            "reason": reason,
            "message": message,
        },
    )


def put_condition(rollout: Rollout, new: Body) -> None:
    """Write a condition in the place of the one of its type, as the last one."""
    remove_condition(rollout, new["type"])
    rollout.status["conditions"] = [*rollout.status.get("conditions", ()), new]


def remove_condition(rollout: Rollout, kind: str) -> None:
    """Take away the condition of a type."""
    status = rollout.status
    left = [each for each in items(status, "conditions") if each.get("type") != kind]
    status.pop("conditions", None)
    if left:
        status["conditions"] = left
