"""Pods whose nodes do not stay: traces of those lost and made elsewhere."""

import pytest
from cs_simulator.domain.records import Trace
from cs_simulator.engine.unit import Unit

from tests.support.cluster_nodes import an_uncalled_cluster, lose, move, recover
from tests.support.cluster_writes import WritingApi
from tests.support.replicas import a_deployment

DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments"
MERGE = "application/merge-patch+json"
PODS = "/api/v1/namespaces/default/pods"


@pytest.fixture
def api():
    """A cluster of two nodes with four pods of a Deployment."""
    api = WritingApi(*an_uncalled_cluster(2))
    body = a_deployment(4)
    del body["spec"]["template"]["spec"]["schedulerName"]
    api.create(DEPLOYMENTS, body)
    move(api.tenant, 60)
    return api


def became(api):
    """How many pods of the namespace were lost or made elsewhere, and how many are named."""
    entries = api.tenant.changes.entries
    traces = [entry for entry in entries if isinstance(entry, Trace) and entry.kind == "pods"]
    return [
        (trace.name, trace.outcome.count("default/"))
        for trace in traces
        if "default/" in trace.outcome
    ]


def test_a_quiet_cluster_has_no_traces_of_pods(api):
    assert became(api) == []


def test_the_pods_of_a_lost_node_are_lost_and_others_made_elsewhere(api):
    lose(api)
    move(api.tenant, 300)
    assert became(api) == []

    move(api.tenant, 60)

    assert became(api) == [("lost", 2), ("moved", 2)]
    recover(api)
    move(api.tenant, 60)
    assert became(api) == [("lost", 2), ("moved", 2)]


def test_the_pods_of_a_node_that_is_gone_are_lost(api):
    (name, *_) = (each["metadata"]["name"] for each in api.get("/api/v1/nodes")["items"])

    api.call("DELETE", f"/api/v1/nodes/{name}").ok()
    move(api.tenant, 60)

    assert became(api) == [("lost", 2), ("moved", 2)]


def test_a_pod_that_is_evicted_is_evicted_and_made_elsewhere(api):
    pod = api.get(PODS)["items"][0]["metadata"]["name"]
    body = {"metadata": {"name": pod, "namespace": "default"}}

    api.create(f"{PODS}/{pod}/eviction", {"apiVersion": "policy/v1", "kind": "Eviction", **body})
    move(api.tenant, 60)

    assert became(api) == [("evicted", 1), ("moved", 1)]


def test_pods_that_somebody_deletes_or_rolls_out_anew_are_not_lost(api):
    pod = api.get(PODS)["items"][0]["metadata"]["name"]
    api.call("DELETE", f"{PODS}/{pod}").ok()
    move(api.tenant, 60)
    image = {"spec": {"template": {"spec": {"containers": [{"name": "main", "image": "b"}]}}}}
    api.call(
        "PATCH", f"{DEPLOYMENTS}/web", image, content_type="application/strategic-merge-patch+json"
    ).ok()
    move(api.tenant, 120)

    assert len(api.get(PODS)["items"]) == 4
    assert became(api) == []


def test_nothing_is_noted_of_a_loss_that_is_undone(api):
    tenant = api.tenant
    unit = Unit(tenant.world, tenant.now(0.0))
    for pod in list(tenant.world.kubernetes_objects):
        if pod.resource == "pods" and pod.namespace == "default":
            unit.drop(tenant.world.kubernetes_objects, pod)
    unit.rollback()
    move(tenant, 60)

    assert became(api) == []


def test_of_very_many_pods_at_one_instant_there_is_one_trace_with_some_names(api):
    api.call("PATCH", f"{DEPLOYMENTS}/web", {"spec": {"replicas": 40}}, content_type=MERGE).ok()
    move(api.tenant, 60)
    lose(api)
    move(api.tenant, 360)

    assert became(api) == [("lost", 3), ("moved", 3)]
    shown = [
        entry.outcome
        for entry in api.tenant.changes.entries
        if isinstance(entry, Trace) and entry.name == "lost"
    ]
    assert shown[0].endswith("more")
