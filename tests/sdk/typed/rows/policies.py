"""Security policies: the catalogue, and those in force in a cluster."""

import yaml

from tests.sdk.typed import there as given
from tests.sdk.typed.entering import status_at
from tests.sdk.typed.rows._row import CLUSTER, row

ADDONS = ("flannel", "gatekeeper", "policy-template-controller")
REPOS = {"repos": ["registry.cn-beijing.aliyuncs.com/shop/"]}
DEPLOYED = {"action": "warn", "namespaces": ["shop"], "parameters": REPOS}


def _a_cluster_with_policies(there):
    """A cluster that can have policies, and has none."""
    given.a_cluster(there, addons=[{"name": name} for name in ADDONS])
    there.ids["policy_name"] = "ACKAllowedRepos"


def _a_policy_in_force(there):
    """A cluster with a policy in force."""
    _a_cluster_with_policies(there)
    made = there.ask("DeployPolicyInstance", "cluster_id", "policy_name", request=DEPLOYED).raw
    [there.ids["instance_name"]] = made["instances"]


def _in_force(there):
    return there.ask("DescribePolicyInstances", "cluster_id", request={}).raw


@row("DescribePolicies", given.nothing)
def _lists_policies_by_category(there, answer):
    [repos] = [each for each in answer["k8s-general"] if each["name"] == "ACKAllowedRepos"]
    assert (repos["category"], repos["severity"]) == ("k8s-general", "high")


@row("DescribePolicyDetails", _a_cluster_with_policies, "policy_name")
def _describes_a_policy(there, answer):
    assert (answer["name"], answer["no_config"], answer["is_deleted"]) == ("ACKAllowedRepos", 0, 0)
    template = yaml.safe_load(answer["template"])
    schema = template["spec"]["crd"]["spec"]["validation"]["openAPIV3Schema"]
    assert "repos" in schema["properties"]


@row(
    "DeployPolicyInstance", _a_cluster_with_policies, "cluster_id", "policy_name", request=DEPLOYED
)
def _puts_a_policy_into_force(there, answer):
    [found] = _in_force(there)
    assert answer["instances"] == [found["instance_name"]]
    assert (found["policy_action"], found["policy_scope"]) == ("warn", "shop")
    assert yaml.safe_load(found["policy_parameters"]) == REPOS


@row(
    "DescribePolicyInstances", _a_policy_in_force, *CLUSTER,
    request=lambda there: {"policy_name": there.ids["policy_name"],
                           "instance_name": there.ids["instance_name"]},
)  # fmt: skip
def _lists_policies_in_force(there, answer):
    [found] = answer
    assert found["instance_name"] == there.ids["instance_name"]
    assert found["cluster_id"] == there.ids["cluster_id"]
    other = {"policy_name": "ACKBlockNodePort"}
    assert there.ask("DescribePolicyInstances", "cluster_id", request=other).raw == []


@row("DescribePolicyInstancesStatus", _a_policy_in_force, *CLUSTER)
def _counts_policies_in_force(there, answer):
    assert answer["instances_severity_count"] == {"high": 1}
    counts = {
        each["policy_name"]: each["policy_instances_count"]
        for each in answer["policy_instances"]
        if "policy_instances_count" in each
    }
    assert counts == {"ACKAllowedRepos": 1}


@row(
    "ModifyPolicyInstance", _a_policy_in_force, "cluster_id", "policy_name",
    request=lambda there: {"instance_name": there.ids["instance_name"], "action": "deny",
                           "namespaces": ["shop", "web"], "parameters": {"repos": ["mine/"]}},
)  # fmt: skip
def _changes_a_policy_in_force(there, answer):
    assert answer["instances"] == [there.ids["instance_name"]]
    [found] = _in_force(there)
    assert (found["policy_action"], found["policy_scope"]) == ("deny", "shop,web")
    assert yaml.safe_load(found["policy_parameters"]) == {"repos": ["mine/"]}


@row(
    "DeletePolicyInstance", _a_policy_in_force, "cluster_id", "policy_name",
    request=lambda there: {"instance_name": there.ids["instance_name"]},
)  # fmt: skip
def _takes_a_policy_out_of_force(there, answer):
    assert answer["instances"] == [there.ids["instance_name"]]
    assert _in_force(there) == []


def _a_violation(there):
    """A cluster with a pod that violates a policy in force."""
    _a_cluster_with_policies(there)
    there.ids["policy_name"] = "ACKPSPHostNamespace"
    request = {"action": "warn"}
    there.ask("DeployPolicyInstance", "cluster_id", "policy_name", request=request)
    pod = {
        "metadata": {"name": "web"},
        "spec": {"hostPID": True, "containers": [{"name": "web", "image": "nginx"}]},
    }
    path = "/api/v1/namespaces/default/pods"
    assert status_at(there.kubeconfig(), path, "POST", pod) == 201


@row("DescribePolicyGovernanceInCluster", _a_violation, *CLUSTER)
def _counts_violations(there, answer):
    enabled = {each["severity"]: each["enabled_count"] for each in answer["on_state"]}
    assert enabled["high"] == 1
    [warned] = answer["Violation"]["violations"]["warn"]
    assert (warned["policyName"], warned["violations"]) == ("ACKPSPHostNamespace", 1)
    assert answer["Violation"]["violations"]["deny"] == []
