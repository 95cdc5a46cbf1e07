"""The conditions of a pod, from the statuses of its containers: as the agent of a node says them.

After ``pkg/kubelet/status/generate.go`` of Kubernetes.
"""

from typing import Any, NamedTuple

from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import condition, items, text

_FIRST_WITH_SANDBOX = 29  # the gate PodReadyToStartContainersCondition is on from then on
SANDBOX, INITIALIZED, READY = "PodReadyToStartContainers", "Initialized", "Ready"
_CONTAINERS, SCHEDULED = "ContainersReady", "PodScheduled"
_OWN = (SANDBOX, INITIALIZED, READY, _CONTAINERS, SCHEDULED)
_ENDED = {"Succeeded": "PodCompleted", "Failed": "PodFailed"}


class _Said(NamedTuple):
    """What a condition says."""

    type: str
    is_true: bool
    reason: str = ""
    message: str = ""


def update(body: Body, now: str, minor: int, *, node_is_ready: bool = True) -> None:
    """Write what the conditions have to say at an instant; those of others stay.

    *minor* is that of the cluster's version: 34 for 1.34.
    """
    status = body["status"]
    others = [each for each in items(status, "conditions") if each.get("type") not in _OWN]
    said = _said(body, minor, node_is_ready=node_is_ready)
    own = [_written(each, condition(body, each.type), now) for each in said]
    status["conditions"] = [*own, *others]


def _said(body: Body, minor: int, *, node_is_ready: bool) -> list[_Said]:
    phase = text(body, "status.phase")
    ended = _ENDED.get(phase, "")
    unready = _unready(body)
    containers = (
        _Said(_CONTAINERS, False, ended)
        if ended
        else _unready_ones(_CONTAINERS, "ContainersNotReady", "unready", unready)
    )
    ready = containers._replace(type=READY)
    if ready.is_true:
        ready = _gates(body)
    if not node_is_ready:
        ready = ready._replace(is_true=False)
    found = [_initialized(body, phase), ready, containers, _Said(SCHEDULED, True)]
    if minor < _FIRST_WITH_SANDBOX:
        return found
    return [_Said(SANDBOX, bool(text(body, "status.podIP")) and not ended), *found]


def _initialized(body: Body, phase: str) -> _Said:
    if phase in _ENDED:
        return _Said(INITIALIZED, True, "PodCompleted" if phase == "Succeeded" else "")
    found = {each.get("name"): each for each in items(body, "status.initContainerStatuses")}
    waiting = [
        text(each, "name")
        for each in items(body, "spec.initContainers")
        if not is_past(each, found.get(each.get("name"), {}))
    ]
    return _unready_ones(INITIALIZED, "ContainersNotInitialized", "incomplete", waiting)


def is_past(container: Body, status: Body) -> bool:
    """Whether an init container lets the next ones begin: it has ended well, or stays and is up."""
    if container.get("restartPolicy") == "Always":
        return status.get("started") is True
    ended = status.get("state", {}).get("terminated")
    return isinstance(ended, dict) and ended.get("exitCode") == 0


def _unready(body: Body) -> list[str]:
    found = {
        each.get("name"): each
        for field in ("initContainerStatuses", "containerStatuses")
        for each in items(body, f"status.{field}")
    }
    staying = [
        each for each in items(body, "spec.initContainers")
        if each.get("restartPolicy") == "Always"
    ]  # fmt: skip
    needed = [*staying, *items(body, "spec.containers")]
    return [
        text(each, "name")
        for each in needed
        if found.get(each.get("name"), {}).get("ready") is not True
    ]


def _unready_ones(name: str, reason: str, how: str, which: list[str]) -> _Said:
    if not which:
        return _Said(name, True)
    return _Said(name, False, reason, f"containers with {how} status: [{' '.join(which)}]")


def _gates(body: Body) -> _Said:
    """Whether everything else is so that a pod wants before it counts as ready."""
    messages = []
    for gate in (text(each, "conditionType") for each in items(body, "spec.readinessGates")):
        found = condition(body, gate)
        how = f'"{gate}" does not exist.' if not found else f'"{gate}" is not "True"'
        if not found:
            messages.append(f"corresponding condition of pod readiness gate {how}")
        elif found.get("status") != "True":
            said = found.get("status")
            messages.append(f"the status of pod readiness gate {how}, but {said}")
    if messages:
        return _Said(READY, False, "ReadinessGatesNotReady", ", ".join(messages))
    return _Said(READY, True)


def _written(said: _Said, before: Body, now: str) -> dict[str, Any]:
    status = "True" if said.is_true else "False"
    since = before.get("lastTransitionTime") if before.get("status") == status else None
    found = {
        "type": said.type,
        "status": status,
        "lastProbeTime": None,
        "lastTransitionTime": since or now,
        "reason": said.reason,
        "message": said.message,
    }
    return {name: value for name, value in found.items() if value != ""}
