"""From a body to a cluster: of which kind, what is said of one of no kind, how it goes on."""

import json

import pytest
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import ClusterState, VSwitch
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app

from tests.support.builders import a_create_body
from tests.support.kubernetes import (
    ABSENT,
    a_body,
    a_dedicated_body,
    a_running,
    create,
    detail,
    findings,
    record,
    state,
)
from tests.support.worlds import a_tenant, advance, call, log_of, settle


@pytest.fixture
async def client(aiohttp_client):
    return await aiohttp_client(create_app(Settings(db=":memory:", clock="frozen")))


def refusal(body):
    return call(a_tenant(), "POST", "/clusters", body).body


# ---- which kind


@pytest.mark.parametrize(
    "fields",
    [
        {"vpcid": "vpc-2zedefault"},
        {"addons": []},
        {"profile": "Default"},
        {"nodepools": []},
        {"worker_instance_types": []},
        {"master_count": 3},
        {"name": "shop", "region_id": "cn-beijing"},
    ],
)
def test_a_body_of_no_type_is_said_to_be_that_and_nothing_else(fields):
    body = refusal(fields)

    assert body["code"] == "MissingParameter.ClusterType"
    assert "ManagedKubernetes" in body["message"]
    assert "swarm" in body["message"]
    assert "data" not in body


@pytest.mark.parametrize("fields", [{}, {"name": "shop"}, {"vpcid": "x", "addons": []}])
def test_an_unknown_type_is_refused_before_anything_else(fields):
    body = refusal({**fields, "cluster_type": "Nomad"})

    assert body["code"] == "InvalidParameter.ClusterType"
    assert "'Nomad'" in body["message"]


@pytest.mark.parametrize(
    "fields", [{"size": 2}, {"instance_type": "ecs.n1.small"}, {"vpc_id": "x"}]
)
def test_a_body_with_fields_of_swarm_clusters_is_swarms(fields):
    assert refusal({**fields, "name": "shop"})["code"] == "MissingParameter"


def test_a_body_that_says_swarm_is_swarms_whatever_else_it_has():
    body = refusal({"cluster_type": "swarm", "vpcid": "x"})

    assert (body["code"], "region_id" in body["message"] or "name" in body["message"]) == (
        "MissingParameter",
        True,
    )


def test_the_region_of_a_header_counts_where_the_body_has_none():
    tenant = a_tenant()

    answer = call(tenant, "POST", "/clusters?RegionId=cn-beijing", a_body(region_id=ABSENT))

    assert detail(tenant, answer.ok()["cluster_id"])["region_id"] == "cn-beijing"


# ---- everything that is wrong


def test_everything_that_is_wrong_is_answered_together_in_the_order_of_the_fields():
    answer = call(
        a_tenant(),
        "POST",
        "/clusters",
        a_body(name="-", node_cidr_mask="30", container_cidr="8.8.0.0/16", vpcid=ABSENT),
    )

    codes = [code for code, _ in findings(answer)]
    assert codes == [
        "InvalidParameter.Name",
        "InvalidParameter.NodeCidrMask",
        "MissingParameter.Vpcid",
        "InvalidParameter.ContainerCidr",
    ]


def test_pods_of_both_kinds_without_a_block_are_answered_as_the_service_does():
    body = a_body(container_cidr=ABSENT, pod_vswitch_ids=["vsw-2zedefaultb"])
    answer = call(a_tenant(), "POST", "/clusters", body)

    assert findings(answer) == [
        ("EmptyCIDR", "pod or service cidr is empty"),
        ("InvalidPodVswitchIds", "PodCidr conflict with PodVswitch"),
        ("InvalidCIDR", "Invalid pod CIDR: invalid CIDR address: "),
    ]


def test_a_wrong_type_is_answered_alone_with_where_it_is():
    body = refusal(a_body(name="-", addons=[{"name": "flannel", "disabled": "no"}]))

    assert body["code"] == "InvalidParameter"
    message = "Unmarshal type error: expected=bool, got=string, field=addons.disabled, offset="
    assert body["message"].startswith(message)


