"""The manifest of the agent by which a foreign cluster joins the service."""

import json

import pytest
import yaml

from tests.support.cluster_api import ClusterApi
from tests.support.kubernetes import ABSENT, a_body, a_kubernetes_cluster, a_running, create, detail
from tests.support.worlds import a_running_cluster, a_tenant, call

REGISTERED = a_body(
    cluster_type="ExternalKubernetes",
    profile=ABSENT,
    container_cidr=ABSENT,
    endpoint_public_access=True,
)
PLURALS = {
    "ServiceAccount": "/api/v1/namespaces/kube-system/serviceaccounts",
    "Secret": "/api/v1/namespaces/kube-system/secrets",
    "Deployment": "/apis/apps/v1/namespaces/kube-system/deployments",
    "ClusterRoleBinding": "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
    "Role": "/apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/roles",
    "RoleBinding": "/apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/rolebindings",
}


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def cluster_id(tenant):
    return a_running(tenant, REGISTERED)


def agent(tenant, cluster_id, query=""):
    path = f"/k8s/{cluster_id}/external/agent/deployment{query}"
    return call(tenant, "GET", path)


def parts(tenant, cluster_id, query=""):
    found = [*yaml.safe_load_all(agent(tenant, cluster_id, query).ok()["config"])]
    return {one["kind"]: one for one in found}


def test_a_cluster_that_waits_for_its_agent_has_the_manifest(tenant, cluster_id):
    found = parts(tenant, cluster_id)

    assert [*found] == ["ServiceAccount", "ClusterRoleBinding", "Secret", "Deployment"]
    container = found["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    environment = {one["name"]: one["value"] for one in container["env"]}
    assert environment["ALIBABA_CLOUD_CLUSTER_ID"] == cluster_id
    assert environment["AGENT_MODE"] == "admin"


def test_an_agent_connects_to_the_address_that_is_asked_for(tenant, cluster_id):
    addresses = json.loads(detail(tenant, cluster_id)["master_url"])

    for query, name in (
        ("", "api_server_endpoint"),
        ("?PrivateIpAddress=false", "api_server_endpoint"),
        ("?PrivateIpAddress=true", "intranet_api_server_endpoint"),
    ):
        secret = parts(tenant, cluster_id, query)["Secret"]
        assert secret["stringData"]["url"] == addresses[name]


def test_a_restricted_agent_may_only_do_what_its_role_says(tenant, cluster_id):
    found = parts(tenant, cluster_id, "?AgentMode=restricted")

    assert "ClusterRoleBinding" not in found
    assert {each for rule in found["Role"]["rules"] for each in rule["resources"]} == {"configmaps"}


def test_the_token_stays_and_is_another_one_in_each_cluster(tenant, cluster_id):
    other = a_running(tenant, REGISTERED | {"name": "other"})

    first, again, of_other = (
        parts(tenant, each)["Secret"]["stringData"]["token"]
        for each in (cluster_id, cluster_id, other)
    )

    assert first == again != of_other


@pytest.mark.parametrize("mode", ["admin", "restricted"])
def test_a_cluster_accepts_every_part_of_the_manifest(tenant, cluster_id, mode):
    foreign = ClusterApi()
    for part in parts(tenant, cluster_id, f"?AgentMode={mode}").values():
        answer = foreign.request("POST", PLURALS[part["kind"]], part)
        assert answer.status == 201, answer.body


def test_only_registered_clusters_have_an_agent(tenant):
    managed = a_kubernetes_cluster(tenant)
    assert agent(tenant, managed).body["code"] == "InvalidStatus.Unsupported"
    swarm = a_running_cluster(tenant)
    assert agent(tenant, swarm).body["code"] == "OperationNotModelled"
    assert agent(tenant, "c0").body["code"] == "ErrorClusterNotFound"


def test_there_is_no_manifest_before_there_is_an_address(tenant):
    cluster_id = create(tenant, REGISTERED)

    assert agent(tenant, cluster_id).body["code"] == "InvalidStatus.Forbidden"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?AgentMode=emperor", "InvalidParameter.AgentMode"),
        ("?PrivateIpAddress=perhaps", "InvalidParameter.PrivateIpAddress"),
    ],
)
def test_what_makes_no_sense_is_refused(tenant, cluster_id, query, code):
    assert agent(tenant, cluster_id, query).body["code"] == code
