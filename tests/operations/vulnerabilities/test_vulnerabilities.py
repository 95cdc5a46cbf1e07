"""Vulnerabilities of a cluster's nodes: scans find them, tasks fix them."""

import pytest
from cs_simulator.domain.instants import DAY, HOUR
from cs_simulator.engine import node_loss
from cs_simulator.engine.scenario import begin

from tests.sdk.schemas.walker import problems
from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool, counts, nodes, state_of, task_of
from tests.support.scenario_client import A_SCENARIO
from tests.support.worlds import (
    a_running_cluster,
    a_tenant,
    advance,
    call,
    run_one_step,
    settle,
)

OLD = "aliyun_3_x64_20G_alibase_20240819.vhd"
NEW = "aliyun_3_x64_20G_alibase_20260625.vhd"
OF_OLD, OF_NEW = ["9102", "9103", "9104", "9105", "9106"], ["9104", "9105", "9106"]
NEEDING_RESTART = ["9102", "9104"]


def full_name(number):
    return f"alilinux3:sim:{number}"


class Cluster:
    """A running Kubernetes cluster with a pool of nodes of an image."""

    def __init__(self, size=2, image_id=OLD, **settings):
        self.tenant = a_tenant(**settings)
        self.cluster_id = a_kubernetes_cluster(self.tenant)
        self.pool_id = a_pool(
            self.tenant, self.cluster_id, size=size, scaling_group={"image_id": image_id}
        )
        self.pool_path = f"/nodepools/{self.pool_id}"

    def call(self, method, path="", body=None):
        return call(self.tenant, method, f"/clusters/{self.cluster_id}{path}", body)

    def scan(self):
        answer = self.call("POST", "/vuls/scan")
        settle(self.tenant)
        return answer

    def begin_fix(self, **body):
        return self.call("POST", f"{self.pool_path}/vuls/fix", body)

    def fix(self, **body):
        answer = self.begin_fix(**body)
        answer.ok()
        settle(self.tenant)
        return answer

    def of_pool(self, query=""):
        """The numbers of what is listed for the nodes of the pool, by name of the node."""
        found = self.call("GET", f"{self.pool_path}/vuls{query}").ok()
        return {
            record["node_name"]: [one["name"].rpartition(":")[2] for one in record["vul_list"]]
            for record in found["vul_records"]
        }

    def listed(self):
        """What is listed for the cluster: its number, and how many nodes have it."""
        found = self.call("GET", "/vuls").ok()["vul_records"]
        return {one["vul_name"].rpartition(":")[2]: one["node_count"] for one in found}

    def node_names(self):
        return [node["node_name"] for node in nodes(self.tenant, self.cluster_id)]

    def scale(self, count):
        self.call("POST", self.pool_path, {"count": count}).ok()
        settle(self.tenant)


def test_nothing_is_listed_before_a_scan():
    cluster = Cluster()
    assert cluster.call("GET", "/vuls").ok() == {"vul_records": []}
    assert cluster.call("GET", f"{cluster.pool_path}/vuls").ok() == {
        "vul_records": [],
        "vuls_fix_service_purchased": True,
    }


def test_a_scan_is_a_task_that_leaves_the_cluster_running():
    cluster = Cluster()
    answer = cluster.call("POST", "/vuls/scan")
    assert answer.ok().keys() == {"request_id", "task_id"}
    assert task_of(cluster.tenant, answer)["task_type"] == "cluster_vuls_scan"
    assert cluster.call("GET").ok()["state"] == "running"
    assert cluster.listed() == {}
    settle(cluster.tenant)
    assert task_of(cluster.tenant, answer)["state"] == "success"
    assert cluster.listed() == dict.fromkeys(OF_OLD, 2)


def test_a_vulnerability_is_listed_by_pool_with_the_number_of_its_nodes():
    cluster = Cluster()
    other = a_pool(cluster.tenant, cluster.cluster_id, "new", 1, scaling_group={"image_id": NEW})
    cluster.scan()
    found = cluster.call("GET", "/vuls").ok()
    assert problems("DescribeClusterVuls", found) == []
    assert found["vul_records"][0] == {
        "cve_list": ["CVE-1999-91020", "CVE-1999-91021"],
        "necessity": "later",
        "node_count": 2,
        "nodepool_id": cluster.pool_id,
        "nodepool_name": "pool",
        "vul_alias_name": "ALINUX3-SIM-9102: glibc security update",
        "vul_name": "alilinux3:sim:9102",
        "vul_type": "cve",
    }
    of_other = [one for one in found["vul_records"] if one["nodepool_id"] == other]
    assert [one["vul_name"] for one in of_other] == [*map(full_name, OF_NEW)]


