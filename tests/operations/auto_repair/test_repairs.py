"""What node pools that follow an auto-repair policy do about lost nodes."""

import json

import pytest
from cs_simulator.domain.instants import MINUTE, SECOND
from cs_simulator.domain.records import Event
from cs_simulator.engine import node_loss

from tests.support.cluster_api import ClusterApi
from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool, counts, nodes
from tests.support.worlds import a_tenant, advance, call, log_of, settle

INCIDENT = "k8s.aliyun.com/incident"
RESTART = {"name": "RestartNode"}
ASKING = {
    "name": "RestartNode",
    "intervention": {
        "enable": True,
        "type": "label",
        "inquiring_label": {"key": INCIDENT, "value": "inquiring"},
        "approved_label": {"key": "approved"},
    },
}
PATCH = "application/merge-patch+json"


def rule(*steps, incident="Node.NotReady"):
    return {"incidents": [{"name": incident, "type": "system"}], "repair_procedure": [*steps]}


class Cluster:
    """A running cluster with a pool of two nodes that follows a policy of some rules."""

    def __init__(self, *rules):
        self.tenant = a_tenant()
        addons = [{"name": "flannel"}, {"name": "ack-node-problem-detector"}]
        self.cluster_id = a_kubernetes_cluster(self.tenant, addons=addons)
        self.path = f"/clusters/{self.cluster_id}"
        body = {"name": "mine", "rules": list(rules)}
        created = call(self.tenant, "POST", f"{self.path}/auto_repair_policies", body)
        self.policy_id = created.ok()["policy_id"]
        self.management = {
            "enable": True,
            "auto_repair": True,
            "auto_repair_policy": {"auto_repair_policy_id": self.policy_id},
        }
        self.pool_id = a_pool(self.tenant, self.cluster_id, size=2, management=self.management)
        self.name = nodes(self.tenant, self.cluster_id)[0]["node_name"]

    def lose(self, number=0):
        """Lose a node, the first one unless another is named."""
        node = self.tenant.world.nodes_of_group(self.pool_id)[number]
        self.tenant.change(0.0, lambda unit: node_loss.lose(unit, node))

    def recover(self):
        node, *_ = self.tenant.world.nodes_of_group(self.pool_id)
        self.tenant.change(0.0, lambda unit: node_loss.recover(unit, node))

    def move(self, time):
        advance(self.tenant, self.tenant.now(0.0) + time)

    def run(self):
        """Let ten minutes pass, and everything that is under way then."""
        self.move(10 * MINUTE)
        settle(self.tenant)

    def healthy(self):
        return counts(self.tenant, self.cluster_id, self.pool_id).get("healthy", 0)

    def modify(self, *rules):
        path = f"{self.path}/auto_repair_policies/{self.policy_id}"
        call(self.tenant, "PUT", path, {"rules": list(rules)}).ok()

    def repairs(self):
        """The tasks by which nodes were repaired."""
        tasks = call(self.tenant, "GET", f"{self.path}/tasks?page_size=50").ok()["tasks"]
        return [task for task in tasks if task["task_type"] == "nodepool_repair"]

    def approve(self, api):
        answer = api.request(
            "PATCH",
            f"/api/v1/nodes/{self.name}",
            {"metadata": {"labels": {"approved": ""}}},
            content_type=PATCH,
        )
        assert answer.status == 200

    def labels(self, api):
        """The labels of the lost node's object that are about its repair."""
        labels = api.get(f"/api/v1/nodes/{self.name}")["metadata"]["labels"]
        return {key: value for key, value in labels.items() if key in (INCIDENT, "approved")}


def test_a_lost_node_is_repaired_as_a_rule_about_it_says():
    for incident in ("Node.NotReady", "Node.FaultNeedReboot.HOST"):
        cluster = Cluster(rule({"name": "Drain"}, RESTART, incident=incident))
        cluster.lose()
        assert cluster.healthy() == 1
        cluster.run()
        assert cluster.healthy() == 2


def test_the_task_of_a_repair_names_the_policy():
    cluster = Cluster(rule(RESTART))
    cluster.lose()
    cluster.run()
    [task] = cluster.repairs()
    found = call(cluster.tenant, "GET", f"/tasks/{task['task_id']}").ok()
    assert found["parameters"] == {"auto_repair_policy_id": cluster.policy_id}


