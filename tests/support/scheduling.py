"""Nodes and pods for the scheduler: hand-made nodes of any size, pods that ask for anything."""

from typing import Any

from tests.support.cluster_writes import WritingApi

Body = dict[str, Any]
NODES = "/api/v1/nodes"
PODS = "/api/v1/namespaces/shop/pods"
SIZE = {"cpu": "4", "memory": "16Gi", "pods": "32"}


def a_node(
    api: WritingApi, name: str, *, labels: Body | None = None, size: Body | None = None, **spec: Any
) -> Body:
    """A Node that is ready, whose name is its host name, too."""
    all_labels = {"kubernetes.io/hostname": name, **(labels or {})}
    api.create(NODES, {"metadata": {"name": name, "labels": all_labels}, "spec": spec})
    status = {
        "allocatable": {**SIZE, **(size or {})},
        "conditions": [{"type": "Ready", "status": "True"}],
    }
    patch(api, f"{NODES}/{name}/status", {"status": status})
    found: Body = api.get(f"{NODES}/{name}")
    return found


def a_pod(
    api: WritingApi, name: str, *, requests: Body | None = None, labels: Body | None = None,
    metadata: Body | None = None, **spec: Any,
) -> None:  # fmt: skip
    """A pod that asks for so much."""
    container: Body = {"name": "main", "image": "web"}
    if requests:
        container["resources"] = {"requests": requests}
    body = {
        "metadata": {"name": name, "labels": labels or {}, **(metadata or {})},
        "spec": {"containers": [container], **spec},
    }
    api.create(PODS, body)


def node_of(api: WritingApi, name: str) -> str:
    """The node of a pod; empty for none."""
    found: str = api.get(f"{PODS}/{name}")["spec"].get("nodeName", "")
    return found


def where(api: WritingApi) -> dict[str, str]:
    """The nodes of all pods, by the pods' names."""
    items = api.get(PODS)["items"]
    return {each["metadata"]["name"]: each["spec"].get("nodeName", "") for each in items}


def scheduled(api: WritingApi, name: str) -> Body:
    """The condition ``PodScheduled`` of a pod."""
    conditions = api.get(f"{PODS}/{name}")["status"]["conditions"]
    (found,) = [each for each in conditions if each["type"] == "PodScheduled"]
    assert isinstance(found, dict)
    return found


def why_not(api: WritingApi, name: str) -> str:
    """Why a pod has no node, without what is said of preemption."""
    message: str = scheduled(api, name)["message"]
    return message.partition(" preemption:")[0]


def patch(api: WritingApi, path: str, body: Body) -> None:
    """Merge something into an object."""
    api.call("PATCH", path, body, "application/merge-patch+json").ok()
