"""Security policies: the catalogue, and putting them into force, changing and dropping them."""

import pytest
import yaml

from tests.sdk.schemas.walker import problems
from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_running_cluster, a_tenant, call, settle

ADDONS = [{"name": "gatekeeper"}, {"name": "policy-template-controller"}]
REPOS = {"repos": ["registry.cn-beijing.aliyuncs.com/shop/"]}


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def path(tenant):
    cluster_id = a_kubernetes_cluster(tenant, addons=[{"name": "flannel"}, *ADDONS])
    return f"/clusters/{cluster_id}"


def deploy(tenant, path, policy="ACKAllowedRepos", **body):
    body.setdefault("parameters", REPOS)
    return call(tenant, "POST", f"{path}/policies/{policy}", body)


def name_of(answer):
    (name,) = answer.ok()["instances"]
    return name


def instances(tenant, path, query=""):
    answer = call(tenant, "GET", f"{path}/policies{query}").ok()
    assert problems("DescribePolicyInstances", answer) == []
    return answer


def refused(answer, status, code):
    assert (answer.status, answer.body["code"]) == (status, code), answer.body
    return answer.body["message"]


# ---- the catalogue


def test_the_catalogue_has_policies_by_category(tenant):
    found = call(tenant, "GET", "/policies").ok()

    assert list(found) == ["compliance", "infra", "k8s-general", "psp", "finops"]
    repos = next(each for each in found["k8s-general"] if each["name"] == "ACKAllowedRepos")
    assert (repos["severity"], repos["action"], repos["no_config"]) == ("high", "enforce", 0)


def test_a_policy_shows_the_template_with_its_parameters(tenant):
    found = call(tenant, "GET", "/policies/ACKPSPHostNetworkingPorts").ok()

    assert problems("DescribePolicyDetails", found) == []
    crd = yaml.safe_load(found["template"])["spec"]["crd"]["spec"]
    assert crd["names"] == {"kind": "ACKPSPHostNetworkingPorts"}
    assert crd["validation"]["openAPIV3Schema"]["properties"] == {
        "hostNetwork": {"type": "boolean"},
        "min": {"type": "integer"},
        "max": {"type": "integer"},
    }


def test_an_unknown_policy_is_refused(tenant, path):
    refused(call(tenant, "GET", "/policies/ACKNone"), 404, "InvalidResource.NotFound")
    refused(deploy(tenant, path, "ACKNone"), 404, "InvalidResource.NotFound")
    unknown = call(tenant, "GET", f"{path}/policies?policy_name=ACKNone")
    refused(unknown, 404, "InvalidResource.NotFound")


# ---- putting into force


def test_a_policy_in_force_is_shown_as_it_was_deployed(tenant, path):
    name = name_of(deploy(tenant, path, action="warn", namespaces=["shop", "web-*"]))

    assert name.rpartition("-")[0] == "allowed-repos"
    assert len(name.rpartition("-")[2]) == 5
    (found,) = instances(tenant, path)
    assert found["instance_name"] == name
    assert found["policy_name"] == "ACKAllowedRepos"
    assert (found["policy_action"], found["policy_scope"]) == ("warn", "shop,web-*")
    assert yaml.safe_load(found["policy_parameters"]) == REPOS
    assert (found["policy_category"], found["policy_severity"]) == ("k8s-general", "high")


def test_without_action_and_namespaces_a_policy_refuses_everywhere(tenant, path):
    answer = call(tenant, "POST", f"{path}/policies/ACKPSPPrivilegedContainer")

    assert problems("DeployPolicyInstance", answer.ok()) == []
    (found,) = instances(tenant, path)
    assert (found["policy_action"], found["policy_scope"]) == ("deny", "*")
    assert found["policy_parameters"] == ""


def test_a_policy_can_be_in_force_several_times(tenant, path):
    names = [name_of(deploy(tenant, path, namespaces=[each])) for each in ("a", "b")]
    other = name_of(deploy(tenant, path, "ACKBlockNodePort", parameters={}))

    assert len({*names, other}) == 3
    assert [each["instance_name"] for each in instances(tenant, path)] == [*names, other]
    of_policy = instances(tenant, path, "?policy_name=ACKAllowedRepos")
    assert [each["instance_name"] for each in of_policy] == names
    of_name = instances(tenant, path, f"?policy_name=ACKAllowedRepos&instance_name={names[1]}")
    assert [each["policy_scope"] for each in of_name] == ["b"]


def test_an_unknown_instance_is_refused(tenant, path):
    unknown = call(tenant, "GET", f"{path}/policies?instance_name=allowed-repos-bcdfg")

    refused(unknown, 404, "InvalidResource.NotFound")


