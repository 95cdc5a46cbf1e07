"""Pods on simulated nodes, in tests: made, looked at, with what is to befall them."""

from typing import Any

from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.workloads.pod_life import kept_effects
from cs_simulator.scenarios.rules.pods import PodEffect

from tests.support.cluster_api import ClusterApi
from tests.support.cluster_nodes import PODS, Body, a_pod, node_object
from tests.support.worlds import advance


def pod(api: ClusterApi, name: str = "web") -> Body:
    """A pod."""
    found: Body = api.get(f"{PODS}/{name}")
    return found


def on_node(api: ClusterApi, name: str = "web", **spec: Any) -> Body:
    """A pod that is bound to the only node."""
    return a_pod(api, name, node_object(api), **spec)


def with_effects(api: ClusterApi, effects: dict[str, PodEffect], **spec: Any) -> Body:
    """A pod ``web`` on the only node, to which something happens in its stages."""
    node = node_object(api)["metadata"]["name"]
    a_pod(api, "web", "", schedulerName="nobody", **spec)
    found = api.record(api.kind("pods"), "web", "default")

    def decide(unit: Any) -> None:
        cluster = unit.world.clusters[api.cluster_id]
        for stage, effect in effects.items():
            kept_effects.keep(unit, cluster, objects.body_of(found), stage, effect)

    api.tenant.change(0.0, decide)
    answer = api.request("POST", f"{PODS}/web/binding", {"target": {"name": node}})
    assert answer.status == 201, answer
    return pod(api)


def state(api: ClusterApi, name: str = "web") -> str:
    """What ``kubectl get pods`` says of a pod: how many are ready, status, restarts."""
    table = api.get(
        f"{PODS}/{name}", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
    )
    _, ready, status, restarts, *_ = table["rows"][0]["cells"]
    return f"{ready} {status} {str(restarts).partition(' ')[0]}"


def states(api: ClusterApi, seconds: float, name: str = "web") -> list[str]:
    """The states of a pod during some time, each once in a row."""
    end = api.tenant.now(0.0) + round(seconds * 1_000_000)
    found = [state(api, name)]
    while (due := api.tenant.world.next_due()) is not None and due.due <= end:
        advance(api.tenant, due.due)
        now = state(api, name)
        found += [now] if now != found[-1] else []
    advance(api.tenant, end)
    return found


def conditions(api: ClusterApi, name: str = "web") -> dict[str, str]:
    """The conditions of a pod, those that are false with their reasons."""
    return {
        each["type"]: each["status"] if each["status"] == "True" else each.get("reason", "")
        for each in pod(api, name)["status"]["conditions"]
    }


def reports(api: ClusterApi, name: str = "web") -> list[str]:
    """What was reported of a pod, in the order in which it happened last."""
    items = api.get("/api/v1/namespaces/default/events")["items"]
    found = [each for each in items if each["involvedObject"]["name"] == name]
    found.sort(key=lambda each: int(each["metadata"]["resourceVersion"]))
    return [f"{each['reason']} {each['message']}" for each in found]


def reasons(api: ClusterApi, name: str = "web") -> dict[str, int]:
    """How often something was reported of a pod, by reason."""
    items = api.get("/api/v1/namespaces/default/events")["items"]
    found: dict[str, int] = {}
    for each in items:
        if each["involvedObject"]["name"] == name:
            found[each["reason"]] = found.get(each["reason"], 0) + each["count"]
    return found
