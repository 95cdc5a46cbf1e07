"""The Kubernetes API of a tenant's clusters, in the test of a user."""

import threading

import pytest
import yaml
from cs_simulator.client import RefusedError
from cs_simulator.client.official import kubernetes_client
from cs_simulator.testing import Simulator
from kubernetes.client import CoreV1Api

from tests.support.kubernetes import a_body


@pytest.fixture(scope="module")
def simulator():
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def tenant(simulator):
    return simulator.tenant()


def created(tenant, **changes):
    """The id of a cluster that was created just now, with two nodes to come."""
    pool = tenant.node_pool(name="workers", desired_size=2)
    network = {"vpcid": tenant.vpc_id, "vswitch_ids": [tenant.vswitch_id]}
    body = a_body(**network, nodepools=[pool], **changes)
    return tenant.calls.make("POST", "/clusters", body)["body"]["cluster_id"]


def ready(tenant, cluster):
    """The names of the nodes that are ready."""
    return [
        node.metadata.name
        for node in CoreV1Api(tenant.kubernetes_client(cluster)).list_node().items
        if {each.type: each.status for each in node.status.conditions}["Ready"] == "True"
    ]


def test_the_nodes_of_a_cluster_are_found_by_its_id_and_by_its_name(tenant):
    cluster_id = created(tenant, name="my-shop")
    tenant.clock.until()
    assert len(ready(tenant, cluster_id)) == 2
    assert ready(tenant, cluster_id) == ready(tenant, "my-shop")


def test_a_kubeconfig_is_that_of_the_cluster_and_of_no_call(tenant):
    cluster_id = created(tenant)
    tenant.clock.until()
    config = yaml.safe_load(tenant.kubeconfig(cluster_id))
    assert config["current-context"].endswith(cluster_id)
    assert config["clusters"][0]["cluster"]["server"].endswith(f"/{cluster_id}/private")
    assert [each["operation"] for each in tenant.calls.list()] == ["CreateCluster"]


def test_there_is_none_of_a_cluster_that_is_not_up_and_of_none(tenant):
    cluster_id = created(tenant)
    with pytest.raises(RefusedError, match="initial"):
        tenant.kubeconfig(cluster_id)
    with pytest.raises(RefusedError, match="there is no cluster 'nope'"):
        tenant.kubernetes_client("nope")


def test_there_is_none_of_a_swarm_cluster(tenant):
    made = tenant.calls.make("POST", "/clusters", tenant.creation())
    with pytest.raises(RefusedError, match="certificates instead"):
        tenant.kubeconfig(made["body"]["cluster_id"])


def test_a_client_uses_no_proxy(tenant, monkeypatch):
    cluster_id = created(tenant)
    tenant.clock.until()
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "nowhere.example")
    assert len(CoreV1Api(kubernetes_client(tenant.kubeconfig(cluster_id))).list_node().items) == 2


def test_a_watch_does_not_keep_a_simulator_from_its_end():
    with Simulator() as simulator:
        tenant = simulator.tenant()
        cluster_id = created(tenant)
        tenant.clock.until()
        nodes = CoreV1Api(tenant.kubernetes_client(cluster_id))
        listed = nodes.list_node().metadata.resource_version
        stream = nodes.list_node(
            watch=True, resource_version=listed, _preload_content=False, _request_timeout=60
        )
        reader = threading.Thread(target=stream.read)
        reader.start()
    reader.join(60)
    assert not reader.is_alive()
