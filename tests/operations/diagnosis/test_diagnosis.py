"""Diagnoses of Kubernetes clusters: what is broken in one is named, with what broke it."""

import json

import pytest
from cs_simulator.cluster_types.ack.health.items import ITEMS
from cs_simulator.domain.records import ClusterState
from cs_simulator.engine import node_loss

from tests.sdk.schemas.walker import problems
from tests.support.breaking import lost_after, not_joining, settle_all
from tests.support.kubernetes import a_kubernetes_cluster, a_running
from tests.support.pools import a_pool, a_tenant_with, begin_pool, nodes
from tests.support.worlds import a_running_cluster, a_tenant, call, put_in_state, settle


def begin(tenant, cluster_id, kind="node", **target):
    body = {"type": kind, "target": target}
    return call(tenant, "POST", f"/clusters/{cluster_id}/diagnosis", body)


class Diagnosis:
    """A diagnosis that is over, of the whole cluster unless it is asked for something else."""

    def __init__(self, tenant, cluster_id, kind="ingress", **target):
        answer = begin(tenant, cluster_id, kind, **(target or {"url": "https://shop.example"}))
        settle(tenant)
        path = f"/clusters/{cluster_id}/diagnosis/{answer.ok()['diagnosis_id']}"
        self.result = call(tenant, "GET", f"{path}/result").ok()
        items = call(tenant, "GET", f"{path}/check_items").ok()
        assert problems("GetClusterDiagnosisResult", self.result) == []
        assert problems("GetClusterDiagnosisCheckItems", items) == []
        self.items = items["check_items"]

    def found(self, name):
        """The rows of an item that are not normal."""
        rows = [row for row in self.items if row["name"] == name]
        assert rows
        return [row for row in rows if row["level"] != "normal"]

    def abnormal(self, *, but=("AddonVersion", "KubernetesVersionUpgrade")):
        """The names of the items that are not normal, but for advice."""
        return {row["name"] for row in self.items if row["level"] != "normal"} - {*but}


def test_a_diagnosis_runs_and_is_completed():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    a_pool(tenant, cluster_id, size=1)
    [node] = nodes(tenant, cluster_id)

    answer = begin(tenant, cluster_id, name=node["node_name"])

    assert answer.status == 200
    assert problems("CreateClusterDiagnosis", answer.body) == []
    assert len(answer.body["diagnosis_id"]) == 32
    path = f"/clusters/{cluster_id}/diagnosis/{answer.body['diagnosis_id']}"
    running = call(tenant, "GET", f"{path}/result").ok()
    assert (running["status"], running["finished"], running["result"]) == (1, "", "")
    assert call(tenant, "GET", f"{path}/check_items").ok()["check_items"] == []
    settle(tenant)
    completed = call(tenant, "GET", f"{path}/result").ok()
    assert (completed["status"], completed["code"], completed["message"]) == (2, 0, "success")
    assert completed["created"] < completed["finished"]
    assert (completed["type"], json.loads(completed["target"])) == (
        "node",
        {"name": node["node_name"]},
    )


def test_a_whole_cluster_is_normal():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    a_pool(tenant, cluster_id)
    found = Diagnosis(tenant, cluster_id)
    assert {row["name"] for row in found.items} == set(ITEMS)
    assert found.abnormal() == set()


def test_a_node_that_a_scenario_loses_is_named():
    tenant = a_tenant_with(lost_after(1))
    cluster_id = a_kubernetes_cluster(tenant)
    a_pool(tenant, cluster_id, size=2)
    settle_all(tenant)
    [lost] = [node for node in nodes(tenant, cluster_id) if node["node_status"] == "NotReady"]

    found = Diagnosis(tenant, cluster_id)

    [row] = found.found("NodeReady")
    assert (row["level"], row["value"], row["refer"]) == ("critical", "NotReady", "Ready")
    assert f"node {lost['node_name']} is lost" in row["message"]
    assert row["message"] in found.result["result"]
    assert found.abnormal() == {"NodeReady"}


