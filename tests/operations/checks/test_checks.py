"""Checks before upgrades and migrations: a check fails if its operation would be refused."""

import re

import pytest
from cs_simulator.domain.records import ClusterState
from cs_simulator.engine import node_loss

from tests.sdk.schemas.walker import problems
from tests.support.breaking import not_joining
from tests.support.kubernetes import (
    ABSENT,
    a_body,
    a_dedicated_body,
    a_kubernetes_cluster,
    a_running,
)
from tests.support.pools import a_pool, a_tenant_with, begin_pool, nodes
from tests.support.worlds import a_running_cluster, a_tenant, call, put_in_state, settle

OLD, NEXT, LAST = "1.34.10-aliyun.1", "1.35.7-aliyun.1", "1.36.2-aliyun.1"
ELSEWHERE = {
    "name": "masters",
    "container_cidr": "172.24.0.0/16",
    "service_cidr": "172.25.0.0/20",
}
UPGRADES = ("ClusterUpgrade", "MasterUpgrade")


class Checked:
    """A Kubernetes cluster that has a newer version, and calls about its checks."""

    def __init__(self, tenant=None, **changes):
        self.tenant = tenant or a_tenant(kubernetes_version=(OLD, NEXT))
        changes = {"kubernetes_version": OLD, **changes} if tenant is None else changes
        self.cluster_id = a_kubernetes_cluster(self.tenant, **changes)

    def call(self, method, path, body=None):
        return call(self.tenant, method, f"/clusters/{self.cluster_id}{path}", body)

    def begin(self, kind="ClusterUpgrade", **more):
        answer = self.call("POST", "/checks", {"type": kind, **more})
        assert problems("RunClusterCheck", answer.ok()) == []
        return answer.body["check_id"]

    def get(self, check_id):
        found = self.call("GET", f"/checks/{check_id}").ok()
        assert problems("GetClusterCheck", found) == []
        return found

    def check(self, kind="ClusterUpgrade", **more):
        """A check that is over."""
        check_id = self.begin(kind, **more)
        while self.get(check_id)["status"] == "Running":
            run_to_the_next_change(self.tenant)
        return self.get(check_id)

    def upgrade(self):
        path = f"/api/v2/clusters/{self.cluster_id}/upgrade"
        return call(self.tenant, "POST", path, {"next_version": NEXT})


def run_to_the_next_change(tenant):
    due = tenant.world.next_step().due
    tenant.run(tenant.now(0.0), due)
    tenant.set_clock(tenant.world.clock.at(due, 0.0))


def levels(found):
    """The level of each item that is not normal, but for advice."""
    rows = [row for group in found["check_items"].values() for row in group]
    return {row["name"]: row["level"] for row in rows if row["level"] not in ("normal", "advice")}


def row_of(found, name):
    return next(
        row for group in found["check_items"].values() for row in group if row["name"] == name
    )


@pytest.fixture
def cluster():
    return Checked()


def test_a_check_runs_and_succeeds(cluster):
    a_pool(cluster.tenant, cluster.cluster_id, size=1)  # without it, components have no node
    check_id = cluster.begin()
    assert re.fullmatch(rf"\d+-{cluster.cluster_id}-clustercheck-[a-z]{{5}}", check_id)
    running = cluster.get(check_id)
    assert (running["status"], running["finished_at"]) == ("Running", "")
    assert running["check_items"] == {}
    settle(cluster.tenant)
    found = cluster.get(check_id)
    assert (found["status"], found["message"]) == ("Succeeded", "task succeed")
    assert found["created_at"] < found["finished_at"]
    assert found["check_items"].keys() == {"cluster", "nodes", "addons"}
    assert levels(found) == {}


@pytest.mark.parametrize("kind", UPGRADES)
def test_what_is_broken_is_a_warning_that_names_it_and_the_upgrade_is_possible(kind):
    cluster = Checked()
    a_pool(cluster.tenant, cluster.cluster_id, size=2)
    [lost, _] = cluster.tenant.world.nodes_of(cluster.cluster_id)
    cluster.tenant.change(0.0, lambda unit: node_loss.lose(unit, lost))
    name = nodes(cluster.tenant, cluster.cluster_id)[0]["node_name"]
    found = cluster.check(kind)
    assert found["status"] == "Succeeded"
    row = row_of(found, "NodeReady")
    assert (row["level"], row["targets"]) == ("warning", [name])
    assert f"node {name} is lost" in row["message"]
    assert cluster.upgrade().status == 200


def test_a_task_that_is_under_way_fails_the_check_as_it_forbids_the_upgrade(cluster):
    begin_pool(cluster.tenant, cluster.cluster_id)
    found = cluster.check()
    assert found["status"] == "Failed"
    assert levels(found)["ClusterIdle"] == "failed"
    assert "CreateClusterNodePool" in found["message"]
    assert cluster.upgrade().code == "InvalidStatus.Forbidden"
    settle(cluster.tenant)
    assert cluster.check()["status"] == "Succeeded"


