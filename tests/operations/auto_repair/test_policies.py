"""Auto-repair policies: made, read back, changed, deleted."""

import pytest

from tests.sdk.schemas.walker import problems
from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool, a_pool_body, pool
from tests.support.worlds import a_running_cluster, a_tenant, call, settle

APPROVED = {"key": "k8s.aliyun.com/incident", "value": "approved"}
INQUIRING = {"key": "k8s.aliyun.com/incident", "value": "inquiring"}
RULE = {
    "incidents": [{"name": "Node.FaultNeedReboot.HOST", "type": "system"}],
    "repair_procedure": [
        {"name": "Drain", "config": {"timeout": "5m"}},
        {
            "name": "RestartNode",
            "intervention": {
                "enable": True,
                "type": "label",
                "inquiring_label": INQUIRING,
                "approved_label": APPROVED,
            },
        },
    ],
}
SHOWN_RULE = {
    "incidents": [{"name": "Node.FaultNeedReboot.HOST", "type": "system"}],
    "repair_procedure": [
        {
            "name": "Drain",
            "config": {"timeout": "5m"},
            "intervention": {
                "approved_label": {"key": "", "value": ""},
                "enable": False,
                "inquiring_label": {"key": "", "value": ""},
                "type": "",
            },
        },
        {"config": {}, **RULE["repair_procedure"][1]},
    ],
}
REPAIRS = {"enable": True, "auto_repair": True}


def approved_by(**label):
    """The change of a body by which its step waits for that label."""
    step = {"name": "RestartNode", "intervention": {"enable": True, "approved_label": label}}
    return {"rules": [{**RULE, "repair_procedure": [step]}]}


class Cluster:
    """A running Kubernetes cluster that finds out what is wrong with its nodes."""

    def __init__(self):
        self.tenant = a_tenant()
        addons = [{"name": "flannel"}, {"name": "ack-node-problem-detector"}]
        self.cluster_id = a_kubernetes_cluster(self.tenant, addons=addons)

    def call(self, method, path="", body=None):
        path = f"/clusters/{self.cluster_id}/auto_repair_policies{path}"
        return call(self.tenant, method, path, body)

    def create(self, **changes):
        body = {"name": "restart", "rules": [RULE], **changes}
        return self.call("POST", "", body).ok()["policy_id"]

    def pool(self, policy_id=None, **groups):
        policy = {"auto_repair_policy": {"auto_repair_policy_id": policy_id}} if policy_id else {}
        return a_pool(
            self.tenant, self.cluster_id, size=0, management={**REPAIRS, **policy}, **groups
        )


def test_a_policy_is_read_back_as_it_was_made():
    cluster = Cluster()
    answer = cluster.call("POST", "", {"name": "restart", "rules": [RULE]})
    assert answer.ok().keys() == {"policy_id", "request_id"}
    policy_id = answer.body["policy_id"]
    assert policy_id.startswith("r-")

    found = cluster.call("GET", f"/{policy_id}").ok()

    assert problems("DescribeAutoRepairPolicy", found) == []
    assert found == {
        "id": policy_id,
        "name": "restart",
        "resource_ids": [],
        "resource_sub_type": "ess",
        "resource_type": "nodepool",
        "rules": [SHOWN_RULE],
    }


def test_a_secret_in_the_settings_of_a_step_is_not_kept():
    cluster = Cluster()
    step = {"name": "Drain", "config": {"password": "Secret-Pass1", "timeout": "5m"}}
    policy_id = cluster.create(rules=[{**RULE, "repair_procedure": [step]}])
    [rule] = cluster.call("GET", f"/{policy_id}").ok()["rules"]
    assert rule["repair_procedure"][0]["config"] == {"password": "***", "timeout": "5m"}
    kept = cluster.tenant.world.cluster_entries.records.values()
    assert "Secret-Pass1" not in "".join(entry.value for entry in kept)


def test_policies_are_listed_in_the_order_of_their_creation():
    cluster = Cluster()
    assert cluster.call("GET").ok() == {"items": []}
    ids = [cluster.create(), cluster.create(name="another", resource_sub_type="lingjun")]
    found = cluster.call("GET").ok()
    assert problems("ListAutoRepairPolicies", found) == []
    assert [item["id"] for item in found["items"]] == ids
    assert found["items"][0] == cluster.call("GET", f"/{ids[0]}").ok()


def test_a_change_replaces_what_is_given():
    cluster = Cluster()
    policy_id = cluster.create()
    answer = cluster.call("PUT", f"/{policy_id}", {"name": "renamed"})
    assert answer.ok().keys() == {"request_id"}
    assert cluster.call("GET", f"/{policy_id}").ok()["rules"] == [SHOWN_RULE]
    other = {"incidents": [{"name": "Other"}], "repair_procedure": [{"name": "Drain"}]}
    cluster.call("PUT", f"/{policy_id}", {"rules": [other]}).ok()
    found = cluster.call("GET", f"/{policy_id}").ok()
    assert found["name"] == "renamed"
    assert [rule["incidents"] for rule in found["rules"]] == [[{"name": "Other", "type": ""}]]


def test_a_policy_that_is_deleted_is_gone():
    cluster = Cluster()
    policy_id = cluster.create()
    assert cluster.call("DELETE", f"/{policy_id}").ok().keys() == {"request_id"}
    assert cluster.call("GET").ok() == {"items": []}
    for method in ("GET", "DELETE", "PUT"):
        refused = cluster.call(method, f"/{policy_id}", {} if method == "PUT" else None)
        assert (refused.status, refused.code) == (404, "InvalidResource.NotFound")