def test_a_node_that_a_scenario_keeps_from_joining_is_named_with_the_reason():
    tenant = a_tenant_with(not_joining("kubelet does not answer"))
    cluster_id = a_kubernetes_cluster(tenant)
    a_pool(tenant, cluster_id, size=3)
    [failed] = nodes(tenant, cluster_id, "state=failed")

    found = Diagnosis(tenant, cluster_id)

    [row] = found.found("NodeJoined")
    assert failed["node_name"] in row["message"]
    assert "kubelet does not answer" in row["message"]
    [short] = found.found("NodePoolSize")
    assert "2 of 3 nodes are running" in short["message"]


def test_a_diagnosis_of_a_node_is_about_no_other_one():
    tenant = a_tenant_with(lost_after(1))
    cluster_id = a_kubernetes_cluster(tenant)
    a_pool(tenant, cluster_id, size=2)
    settle_all(tenant)
    names = {node["node_status"]: node["node_name"] for node in nodes(tenant, cluster_id)}
    assert Diagnosis(tenant, cluster_id, "node", name=names["Ready"]).abnormal() == set()
    for kind, key in (("node", "name"), ("memory", "node")):
        found = Diagnosis(tenant, cluster_id, kind, **{key: names["NotReady"]})
        assert found.abnormal() == {"NodeReady"}


def test_what_was_found_stays_when_the_node_is_back():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    a_pool(tenant, cluster_id, size=1)
    [node] = tenant.world.nodes_of(cluster_id)
    tenant.change(0.0, lambda unit: node_loss.lose(unit, node))
    answer = begin(tenant, cluster_id, "ingress", url="https://shop.example").ok()
    settle(tenant)
    lost = tenant.world.nodes[node.instance_id]
    tenant.change(0.0, lambda unit: node_loss.recover(unit, lost))
    path = f"/clusters/{cluster_id}/diagnosis/{answer['diagnosis_id']}/result"
    assert "is lost" in call(tenant, "GET", path).ok()["result"]
    assert Diagnosis(tenant, cluster_id).abnormal() == set()


def test_a_failed_creation_is_named_with_its_task():
    rule = {
        "id": "no",
        "when": {"operation": "CreateCluster", "stage": "control_plane"},
        "then": {"fail": {"code": "NoControlPlane", "message": "it does not start"}},
    }
    tenant = a_tenant_with(rule)
    cluster_id = a_running(tenant)
    assert tenant.world.clusters[cluster_id].state is ClusterState.FAILED

    found = Diagnosis(tenant, cluster_id)

    [state] = found.found("ClusterState")
    assert (state["level"], state["value"]) == ("critical", "failed")
    [task] = found.found("TaskFailed")
    assert "CreateCluster failed: NoControlPlane: it does not start" in task["message"]


def test_an_add_on_that_is_missing_is_named():
    tenant = a_tenant()
    addons = [{"name": "flannel"}, {"name": "coredns", "disabled": True}]
    cluster_id = a_running(tenant, addons=addons)
    [row] = Diagnosis(tenant, cluster_id).found("AddonInstalled")
    assert (row["value"], row["message"]) == ("Missing", "add-on coredns is not installed")


def test_an_add_on_whose_change_a_scenario_makes_fail_is_named_until_it_ends_well():
    rule = {
        "id": "no",
        "when": {"operation": "InstallClusterAddons", "stage": "install"},
        "fire": {"times": 1},
        "then": {"fail": {"code": "PullFailed", "message": "no image"}},
    }
    tenant = a_tenant_with(rule)
    cluster_id = a_kubernetes_cluster(tenant)
    a_pool(tenant, cluster_id, size=1)
    path, body = (
        f"/clusters/{cluster_id}/components/install",
        [{"name": "ack-node-problem-detector"}],
    )
    call(tenant, "POST", path, body).ok()
    settle(tenant)
    [row] = Diagnosis(tenant, cluster_id).found("AddonState")
    assert row["message"] == (
        "InstallClusterAddons of add-on ack-node-problem-detector failed: PullFailed: no image"
    )
    call(tenant, "POST", path, body).ok()
    settle(tenant)
    assert Diagnosis(tenant, cluster_id).found("AddonState") == []


