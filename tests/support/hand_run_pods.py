"""Pods that a test runs by hand: no scheduler binds them, and the test says when they are ready."""

from typing import Any

from cs_simulator.domain.instants import as_text

from tests.support.cluster_nodes import an_uncalled_cluster, move
from tests.support.cluster_writes import WritingApi

Body = dict[str, Any]
PODS = "/api/v1/namespaces/shop/pods"
MERGE = "application/merge-patch+json"
NOBODY = "nobody"
"""A scheduler that there is not."""


class HandRun(WritingApi):
    """The API of a cluster with nodes and the namespace ``shop``, and what runs pods in it."""

    def pods(self, prefix: str = "") -> list[Body]:
        """The pods whose names begin so, in the order in which they were made."""
        items: list[Body] = self.get(PODS)["items"]
        found = [each for each in items if each["metadata"]["name"].startswith(prefix)]
        return sorted(found, key=lambda each: self.record(self.kind("pods"), *_name(each)).serial)

    def bind(self, pod: Body, node: str = "") -> None:
        """Put a pod on a node: unless it is named, on the one that the pod is for."""
        metadata = pod["metadata"]
        body = {"metadata": {"name": metadata["name"]}, "target": {"name": node or target_of(pod)}}
        self.call("POST", f"{PODS}/{metadata['name']}/binding", body).ok()

    def set_ready(self, name: str, *, is_ready: bool = True, phase: str = "Running") -> None:
        """Say that a pod is ready, or that its container has ended, as its node's agent does."""
        condition = {
            "type": "Ready",
            "status": "True" if is_ready else "False",
            "lastTransitionTime": as_text(self.tenant.now(0.0)),
        }
        state = {"running": {}} if is_ready else {"terminated": {"exitCode": 1}}
        container = {"name": "main", "ready": is_ready, "started": is_ready, "state": state}
        needed = {"image": "nginx", "imageID": "", "restartCount": 0}
        status = {
            "status": {
                "phase": phase,
                "conditions": [condition],
                "containerStatuses": [{**container, **needed}],
            }
        }
        self.call("PATCH", f"{PODS}/{name}/status", status, MERGE).ok()

    def run(self, prefix: str = "") -> None:
        """Bind the pods that are on no node, and have all be ready, until no more are made."""
        for _ in range(100):
            pods = self.pods(prefix)
            if any("deletionTimestamp" in each["metadata"] for each in pods):
                self.wait(1)
                continue
            waiting = [each for each in pods if not is_ready(each)]
            if not waiting:
                return
            for pod in waiting:
                self.run_one(pod)
        raise AssertionError("there is no end of new pods")

    def run_one(self, pod: Body, node: str = "") -> None:
        """Bind a pod unless it is on a node, and have it be ready."""
        if "nodeName" not in pod["spec"]:
            self.bind(pod, node)
        self.set_ready(pod["metadata"]["name"])

    def remove(self, pod: Body) -> None:
        """Remove a pod at once."""
        options = {"gracePeriodSeconds": 0}
        self.call("DELETE", f"{PODS}/{pod['metadata']['name']}", options).ok()

    def change(self, path: str, body: Body) -> Body:
        """Merge something into an object; returns it."""
        found: Body = self.call("PATCH", path, body, MERGE).ok()
        return found

    def delete(self, path: str, policy: str = "Background") -> None:
        """Delete an object."""
        self.call("DELETE", path, {"propagationPolicy": policy}).ok()

    def said(self, about: str) -> list[str]:
        """The reasons and messages of the Events about an object, in the order of their making."""
        items = self.get("/api/v1/namespaces/shop/events")["items"]
        chosen = [each for each in items if each["involvedObject"]["name"] == about]
        chosen.sort(key=lambda each: int(each["metadata"]["resourceVersion"]))
        return [f"{each['reason']}: {each['message']}" for each in chosen]

    def wait(self, seconds: float) -> None:
        """Let some virtual time pass."""
        move(self.tenant, seconds)


def a_hand_run_cluster(nodes: int = 3) -> HandRun:
    """A cluster with so many nodes."""
    tenant, cluster_id = an_uncalled_cluster(nodes)
    api = HandRun(tenant, cluster_id)
    api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    return api


def a_template(labels: dict[str, str], image: str = "nginx:1", **spec: Any) -> Body:
    """A template of pods that no scheduler binds."""
    containers = [{"name": "main", "image": image}]
    return {
        "metadata": {"labels": labels},
        "spec": {"schedulerName": NOBODY, "containers": containers, **spec},
    }


def target_of(pod: Body) -> str:
    """The node that a pod is for, as its affinity says."""
    affinity = pod["spec"]["affinity"]["nodeAffinity"]
    (term,) = affinity["requiredDuringSchedulingIgnoredDuringExecution"]["nodeSelectorTerms"]
    (field,) = term["matchFields"]
    (node,) = field["values"]
    name: str = node
    return name


def _name(pod: Body) -> tuple[str, str]:
    return pod["metadata"]["name"], pod["metadata"]["namespace"]


def is_ready(pod: Body) -> bool:
    """Whether a pod says that it is ready."""
    conditions = pod["status"].get("conditions", [])
    return any(each["type"] == "Ready" and each["status"] == "True" for each in conditions)
