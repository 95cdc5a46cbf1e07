"""The state of an object of the Kubernetes API: its phase, its conditions, whether it is ready."""

from collections.abc import Callable, Mapping
from typing import Any

Body = Mapping[str, Any]

PHASES: Mapping[str, tuple[str, ...]] = {
    "Pod": ("Pending", "Running", "Succeeded", "Failed", "Unknown"),
    "Namespace": ("Active", "Terminating"),
    "PersistentVolume": ("Pending", "Available", "Bound", "Released", "Failed"),
    "PersistentVolumeClaim": ("Pending", "Bound", "Lost"),
}
"""The phases that objects may have, by kind; other kinds have none (Kubernetes API reference)."""
CONDITIONS: Mapping[str, tuple[str, ...]] = {
    "APIService": ("Available",),
    "CustomResourceDefinition": ("Established", "NamesAccepted", "NonStructuralSchema"),
    "Deployment": ("Available", "Progressing", "ReplicaFailure"),
    "Job": ("Complete", "Failed", "FailureTarget", "SuccessCriteriaMet", "Suspended"),
    "Node": ("DiskPressure", "MemoryPressure", "NetworkUnavailable", "PIDPressure", "Ready"),
    "PersistentVolumeClaim": ("FileSystemResizePending", "Resizing"),
    "Pod": (
        "ContainersReady", "DisruptionTarget", "Initialized", "PodReadyToStartContainers",
        "PodScheduled", "Ready",
    ),
    "PodDisruptionBudget": ("DisruptionAllowed",),
    "ReplicaSet": ("ReplicaFailure",),
    "ReplicationController": ("ReplicaFailure",),
}  # fmt: skip
"""The conditions that Kubernetes writes, by kind; others may be written by anybody."""
_FIRST = "Pending"
"""The phase of a pod of which nothing is written yet."""


def is_custom(kind: str) -> bool:
    """Whether a kind is written with its group, as those of a CustomResourceDefinition are."""
    return "." in kind


def has_phase(kind: str) -> bool:
    """Whether objects of a kind have a phase; custom ones may."""
    return kind in PHASES or is_custom(kind)


def has_readiness(kind: str) -> bool:
    """Whether objects of a kind are ready or not; custom ones may have a condition of it."""
    return kind in _READY or is_custom(kind)


def phase(kind: str, body: Body) -> str:
    """The phase; empty for an object without one."""
    found = _status(body).get("phase")
    return str(found) if found else (_FIRST if kind == "Pod" else "")


def conditions(body: Body) -> dict[str, str]:
    """The statuses of the conditions by their types."""
    found = _status(body).get("conditions")
    listed = found if isinstance(found, list) else []
    return {each["type"]: str(each.get("status")) for each in listed if "type" in each}


def is_ready(kind: str, body: Body) -> bool:
    """Whether an object is ready, as its kind means it."""
    return _READY.get(kind, _has_condition)(body)


def _status(body: Body) -> Body:
    found = body.get("status")
    return found if isinstance(found, Mapping) else {}


def _spec(body: Body) -> Body:
    found = body.get("spec")
    return found if isinstance(found, Mapping) else {}


def _has_condition(body: Body) -> bool:
    return conditions(body).get("Ready") == "True"


def _is_seen(body: Body) -> bool:
    """Whether the controller has seen the latest version."""
    observed = int(_status(body).get("observedGeneration") or 0)
    return observed >= int(body["metadata"].get("generation") or 0)


def _replicas_are(*counts: str) -> Callable[[Body], bool]:
    """What checks that counts of the status are what the object wants."""

    def are_there(body: Body) -> bool:
        wanted = _spec(body).get("replicas", 1)
        status = _status(body)
        return _is_seen(body) and all(int(status.get(count) or 0) == wanted for count in counts)

    return are_there


def _deployment(body: Body) -> bool:
    """As ``kubectl rollout status`` says that a Deployment is rolled out."""
    return _replicas_are("replicas", "updatedReplicas", "availableReplicas")(body)


def _stateful_set(body: Body) -> bool:
    status = _status(body)
    is_latest = status.get("currentRevision") == status.get("updateRevision")
    return is_latest and _replicas_are("readyReplicas")(body)


def _daemon_set(body: Body) -> bool:
    status = _status(body)
    wanted = int(status.get("desiredNumberScheduled") or 0)
    counts = ("updatedNumberScheduled", "numberAvailable")
    return _is_seen(body) and all(int(status.get(count) or 0) == wanted for count in counts)


_READY: Mapping[str, Callable[[Body], bool]] = {
    "Pod": _has_condition,
    "Node": _has_condition,
    "Deployment": _deployment,
    "ReplicaSet": _replicas_are("readyReplicas"),
    "ReplicationController": _replicas_are("readyReplicas"),
    "StatefulSet": _stateful_set,
    "DaemonSet": _daemon_set,
}
"""Whether an object is ready, by kind."""