async def test_a_dry_run_reports_all_problems_with_their_fields(client):
    body = a_body(name="-", node_cidr_mask="30", container_cidr=ABSENT)

    answer = await client.post("/_simulator/validate", json=body)
    of_no_type = await client.post("/_simulator/validate", json={"vpcid": "x"})

    problems = (await answer.json())["problems"]
    assert [(one["field"], one["code"]) for one in problems] == [
        ("name", "InvalidParameter.Name"),
        ("node_cidr_mask", "InvalidParameter.NodeCidrMask"),
        ("container_cidr", "EmptyCIDR"),
        ("container_cidr", "InvalidCIDR"),
    ]
    [problem] = (await of_no_type.json())["problems"]
    assert (problem["field"], problem["code"]) == ("cluster_type", "MissingParameter.ClusterType")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ip_stack": "dual"}, "InvalidParameter.IpStack"),
        ({"enable_rrsa": True}, "InvalidParameter.EnableRrsa"),
        ({"rrsa_config": {"enabled": True}}, "InvalidParameter.RrsaConfig"),
        ({"proxy_mode": "nftables"}, "InvalidParameter.ProxyMode"),
    ],
)
def test_old_versions_lack_what_came_later(changes, code):
    tenant = a_tenant(kubernetes_version=("1.20.4-aliyun.1",))

    answer = call(tenant, "POST", "/clusters", a_body(**changes))

    assert code in [found for found, _ in findings(answer)]


def test_old_versions_had_docker():
    tenant = a_tenant(kubernetes_version=("1.20.4-aliyun.1",))

    create(tenant, runtime={"name": "docker", "version": "19.03.15"})

    meta = json.loads(detail(tenant, next(iter(tenant.world.clusters)).cluster_id)["meta_data"])
    assert (meta["Runtime"], meta["DockerVersion"]) == ("docker", "19.03.15")


def test_a_small_vswitch_has_no_room_for_pods():
    tenant = a_tenant()
    small = VSwitch(0, "vsw-small", "vpc-2zedefault", "cn-beijing-b", "10.200.0.0/26")
    tenant.change(0.0, lambda unit: unit.put(unit.world.vswitches, small))
    body = a_body(container_cidr=ABSENT, addons=ABSENT, pod_vswitch_ids=["vsw-small"])

    answer = call(tenant, "POST", "/clusters", body)

    assert findings(answer)[0][0] == "InvalidParameter.PodVswitchIds"
    assert "/26" in findings(answer)[0][1]


def test_pods_of_two_clusters_of_a_vpc_do_not_overlap():
    tenant = a_tenant()
    create(tenant)

    answer = call(tenant, "POST", "/clusters", a_body(name="other", container_cidr="172.20.8.0/22"))
    other = call(tenant, "POST", "/clusters", a_body(name="other", container_cidr="172.22.0.0/16"))

    assert findings(answer)[0][0] == "InvalidParameter.ContainerCidr"
    assert "another cluster" in findings(answer)[0][1]
    assert other.status == 202  # services are virtual: their blocks may be the same


def test_a_vswitch_of_pods_is_large_and_near_the_nodes():
    tenant = a_tenant()
    body = a_body(
        container_cidr=ABSENT,
        node_cidr_mask=ABSENT,
        addons=[{"name": "terway-eniip"}],
        pod_vswitch_ids=["vsw-2zedefaulta"],
    )

    answer = call(tenant, "POST", "/clusters", body)

    assert findings(answer)[0][0] == "InvalidParameter.PodVswitchIds"
    assert "cn-beijing-a" in findings(answer)[0][1]


def test_two_clusters_may_have_one_name():
    tenant = a_tenant()
    create(tenant)

    create(tenant, container_cidr="172.22.0.0/16")

    assert [cluster.name for cluster in tenant.world.clusters] == ["shop", "shop"]


# ---- tokens


def test_a_call_that_is_repeated_with_its_token_makes_no_second_cluster():
    tenant = a_tenant()
    body = a_body(client_token="t-1")
    first = call(tenant, "POST", "/clusters", body).ok()
    advance(tenant, tenant.now(0.0) + 23 * 3600 * SECOND)

    again = call(tenant, "POST", "/clusters", dict(reversed(body.items())))

    assert again.status == 202
    assert {**again.body, "request_id": ""} == {**first, "request_id": ""}
    assert again.body["request_id"] != first["request_id"]
    assert len(list(tenant.world.clusters)) == 1


