"""What nodes and pods use, as ``metrics.k8s.io`` answers it."""

import json

import pytest

from tests.support.cluster_api import TABLE, ClusterApi
from tests.support.cluster_nodes import a_cluster, a_pod, lose, move, node_objects, patch
from tests.support.worlds import call, settle

METRICS = "/apis/metrics.k8s.io/v1beta1"
SERVER = "/apis/apps/v1/namespaces/kube-system/deployments/metrics-server"
SERVICE = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io"


@pytest.fixture
def api() -> ClusterApi:
    """A cluster whose nodes have been ready for some time."""
    api = a_cluster(2)
    move(api.tenant, 120)
    return api


def groups(api):
    """The groups that discovery lists."""
    return [each["name"] for each in api.get("/apis")["groups"]]


def availability(api):
    """Status and reason of the APIService."""
    (found,) = api.get(SERVICE)["status"]["conditions"]
    return found["status"], found["reason"]


def amount(text):
    """The number of an amount."""
    return int(text.rstrip("nKi"))


def test_the_usage_of_nodes_is_listed(api):
    found = api.get(f"{METRICS}/nodes")

    assert (found["kind"], found["apiVersion"]) == ("NodeMetricsList", "metrics.k8s.io/v1beta1")
    names = [each["metadata"]["name"] for each in found["items"]]
    assert names == [each["metadata"]["name"] for each in node_objects(api)]
    for each in found["items"]:
        assert amount(each["usage"]["cpu"]) > 0
        assert amount(each["usage"]["memory"]) > 0
        assert each["metadata"]["annotations"] == {"cs-simulator/usage": "made up"}


def test_a_pod_uses_no_more_than_it_requests(api):
    requests = {"cpu": "200m", "memory": "64Mi"}
    container = {"name": "app", "image": "nginx", "resources": {"requests": requests}}
    a_pod(api, "web", node_objects(api)[0], containers=[container])
    move(api.tenant, 60)

    found = api.get(f"{METRICS}/namespaces/default/pods/web")

    (used,) = found["containers"]
    assert used["name"] == "app"
    assert 0 < amount(used["usage"]["cpu"]) < 200_000_000
    assert 0 < amount(used["usage"]["memory"]) < 64 * 1024


def test_a_node_uses_at_least_what_its_pods_do(api):
    (node, _) = node_objects(api)
    before = api.get(f"{METRICS}/nodes/{node['metadata']['name']}")["usage"]
    a_pod(api, "web", node)
    move(api.tenant, 60)

    (used,) = api.get(f"{METRICS}/namespaces/default/pods/web")["containers"]
    after = api.get(f"{METRICS}/nodes/{node['metadata']['name']}")["usage"]

    assert amount(after["cpu"]) == amount(before["cpu"]) + amount(used["usage"]["cpu"])


def test_the_numbers_stay_the_same(api):
    before = [each["usage"] for each in api.get(f"{METRICS}/nodes")["items"]]
    move(api.tenant, 3600)

    assert [each["usage"] for each in api.get(f"{METRICS}/nodes")["items"]] == before


@pytest.mark.parametrize("place", ["/pods", "/namespaces/kube-system/pods"])
def test_pods_are_chosen_by_labels(api, place):
    found = api.get(f"{METRICS}{place}?labelSelector=k8s-app%3Dkube-dns")

    assert [each["containers"][0]["name"] for each in found["items"]] == ["coredns"] * 2


def test_a_namespace_without_pods_has_an_empty_list(api):
    assert api.get(f"{METRICS}/namespaces/kube-public/pods")["items"] == []


def test_what_does_not_run_is_not_there(api):
    a_pod(api, "web", "", schedulerName="nobody")

    refused = api.refused("GET", f"{METRICS}/namespaces/default/pods/web")

    assert refused["reason"] == "NotFound"
    assert refused["details"] == {"name": "web", "group": "metrics.k8s.io", "kind": "pods"}


def test_a_node_that_is_lost_is_not_measured(api):
    name = node_objects(api)[0]["metadata"]["name"]
    lose(api)
    move(api.tenant, 60)

    assert api.refused("GET", f"{METRICS}/nodes/{name}")["reason"] == "NotFound"


def test_it_is_shown_as_a_table(api):
    table = json.loads(api.request("GET", f"{METRICS}/pods", accept=TABLE).body)

    assert [each["name"] for each in table["columnDefinitions"]] == [
        "Name",
        "Cpu",
        "Memory",
        "Window",
        "Age",
    ]
    assert table["rows"]


def test_discovery_lists_it_while_the_server_runs(api):
    assert "metrics.k8s.io" in groups(api)
    assert availability(api) == ("True", "Passed")

    patch(api, SERVER, {"spec": {"replicas": 0}})
    move(api.tenant, 60)

    assert "metrics.k8s.io" not in groups(api)
    assert availability(api) == ("False", "MissingEndpoints")
    assert api.request("GET", f"{METRICS}/nodes").status == 404


def test_without_the_component_it_is_not_served(api):
    body = [{"name": "metrics-server"}]
    call(api.tenant, "POST", f"/clusters/{api.cluster_id}/components/uninstall", body).ok()
    settle(api.tenant)

    assert "metrics.k8s.io" not in groups(api)


def test_it_is_not_served_before_a_node_is_ready():
    assert "metrics.k8s.io" not in groups(a_cluster(0))


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_it_cannot_be_written(api, method):
    assert api.request(method, f"{METRICS}/nodes", {}).status == 405


def test_it_cannot_be_watched(api):
    assert api.request("GET", f"{METRICS}/nodes?watch=true").status == 405
