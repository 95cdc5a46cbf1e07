"""What a diagnosis seldom finds: versions out of support, Node objects deleted by hand."""

import json

import pytest
from cs_simulator.catalog import kubernetes_versions
from cs_simulator.cluster_types.ack import addons, kept
from cs_simulator.cluster_types.ack.health.items import examine
from cs_simulator.domain.instants import DAY

from tests.operations.diagnosis.test_diagnosis import Diagnosis, begin
from tests.support.breaking import lost_after, settle_all
from tests.support.cluster_api import ClusterApi
from tests.support.kubernetes import ABSENT, a_body, a_kubernetes_cluster, a_running, record
from tests.support.pools import a_pool, a_tenant_with, nodes
from tests.support.worlds import a_tenant, advance, call, settle


def test_a_version_is_named_once_it_is_out_of_support():
    tenant = a_tenant()
    oldest = kubernetes_versions.creatable(tenant.now(0.0))[-1]
    cluster_id = a_kubernetes_cluster(tenant, kubernetes_version=oldest.version)
    assert Diagnosis(tenant, cluster_id).found("KubernetesVersionSupport") == []
    advance(tenant, tenant.now(0.0) + 2 * 365 * DAY)
    [row] = Diagnosis(tenant, cluster_id).found("KubernetesVersionSupport")
    assert row["message"] == f"support of Kubernetes {oldest.version} ended on {oldest.ends}"


def test_nothing_of_a_registered_cluster_is_the_service_s_to_upgrade():
    tenant = a_tenant()
    body = a_body(cluster_type="ExternalKubernetes", profile=ABSENT, cluster_spec=ABSENT)
    found = Diagnosis(tenant, a_running(tenant, body))
    assert found.found("KubernetesVersionUpgrade") == []


def test_components_that_have_no_node_to_run_on_are_named():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    found = Diagnosis(tenant, cluster_id).found("AddonState")
    assert {row["value"] for row in found} == {"Unhealthy"}
    named = [row["message"].split()[1] for row in found]
    assert "coredns" in named
    assert "csi-plugin" not in named
    a_pool(tenant, cluster_id, size=1)
    assert Diagnosis(tenant, cluster_id).found("AddonState") == []


def test_an_older_component_is_advice():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    cluster = record(tenant, cluster_id)
    rows = addons.installed(cluster)
    newest = rows["coredns"]["version"]
    rows["coredns"]["version"] = "v1.9.3.10-7dfca203-aliyun"
    changed = addons.with_installed(cluster, rows)
    tenant.change(0.0, lambda unit: unit.put(unit.world.clusters, changed))
    [row] = Diagnosis(tenant, cluster_id).found("AddonVersion")
    assert row["level"] == "advice"
    assert row["message"].endswith(f"can be upgraded to {newest}")


def test_a_node_whose_object_somebody_deleted_is_named():
    api = ClusterApi()
    tenant, cluster_id = api.tenant, api.cluster_id
    a_pool(tenant, cluster_id, size=1)
    [node] = nodes(tenant, cluster_id)
    before = tenant.now(0.0)
    assert api.request("DELETE", f"/api/v1/nodes/{node['node_name']}").status == 200
    [row] = Diagnosis(tenant, cluster_id).found("NodeReady")
    assert row["value"] == "Unknown"
    assert f"node {node['node_name']} is not registered" in row["message"]
    earlier = examine(tenant.world, record(tenant, cluster_id), before - 1)
    assert earlier["NodeReady"] == []


def test_a_node_of_an_older_version_is_named_with_both_versions():
    versions = ("1.33.3-aliyun.1", "1.34.1-aliyun.1")
    tenant = a_tenant(kubernetes_version=versions)
    cluster_id = a_kubernetes_cluster(tenant, kubernetes_version=versions[0])
    a_pool(tenant, cluster_id, size=1)
    path = f"/api/v2/clusters/{cluster_id}/upgrade"
    call(tenant, "POST", path, {"next_version": versions[1]}).ok()
    settle(tenant)
    assert kept.made_of(record(tenant, cluster_id))["version"] == versions[1]
    [row] = Diagnosis(tenant, cluster_id).found("NodeVersion")
    assert f"has {versions[0]}, the control plane {versions[1]}" in row["message"]