def test_a_node_is_listed_with_what_it_has():
    cluster = Cluster(size=1)
    cluster.scan()
    found = cluster.call("GET", f"{cluster.pool_path}/vuls").ok()
    assert problems("DescribeNodePoolVuls", found) == []
    [node] = nodes(cluster.tenant, cluster.cluster_id)
    [record] = found["vul_records"]
    assert record["instance_id"] == node["instance_id"]
    assert record["node_name"] == node["node_name"]
    assert record["vul_list"][0] == {
        "alias_name": "ALINUX3-SIM-9102: glibc security update",
        "cve_list": ["CVE-1999-91020", "CVE-1999-91021"],
        "name": "alilinux3:sim:9102",
        "necessity": "later",
        "need_reboot": True,
        "package_list": [{"name": "glibc"}, {"name": "glibc-common"}],
    }


@pytest.mark.parametrize(
    ("necessity", "found"),
    [
        ("asap", ["9103", "9104"]),
        ("later,nntf", ["9102", "9105", "9106"]),
        ("", OF_OLD),
    ],
)
def test_the_list_of_a_pool_is_filtered_by_necessity(necessity, found):
    cluster = Cluster(size=1)
    cluster.scan()
    assert [*cluster.of_pool(f"?necessity={necessity}").values()] == [found]


def test_an_unknown_necessity_is_refused():
    refused = Cluster(size=0).call("GET", "/nodepools/np0/vuls?necessity=soon")
    assert refused.code == "ErrorNodePoolNotFound"
    cluster = Cluster(size=0)
    refused = cluster.call("GET", f"{cluster.pool_path}/vuls?necessity=asap,soon")
    assert (refused.status, refused.code) == (400, "InvalidParameter.Necessity")


def test_the_service_scans_by_itself_once_a_day():
    cluster = Cluster()
    created = cluster.tenant.world.clusters[cluster.cluster_id].created
    advance(cluster.tenant, created + DAY - 1)
    assert cluster.listed() == {}
    advance(cluster.tenant, created + DAY)
    assert cluster.listed() == dict.fromkeys(OF_OLD, 2)
    advance(cluster.tenant, created + DAY + HOUR)
    assert cluster.listed() == dict.fromkeys(OF_OLD, 2)


# ---- fixing


def test_a_fix_is_a_task_and_what_is_fixed_is_no_longer_listed():
    cluster = Cluster()
    cluster.scan()

    answer = cluster.begin_fix(auto_restart=True)

    assert answer.ok().keys() == {"task_id"}
    assert task_of(cluster.tenant, answer)["task_type"] == "nodepool_cve_fix"
    assert state_of(cluster.tenant, cluster.cluster_id, cluster.pool_id) == "repairing"
    assert cluster.listed() == dict.fromkeys(OF_OLD, 2)
    settle(cluster.tenant)
    assert state_of(cluster.tenant, cluster.cluster_id, cluster.pool_id) == "active"
    assert cluster.listed() == {}
    cluster.scan()
    assert cluster.of_pool() == {}


def test_what_needs_a_restart_stays_unless_nodes_may_be_restarted():
    cluster = Cluster()
    cluster.scan()
    cluster.fix()
    assert cluster.listed() == dict.fromkeys(NEEDING_RESTART, 2)
    cluster.fix(auto_restart=True)
    assert cluster.listed() == {}


def test_only_what_is_named_is_fixed_on_the_nodes_that_are_named():
    cluster = Cluster()
    cluster.scan()
    first, second = cluster.node_names()
    cluster.fix(nodes=[second], vuls=[full_name("9105")])
    assert cluster.of_pool() == {
        first: OF_OLD,
        second: [number for number in OF_OLD if number != "9105"],
    }


@pytest.mark.parametrize(
    ("policy", "sizes"),
    [({"max_parallelism": 2}, [2, 2, 1]), ({"max_parallelism": 1}, [1] * 5), (None, [5])],
)
def test_nodes_are_fixed_in_batches_of_the_size_that_the_policy_says(policy, sizes):
    cluster = Cluster(size=5)
    cluster.scan()
    answer = cluster.begin_fix(**({"rollout_policy": policy} if policy else {}))
    batches = []
    while under_way := len(cluster.tenant.world.steps.records):
        batches.append(under_way)
        for _ in range(under_way):
            run_one_step(cluster.tenant)
    assert batches == sizes
    stages = task_of(cluster.tenant, answer)["stages"]
    assert [stage["message"] for stage in stages] == [
        f"FixBatch-{number}" for number in range(1, len(sizes) + 1)
    ]


def test_a_canceled_fix_leaves_the_batches_that_have_not_begun():
    cluster = Cluster()
    cluster.scan()
    answer = cluster.begin_fix(rollout_policy={"max_parallelism": 1}, auto_restart=True)
    call(cluster.tenant, "POST", f"/tasks/{answer.body['task_id']}/cancel").ok()
    settle(cluster.tenant)
    assert task_of(cluster.tenant, answer)["state"] == "canceled"
    assert state_of(cluster.tenant, cluster.cluster_id, cluster.pool_id) == "active"
    assert cluster.listed() == dict.fromkeys(OF_OLD, 1)