def test_nodes_that_are_behind_fail_the_check_as_they_forbid_the_upgrade():
    versions = (OLD, NEXT, LAST)
    cluster = Checked(a_tenant(kubernetes_version=versions), kubernetes_version=OLD)
    nodepool_id = a_pool(cluster.tenant, cluster.cluster_id, size=1)
    cluster.upgrade().ok()
    settle(cluster.tenant)
    path = f"/api/v2/clusters/{cluster.cluster_id}/upgrade"
    body = {"next_version": LAST}
    found = cluster.check()
    assert (found["status"], levels(found)["NodesLevel"]) == ("Failed", "failed")
    assert call(cluster.tenant, "POST", path, body).code == "InvalidParameter.NextVersion"
    cluster.call("POST", f"/nodepools/{nodepool_id}/upgrade", {}).ok()
    settle(cluster.tenant)
    assert cluster.check()["status"] == "Succeeded"
    assert call(cluster.tenant, "POST", path, body).status == 200


def test_without_a_newer_version_the_check_of_an_upgrade_fails():
    cluster = Checked(a_tenant(kubernetes_version=(NEXT,)))
    found = cluster.check("MasterUpgrade")
    assert found["message"] == "check failed: there is no newer version"
    assert cluster.upgrade().code == "InvalidParameter.NextVersion"


def test_a_cluster_that_changes_fails_the_check(cluster):
    put_in_state(cluster.tenant, cluster.cluster_id, ClusterState.UPDATING)
    for kind in (*UPGRADES, "ClusterMigrate"):
        assert levels(cluster.check(kind))["ClusterRunning"] == "failed"


def test_a_check_of_a_pool_is_about_that_pool(cluster):
    lost_in, other = (
        a_pool(cluster.tenant, cluster.cluster_id, name, size=1) for name in ("one", "two")
    )
    [lost] = cluster.tenant.world.nodes_of_group(lost_in)
    cluster.tenant.change(0.0, lambda unit: node_loss.lose(unit, lost))
    assert levels(cluster.check("NodePoolUpgrade", target=other)) == {}
    found = cluster.check("NodePoolUpgrade", target=lost_in)
    assert (found["status"], levels(found)) == ("Succeeded", {"NodeReady": "warning"})


def test_a_pool_that_changes_fails_its_check_as_its_upgrade_is_refused(cluster):
    nodepool_id = a_pool(cluster.tenant, cluster.cluster_id, size=1)
    path = f"/nodepools/{nodepool_id}"
    cluster.call("POST", path, {"count": 1}).ok()
    found = cluster.check("NodePoolUpgrade", target=nodepool_id)
    assert (found["status"], levels(found)["NodePoolActive"]) == ("Failed", "failed")
    refused = cluster.call("POST", f"{path}/upgrade", {})
    assert refused.code == "InvalidNodePoolStatus.Forbidden"


def test_a_pool_that_is_deleted_meanwhile_fails_its_check(cluster):
    nodepool_id = a_pool(cluster.tenant, cluster.cluster_id, size=0)
    body = {"type": "NodePoolUpgrade", "target": nodepool_id}
    check_id = cluster.call("POST", "/checks", body).ok()["check_id"]
    group = cluster.tenant.world.node_groups[nodepool_id]
    cluster.tenant.change(0.0, lambda unit: unit.drop(unit.world.node_groups, group))
    settle(cluster.tenant)
    assert "has been deleted" in cluster.get(check_id)["message"]


def test_ordinary_and_dedicated_clusters_can_be_migrated_and_professional_ones_cannot():
    pro = Checked(cluster_spec="ack.pro.small")
    assert "ack.pro.small already" in pro.check("ClusterMigrate")["message"]
    ordinary = Checked(cluster_spec="ack.standard")
    assert ordinary.check("ClusterMigrate")["status"] == "Succeeded"
    ordinary.cluster_id = a_running(ordinary.tenant, a_dedicated_body(**ELSEWHERE))
    assert ordinary.check("ClusterMigrate")["status"] == "Succeeded"


def test_a_node_that_a_scenario_keeps_from_joining_is_named():
    cluster = Checked(a_tenant_with(not_joining("kubelet does not answer")))
    a_pool(cluster.tenant, cluster.cluster_id, size=2)
    [failed] = nodes(cluster.tenant, cluster.cluster_id, "state=failed")
    row = row_of(cluster.check("ClusterMigrate"), "NodeJoined")
    assert row["targets"] == [failed["node_name"]]
    assert "kubelet does not answer" in row["message"]