def test_a_diagnosis_of_a_pod_is_about_the_node_that_it_runs_on():
    tenant = a_tenant_with(lost_after(1))
    cluster_id = a_kubernetes_cluster(tenant)
    a_pool(tenant, cluster_id, size=2)
    settle_all(tenant)
    names = {node["node_status"]: node["node_name"] for node in nodes(tenant, cluster_id)}
    api = ClusterApi(tenant, cluster_id)
    for state, name in names.items():
        spec = {"nodeName": name, "containers": [{"name": "web", "image": "nginx"}]}
        pod = {"metadata": {"name": f"on-{state.lower()}"}, "spec": spec}
        body = {"apiVersion": "v1", "kind": "Pod", **pod}
        made = api.request("POST", "/api/v1/namespaces/default/pods", body)
        assert made.status == 201, json.loads(made.body)
    on_lost = Diagnosis(tenant, cluster_id, "pod", namespace="default", name="on-notready")
    assert on_lost.abnormal() == {"NodeReady"}
    on_ready = Diagnosis(tenant, cluster_id, "pod", namespace="default", name="on-ready")
    assert "NodeReady" not in on_ready.abnormal()


UNKNOWN = [
    ("pod", "nowhere", "web"),
    ("pod", "default", "nobody"),
    ("service", "nowhere", "kubernetes"),
    ("service", "default", "nobody"),
]


@pytest.mark.parametrize(("kind", "namespace", "name"), UNKNOWN)
def test_a_pod_or_a_service_that_the_cluster_does_not_have_cannot_be_diagnosed(
    kind, namespace, name
):
    api = ClusterApi()
    refused = begin(api.tenant, api.cluster_id, kind, namespace=namespace, name=name)
    assert (refused.status, refused.code) == (404, "InvalidResource.NotFound")
    assert refused.body["message"] == f"{kind} not found: {namespace}/{name}"
    assert not api.tenant.world.steps.records


@pytest.mark.parametrize(("kind", "namespace", "name"), UNKNOWN)
def test_before_the_objects_of_a_cluster_are_known_any_of_them_can_be_diagnosed(
    kind, namespace, name
):
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    a_pool(tenant, cluster_id, size=1)
    found = Diagnosis(tenant, cluster_id, kind, namespace=namespace, name=name)
    assert found.abnormal() == set()


def test_a_service_that_the_cluster_has_can_be_diagnosed():
    api = ClusterApi()
    answer = begin(api.tenant, api.cluster_id, "service", namespace="default", name="kubernetes")
    assert answer.status == 200


def test_nothing_is_found_of_a_time_before_it_was_so():
    tenant = a_tenant_with(lost_after(1))
    cluster_id = a_kubernetes_cluster(tenant)
    a_pool(tenant, cluster_id, size=2)
    before = tenant.now(0.0)
    settle_all(tenant)
    cluster = record(tenant, cluster_id)
    assert examine(tenant.world, cluster, before)["NodeReady"] == []
    assert len(examine(tenant.world, cluster, tenant.now(0.0))["NodeReady"]) == 1
    long_ago = examine(tenant.world, cluster, cluster.created - 1)
    assert long_ago["NodeReady"] == long_ago["NodePoolSize"] == []


def test_secrets_in_an_address_are_not_kept():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    url = "https://user:Secret-Pass1@shop.example/?password=Secret-Pass1"
    found = Diagnosis(tenant, cluster_id, "ingress", url=url)
    assert "shop.example" in found.result["target"]
    kept_texts = [entry.value for entry in tenant.world.cluster_entries.records.values()]
    kept_texts += [task.properties for task in tenant.world.tasks.records.values()]
    assert not any("Secret-Pass1" in text for text in kept_texts)