def test_a_node_is_not_repaired_if_no_rule_is_about_lost_nodes():
    cluster = Cluster(rule(RESTART, incident="Node.GPU"))
    cluster.lose()
    cluster.run()
    assert (cluster.healthy(), cluster.repairs()) == (1, [])


def test_steps_that_only_keep_work_away_do_not_repair():
    cluster = Cluster(rule({"name": "QuarantineGPU"}, {"name": "Drain"}))
    cluster.lose()
    cluster.run()
    assert (cluster.healthy(), cluster.repairs()) == (1, [])


def test_the_first_rule_about_lost_nodes_is_followed():
    cluster = Cluster(rule({"name": "Drain"}), rule(RESTART))
    cluster.lose()
    cluster.run()
    assert cluster.healthy() == 1


def test_a_changed_policy_is_followed_for_nodes_that_were_lost_before():
    cluster = Cluster(rule(RESTART, incident="Node.GPU"))
    cluster.lose()
    cluster.run()
    cluster.modify(rule(RESTART))
    cluster.run()
    assert cluster.healthy() == 2


def test_a_pool_that_names_another_policy_follows_that():
    cluster = Cluster(rule(RESTART, incident="Node.GPU"))
    body = {"name": "another", "rules": [rule(RESTART)]}
    policies = f"{cluster.path}/auto_repair_policies"
    another = call(cluster.tenant, "POST", policies, body).ok()["policy_id"]
    cluster.lose()
    cluster.run()
    assert cluster.healthy() == 1
    management = {"auto_repair_policy": {"auto_repair_policy_id": another}}
    path = f"{cluster.path}/nodepools/{cluster.pool_id}"
    call(cluster.tenant, "PUT", path, {"management": management}).ok()
    settle(cluster.tenant)
    cluster.run()
    assert cluster.healthy() == 2


def test_a_pool_that_does_not_repair_its_nodes_follows_no_policy():
    cluster = Cluster(rule(RESTART))
    path = f"{cluster.path}/nodepools/{cluster.pool_id}"
    call(cluster.tenant, "PUT", path, {"management": {"auto_repair": False}}).ok()
    settle(cluster.tenant)
    cluster.lose()
    cluster.run()
    assert cluster.healthy() == 1


@pytest.mark.parametrize(("most", "repaired"), [("1", 1), ("50%", 1), ("10%", 1), ("100%", 2)])
def test_a_pool_repairs_as_many_nodes_side_by_side_as_its_settings_say(most, repaired):
    cluster = Cluster(rule(RESTART))
    policy = {**cluster.management["auto_repair_policy"], "max_parallel_repairing_nodes": most}
    path = f"{cluster.path}/nodepools/{cluster.pool_id}"
    call(cluster.tenant, "PUT", path, {"management": {"auto_repair_policy": policy}}).ok()
    settle(cluster.tenant)
    cluster.lose()
    cluster.lose(1)
    cluster.move(5 * MINUTE)
    settle(cluster.tenant)
    assert cluster.healthy() == repaired
    cluster.run()
    assert cluster.healthy() == 2


# ---- approval


def test_a_repair_that_needs_approval_waits_for_it_and_asks_by_a_label():
    cluster = Cluster(rule(ASKING))
    api = ClusterApi(cluster.tenant, cluster.cluster_id)
    cluster.lose()
    assert cluster.labels(api) == {}
    cluster.run()
    assert (cluster.healthy(), cluster.repairs()) == (1, [])
    assert cluster.labels(api) == {INCIDENT: "inquiring"}
    message = f"Repair of node {cluster.name} waits for approval"
    assert log_of(cluster.tenant, cluster.cluster_id).count(message) == 1
    reasons = [each.reason for each in cluster.tenant.changes.entries if isinstance(each, Event)]
    assert reasons.count("WaitingForApproval") == 1


def test_an_approval_begins_the_repair_after_which_the_labels_go():
    cluster = Cluster(rule(ASKING))
    api = ClusterApi(cluster.tenant, cluster.cluster_id)
    cluster.lose()
    cluster.run()
    cluster.approve(api)
    assert cluster.labels(api) == {INCIDENT: "inquiring", "approved": ""}
    cluster.move(9 * SECOND)
    assert cluster.repairs() == []
    cluster.move(SECOND)
    assert len(cluster.repairs()) == 1
    settle(cluster.tenant)
    assert cluster.healthy() == 2
    assert cluster.labels(api) == {}


