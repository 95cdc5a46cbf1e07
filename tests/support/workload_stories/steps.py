"""The steps of a story as requests."""

from collections.abc import Callable, Generator
from typing import Any, NamedTuple

from tests.support.workload_stories import bodies
from tests.support.workload_stories.bodies import Body

CORE = "/api/v1/namespaces/default"
APPS = "/apis/apps/v1/namespaces/default"
BATCH = "/apis/batch/v1/namespaces/default"
POLICY = "/apis/policy/v1/namespaces/default"
NODES = "/api/v1/nodes"


class Sent(NamedTuple):
    """A request at the cluster's address, or, with the *plane* ``service``, below the cluster.

    With the plane ``control`` a node is lost or comes back: *path* is the number of the node.
    """

    method: str
    path: str
    body: Any = None
    content_type: str = "application/json"
    plane: str = "cluster"


class Answered(NamedTuple):
    """What a request was answered with."""

    status: int
    body: Any


Requests = Generator[Sent, Answered, None]
Step = Callable[[int], Requests]


def requests_of(what: str, number: int) -> Requests:
    """The requests of a step; those that are refused are part of the story."""
    return STEPS[what](number)


def _make(path: str, prefix: str, body: Callable[[str, int], Body]) -> Step:
    def requests(number: int) -> Requests:
        yield Sent("POST", path, body(f"{prefix}-{number % 2}", number // 2))

    return requests


def _delete(path: str, prefix: str) -> Step:
    def requests(number: int) -> Requests:
        policy = ("Background", "Foreground", "Orphan", "Background")[number // 2 % 4]
        body = {"kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": policy}
        yield Sent("DELETE", f"{path}/{prefix}-{number % 2}", body)

    return requests


def _patch(path: str, prefix: str, change: Callable[[int], Body]) -> Step:
    def requests(number: int) -> Requests:
        target = f"{path}/{prefix}-{number % 2}"
        yield Sent("PATCH", target, change(number // 2), "application/merge-patch+json")

    return requests


def _replicas(number: int) -> Body:
    return {"spec": {"replicas": number % 4}}


def _image(number: int) -> Body:
    container = {"name": "main", "image": f"nginx:{number % 3}"}
    return {"spec": {"template": {"spec": {"containers": [container]}}}}


def _node(number: int) -> Generator[Sent, Answered, str]:
    """The name of a node; empty if there is none."""
    listed = yield Sent("GET", NODES)
    names = [each["metadata"]["name"] for each in listed.body["items"]]
    return names[number % len(names)] if names else ""


def _cordon(number: int, *, is_cordoned: bool = True) -> Requests:
    name = yield from _node(number)
    change = {"spec": {"unschedulable": is_cordoned or None}}
    yield Sent("PATCH", f"{NODES}/{name}", change, "application/merge-patch+json")


def _uncordon(number: int) -> Requests:
    yield from _cordon(number, is_cordoned=False)


def _drain(number: int) -> Requests:
    """Cordon a node, and evict its pods but for those of DaemonSets, once."""
    name = yield from _node(number)
    yield from _cordon(number)
    pods = yield Sent("GET", f"/api/v1/pods?fieldSelector=spec.nodeName%3D{name}")
    for pod in pods.body["items"]:
        owners = pod["metadata"].get("ownerReferences", ())
        if not any(owner["kind"] == "DaemonSet" for owner in owners):
            metadata = {key: pod["metadata"][key] for key in ("name", "namespace")}
            path = f"/api/v1/namespaces/{metadata['namespace']}/pods/{metadata['name']}/eviction"
            yield Sent("POST", path, {"metadata": metadata})


def _delete_pod(number: int) -> Requests:
    pods = yield Sent("GET", f"{CORE}/pods")
    names = [each["metadata"]["name"] for each in pods.body["items"]]
    if names:
        yield Sent("DELETE", f"{CORE}/pods/{names[number % len(names)]}")


def _delete_node(number: int) -> Requests:
    name = yield from _node(number)
    yield Sent("DELETE", f"{NODES}/{name}")


def _lose(number: int) -> Requests:
    yield Sent("PATCH", str(number), {"is_lost": True}, plane="control")


def _recover(number: int) -> Requests:
    yield Sent("PATCH", str(number), {"is_lost": False}, plane="control")


def _grow(_number: int) -> Requests:
    yield Sent("POST", "/nodepools/{pool}", {"count": 1}, plane="service")


def _shrink(number: int) -> Requests:
    drains = "true" if number % 2 else "false"
    query = f"instance_ids={{node}}&release_node=true&drain_node={drains}"
    yield Sent("DELETE", f"/nodepools/{{pool}}/nodes?{query}", plane="service")


STEPS: dict[str, Step] = {
    "make Deployment": _make(f"{APPS}/deployments", "web", bodies.deployment),
    "scale Deployment": _patch(f"{APPS}/deployments", "web", _replicas),
    "roll Deployment": _patch(f"{APPS}/deployments", "web", _image),
    "delete Deployment": _delete(f"{APPS}/deployments", "web"),
    "make StatefulSet": _make(f"{APPS}/statefulsets", "db", bodies.stateful_set),
    "scale StatefulSet": _patch(f"{APPS}/statefulsets", "db", _replicas),
    "roll StatefulSet": _patch(f"{APPS}/statefulsets", "db", _image),
    "delete StatefulSet": _delete(f"{APPS}/statefulsets", "db"),
    "make DaemonSet": _make(f"{APPS}/daemonsets", "agent", bodies.daemon_set),
    "roll DaemonSet": _patch(f"{APPS}/daemonsets", "agent", _image),
    "delete DaemonSet": _delete(f"{APPS}/daemonsets", "agent"),
    "make Job": _make(f"{BATCH}/jobs", "once", bodies.job),
    "delete Job": _delete(f"{BATCH}/jobs", "once"),
    "make CronJob": _make(f"{BATCH}/cronjobs", "tick", bodies.cron_job),
    "suspend CronJob": _patch(
        f"{BATCH}/cronjobs", "tick", lambda number: {"spec": {"suspend": number % 2 == 0}}
    ),
    "delete CronJob": _delete(f"{BATCH}/cronjobs", "tick"),
    "make Service": _make(f"{CORE}/services", "web", bodies.service),
    "delete Service": _delete(f"{CORE}/services", "web"),
    "make budget": _make(f"{POLICY}/poddisruptionbudgets", "web", bodies.budget),
    "delete budget": _delete(f"{POLICY}/poddisruptionbudgets", "web"),
    "delete pod": _delete_pod,
    "cordon": _cordon,
    "uncordon": _uncordon,
    "drain": _drain,
    "delete Node": _delete_node,
    "lose": _lose,
    "recover": _recover,
    "grow": _grow,
    "shrink": _shrink,
}