def test_a_token_of_another_body_is_refused():
    tenant = a_tenant()
    create(tenant, client_token="t-1")

    other = a_body(client_token="t-1", name="other", container_cidr="172.22.0.0/16")
    answer = call(tenant, "POST", "/clusters", other)

    assert (answer.status, answer.body["code"]) == (400, "IdempotentParameterMismatch")


def test_a_token_is_forgotten_after_a_day():
    tenant = a_tenant()
    first = create(tenant, client_token="t-1", container_cidr="172.22.0.0/16")
    advance(tenant, tenant.now(0.0) + 24 * 3600 * SECOND)

    assert create(tenant, client_token="t-1") != first
    assert len(list(tenant.world.client_tokens)) == 1


def test_of_a_call_with_a_token_nothing_is_kept_from_which_a_password_could_be_guessed():
    def kept(password: str) -> str:
        tenant = a_tenant()
        create(tenant, client_token="t-1", login_password=password)
        [token] = tenant.world.client_tokens
        return token.digest

    assert kept("TestPwd124") == kept("OtherPwd124")


def test_a_refused_call_leaves_its_token_free():
    tenant = a_tenant()
    call(tenant, "POST", "/clusters", a_body(client_token="t-1", name="-"))

    create(tenant, client_token="t-1")


# ---- quotas


def test_managed_and_serverless_clusters_have_quotas_of_their_own():
    tenant = a_tenant(quota=("managed_clusters=1", "serverless_clusters=0"))
    create(tenant)

    second = call(tenant, "POST", "/clusters", a_body(container_cidr="172.22.0.0/16"))
    serverless = call(
        tenant, "POST", "/clusters", a_body(profile="Serverless", container_cidr=ABSENT)
    )

    assert (second.status, second.body["code"]) == (400, "QuotaExceeded.Cluster")
    assert serverless.body["code"] == "QuotaExceeded.Cluster"
    create(tenant, a_dedicated_body(container_cidr="172.23.0.0/16"))


def test_load_balancers_have_a_quota():
    tenant = a_tenant(quota=("slbs=1",))
    create(tenant)
    settle(tenant)

    refused = call(tenant, "POST", "/clusters", a_body(container_cidr="172.22.0.0/16"))

    assert (refused.status, refused.body["code"]) == (400, "QuotaExceeded.SLBInstancesQuota")
    create(tenant, a_body(container_cidr="172.22.0.0/16", load_balancer_id="lb-2zemine"))
    create(tenant, a_body(cluster_type="ExternalKubernetes", profile=ABSENT, container_cidr=ABSENT))


def test_clusters_of_another_type_take_nothing_of_a_quota():
    tenant = a_tenant(quota=("clusters=1", "kubernetes_clusters=1"))
    swarm = a_create_body(subnet_cidr="172.29.0.0/24")
    create(tenant, a_body())

    call(tenant, "POST", "/clusters", swarm).ok()

    another = {**swarm, "name": "another", "subnet_cidr": "172.29.1.0/24"}
    refused = call(tenant, "POST", "/clusters", another)
    assert (refused.status, refused.code) == (400, "QuotaExceeded.Cluster")


def test_all_kinds_together_have_a_quota():
    tenant = a_tenant(quota=("kubernetes_clusters=0",))

    answer = call(tenant, "POST", "/clusters", a_dedicated_body())

    assert answer.body["code"] == "QuotaExceeded.Cluster"


# ---- as today


def test_bodies_can_be_read_as_the_service_does_today():
    tenant = a_tenant(kubernetes_bodies="today")
    workers = {"num_of_nodes": 2, "worker_instance_types": ["none"], "nodepools": [{}]}

    dedicated = call(tenant, "POST", "/clusters", a_dedicated_body())
    cluster_id = a_running(tenant, a_body(**workers))

    assert [code for code, _ in findings(dedicated)] == ["InvalidParameter.ClusterType"]
    assert "2024-08-21" in findings(dedicated)[0][1]
    assert detail(tenant, cluster_id)["size"] == 0
    assert not tenant.world.node_groups.records


# ---- how it goes on