@pytest.mark.parametrize("missing", ["gatekeeper", "policy-template-controller"])
def test_policies_need_both_components(tenant, missing):
    present = [addon for addon in ADDONS if addon["name"] != missing]
    cluster_id = a_kubernetes_cluster(tenant, addons=[{"name": "flannel"}, *present])

    message = refused(deploy(tenant, f"/clusters/{cluster_id}"), 404, "InvalidResource.NotFound")

    assert missing in message


def test_a_component_that_is_being_installed_is_waited_for(tenant):
    path = f"/clusters/{a_kubernetes_cluster(tenant)}"
    call(tenant, "POST", f"{path}/components/install", ADDONS).ok()

    refused(deploy(tenant, path), 400, "BadRequest")
    settle(tenant)

    assert deploy(tenant, path).status == 200


def test_a_policy_with_parameters_needs_some(tenant, path):
    code = "MissingParameter.Parameters"

    refused(deploy(tenant, path, parameters={}), 400, code)
    refused(call(tenant, "POST", f"{path}/policies/ACKAllowedRepos", {}), 400, code)
    assert deploy(tenant, path, "ACKContainerLimits", parameters={}).status == 200


@pytest.mark.parametrize(
    ("policy", "parameters"),
    [
        ("ACKAllowedRepos", {"repos": "docker.io"}),
        ("ACKPSPHostNetworkingPorts", {"min": "80"}),
        ("ACKPSPHostNetworkingPorts", {"min": True}),
        ("ACKPSPHostNetworkingPorts", {"hostNetwork": 1}),
        ("ACKRequiredLabels", {"labels": [{"key": "app", "allowedRegex": "("}]}),
        ("ACKRequiredLabels", {"labels": [{"key": "app", "allowedRegex": 1}]}),
        ("ACKRequiredLabels", {"labels": ["a"]}),
        ("ACKRequiredLabels", {"labels": [{"key": "app"}, None]}),
        ("ACKRequiredLabels", {"labels": [{"key": "app", "optional": "true"}]}),
        ("ACKResourceDeletionProtection", {"labels": ["a"]}),
        ("ACKAllowedRepos", {"repos": [1]}),
        ("ACKAllowedRepos", {"repos": [None]}),
        ("ACKAllowedRepos", {"repos": []}),
        ("ACKPSPAllowedUsers", {"runAsUser": {"rule": "MustRunAs", "ranges": [{"min": "1"}]}}),
        ("ACKContainerResourcesWhitelist", {"cpuLimits": [{}]}),
        ("ACKContainerResourcesRange", {"cpuLimits": {"min": []}}),
    ],
)
def test_parameters_that_cannot_be_read_are_refused(tenant, path, policy, parameters):
    answer = deploy(tenant, path, policy, parameters=parameters)

    assert answer.status == 400
    assert answer.body["code"].startswith("InvalidParameter.")
    assert instances(tenant, path) == []


@pytest.mark.parametrize(
    ("policy", "parameters", "field"),
    [
        ("ACKAllowedRepos", {"bogus": 1}, "parameters.repos"),
        ("ACKAllowedRepos", {"repos": None}, "parameters.repos"),
        ("ACKRestrictRoleBindings", {"allowedSubjects": []}, "parameters.restrictedRole"),
        ("ACKRequiredLabels", {"labels": [{"bogus": 1}]}, "parameters.labels[0].key"),
        ("ACKPSPAllowedUsers", {"fsGroup": {}}, "parameters.fsGroup.rule"),
        ("ACKPSPHostNetworkingPorts", {"bogus": 1}, "takes hostNetwork, min, max"),
    ],
)
def test_a_parameter_that_is_needed_is_demanded_by_name(tenant, path, policy, parameters, field):
    answer = deploy(tenant, path, policy, parameters=parameters)

    assert answer.status == 400
    assert answer.body["code"].startswith("MissingParameter.")
    assert field in answer.body["message"]
    assert instances(tenant, path) == []


@pytest.mark.parametrize(
    ("policy", "parameters"),
    [
        ("ACKExternalIPs", {"allowedIPs": []}),
        ("ACKContainerResourcesRange", {"cpuLimits": {"min": 0.5, "max": "2"}}),
        ("ACKBlockLoadBalancer", {"restrictedNamespaces": []}),
    ],
)
def test_a_list_may_be_empty_that_allows_nothing_and_amounts_are_numbers_or_texts(
    tenant, path, policy, parameters
):
    assert deploy(tenant, path, policy, parameters=parameters).status == 200


@pytest.mark.parametrize("body", [{"action": "enforce"}, {"namespaces": "shop"}, {"action": 1}])
def test_a_body_is_checked(tenant, path, body):
    assert deploy(tenant, path, **body).status == 400


def test_a_swarm_cluster_has_no_policies(tenant):
    path = f"/clusters/{a_running_cluster(tenant)}"

    assert call(tenant, "GET", f"{path}/policies").status == 501
    assert deploy(tenant, path).status == 501


# ---- changing and dropping


