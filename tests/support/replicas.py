"""Sets of pods in tests: their objects, and the readiness of their pods."""

from typing import Any

from cs_simulator.domain.instants import as_text

from tests.support.cluster_writes import WritingApi

Body = dict[str, Any]
PODS = "/api/v1/namespaces/shop/pods"
SETS = "/apis/apps/v1/namespaces/shop/replicasets"
CONTROLLERS = "/api/v1/namespaces/shop/replicationcontrollers"
DEPLOYMENTS = "/apis/apps/v1/namespaces/shop/deployments"
EVENTS = "/api/v1/namespaces/shop/events"
QUIET = "nobody"
"""A scheduler that there is not, so that pods stay as a test makes them."""


def a_set(replicas: int, name: str = "web", image: str = "nginx", **spec: Any) -> Body:
    """A ReplicaSet whose pods nobody but the test moves on."""
    labels = {"app": name}
    return {
        "metadata": {"name": name},
        "spec": {
            "replicas": replicas,
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": dict(labels)}, "spec": a_spec(image)},
            **spec,
        },
    }


def a_spec(image: str = "nginx") -> Body:
    """What a quiet pod is to be."""
    return {"schedulerName": QUIET, "containers": [{"name": "main", "image": image}]}


def pods_of(api: WritingApi, selector: str = "") -> list[Body]:
    """The pods, by name."""
    found: list[Body] = api.get(f"{PODS}?labelSelector={selector}" if selector else PODS)["items"]
    return found


def make_ready(api: WritingApi, *pods: Body) -> None:
    """Have pods run and be ready; all if none are given."""
    for pod in pods or pods_of(api):
        set_status(api, pod, phase="Running", ready="True")


def set_status(api: WritingApi, pod: Body, *, phase: str, ready: str = "False") -> None:
    """Write the status of a pod, as the agent of its node does."""
    since = as_text(api.tenant.now(0.0))
    condition = {"type": "Ready", "status": ready, "lastTransitionTime": since}
    body = {"status": {"phase": phase, "conditions": [condition]}}
    merge(api, f"{PODS}/{pod['metadata']['name']}/status", body)


def merge(api: WritingApi, path: str, body: Body) -> Any:
    """Merge something into an object."""
    return api.call("PATCH", path, body, content_type="application/merge-patch+json").ok()


def settle(api: WritingApi) -> None:
    """Have one pod after the other be ready, until all are that there are then."""
    while waiting := [pod for pod in pods_of(api) if not is_ready(pod)]:
        make_ready(api, waiting[0])


def is_ready(pod: Body) -> bool:
    """Whether a pod is ready."""
    conditions = pod["status"].get("conditions", ())
    return any(each["type"] == "Ready" and each["status"] == "True" for each in conditions)


def messages(api: WritingApi, reason: str) -> list[str]:
    """The messages of the Events of a reason, in the order in which they were put."""
    found = [each for each in api.get(EVENTS)["items"] if each["reason"] == reason]
    found.sort(key=lambda each: int(each["metadata"]["resourceVersion"]))
    return [each["message"] for each in found]


def condition_of(body: Body, kind: str) -> Body | None:
    """The condition of a type; ``None`` if there is none."""
    conditions = body.get("status", {}).get("conditions", ())
    return next((each for each in conditions if each["type"] == kind), None)


def a_deployment(replicas: int = 3, name: str = "web", image: str = "nginx", **spec: Any) -> Body:
    """A Deployment whose pods nobody but the test moves on."""
    return a_set(replicas, name, image, **spec)


def sets_of(api: WritingApi) -> list[Body]:
    """The ReplicaSets, the oldest first."""
    found: list[Body] = api.get(SETS)["items"]
    return sorted(found, key=_revision)


def _revision(owned: Body) -> int:
    return int(owned["metadata"]["annotations"]["deployment.kubernetes.io/revision"])


def set_image(api: WritingApi, image: str, name: str = "web") -> None:
    """Have the pods of a Deployment have another image."""
    spec = {"template": {"spec": {"containers": [{"name": "main", "image": image}]}}}
    path = f"{DEPLOYMENTS}/{name}"
    patch = {"spec": spec}
    api.call("PATCH", path, patch, content_type="application/strategic-merge-patch+json").ok()