@pytest.mark.parametrize(
    ("body", "least", "most", "then"),
    [
        (a_body(), 192, 288, "running"),
        (a_body(profile="Serverless", container_cidr=ABSENT, addons=ABSENT), 240, 360, "running"),
        (a_body(profile="Edge"), 384, 576, "running"),
        (a_dedicated_body(), 576, 864, "running"),
        (a_body(cluster_type="ExternalKubernetes", profile=ABSENT), 48, 72, "waiting"),
    ],
    ids=["managed", "serverless", "edge", "dedicated", "registered"],
)
def test_a_creation_takes_as_long_as_its_kind(body, least, most, then):
    tenant = a_tenant()
    created = call(tenant, "POST", "/clusters", body).ok()
    began = tenant.now(0.0)
    assert state(tenant, created["cluster_id"]) is ClusterState.INITIAL

    settle(tenant)

    cluster = record(tenant, created["cluster_id"])
    assert cluster.state.value == then
    assert least <= (cluster.updated - began) / SECOND <= most
    assert call(tenant, "GET", f"/tasks/{created['task_id']}").ok()["state"] == "success"


def test_a_dedicated_cluster_has_masters_of_their_own_types_and_vswitches():
    tenant = a_tenant()
    types = ["ecs.g6.xlarge", "ecs.g6.2xlarge", "ecs.c6.xlarge"]

    cluster_id = a_running(tenant, a_dedicated_body(master_instance_types=types))

    nodes = tenant.world.nodes_of(cluster_id)
    assert [(node.instance_type, node.vswitch_id) for node in nodes] == [
        ("ecs.g6.xlarge", "vsw-2zedefaulta"),
        ("ecs.g6.2xlarge", "vsw-2zedefaultb"),
        ("ecs.c6.xlarge", "vsw-2zedefaultc"),
    ]
    assert all(node.ip_address for node in nodes)
    assert detail(tenant, cluster_id)["size"] == 3


def test_a_cluster_without_a_network_gets_one_which_goes_with_it():
    tenant = a_tenant()
    body = a_body(vpcid=ABSENT, vswitch_ids=ABSENT, zone_ids=["cn-beijing-a", "cn-beijing-b"])
    cluster_id = a_running(tenant, body)

    found = detail(tenant, cluster_id)
    vpc = tenant.world.vpcs[found["vpc_id"]]
    zones = [tenant.world.vswitches[one].zone_id for one in found["vswitch_ids"]]
    call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()
    settle(tenant)

    assert (vpc.cidr_block, zones) == ("192.168.0.0/16", ["cn-beijing-a", "cn-beijing-b"])
    assert found["vpc_id"] not in tenant.world.vpcs.records
    assert not tenant.world.vswitches.records


def test_a_made_network_keeps_clear_of_pods_and_services():
    tenant = a_tenant()
    zones = {"vpcid": ABSENT, "vswitch_ids": ABSENT, "zone_ids": ["cn-beijing-a"]}

    cluster_id = create(tenant, container_cidr="192.168.0.0/17", **zones)

    assert tenant.world.vpcs[record(tenant, cluster_id).vpc_id].cidr_block == "10.0.0.0/8"


@pytest.mark.parametrize(
    ("quota", "words"),
    [
        ("security_groups=0", "security groups"),
        ("eips=0", "Elastic IP"),
    ],
)
def test_a_quota_that_runs_out_fails_the_creation_and_the_cluster_can_be_deleted(quota, words):
    tenant = a_tenant(quota=(quota,))
    created = call(tenant, "POST", "/clusters", a_body(endpoint_public_access=True)).ok()
    cluster_id = created["cluster_id"]

    settle(tenant)

    assert state(tenant, cluster_id) is ClusterState.FAILED
    assert words in "\n".join(log_of(tenant, cluster_id))
    found = detail(tenant, cluster_id)
    assert json.loads(found["meta_data"])["Capabilities"]
    assert json.loads(found["master_url"]) == {}
    call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()
    settle(tenant)
    assert call(tenant, "GET", f"/clusters/{cluster_id}").status == 404


def test_what_is_secret_is_not_kept():
    tenant = a_tenant()
    cluster_id = create(tenant, a_dedicated_body(user_data="c2VjcmV0"))

    assert "TestPwd124" not in record(tenant, cluster_id).properties
    assert "c2VjcmV0" not in record(tenant, cluster_id).properties