def test_a_pool_without_nodes_is_named_with_its_task():
    rule = {
        "id": "none",
        "when": {"operation": "CreateClusterNodePool", "stage": "ecs"},
        "then": {"partial": {"count": 2}},
    }
    tenant = a_tenant_with(rule)
    cluster_id = a_kubernetes_cluster(tenant)
    begin_pool(tenant, cluster_id, size=2)
    settle(tenant)
    found = Diagnosis(tenant, cluster_id)
    [state] = found.found("NodePoolState")
    assert "node pool pool is failed: 0 of 2 nodes are running" in state["message"]
    [task] = found.found("TaskFailed")
    assert "CreateClusterNodePool of node pool" in task["message"]


def test_a_version_that_is_not_the_newest_is_advice():
    tenant = a_tenant(kubernetes_version=("1.33.3-aliyun.1", "1.34.1-aliyun.1"))
    cluster_id = a_kubernetes_cluster(tenant, kubernetes_version="1.33.3-aliyun.1")
    [row] = Diagnosis(tenant, cluster_id).found("KubernetesVersionUpgrade")
    assert row["level"] == "advice"
    assert "can be upgraded to 1.34.1-aliyun.1" in row["message"]


def test_a_diagnosis_that_a_scenario_makes_fail_says_so():
    rule = {
        "id": "no",
        "when": {"operation": "CreateClusterDiagnosis", "stage": "diagnose"},
        "then": {"fail": {"code": "Timeout", "message": "the nodes do not answer"}},
    }
    tenant = a_tenant_with(rule)
    cluster_id = a_kubernetes_cluster(tenant)
    found = Diagnosis(tenant, cluster_id)
    assert (found.result["status"], found.result["code"]) == (2, 1)
    assert "the nodes do not answer" in found.result["message"]
    assert found.items == []


def test_reading_again_moves_a_polling_clock_to_the_result():
    tenant = a_tenant(clock="polling")
    cluster_id = a_running(tenant)
    answer = begin(tenant, cluster_id, "ingress", url="https://shop.example").ok()
    path = f"/clusters/{cluster_id}/diagnosis/{answer['diagnosis_id']}/result"
    seen = [call(tenant, "GET", path).ok()["status"] for _ in range(2)]
    assert seen == [1, 2]


def test_the_last_hundred_diagnoses_are_kept():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    begun = [
        begin(tenant, cluster_id, "ingress", url="https://shop.example").ok()["diagnosis_id"]
        for _ in range(101)
    ]
    settle(tenant)
    path = f"/clusters/{cluster_id}/diagnosis"
    assert call(tenant, "GET", f"{path}/{begun[0]}/result").code == "InvalidResource.NotFound"
    assert call(tenant, "GET", f"{path}/{begun[1]}/result").ok()["status"] == 2


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "MissingParameter.Type"),
        ({"type": "disk"}, "InvalidParameter.Type"),
        ({"type": "node"}, "MissingParameter.Name"),
        ({"type": "network", "target": {"src": "a", "dst": "b"}}, "MissingParameter.Dport"),
        ({"type": "node", "target": {"name": 1}}, "InvalidParameter"),
        ({"type": "node", "target": {"name": "nobody"}}, "ErrorNodeNotFound"),
    ],
)
def test_what_is_wrong_with_a_diagnosis_is_refused(body, code):
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    assert call(tenant, "POST", f"/clusters/{cluster_id}/diagnosis", body).code == code
    assert not tenant.world.steps.records


def test_a_cluster_that_is_not_there_yet_cannot_be_diagnosed():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    put_in_state(tenant, cluster_id, ClusterState.DELETING)
    refused = begin(tenant, cluster_id, "ingress", url="https://shop.example")
    assert refused.code == "InvalidStatus.Unsupported"


def test_swarm_clusters_and_unknown_ids_have_no_diagnosis():
    tenant = a_tenant()
    swarm, cluster_id = a_running_cluster(tenant), a_kubernetes_cluster(tenant)
    assert begin(tenant, swarm, "ingress", url="u").code == "OperationNotModelled"
    for path in ("result", "check_items"):
        found = call(tenant, "GET", f"/clusters/{cluster_id}/diagnosis/d0/{path}")
        assert (found.status, found.code) == (404, "InvalidResource.NotFound")