def test_a_check_that_a_scenario_makes_fail_says_so():
    when = {"operation": "RunClusterCheck", "stage": "check"}
    rule = {"id": "no", "when": when, "then": {"fail": {"code": "Timeout", "message": "slow"}}}
    cluster = Checked(a_tenant_with(rule))
    found = cluster.check()
    assert (found["status"], found["check_items"]) == ("Failed", {})
    assert found["message"] == "task failed: slow"


def test_checks_are_listed_newest_first_by_type_and_by_target(cluster):
    nodepool_id = a_pool(cluster.tenant, cluster.cluster_id, size=0)
    first = cluster.begin()
    second = cluster.begin("NodePoolUpgrade", target=nodepool_id)
    third = cluster.begin("ClusterMigrate", options={"a": "b"})

    def listed(query=""):
        found = cluster.call("GET", f"/checks{query}").ok()
        assert problems("ListClusterChecks", found) == []
        return [check["check_id"] for check in found["checks"]]

    assert listed() == [third, second, first]
    assert listed("?type=ClusterUpgrade") == [first]
    assert listed(f"?target={nodepool_id}") == [second]
    assert listed("?type=MasterUpgrade") == []


def test_a_type_that_no_check_can_have_is_refused(cluster):
    answer = cluster.call("GET", "/checks?type=Bogus")

    assert (answer.status, answer.code) == (400, "InvalidParameter.Type")
    assert "ClusterUpgrade" in answer.body["message"]


def test_reading_again_moves_a_polling_clock_to_the_result():
    tenant = a_tenant(clock="polling")
    path = f"/clusters/{a_running(tenant)}/checks"
    check_id = call(tenant, "POST", path, {"type": "MasterUpgrade"}).ok()["check_id"]
    seen = [call(tenant, "GET", f"{path}/{check_id}").ok()["status"] for _ in range(2)]
    assert seen[0] == "Running"
    assert seen[1] in ("Succeeded", "Failed")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "MissingParameter.Type"),
        ({"type": "PodUpgrade"}, "InvalidParameter.Type"),
        ({"type": "NodePoolUpgrade"}, "MissingParameter.Target"),
        ({"type": "NodePoolUpgrade", "target": "np0"}, "ErrorNodePoolNotFound"),
        ({"type": "ClusterUpgrade", "options": {"a": 1}}, "InvalidParameter"),
    ],
)
def test_what_is_wrong_with_a_check_is_refused(cluster, body, code):
    assert cluster.call("POST", "/checks", body).code == code


def test_swarm_clusters_and_unknown_ids_have_no_check(cluster):
    assert cluster.call("GET", "/checks/c0").code == "InvalidResource.NotFound"
    swarm = a_running_cluster(cluster.tenant)
    refused = call(cluster.tenant, "POST", f"/clusters/{swarm}/checks", {"type": "ClusterUpgrade"})
    assert (refused.status, refused.code) == (501, "OperationNotModelled")


def test_nothing_of_a_registered_cluster_can_be_upgraded_or_migrated(cluster):
    body = a_body(cluster_type="ExternalKubernetes", profile=ABSENT, cluster_spec=ABSENT)
    cluster.cluster_id = a_running(cluster.tenant, {**body, **ELSEWHERE})
    assert "does not run the cluster" in cluster.check()["message"]
    assert "registered clusters cannot be migrated" in cluster.check("ClusterMigrate")["message"]


def test_a_pool_of_a_cluster_that_changes_fails_its_check(cluster):
    nodepool_id = a_pool(cluster.tenant, cluster.cluster_id, size=1)
    put_in_state(cluster.tenant, cluster.cluster_id, ClusterState.UPGRADING)
    found = cluster.check("NodePoolUpgrade", target=nodepool_id)
    assert levels(found)["ClusterChangeable"] == "failed"
    refused = cluster.call("POST", f"/nodepools/{nodepool_id}/upgrade", {})
    assert refused.code == "InvalidStatus.Forbidden"


def test_a_pool_of_which_a_task_of_the_cluster_has_nodes_fails_its_check(cluster):
    nodepool_id = a_pool(cluster.tenant, cluster.cluster_id, size=2)
    [node, _] = nodes(cluster.tenant, cluster.cluster_id)
    path = f"/api/v2/clusters/{cluster.cluster_id}/nodes/remove"
    call(cluster.tenant, "POST", path, {"nodes": [node["node_name"]]}).ok()
    groups = cluster.tenant.world.node_groups
    active = groups[nodepool_id]._replace(state="active")
    cluster.tenant.change(0.0, lambda unit: unit.put(groups, active))
    found = cluster.check("NodePoolUpgrade", target=nodepool_id)
    assert levels(found)["NodePoolActive"] == "failed"
    assert "RemoveClusterNodes" in found["message"]
    refused = cluster.call("POST", f"/nodepools/{nodepool_id}/upgrade", {})
    assert refused.code == "InvalidStatus.Forbidden"