def test_a_paused_fix_goes_on_when_it_is_resumed():
    cluster = Cluster()
    cluster.scan()
    answer = cluster.begin_fix(rollout_policy={"max_parallelism": 1}, auto_restart=True)
    call(cluster.tenant, "POST", f"/tasks/{answer.body['task_id']}/pause").ok()
    settle(cluster.tenant)
    assert task_of(cluster.tenant, answer)["state"] == "paused"
    assert cluster.listed() == dict.fromkeys(OF_OLD, 1)
    call(cluster.tenant, "POST", f"/tasks/{answer.body['task_id']}/resume").ok()
    settle(cluster.tenant)
    assert cluster.listed() == {}


def test_a_new_node_of_an_old_image_has_them_again():
    cluster = Cluster()
    cluster.scan()
    cluster.fix(auto_restart=True)
    cluster.scale(1)
    assert cluster.listed() == {}
    cluster.scan()
    assert cluster.listed() == dict.fromkeys(OF_OLD, 1)


def test_a_node_that_gets_another_image_has_those_of_that_one():
    cluster = Cluster()
    cluster.scan()
    cluster.fix(auto_restart=True)
    cluster.call("POST", f"{cluster.pool_path}/upgrade", {"image_id": NEW}).ok()
    settle(cluster.tenant)
    assert cluster.listed() == dict.fromkeys(OF_NEW, 2)


def test_a_node_that_is_lost_meanwhile_stays_as_it_was():
    cluster = Cluster()
    cluster.scan()
    lost, _ = cluster.tenant.world.nodes_of_group(cluster.pool_id)
    cluster.begin_fix(auto_restart=True).ok()
    cluster.tenant.change(0.0, lambda unit: node_loss.lose(unit, lost))
    settle(cluster.tenant)
    assert cluster.listed() == dict.fromkeys(OF_OLD, 1)


def test_a_node_whose_fix_fails_keeps_what_it_has_and_leaves_the_others_alone():
    when = {"operation": "FixNodePoolVuls", "stage": "fix"}
    rule = {"id": "no", "when": when, "then": {"partial": {"index": [0]}}}
    cluster = Cluster()
    cluster.scan()
    scenario = {**A_SCENARIO, "rules": [rule]}
    cluster.tenant.change(0.0, lambda unit: begin(unit, scenario))
    answer = cluster.fix(auto_restart=True)
    results = task_of(cluster.tenant, answer)["task_result"]
    assert [result["status"] for result in results] == ["failed", "success"]
    assert counts(cluster.tenant, cluster.cluster_id, cluster.pool_id)["failed"] == 1
    path = f"{cluster.pool_path}/repair"
    cluster.call("POST", path).ok()
    settle(cluster.tenant)
    assert cluster.listed() == dict.fromkeys(OF_OLD, 1)


def test_what_is_fixed_already_cannot_be_named():
    cluster = Cluster(size=1)
    cluster.scan()
    cluster.fix(vuls=[full_name("9103")])
    answer = cluster.begin_fix(vuls=[full_name("9103")])
    assert answer.code == "InvalidParameter.Vuls"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"nodes": ["nobody"]}, "ErrorNodeNotFound"),
        ({"vuls": ["CVE-1999-91020"]}, "InvalidParameter.Vuls"),
        ({"rollout_policy": {"max_parallelism": 0}}, "InvalidParameter.MaxParallelism"),
        ({"rollout_policy": {"max_parallelism": 3}}, "InvalidParameter.MaxParallelism"),
        ({"auto_restart": "yes"}, "InvalidParameter"),
    ],
)
def test_a_fix_that_cannot_be_is_refused_and_nothing_begins(body, code):
    cluster = Cluster()
    cluster.scan()
    refused = cluster.begin_fix(**body)
    assert (refused.status, refused.code) == (400, code)
    assert state_of(cluster.tenant, cluster.cluster_id, cluster.pool_id) == "active"


def test_a_pool_that_changes_is_not_fixed():
    cluster = Cluster()
    cluster.scan()
    cluster.begin_fix().ok()
    assert cluster.begin_fix().code == "InvalidNodePoolStatus.Forbidden"


def test_a_fix_of_a_pool_without_findings_ends_at_once():
    cluster = Cluster(size=0)
    answer = cluster.begin_fix()
    assert task_of(cluster.tenant, answer)["state"] == "success"


def test_a_cluster_that_is_deleted_is_not_scanned():
    cluster = Cluster(size=0)
    cluster.call("DELETE").ok()
    assert cluster.call("POST", "/vuls/scan").code == "InvalidStatus.Unsupported"


def test_reads_under_the_polling_clock_wait_for_the_scan():
    cluster = Cluster(clock="polling")
    cluster.call("POST", "/vuls/scan").ok()
    assert cluster.listed() == {}
    assert cluster.listed() == dict.fromkeys(OF_OLD, 2)


def test_swarm_clusters_have_no_vulnerabilities():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    for method, path in (("GET", "/vuls"), ("POST", "/vuls/scan"), ("GET", "/nodepools/np0/vuls")):
        refused = call(tenant, method, f"/clusters/{cluster_id}{path}")
        assert (refused.status, refused.code) == (501, "OperationNotModelled")
    assert call(tenant, "GET", "/clusters/c0/vuls").status == 404
