"""What a client sent comes back as it sent it; what it did not send is not invented."""

import json

import pytest

from tests.support.kubernetes import (
    ABSENT,
    a_body,
    a_dedicated_body,
    a_running,
    create,
    detail,
)
from tests.support.worlds import a_tenant, call

# Field of the request, its value, and the field of the answer that shows it.
SENT = [
    ("name", "网店-1", "name"),
    ("profile", "Default", "profile"),
    ("cluster_spec", "ack.standard", "cluster_spec"),
    ("cluster_spec", "ack.pro.2xlarge", "cluster_spec"),
    ("kubernetes_version", "1.35.7-aliyun.1", "current_version"),
    ("kubernetes_version", "1.35.7-aliyun.1", "init_version"),
    ("vpcid", "vpc-2zedefault", "vpc_id"),
    ("vswitch_ids", ["vsw-2zedefaultc", "vsw-2zedefaulta"], "vswitch_ids"),
    ("container_cidr", "172.24.0.0/16", "container_cidr"),
    ("container_cidr", "172.24.0.0/16", "subnet_cidr"),
    ("service_cidr", "172.25.0.0/20", "service_cidr"),
    ("node_cidr_mask", "24", "node_cidr_mask"),
    ("proxy_mode", "ipvs", "proxy_mode"),
    ("proxy_mode", "iptables", "proxy_mode"),
    ("ip_stack", "ipv4", "ip_stack"),
    ("cluster_domain", "corp.example", "cluster_domain"),
    ("timezone", "Asia/Tokyo", "timezone"),
    ("deletion_protection", True, "deletion_protection"),
    ("deletion_protection", False, "deletion_protection"),
    ("resource_group_id", "rg-acfm", "resource_group_id"),
    ("security_group_id", "sg-2zemine", "security_group_id"),
    ("extra_sans", ["b.example", "a.example"], "extra_sans"),
    ("auto_mode", {"enable": False}, "auto_mode"),
    (
        "maintenance_window",
        {
            "enable": True,
            "maintenance_time": "01:00:00Z",
            "duration": "3h",
            "weekly_period": "Monday",
        },
        "maintenance_window",
    ),
    (
        "operation_policy",
        {"cluster_auto_upgrade": {"enabled": True, "channel": "stable"}},
        "operation_policy",
    ),
]

# What is shown where nothing was sent. The documentation names these defaults.
NOT_SENT = {
    "profile": "Default",
    "cluster_spec": "ack.standard",
    "cluster_domain": "cluster.local",
    "ip_stack": "ipv4",
    "service_cidr": "172.19.0.0/20",
    "node_cidr_mask": "26",
    "deletion_protection": False,
    "timezone": "",
    "resource_group_id": "",
    "extra_sans": [],
    "control_plane_config": {},
    "control_plane_endpoints_config": {},
    "auto_mode": {"enable": False},
    "rrsa_config": {"enabled": False},
    "maintenance_window": {"enable": False, "weekly_period": ""},
    "operation_policy": {"cluster_auto_upgrade": {"enabled": False, "channel": ""}},
}
BARE = {
    "name": "bare",
    "cluster_type": "ManagedKubernetes",
    "region_id": "cn-beijing",
    "vpcid": "vpc-2zedefault",
    "vswitch_ids": ["vsw-2zedefaultb"],
    "container_cidr": "172.20.0.0/16",
}


@pytest.mark.parametrize(("field", "value", "shown"), SENT)
def test_what_was_sent_is_shown_as_it_was_sent_in_every_state(field, value, shown):
    tenant = a_tenant()
    cluster_id = create(tenant, **{"cluster_spec": "ack.pro.small", field: value})
    at_first = detail(tenant, cluster_id)[shown]

    other = a_tenant()
    running = a_running(other, **{"cluster_spec": "ack.pro.small", field: value})

    assert at_first == detail(other, running)[shown] == value


@pytest.mark.parametrize(("field", "value"), NOT_SENT.items())
def test_what_was_not_sent_is_not_invented(field, value):
    tenant = a_tenant()

    assert detail(tenant, a_running(tenant, BARE))[field] == value


def test_tags_are_those_that_were_sent_in_their_order_and_the_service_s_own():
    tenant = a_tenant()
    tags = [{"key": "b", "value": "1"}, {"key": "a", "value": ""}]

    cluster_id = create(tenant, tags=tags)

    assert detail(tenant, cluster_id)["tags"] == [
        *tags,
        {"key": "ack.aliyun.com", "value": cluster_id},
    ]


@pytest.mark.parametrize("empty", [{"tags": [], "addons": [], "timezone": "", "extra_sans": None}])
def test_empty_values_are_as_if_they_were_not_sent(empty):
    tenant, other = a_tenant(), a_tenant()

    assert detail(tenant, create(tenant, {**BARE, **empty})) == detail(other, create(other, BARE))


def test_a_second_read_shows_the_same_as_the_first():
    tenant = a_tenant()
    cluster_id = a_running(tenant)

    assert detail(tenant, cluster_id) == detail(tenant, cluster_id)


def test_every_field_is_there_in_every_state_and_of_every_kind():
    keys = set()
    for body in (
        a_body(),
        a_dedicated_body(),
        a_body(profile="Serverless", container_cidr=ABSENT),
        a_body(profile="Edge"),
        a_body(cluster_type="ExternalKubernetes", profile=ABSENT),
    ):
        tenant = a_tenant()
        cluster_id = create(tenant, body)
        keys.add(tuple(detail(tenant, cluster_id)))
        tenant = a_tenant()
        cluster_id = a_running(tenant, body)
        keys.add(tuple(detail(tenant, cluster_id)))
        call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()
        keys.add(tuple(detail(tenant, cluster_id)))

    assert len(keys) == 1