def test_an_approval_while_the_pool_changes_begins_the_repair_afterwards():
    cluster = Cluster(rule(ASKING))
    api = ClusterApi(cluster.tenant, cluster.cluster_id)
    cluster.lose()
    cluster.run()
    path = f"{cluster.path}/nodepools/{cluster.pool_id}"
    call(cluster.tenant, "POST", path, {"count": 1}).ok()
    cluster.approve(api)
    cluster.move(10 * SECOND)
    assert cluster.repairs() == []
    settle(cluster.tenant)
    cluster.run()
    assert cluster.healthy() == 3


def test_an_approval_that_is_there_already_counts_once_it_is_asked_for():
    cluster = Cluster(rule(ASKING))
    api = ClusterApi(cluster.tenant, cluster.cluster_id)
    cluster.lose()
    cluster.approve(api)
    cluster.run()
    assert cluster.healthy() == 2
    assert cluster.labels(api) == {}


def test_the_api_that_is_called_first_while_approval_is_asked_shows_the_label():
    cluster = Cluster(rule(ASKING))
    cluster.lose()
    cluster.run()
    api = ClusterApi(cluster.tenant, cluster.cluster_id)
    assert cluster.labels(api) == {INCIDENT: "inquiring"}
    cluster.approve(api)
    cluster.run()
    assert cluster.healthy() == 2


def test_an_approval_may_be_another_value_of_the_label_that_asks():
    approved = {"key": INCIDENT, "value": "approved"}
    step = {**ASKING, "intervention": {**ASKING["intervention"], "approved_label": approved}}
    cluster = Cluster(rule(step))
    api = ClusterApi(cluster.tenant, cluster.cluster_id)
    cluster.lose()
    cluster.run()
    assert cluster.labels(api) == {INCIDENT: "inquiring"}
    body = {"metadata": {"labels": {INCIDENT: "approved"}}}
    api.request("PATCH", f"/api/v1/nodes/{cluster.name}", body, content_type=PATCH)
    cluster.run()
    assert cluster.healthy() == 2
    assert cluster.labels(api) == {}


def test_another_value_of_the_label_does_not_approve():
    cluster = Cluster(rule(ASKING))
    api = ClusterApi(cluster.tenant, cluster.cluster_id)
    cluster.lose()
    cluster.run()
    body = {"metadata": {"labels": {"approved": "no"}}}
    path = f"/api/v1/nodes/{cluster.name}"
    assert json.loads(api.request("PATCH", path, body, content_type=PATCH).body)
    cluster.run()
    assert cluster.healthy() == 1


def test_a_node_that_comes_back_by_itself_is_asked_for_anew_at_its_next_loss():
    cluster = Cluster(rule(ASKING))
    api = ClusterApi(cluster.tenant, cluster.cluster_id)
    cluster.lose()
    cluster.run()
    cluster.approve(api)
    cluster.recover()
    assert cluster.labels(api) == {}
    cluster.run()
    assert cluster.repairs() == []
    cluster.lose()
    cluster.run()
    assert (cluster.healthy(), cluster.repairs()) == (1, [])
    assert cluster.labels(api) == {INCIDENT: "inquiring"}


def test_a_policy_that_no_longer_asks_lets_the_repair_begin():
    cluster = Cluster(rule(ASKING))
    cluster.lose()
    cluster.run()
    cluster.modify(rule(RESTART))
    cluster.run()
    assert cluster.healthy() == 2


def test_a_call_repairs_a_node_whose_repair_waits():
    cluster = Cluster(rule(ASKING))
    api = ClusterApi(cluster.tenant, cluster.cluster_id)
    cluster.lose()
    cluster.run()
    path = f"{cluster.path}/nodepools/{cluster.pool_id}/repair"
    call(cluster.tenant, "POST", path, {"nodes": [cluster.name]}).ok()
    settle(cluster.tenant)
    assert cluster.healthy() == 2
    assert cluster.labels(api) == {}
