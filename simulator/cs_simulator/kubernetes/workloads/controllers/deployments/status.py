"""The status of a deployment: how many pods there are, and whether a rollout gets on.

After ``pkg/controller/deployment/sync.go`` and ``progress.go`` of Kubernetes.
"""

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records.kubernetes import SYSTEM_ROLLOUT
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._ages import instant
from cs_simulator.kubernetes.kinds._reading import condition, number
from cs_simulator.kubernetes.workloads.controllers._again import look_again
from cs_simulator.kubernetes.workloads.controllers.deployments.conditions import (
    AVAILABLE,
    FAILURE,
    PROGRESSING,
    present_condition,
    put_condition,
    remove_condition,
    set_condition,
)
from cs_simulator.kubernetes.workloads.controllers.deployments.rollout import (
    OwnedSet,
    Rollout,
    counted,
    wanted_by,
)

ROLLOUT = "rollout"
"""The kind of the timers after which a rollout without progress counts as stuck."""
_OF_SYSTEM = "kube-system"
TIMERS = (ROLLOUT, SYSTEM_ROLLOUT)
_DONE, _STUCK = "NewReplicaSetAvailable", "ProgressDeadlineExceeded"


def count_pods(rollout: Rollout) -> None:
    """Write how many pods there are, and whether enough of them are available."""
    sets, status = rollout.sets, rollout.status
    available = counted(sets, "availableReplicas")
    counts = {
        "replicas": counted(sets, "replicas"),
        "updatedReplicas": rollout.new.count("replicas") if rollout.new else 0,
        "readyReplicas": counted(sets, "readyReplicas"),
        "availableReplicas": available,
        "unavailableReplicas": max(wanted_by(sets) - available, 0),
    }
    for name, count in counts.items():
        status.pop(name, None)
        if count:
            status[name] = count
    status["observedGeneration"] = number(rollout.body, "metadata.generation")
    if available >= rollout.wanted - rollout.bounds.unavailable:
        said = "Deployment has minimum availability."
        set_condition(rollout, AVAILABLE, "True", "MinimumReplicasAvailable", said)
    else:
        said = "Deployment does not have minimum availability."
        set_condition(rollout, AVAILABLE, "False", "MinimumReplicasUnavailable", said)


def note_progress(rollout: Rollout) -> None:
    """Write how many pods there are, and whether the rollout has got on, is done or is stuck."""
    before = rollout.body.get("status", {})
    count_pods(rollout)
    current = present_condition(rollout, PROGRESSING)
    is_done_before = current.get("reason") == _DONE and _is_updated(rollout.status)
    if not rollout.deadline:
        remove_condition(rollout, PROGRESSING)
    elif not is_done_before:
        _judge(rollout, before)
    failure = _failure(rollout)
    if failure is None:
        remove_condition(rollout, FAILURE)
    elif not _is_like(present_condition(rollout, FAILURE), failure):
        put_condition(rollout, failure)
    timer = SYSTEM_ROLLOUT if rollout.found.namespace == _OF_SYSTEM else ROLLOUT
    look_again(rollout.unit, rollout.found, timer, _next_look(rollout))


def is_complete(rollout: Rollout, status: Body) -> bool:
    """Whether a status says that all pods are those wanted, and available."""
    counts = [number(status, name) for name in ("updatedReplicas", "replicas", "availableReplicas")]
    observed = number(status, "observedGeneration")
    is_observed = observed >= number(rollout.body, "metadata.generation")
    return is_observed and counts == [rollout.wanted] * len(counts)


def _is_updated(status: Body) -> bool:
    return number(status, "replicas") == number(status, "updatedReplicas")


def _judge(rollout: Rollout, before: Body) -> None:
    name = (
        f'ReplicaSet "{rollout.new.name}"' if rollout.new else f'Deployment "{rollout.found.name}"'
    )
    if is_complete(rollout, rollout.status):
        said = f"{name} has successfully progressed."
        set_condition(rollout, PROGRESSING, "True", _DONE, said)
    elif _has_got_on(before, rollout.status):
        said = f"{name} is progressing."
        set_condition(rollout, PROGRESSING, "True", "ReplicaSetUpdated", said, anew=True)
    elif _is_stuck(rollout):
        said = f"{name} has timed out progressing."
        set_condition(rollout, PROGRESSING, "False", _STUCK, said)


def _has_got_on(before: Body, status: Body) -> bool:
    def old(body: Body) -> int:
        return number(body, "replicas") - number(body, "updatedReplicas")

    grown = ("updatedReplicas", "readyReplicas", "availableReplicas")
    return old(status) < old(before) or any(
        number(status, name) > number(before, name) for name in grown
    )


def _is_stuck(rollout: Rollout) -> bool:
    current = present_condition(rollout, PROGRESSING)
    if not current or current.get("reason") == _DONE:
        return False
    since = instant(current.get("lastUpdateTime")) or 0
    return current.get("reason") == _STUCK or since + rollout.deadline * SECOND < rollout.unit.now


def _next_look(rollout: Rollout) -> int:
    """When the rollout counts as stuck unless it gets on; 0 if it is done, or stuck already."""
    current = present_condition(rollout, PROGRESSING)
    over = not current or current.get("reason") in (_DONE, _STUCK)
    if over or not rollout.deadline or is_complete(rollout, rollout.status):
        return 0
    since = instant(current.get("lastUpdateTime")) or rollout.unit.now
    return since + (rollout.deadline + 1) * SECOND


def _failure(rollout: Rollout) -> Body | None:
    """Why pods cannot be made, as the sets say: the newest one first."""
    newest: list[OwnedSet] = [rollout.new] if rollout.new else []
    for owned in (*newest, *rollout.old):
        found = condition(owned.body, FAILURE)
        if found:
            return {**found, "lastUpdateTime": found.get("lastTransitionTime")}
    return None


def _is_like(present: Body, new: Body) -> bool:
    return all(present.get(name) == new.get(name) for name in ("status", "reason"))