def test_texts_that_hold_json_do():
    tenant = a_tenant()
    found = detail(tenant, a_running(tenant, endpoint_public_access=True, custom_san="a,b"))

    meta, url = json.loads(found["meta_data"]), json.loads(found["master_url"])
    assert meta["Capabilities"]["Network"] == "Flannel"
    assert meta["Capabilities"]["NodeCIDRMask"] == "25"
    assert meta["Capabilities"]["PublicSLB"] is True
    assert meta["ExtraCertSAN"] == found["extra_sans"] == ["a", "b"]
    assert (meta["Runtime"], meta["SubClass"]) == ("containerd", "default")
    assert {"name": "kube-flannel-ds", "version": meta["Addons"][9]["version"]} in meta["Addons"]
    assert url["api_server_endpoint"].startswith("https://")
    assert url["intranet_api_server_endpoint"].endswith(":6443")


def test_without_public_access_there_is_no_public_address():
    tenant = a_tenant()

    url = json.loads(detail(tenant, a_running(tenant))["master_url"])

    assert url.keys() == {"intranet_api_server_endpoint"}


def test_parameters_are_texts_and_lists_have_commas():
    tenant = a_tenant()
    found = detail(tenant, a_running(tenant, a_dedicated_body(snat_entry=True)))["parameters"]

    assert all(isinstance(value, str) for value in found.values())
    assert found["MasterVSwitchIds"] == "vsw-2zedefaulta,vsw-2zedefaultb,vsw-2zedefaultc"
    assert (found["MasterSystemDiskSize"], found["SNatEntry"]) == ("120", "True")
    assert found["NatGatewayId"].startswith("ngw-")
    assert (found["ServiceCIDR"], found["ClusterDns"]) == ("172.21.0.0/20", "172.21.0.10")


def test_terway_shows_the_vswitches_of_pods_by_zone():
    tenant = a_tenant()
    config = '{"PodVswitchId":{"cn-beijing-b":["vsw-2zedefaultb"]}}'
    body = a_body(
        container_cidr=ABSENT,
        node_cidr_mask=ABSENT,
        addons=[{"name": "terway-eniip", "config": config}],
    )

    found = detail(tenant, a_running(tenant, body))

    meta = json.loads(found["meta_data"])
    assert json.loads(meta["PodVswitchId"]) == {"cn-beijing-b": ["vsw-2zedefaultb"]}
    assert meta["Capabilities"]["Network"] == "terway-eniip"
    assert (found["container_cidr"], found["node_cidr_mask"]) == ("", "")
    assert {"name": "terway-eniip", "config": config}.items() <= next(
        addon for addon in meta["Addons"] if addon["name"] == "terway-eniip"
    ).items()


@pytest.mark.parametrize(
    ("version", "mode"), [("1.34.10-aliyun.1", "ipvs"), ("1.35.7-aliyun.1", "iptables")]
)
def test_the_mode_of_the_proxy_depends_on_the_version_where_none_was_sent(version, mode):
    tenant = a_tenant()
    found = detail(tenant, create(tenant, kubernetes_version=version))

    meta = json.loads(found["meta_data"])
    assert (found["proxy_mode"], meta["Capabilities"]["ProxyMode"]) == (mode, mode)


def test_addresses_by_configuration_come_back_with_where_they_lead():
    tenant = a_tenant()
    config = {
        "internal_dns_config": {"bind_vpcs": ["vpc-2zedefault"]},
        "load_balancers_config": [{"endpoint_type": "private", "load_balancer_id": "lb-2zemine"}],
    }

    found = detail(tenant, a_running(tenant, control_plane_endpoints_config=config))
    shown = found["control_plane_endpoints_config"]

    assert shown["internal_dns_config"] == {"enabled": True, "bind_vpcs": ["vpc-2zedefault"]}
    [balancer] = shown["load_balancers_config"]
    assert balancer["endpoint"].startswith("https://10.")
    assert balancer["load_balancer_id"] == "lb-2zemine"


def test_masters_come_back_without_their_password():
    tenant = a_tenant()
    config = {"size": 3, "instance_types": ["ecs.g6.xlarge"], "login_password": "TestPwd124"}
    body = a_dedicated_body(vswitch_ids=["vsw-2zedefaultb"], control_plane_config=config)

    found = detail(tenant, create(tenant, body))

    assert found["control_plane_config"] == {"size": 3, "instance_types": ["ecs.g6.xlarge"]}


def test_roles_for_service_accounts_are_shown_with_their_provider():
    tenant = a_tenant()
    cluster_id = create(tenant, enable_rrsa=True, service_account_issuer="https://mine")

    found = detail(tenant, cluster_id)["rrsa_config"]

    assert (found["enabled"], found["issuer"]) == (True, "https://mine")
    assert found["oidc_name"] == f"ack-rrsa-{cluster_id}"
    assert found["oidc_arn"].endswith(found["oidc_name"])


def test_add_ons_that_are_not_wanted_are_not_there():
    tenant = a_tenant()
    addons = [{"name": "flannel"}, {"name": "metrics-server", "disabled": True}, {"name": "my-own"}]

    meta = json.loads(detail(tenant, create(tenant, addons=addons))["meta_data"])

    names = [addon["name"] for addon in meta["Addons"]]
    assert "metrics-server" not in names
    assert {"kube-flannel-ds", "coredns", "my-own"} <= set(names)
