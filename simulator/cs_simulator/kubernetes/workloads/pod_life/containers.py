"""The statuses of containers, as the agent of a node writes them."""

from hashlib import blake2b
from typing import Any

from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import get, items, number, text
from cs_simulator.kubernetes.workloads.pod_life.bound_pod import BoundPod
from cs_simulator.kubernetes.workloads.pod_life.images import digest_of, whole_name

FIRST, MAIN, ADDED = "initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"
"""The fields of the status."""
SPEC_OF = {FIRST: "initContainers", MAIN: "containers", ADDED: "ephemeralContainers"}
"""The fields of the spec, by that of the status."""
KILLED, STOPPED = 137, 143
"""What a container ends with that gets the signal KILL, or TERM."""


def waiting(container: Body, reason: str) -> Body:
    """The status of a container that has not been started yet."""
    return {
        "name": text(container, "name"),
        "state": {"waiting": {"reason": reason}},
        "lastState": {},
        "ready": False,
        "restartCount": 0,
        "image": text(container, "image"),
        "imageID": "",
        "started": False,
    }


def is_waiting(status: Body, *reasons: str) -> bool:
    """Whether a container waits, for one of these reasons if some are given."""
    state = get(status, "state.waiting")
    return isinstance(state, dict) and (not reasons or state.get("reason") in reasons)


def is_running(status: Body) -> bool:
    """Whether a container runs."""
    return isinstance(get(status, "state.running"), dict)


def wait(status: Body, reason: str, message: str = "") -> None:
    """Have a container wait."""
    status["state"] = {"waiting": {"reason": reason, **({"message": message} if message else {})}}
    status["ready"] = status["started"] = False


def run(pod: BoundPod, status: Body, *, started: bool, ready: bool) -> None:
    """Have a container run from now on; *started* and *ready* are what its probes say."""
    image = text(status, "image")
    status |= {
        "state": {"running": {"startedAt": pod.now}},
        "ready": ready,
        "started": started,
        "image": whole_name(image),
        "imageID": digest_of(image),
        "containerID": _id_of(pod, status),
    }


def end(pod: BoundPod, status: Body, code: int, reason: str = "") -> None:
    """Have a container end now; without a reason it is that of the code."""
    status["state"] = {"terminated": _ending(pod, status, code, reason)}
    status["ready"] = status["started"] = False


def restart(status: Body) -> None:
    """Note that a container is started again, after the end that its state says."""
    ended = get(status, "state.terminated")
    if isinstance(ended, dict):
        status["lastState"] = {"terminated": ended}
    status["restartCount"] = number(status, "restartCount") + 1


def end_all(pod: BoundPod, codes: dict[str, int], otherwise: int = 0, reason: str = "") -> None:
    """Have all containers end that have not, each with its code or with the other one."""
    for field in (FIRST, MAIN, ADDED):
        for status in pod.statuses(field):
            if not isinstance(get(status, "state.terminated"), dict):
                end(pod, status, codes.get(text(status, "name"), otherwise), reason)


def named(pod: BoundPod, name: str) -> Body | None:
    """The status of one of the main containers; the first one if there is none of that name."""
    found = pod.statuses()
    return next((each for each in found if each.get("name") == name), found[0] if found else None)


def _ending(pod: BoundPod, status: Body, code: int, reason: str) -> dict[str, Any]:
    started = text(status, "state.running.startedAt")
    container = text(status, "containerID")
    return {
        "exitCode": code,
        "reason": reason or ("Error" if code else "Completed"),
        "startedAt": started or pod.now,
        "finishedAt": pod.now,
        **({"containerID": container} if container else {}),
    }


def _id_of(pod: BoundPod, status: Body) -> str:
    """The id of a container, derived from the names of pod and container and from its start."""
    names = pod.cluster.name, pod.subject, text(status, "name")
    purpose = "\x1f".join((*names, pod.now, str(number(status, "restartCount"))))
    digest = blake2b(purpose.encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()
    return f"{pod.node.runtime or 'containerd'}://{digest}"


def by_name(body: Body, field: str) -> dict[str, Body]:
    """The statuses of a field by the names of the containers."""
    return {text(each, "name"): each for each in items(body, f"status.{field}")}
