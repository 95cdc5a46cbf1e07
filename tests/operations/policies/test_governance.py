"""What DescribePolicyGovernanceInCluster counts: policies, and violations among the objects."""

import pytest

from tests.sdk.schemas.walker import problems
from tests.support.cluster_writes import WritingApi
from tests.support.worlds import a_running_cluster, a_tenant, call, settle

ADDONS = [{"name": "gatekeeper"}, {"name": "policy-template-controller"}]
PODS = "/api/v1/namespaces/default/pods"


@pytest.fixture
def api():
    return WritingApi(addons=[{"name": "flannel"}, *ADDONS])


def governance(api):
    answer = call(api.tenant, "GET", f"/clusters/{api.cluster_id}/policygovernance").ok()
    assert problems("DescribePolicyGovernanceInCluster", answer) == []
    return answer


def deploy(api, policy, **body):
    call(api.tenant, "POST", f"/clusters/{api.cluster_id}/policies/{policy}", body).ok()


def create_pod(api, name, **spec):
    containers = spec.pop("containers", [{"name": "web", "image": "nginx"}])
    body = {"metadata": {"name": name}, "spec": {"containers": containers, **spec}}
    return api.call("POST", PODS, body)


def totals(answer, action):
    found = answer["Violation"]["totalViolations"][action]
    return {each["severity"]: each["violations"] for each in found}


def test_policies_in_force_are_counted_once_by_severity(api):
    deploy(api, "ACKPSPPrivilegedContainer", namespaces=["a"])
    deploy(api, "ACKPSPPrivilegedContainer", namespaces=["b"])
    deploy(api, "ACKImageDigests")

    found = {each["severity"]: each for each in governance(api)["on_state"]}

    assert [found[each]["enabled_count"] for each in ("high", "medium", "low")] == [1, 0, 1]
    assert sum(each["total"] for each in found.values()) == 55


@pytest.mark.parametrize(
    ("namespaces", "are_counted"), [([], False), (["default"], False), (["kube-system"], True)]
)
def test_pods_of_the_system_violate_only_a_policy_that_names_their_namespace(
    api, namespaces, are_counted
):
    api.call("GET", "/api/v1/namespaces/kube-system/pods").ok()
    deploy(api, "ACKImageDigests", action="warn", namespaces=namespaces)

    assert (totals(governance(api), "warn")["low"] > 0) == are_counted


def test_violations_among_the_objects_are_counted_by_action_severity_and_policy(api):
    create_pod(api, "a", hostPID=True).ok()
    create_pod(api, "b", hostPID=True, hostIPC=True).ok()
    deploy(api, "ACKPSPHostNamespace", action="deny")
    deploy(api, "ACKImageDigests", action="warn")

    answer = governance(api)

    assert totals(answer, "deny") == {"high": "3", "medium": "0", "low": "0"}
    assert totals(answer, "warn") == {"high": 0, "medium": 0, "low": 2}
    (denied,) = answer["Violation"]["violations"]["deny"]
    assert (denied["policyName"], denied["violations"]) == ("ACKPSPHostNamespace", 3)


def test_violations_are_gone_with_the_object_or_the_policy(api):
    create_pod(api, "a", hostPID=True).ok()
    deploy(api, "ACKPSPHostNamespace", action="warn")
    assert totals(governance(api), "warn")["high"] == 1

    api.call("DELETE", f"{PODS}/a?gracePeriodSeconds=0").ok()

    assert totals(governance(api), "warn")["high"] == 0
    assert governance(api)["Violation"]["violations"]["warn"] == []


def test_objects_in_other_namespaces_do_not_count(api):
    create_pod(api, "a", hostPID=True).ok()
    deploy(api, "ACKPSPHostNamespace", action="warn", namespaces=["shop"])

    assert totals(governance(api), "warn")["high"] == 0


def test_there_are_no_violations_without_the_component_that_finds_them(api):
    create_pod(api, "a", hostPID=True).ok()
    deploy(api, "ACKPSPHostNamespace", action="warn")
    path = f"/clusters/{api.cluster_id}/components/uninstall"

    call(api.tenant, "POST", path, [{"name": "gatekeeper"}]).ok()
    settle(api.tenant)

    answer = governance(api)
    assert totals(answer, "warn")["high"] == 0
    assert [each["enabled_count"] for each in answer["on_state"]] == [1, 0, 0]


def test_a_swarm_cluster_has_no_governance():
    tenant = a_tenant()
    path = f"/clusters/{a_running_cluster(tenant)}/policygovernance"

    assert call(tenant, "GET", path).status == 501