def test_a_change_keeps_what_it_does_not_name_but_for_the_namespaces(tenant, path):
    name = name_of(deploy(tenant, path, namespaces=["shop"]))

    answer = call(
        tenant,
        "PUT",
        f"{path}/policies/ACKAllowedRepos",
        {"instance_name": name, "action": "warn"},
    )

    assert answer.ok() == {"instances": [name]}
    (found,) = instances(tenant, path)
    assert (found["policy_action"], found["policy_scope"]) == ("warn", "*")
    assert yaml.safe_load(found["policy_parameters"]) == REPOS


def test_a_change_replaces_all_parameters(tenant, path):
    ports = "ACKPSPHostNetworkingPorts"
    name = name_of(deploy(tenant, path, ports, parameters={"hostNetwork": False, "min": 30}))
    change = {"instance_name": name, "namespaces": ["a", "b"], "parameters": {"max": 500}}

    call(tenant, "PUT", f"{path}/policies/{ports}", change).ok()

    (found,) = instances(tenant, path)
    assert found["policy_scope"] == "a,b"
    assert yaml.safe_load(found["policy_parameters"]) == {"max": 500}


def test_a_change_without_a_name_is_one_of_all_instances(tenant, path):
    names = [name_of(deploy(tenant, path, namespaces=[each])) for each in ("a", "b")]

    answer = call(tenant, "PUT", f"{path}/policies/ACKAllowedRepos", {"action": "warn"})

    assert answer.ok() == {"instances": names}
    assert [each["policy_action"] for each in instances(tenant, path)] == ["warn", "warn"]


def test_a_change_is_checked_like_a_deployment(tenant, path):
    name = name_of(deploy(tenant, path))
    target = f"{path}/policies/ACKAllowedRepos"

    wrong = call(tenant, "PUT", target, {"instance_name": name, "parameters": {"repos": 1}})
    empty = call(tenant, "PUT", target, {"instance_name": name, "parameters": {}})
    unknown = call(tenant, "PUT", target, {"instance_name": "none"})

    refused(wrong, 400, "InvalidParameter.Repos")
    refused(empty, 400, "MissingParameter.Parameters")
    refused(unknown, 404, "InvalidResource.NotFound")
    assert yaml.safe_load(instances(tenant, path)[0]["policy_parameters"]) == REPOS


def test_an_instance_is_deleted_by_its_name(tenant, path):
    names = [name_of(deploy(tenant, path)) for _ in range(2)]
    target = f"{path}/policies/ACKAllowedRepos?instance_name={names[0]}"

    assert call(tenant, "DELETE", target).ok() == {"instances": names[:1]}

    assert [each["instance_name"] for each in instances(tenant, path)] == names[1:]
    refused(call(tenant, "DELETE", target), 404, "InvalidResource.NotFound")


def test_a_deletion_with_an_empty_name_is_refused(tenant, path):
    name = name_of(deploy(tenant, path))

    answer = call(tenant, "DELETE", f"{path}/policies/ACKAllowedRepos?instance_name=")

    refused(answer, 400, "InvalidParameter.InstanceName")
    assert [each["instance_name"] for each in instances(tenant, path)] == [name]


def test_a_deletion_without_a_name_is_one_of_all_instances(tenant, path):
    names = [name_of(deploy(tenant, path)) for _ in range(2)]

    answer = call(tenant, "DELETE", f"{path}/policies/ACKAllowedRepos")

    assert answer.ok() == {"instances": names}
    assert instances(tenant, path) == []


@pytest.mark.parametrize("key", ["InstanceName", "instance_names", "name"])
def test_a_deletion_with_an_unknown_key_in_its_query_deletes_nothing(tenant, path, key):
    name = name_of(deploy(tenant, path))
    target = f"{path}/policies/ACKAllowedRepos"

    message = refused(
        call(tenant, "DELETE", f"{target}?{key}={name}"), 400, "InvalidParameter.Query"
    )

    assert repr(key) in message
    assert [each["instance_name"] for each in instances(tenant, path)] == [name]
    usual = f"{target}?RegionId=cn-beijing&instance_name={name}"
    assert call(tenant, "DELETE", usual).ok() == {"instances": [name]}


# ---- counting


def test_instances_are_counted_by_policy_and_severity(tenant, path):
    deploy(tenant, path)
    deploy(tenant, path)
    deploy(tenant, path, "ACKImageDigests", parameters={})

    found = call(tenant, "GET", f"{path}/policies/status").ok()

    assert problems("DescribePolicyInstancesStatus", found) == []
    assert found["instances_severity_count"] == {"high": 2, "low": 1}
    counts = {
        each["policy_name"]: each.get("policy_instances_count")
        for each in found["policy_instances"]
    }
    assert (counts["ACKAllowedRepos"], counts["ACKImageDigests"]) == (2, 1)
    assert counts["ACKBlockNodePort"] is None