def test_a_policy_names_the_pools_that_follow_it():
    cluster = Cluster()
    policy_id = cluster.create()
    nodepool_id = cluster.pool(policy_id)
    assert cluster.call("GET", f"/{policy_id}").ok()["resource_ids"] == [nodepool_id]
    shown = pool(cluster.tenant, cluster.cluster_id, nodepool_id)["management"]
    assert shown["auto_repair_policy"]["auto_repair_policy_id"] == policy_id


def test_a_policy_that_a_pool_follows_cannot_be_deleted():
    cluster = Cluster()
    policy_id = cluster.create()
    nodepool_id = cluster.pool(policy_id)
    refused = cluster.call("DELETE", f"/{policy_id}")
    assert (refused.status, refused.code) == (400, "DependencyViolation.Resource")
    assert nodepool_id in refused.body["message"]
    assert cluster.call("GET", f"/{policy_id}").status == 200


def test_a_pool_that_names_no_policy_has_one_of_its_own():
    cluster = Cluster()
    nodepool_id = a_pool(
        cluster.tenant,
        cluster.cluster_id,
        size=0,
        management={**REPAIRS, "auto_repair_policy": {"restart_node": True}},
    )
    management = pool(cluster.tenant, cluster.cluster_id, nodepool_id)["management"]
    own = management["auto_repair_policy"]["auto_repair_policy_id"]
    [listed] = cluster.call("GET").ok()["items"]
    assert (listed["id"], listed["resource_ids"]) == (own, [nodepool_id])
    assert listed == cluster.call("GET", f"/{own}").ok()
    assert listed["rules"][0]["incidents"] == [{"name": "Node.NotReady", "type": "system"}]
    assert cluster.call("DELETE", f"/{own}").code == "DependencyViolation.Resource"
    cluster.call("PUT", f"/{own}", {"rules": [RULE]}).ok()
    assert cluster.call("GET").ok()["items"] == [{**listed, "rules": [SHOWN_RULE]}]


def test_a_pool_cannot_name_a_policy_that_its_cluster_does_not_have():
    cluster = Cluster()
    nodepool_id = cluster.pool()
    path = f"/clusters/{cluster.cluster_id}/nodepools"
    management = {**REPAIRS, "auto_repair_policy": {"auto_repair_policy_id": "r-another"}}
    for method, at, body in (
        ("POST", path, a_pool_body("more", 0, management=management)),
        ("PUT", f"{path}/{nodepool_id}", {"management": management}),
    ):
        refused = call(cluster.tenant, method, at, body)
        assert (refused.status, refused.code) == (400, "InvalidParameter.AutoRepairPolicyId")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": None}, "MissingParameter.Name"),
        ({"name": "n" * 65}, "InvalidParameter.Name"),
        ({"rules": None}, "MissingParameter.Rules"),
        ({"rules": []}, "InvalidParameter.Rules"),
        ({"rules": [{**RULE, "incidents": []}]}, "InvalidParameter.Incidents"),
        ({"rules": [{"incidents": [{"name": "a"}]}]}, "MissingParameter.RepairProcedure"),
        ({"rules": [{**RULE, "repair_procedure": [{}]}]}, "MissingParameter.Name"),
        ({"rules": {}}, "InvalidParameter"),
        ({"resource_type": "cluster"}, "InvalidParameter.ResourceType"),
        ({"resource_sub_type": "other"}, "InvalidParameter.ResourceSubType"),
        (
            {"rules": [{**RULE, "repair_procedure": [
                {"name": "RestartNode", "intervention": {"enable": True}}
            ]}]},
            "MissingParameter.ApprovedLabel",
        ),
        (approved_by(value="a"), "MissingParameter.Key"),
        (approved_by(key="a b"), "InvalidParameter.Key"),
        (approved_by(key="/b"), "InvalidParameter.Key"),
        (approved_by(key="a.b/c", value="-"), "InvalidParameter.Value"),
        (
            {"rules": [{**RULE, "repair_procedure": [
                {"name": "RestartNode", "intervention": {"type": "mail"}}
            ]}]},
            "InvalidParameter.Type",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_policy_is_said_and_nothing_is_kept(changes, code):
    cluster = Cluster()
    refused = cluster.call("POST", "", {"name": "restart", "rules": [RULE], **changes})
    assert (refused.status, refused.code) == (400, code)
    assert cluster.call("GET").ok() == {"items": []}


def test_a_policy_is_of_no_other_cluster():
    cluster = Cluster()
    policy_id = cluster.create()
    other = a_kubernetes_cluster(cluster.tenant, name="other", container_cidr="172.22.0.0/16")
    path = f"/clusters/{other}/auto_repair_policies"
    assert call(cluster.tenant, "GET", path).ok() == {"items": []}
    assert call(cluster.tenant, "GET", f"{path}/{policy_id}").status == 404


def test_a_policy_goes_with_its_cluster():
    cluster = Cluster()
    cluster.create()
    call(cluster.tenant, "DELETE", f"/clusters/{cluster.cluster_id}").ok()
    settle(cluster.tenant)
    assert not cluster.tenant.world.cluster_entries.records


def test_a_cluster_that_is_deleted_takes_no_policy():
    cluster = Cluster()
    call(cluster.tenant, "DELETE", f"/clusters/{cluster.cluster_id}").ok()
    refused = cluster.call("POST", "", {"name": "restart", "rules": [RULE]})
    assert refused.code == "InvalidStatus.Unsupported"


def test_swarm_clusters_have_no_policies():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    path = f"/clusters/{cluster_id}/auto_repair_policies"
    for method, at in (("GET", path), ("POST", path), ("GET", f"{path}/r-1")):
        refused = call(tenant, method, at, {} if method == "POST" else None)
        assert (refused.status, refused.code) == (501, "OperationNotModelled")
