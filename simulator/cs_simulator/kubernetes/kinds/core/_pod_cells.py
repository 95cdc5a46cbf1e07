"""What tables say of Pods: ``printPod`` of ``pkg/printers/internalversion`` of Kubernetes."""

from cs_simulator.kubernetes.kinds._ages import UNKNOWN, age
from cs_simulator.kubernetes.kinds._columns import NONE
from cs_simulator.kubernetes.kinds._reading import (
    Body,
    condition,
    get,
    items,
    mapping,
    number,
    text,
)

_ENDED = ("Succeeded", "Failed")


def ready(pod: Body) -> str:
    """How many of its containers are ready: ``1/2``."""
    statuses = _restartable(pod, "initContainerStatuses") + _statuses(pod)
    running = sum(
        1 for each in statuses if each.get("ready") is True and get(each, "state.running")
    )
    total = len(items(pod, "spec.containers")) + len(_sidecars(pod))
    return f"{running}/{total}"


def restarts(pod: Body, now: int) -> str:
    """How often its containers were started again, and when that was last: ``3 (5m ago)``."""
    statuses = _statuses(pod)
    if _initializing(pod) is None:
        statuses = _restartable(pod, "initContainerStatuses") + statuses
    else:
        statuses = items(pod, "status.initContainerStatuses")
    count = sum(number(each, "restartCount") for each in statuses)
    ends = [text(each, "lastState.terminated.finishedAt") for each in statuses]
    since = age(max(ends, default=""), now)
    return f"{count} ({since} ago)" if count and since != UNKNOWN else str(count)


def status(pod: Body) -> str:
    """Its phase, or what keeps it from running: ``ContainerCreating``, ``Init:0/1``."""
    phase = text(pod, "status.phase")
    if "deletionTimestamp" in mapping(pod, "metadata") and phase not in _ENDED:
        return "Unknown" if text(pod, "status.reason") == "NodeLost" else "Terminating"
    return _initializing(pod) or _of_containers(pod, _reason(pod, phase))


def readiness_gates(pod: Body) -> str:
    """How many of its readiness gates are passed: ``1/2``."""
    gates = [text(each, "conditionType") for each in items(pod, "spec.readinessGates")]
    passed = [each for each in gates if condition(pod, each).get("status") == "True"]
    return f"{len(passed)}/{len(gates)}" if gates else NONE


def _reason(pod: Body, phase: str) -> str:
    if condition(pod, "PodScheduled").get("reason") == "SchedulingGated":
        return "SchedulingGated"
    return text(pod, "status.reason", phase)


def _initializing(pod: Body) -> str | None:
    """How far the containers are that come before the others; ``None`` once all have ended."""
    if condition(pod, "Initialized").get("status") == "True":
        return None
    sidecars, wanted = _sidecars(pod), len(items(pod, "spec.initContainers"))
    for place, each in enumerate(items(pod, "status.initContainerStatuses")):
        has_ended = get(each, "state.terminated.exitCode") == 0
        if has_ended or (each.get("name") in sidecars and each.get("started") is True):
            continue
        why = _terminated(each) or text(each, "state.waiting.reason")
        return f"Init:{why}" if why not in ("", "PodInitializing") else f"Init:{place}/{wanted}"
    return None


def _of_containers(pod: Body, reason: str) -> str:
    statuses = _statuses(pod)
    for each in reversed(statuses):
        reason = text(each, "state.waiting.reason") or _terminated(each) or reason
    is_running = any(each.get("ready") is True and get(each, "state.running") for each in statuses)
    if reason != "Completed" or not is_running:
        return reason
    return "Running" if condition(pod, "Ready").get("status") == "True" else "NotReady"


def _terminated(container: Body) -> str:
    """Why a container has ended; empty if it has not."""
    ended = get(container, "state.terminated")
    if not isinstance(ended, dict):
        return ""
    signal = number(ended, "signal")
    code = f"Signal:{signal}" if signal else f"ExitCode:{number(ended, 'exitCode')}"
    return text(ended, "reason", code)


def _statuses(pod: Body) -> list[Body]:
    return items(pod, "status.containerStatuses")


def _sidecars(pod: Body) -> list[str]:
    """The names of the containers that come first and stay."""
    first = items(pod, "spec.initContainers")
    return [text(each, "name") for each in first if each.get("restartPolicy") == "Always"]


def _restartable(pod: Body, field: str) -> list[Body]:
    names = _sidecars(pod)
    return [each for each in items(pod, f"status.{field}") if each.get("name") in names]
