"""Auto-repair policies: made, listed, described, changed, deleted, and what they do to nodes."""

from tests.sdk.typed import bodies
from tests.sdk.typed import there as given
from tests.sdk.typed.bodies import part_of
from tests.sdk.typed.rows._row import CLUSTER, row

LABEL = "k8s.aliyun.com/incident"
ADDONS = ("flannel", "ack-node-problem-detector")
POLICY = ("cluster_id", "policy_id")


def _rules(*steps):
    incident = {"name": "Node.NotReady", "type": "system"}
    return [{"incidents": [incident], "repair_procedure": list(steps)}]


def _step(name, *, asks=False):
    approval = {
        "enable": asks,
        "type": "label",
        "inquiring_label": {"key": LABEL, "value": "inquiring"},
        "approved_label": {"key": LABEL, "value": "approved"},
    }
    return {"name": name, "config": {"timeout": "5m"}, "intervention": approval}


TYPES = {"resource_type": "nodepool", "resource_sub_type": "ess"}
CREATION = {"name": "drain", **TYPES, "rules": _rules(_step("Drain", asks=True))}
CHANGE = {"name": "restart", "rules": _rules(_step("Drain"), _step("RestartNode"))}


def _a_cluster(there):
    """A cluster that finds out what is wrong with its nodes."""
    given.a_cluster(there, addons=[{"name": name} for name in ADDONS])


def _a_policy(there):
    """A cluster with a policy that no pool follows."""
    _a_cluster(there)
    made = there.ask("CreateAutoRepairPolicy", "cluster_id", request=CREATION).raw
    there.ids["policy_id"] = made["policy_id"]


def _a_pool_that_follows(there):
    """A pool one of whose nodes is lost and not repaired, as the policy that it follows says."""
    _a_policy(there)
    repairs = {"enable": True, "auto_repair": True}
    pool = {**bodies.a_pool(there.tenant), "management": repairs}
    there.ids |= there.ask("CreateClusterNodePool", "cluster_id", request=pool).raw
    there.settle()
    policy = {"auto_repair_policy_id": there.ids["policy_id"]}
    request = {"management": {**repairs, "auto_repair_policy": policy}}
    there.ask("ModifyClusterNodePool", "cluster_id", "nodepool_id", request=request)
    there.settle()
    there.tenant.clusters.lose_node(there.nodes()[0]["instance_id"])
    there.tenant.clock.advance("1h")
    assert there.pool()["status"]["healthy_nodes"] == 1


def _policy(there):
    return there.ask("DescribeAutoRepairPolicy", *POLICY).raw


@row("CreateAutoRepairPolicy", _a_cluster, *CLUSTER, request=CREATION)
def _creates_a_policy(there, answer):
    there.ids["policy_id"] = answer["policy_id"]
    assert part_of(CREATION, _policy(there)) == []


@row("DescribeAutoRepairPolicy", _a_pool_that_follows, *POLICY)
def _describes_a_policy(there, answer):
    assert part_of(CREATION, answer) == []
    assert answer["resource_ids"] == [there.ids["nodepool_id"]]


@row("ListAutoRepairPolicies", _a_policy, *CLUSTER)
def _lists_policies(there, answer):
    [policy] = answer["items"]
    assert policy == _policy(there)
    assert policy["id"] == there.ids["policy_id"]


@row("ModifyAutoRepairPolicy", _a_pool_that_follows, *POLICY, request=CHANGE)
def _repairs_nodes_by_the_changed_policy(there, answer):
    assert part_of(CHANGE, _policy(there)) == []
    there.tenant.clock.advance("1h")
    assert there.pool()["status"]["healthy_nodes"] == 2


@row("DeleteAutoRepairPolicy", _a_policy, *POLICY)
def _deletes_a_policy(there, answer):
    assert there.ask("ListAutoRepairPolicies", "cluster_id").raw["items"] == []
