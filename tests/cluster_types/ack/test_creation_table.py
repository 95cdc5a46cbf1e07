# ruff: noqa: E501 - a row of the table is a line
"""Bodies of CreateCluster that are accepted and refused: each with status, code and field.

One table. A row changes a valid body of one kind of cluster; a refused one says with which status
and code, and which field a finding in ``data`` is about. It is long because it is a table.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.support.kubernetes import ABSENT, a_body, a_dedicated_body
from tests.support.worlds import a_tenant, call

A, B = "vsw-2zedefaulta", "vsw-2zedefaultb"
PRO = {"cluster_spec": "ack.pro.small"}
STANDARD = {"cluster_spec": "ack.standard"}
TERWAY = {
    "container_cidr": ABSENT,
    "node_cidr_mask": ABSENT,
    "addons": [
        {"name": "terway-eniip", "config": '{"PodVswitchId":{"cn-beijing-b":["vsw-2zedefaultb"]}}'}
    ],
}
WORKERS = {
    "num_of_nodes": 2,
    "worker_instance_types": ["ecs.g6.xlarge"],
    "worker_vswitch_ids": [B],
    "worker_system_disk_category": "cloud_essd",
    "worker_system_disk_size": 120,
    "key_pair": "k",
}
CONFIG = {
    "size": 3,
    "instance_types": ["ecs.g6.xlarge"],
    "system_disk_category": "cloud_essd",
    "system_disk_size": 120,
    "key_pair": "k",
}
NEW_FORM = {
    **{name: ABSENT for name in a_dedicated_body() if name.startswith("master_")},
    "login_password": ABSENT,
    "vswitch_ids": [A, B],
}
POOL = {
    "nodepool_info": {"name": "pool"},
    "scaling_group": {"vswitch_ids": [B], "instance_types": ["ecs.g6.xlarge"], "desired_size": 2},
}
EXCLUSION = {
    "name": "sale",
    "scope": "NoOperations",
    "start_time": "2026-11-01T00:00:00Z",
    "end_time": "2026-11-20T00:00:00Z",
}


def serverless(**changes: Any) -> dict[str, Any]:
    own = {"profile": "Serverless", "addons": ABSENT, "container_cidr": ABSENT}
    return a_body(**{**own, "node_cidr_mask": ABSENT, **changes})


def edge(**changes: Any) -> dict[str, Any]:
    return a_body(**{"profile": "Edge", **changes})


def registered(**changes: Any) -> dict[str, Any]:
    left_out = ("profile", "cluster_spec", "container_cidr", "service_cidr", "node_cidr_mask")
    own = {"cluster_type": "ExternalKubernetes", "addons": ABSENT}
    return a_body(**{**own, **dict.fromkeys(left_out, ABSENT), **changes})


def pool(**changes: Any) -> dict[str, Any]:
    group = {"vswitch_ids": [B], "instance_types": ["ecs.g6.xlarge"], **changes}
    return {"nodepool_info": {"name": "pool"}, "scaling_group": group}


def config(**changes: Any) -> dict[str, Any]:
    """A dedicated cluster in the new form, with some fields of its masters changed."""
    return {**NEW_FORM, "control_plane_config": {**CONFIG, **changes}}


def window(**changes: Any) -> dict[str, Any]:
    return {"maintenance_window": {"enable": True, "maintenance_time": "03:00:00Z", **changes}}


def tags(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"tags": [{"key": key, "value": value} for key, value in pairs]}


@dataclass(frozen=True)
class Row:
    """A body, and how it is answered; accepted if it has no code."""

    name: str
    changes: dict[str, Any]
    code: str = ""
    about: str = ""
    kind: Any = a_body
    status: int = 400
    body: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "body", self.kind(**self.changes))


def ok(title: str, kind: Any = a_body, /, **changes: Any) -> Row:
    return Row(title, changes, kind=kind, status=202)


def bad(about: str, value: Any, kind: Any = a_body, /, **changes: Any) -> Row:
    """A row that is refused for a wrong value of one field."""
    name = "".join(word[:1].upper() + word[1:] for word in about.split("_"))
    changes = {about: value, **changes}
    return Row(f"{about}={str(value)[:40]}", changes, f"InvalidParameter.{name}", about, kind)


def missing(about: str, kind: Any = a_body, /, **changes: Any) -> Row:
    """A row that is refused since a field is missing."""
    name = "".join(word[:1].upper() + word[1:] for word in about.rpartition(".")[2].split("_"))
    changes = changes or {about: ABSENT}
    return Row(f"without {about} {kind.__name__}", changes, f"MissingParameter.{name}", about, kind)


def refused(
    title: str, code: str, about: str, kind: Any = a_body, /, status: int = 400, **changes: Any
) -> Row:
    return Row(title, changes, code, about, kind, status)


def wrong_type(about: str, value: Any, kind: Any = a_body) -> Row:
    return Row(f"type of {about}: {value!r}", {about: value}, "InvalidParameter", about, kind)


ACCEPTED = [
    # ---- what it is
    ok("managed, Flannel"),
    ok("managed without a profile", profile=ABSENT),
    ok("managed with an empty profile", profile=""),
    ok("managed without an edition", cluster_spec=ABSENT),
    ok("managed, ordinary", **STANDARD),
    *(ok(f"managed, {size}", cluster_spec=f"ack.pro.{size}") for size in ("xlarge", "2xlarge")),
    ok("Lingjun, professional", profile="Lingjun"),
    ok("serverless", serverless),
    ok("serverless, ordinary", serverless, **STANDARD),
    ok("serverless, old spelling", serverless, cluster_type="Ask", profile=ABSENT),
    ok("serverless, both spellings", serverless, cluster_type="Ask"),
    ok("serverless in a zone", serverless, vpcid=ABSENT, vswitch_ids=ABSENT, zone_id="cn-beijing-a"),
    ok("serverless, old switches", serverless, nat_gateway=True, logging_type="SLS"),
    ok("serverless discovery", serverless, service_discovery_types=["CoreDNS", "PrivateZone"]),
    ok("edge", edge),
    ok("edge, ordinary", edge, **STANDARD),
    ok("edge without a network", edge, vpcid=ABSENT, vswitch_ids=ABSENT),
    ok("registered", registered),
    ok("registered with a rule for access", registered, access_control_list=["10.0.0.0/8"]),
    ok("dedicated, old form", a_dedicated_body),
    ok("dedicated, five masters", a_dedicated_body, master_count=5, master_instance_types=["ecs.g6.xlarge"] * 5),
    ok("dedicated, one type for all", a_dedicated_body, master_instance_types=["ecs.g6.xlarge"]),
    ok("dedicated, one vSwitch", a_dedicated_body, master_vswitch_ids=[B]),
    ok("dedicated, key pair", a_dedicated_body, login_password="", key_pair="k"),
    ok("dedicated, password and key pair", a_dedicated_body, key_pair="k"),
    ok("dedicated, default number", a_dedicated_body, master_count=ABSENT),
    ok("dedicated with workers", a_dedicated_body, **WORKERS),
    ok("dedicated as Terraform sends it", a_dedicated_body, disable_rollback=True, timeout_mins=0),
    ok("dedicated, public SSH", a_dedicated_body, ssh_flags=True),
    ok("dedicated, subscription", a_dedicated_body, master_instance_charge_type="PrePaid", master_period=1, master_period_unit="Month"),
    ok("dedicated, new form", a_dedicated_body, **config()),
    ok("dedicated, new form, five", a_dedicated_body, **config(size=5)),
    ok("dedicated, new form, password", a_dedicated_body, **config(key_pair="", login_password="TestPwd124")),
    ok("dedicated, new form, subscription", a_dedicated_body, **config(charge_type="PrePaid", period=12, period_unit="Month")),
    ok("the newest version", kubernetes_version="1.36.2-aliyun.1"),
    ok("an older version", kubernetes_version="1.34.10-aliyun.1"),
    ok("an edge version", edge, kubernetes_version="1.34.10-aliyunedge.1"),
    ok("a Chinese name", name="商店"),
    ok("a name of 63 characters", name="a" * 63),
    ok("a name of digits", name="1"),
    ok("unknown fields", not_a_field=1, another={"x": []}),
    ok("empty texts and nulls", timezone="", resource_group_id=None, user_ca="", tags=None),
    ok("a resource group", resource_group_id="rg-acfm"),
    ok("a time zone", timezone="Asia/Shanghai"),
    ok("UTC", timezone="UTC"),
    ok("an old name", timezone="PRC"),
    ok("a zone by its hours", timezone="Etc/GMT+8"),
    ok("protection", deletion_protection=True),
    ok("a token", client_token="t-1"),
    ok("intelligent", auto_mode={"enable": True}, **TERWAY),
    ok("intelligent without anything about pods", auto_mode={"enable": True}, container_cidr=ABSENT, addons=ABSENT),
    ok("twenty tags", **tags(*((f"k{number}", "v") for number in range(20)))),
    ok("a tag without a value", tags=[{"key": "team"}]),
    ok("a tag of 64 and 128 characters", **tags(("k" * 64, "v" * 128))),
    # ---- its network
    ok("Flannel by default", addons=[]),
    ok("Flannel by its old name", addons=[{"name": "kube-flannel-ds"}]),
    ok("Terway", **TERWAY),
    ok("Terway by the old field", **{**TERWAY, "addons": [{"name": "terway-eniip"}]}, pod_vswitch_ids=[B]),
    ok("Terway without an add-on", **{**TERWAY, "addons": ABSENT}, pod_vswitch_ids=[B]),
    ok("Terway, settings in a text", **{**TERWAY, "addons": [{"name": "terway-eniip", "config": '{"PodVswitchId":"{\\"cn-beijing-b\\":[\\"vsw-2zedefaultb\\"]}"}'}]}),
    ok("zones instead of a VPC", vpcid=ABSENT, vswitch_ids=ABSENT, zone_ids=["cn-beijing-a", "cn-beijing-b"]),
    ok("two vSwitches", vswitch_ids=[A, B]),
    ok("an unknown VPC is one of the customer", vpcid="vpc-mine", vswitch_ids=["vsw-mine1", "vsw-mine2"]),
    *(ok(f"pods in {block}", container_cidr=block) for block in ("172.16.0.0/16", "192.168.0.0/17", "172.20.0.0/24")),
    *(ok(f"services in {block}", service_cidr=block) for block in ("192.168.0.0/16", "192.168.1.0/24")),
    ok("services by default", service_cidr=ABSENT),
    *(ok(f"a mask of {mask}", node_cidr_mask=mask) for mask in ("24", "26", "28")),
    ok("a mask that some Go programs send", node_cidr_mask="0"),
    ok("no mask", node_cidr_mask=""),
    *(ok(f"proxy mode {mode}", proxy_mode=mode) for mode in ("ipvs", "iptables", "nftables")),
    ok("both stacks", ip_stack="dual", **TERWAY),
    ok("both stacks with blocks of both", ip_stack="dual", **{**TERWAY, "service_cidr": "172.21.0.0/20,fd00::/112"}),
    ok("one stack", ip_stack="ipv4"),
    ok("a domain", cluster_domain="corp.example"),
    ok("a security group", security_group_id="sg-2zemine"),
    ok("an advanced security group", is_enterprise_security_group=True),
    ok("NAT and a public address", snat_entry=True, endpoint_public_access=True),
    ok("a load balancer", load_balancer_id="lb-2zemine"),
    ok("an old load balancer", load_balancer_spec="slb.s1.small"),
    ok("addresses by configuration", control_plane_endpoints_config={"internal_dns_config": {"bind_vpcs": ["vpc-2zedefault"]}, "load_balancers_config": [{"endpoint_type": "private", "load_balancer_id": "lb-2zemine"}]}),
    # ---- its control plane
    ok("add-ons with settings", addons=[{"name": "flannel", "config": ""}, {"name": "logtail-ds", "config": '{"IngressDashboardEnabled":"true"}'}]),
    ok("an add-on with a version", addons=[{"name": "flannel"}, {"name": "coredns", "version": "v1.13.2.2"}]),
    ok("an add-on that is not wanted", addons=[{"name": "flannel"}, {"name": "metrics-server", "disabled": True}]),
    ok("logs of the control plane", controlplane_log_components=["apiserver", "kcm", "scheduler", "ccm"], controlplane_log_ttl="30"),
    ok("a log project", controlplane_log_components=["apiserver"], controlplane_log_project="logs"),
    ok("an audit log", audit_log_config={"enabled": True, "sls_project_name": "logs"}),
    ok("roles for service accounts", rrsa_config={"enabled": True}),
    ok("roles for service accounts, old", enable_rrsa=True),
    ok("encryption", encryption_provider_key="key-1"),
    ok("names for the certificate", extra_sans=["a.example", "10.0.0.1"]),
    ok("names for the certificate, old", custom_san="a.example,10.0.0.1"),
    ok("an issuer", service_account_issuer="https://issuer", api_audiences="a,b"),
    ok("a window", **window()),
    ok("a window that is off", maintenance_window={"enable": False}, **STANDARD),
    ok("a whole window", **window(maintenance_time="2026-01-15T03:00:00+08:00", duration="3h", weekly_period="Monday,Thursday", recurrence="FREQ=WEEKLY;INTERVAL=4;BYDAY=MO,TU", exclusions=[EXCLUSION])),
    ok("a long exclusion of minor upgrades", **window(exclusions=[{**EXCLUSION, "scope": "NoMinorUpgrades", "end_time": "2027-04-01T00:00:00Z"}])),
    *(ok(f"upgrades along {channel}", operation_policy={"cluster_auto_upgrade": {"enabled": True, "channel": channel}}) for channel in ("patch", "stable", "rapid")),
    ok("old switches", timeout_mins=60, disable_rollback=True, cloud_monitor_flags=True, soc_enabled=False, cis_enabled=False, security_hardening_os=False),
    # ---- workers in the old form
    ok("workers", **WORKERS),
    ok("no workers", num_of_nodes=0),
    ok("workers in the cluster's vSwitches", **{**WORKERS, "worker_vswitch_ids": ABSENT}),
    ok("workers with a password", **{**WORKERS, "key_pair": ABSENT, "login_password": "TestPwd124"}),
    ok("workers by subscription", **WORKERS, worker_instance_charge_type="PrePaid", worker_period=1, worker_period_unit="Month"),
    ok("workers with disks", **WORKERS, worker_data_disks=[{"category": "cloud_essd", "size": "200", "encrypted": "true"}]),
    ok("workers with a runtime", **WORKERS, runtime={"name": "containerd", "version": "2.3.4"}),
    ok("workers with taints", **WORKERS, taints=[{"key": "a", "value": "b", "effect": "NoSchedule"}]),
    ok("workers of edge", edge, **WORKERS),
    # ---- node pools in the body
    ok("a pool", nodepools=[POOL]),
    ok("a pool without nodes", nodepools=[pool(desired_size=0)]),
    ok("two pools", nodepools=[POOL, {**POOL, "nodepool_info": {"name": "other"}}]),
    ok("pools beside workers", nodepools=[POOL], **WORKERS),
    ok("an empty list of pools", nodepools=[]),
    ok("a pool of masters' cluster", a_dedicated_body, nodepools=[POOL]),
    ok("a pool that scales by itself", nodepools=[{**pool(), "auto_scaling": {"enable": True, "min_instances": 1, "max_instances": 3}}]),
    ok("a pool that repairs itself", addons=[{"name": "flannel"}, {"name": "ack-node-problem-detector"}], nodepools=[{**POOL, "management": {"enable": True, "auto_repair": True}}]),
    ok("ports of nodes", node_port_range="30000-32767"),
    ok("ports of nodes, old form", node_port_range="30000~40000"),
    ok("a policy for CPUs", cpu_policy="static"),
]  # fmt: skip

REFUSED = [
    # ---- types: answered alone
    wrong_type("name", 5),
    wrong_type("name", ["shop"]),
    wrong_type("region_id", True),
    wrong_type("cluster_type", 3),
    wrong_type("vswitch_ids", "vsw-2zedefaultb"),
    wrong_type("vswitch_ids", {"0": "vsw"}),
    wrong_type("node_cidr_mask", 25),
    wrong_type("snat_entry", "true"),
    wrong_type("deletion_protection", 1),
    wrong_type("num_of_nodes", "3"),
    wrong_type("num_of_nodes", 1.5),
    wrong_type("addons", {"name": "flannel"}),
    wrong_type("addons", ["flannel"]),
    wrong_type("timeout_mins", "60"),
    wrong_type("maintenance_window", []),
    wrong_type("tags", "team"),
    wrong_type("control_plane_config", []),
    wrong_type("worker_data_disks", "cloud_essd"),
    wrong_type("runtime", "containerd"),
    wrong_type("container_cidr", 172),
    refused("a vSwitch that is a number", "InvalidParameter", "vswitch_ids", vswitch_ids=[1]),
    refused("config as an object", "InvalidParameter", "addons.config", addons=[{"name": "flannel", "config": {}}]),
    refused("encrypted as a flag", "InvalidParameter", "worker_data_disks.encrypted", worker_data_disks=[{"category": "cloud_essd", "size": "40", "encrypted": False}]),
    refused("size of a disk as a number", "InvalidParameter", "worker_data_disks.size", worker_data_disks=[{"category": "cloud_essd", "size": 40}]),
    refused("enable as a text", "InvalidParameter", "maintenance_window.enable", maintenance_window={"enable": "true"}),
    refused("masters as a text", "InvalidParameter", "control_plane_config.size", a_dedicated_body, **config(size="3")),
    # ---- what it is
    missing("name"),
    missing("region_id"),
    missing("cluster_type"),
    bad("cluster_type", "Docker"),
    bad("cluster_type", "managedkubernetes"),
    *(bad("name", name) for name in ("-shop", "a" * 64, "sh op", "shop.1", "shop_1", "é")),
    bad("region_id", "cn-nowhere"),
    bad("profile", "Fast"),
    bad("profile", "Serverless", a_dedicated_body),
    bad("profile", "Edge", registered),
    bad("profile", "Edge", serverless, cluster_type="Ask"),
    bad("cluster_spec", "ack.pro"),
    bad("cluster_spec", "ack.standard", profile="Lingjun"),
    bad("cluster_spec", "ack.pro.xlarge", edge),
    bad("kubernetes_version", "1.34.10"),
    bad("kubernetes_version", "1.22.3-aliyun.1"),
    bad("kubernetes_version", "1.34.1-aliyun.1"),
    bad("kubernetes_version", "1.99.1-aliyun.1"),
    bad("kubernetes_version", "1.34.10-aliyun.1", edge),
    bad("resource_group_id", "group"),
    bad("timezone", "Asia Shanghai"),
    bad("timezone", "Asia/Mars"),
    bad("timezone", "asia/shanghai"),
    bad("client_token", "t" * 65),
    refused("21 tags", "InvalidParameter.Tags", "tags", **tags(*((f"k{n}", "v") for n in range(21)))),
    refused("a tag twice", "InvalidParameter.Tags", "tags", **tags(("a", "1"), ("a", "2"))),
    *(refused(f"a tag {key}", "InvalidParameter.Tags", "tags", **tags((key, ""))) for key in ("aliyun.x", "acs:x", "http://x", "https://x")),
    refused("a long key", "InvalidParameter.Key", "tags[0].key", **tags(("k" * 65, ""))),
    refused("a long value", "InvalidParameter.Value", "tags[0].value", **tags(("k", "v" * 129))),
    refused("a tag without a key", "MissingParameter.Key", "tags[0].key", tags=[{"value": "v"}]),
    # ---- VPC and vSwitches
    missing("vpcid"),
    missing("vswitch_ids"),
    missing("vpcid", registered),
    missing("vswitch_ids", registered),
    missing("vpcid", serverless),
    missing("vpcid", a_dedicated_body),
    missing("vswitch_ids", edge),
    refused("no such VPC", "InvalidVpcId.NotFound", "vpcid", vpcid="mine", status=404),
    refused("a VPC elsewhere", "VpcNotFound", "vpcid", vpcid="vpc-bp1default"),
    refused("no such vSwitch", "InvalidVSwitchId.NotFound", "vswitch_ids", vswitch_ids=["mine"], status=404),
    refused("a vSwitch elsewhere", "InvalidParameter.Mismatch", "vswitch_ids", vswitch_ids=["vsw-bp1defaultb"]),
    refused("one of two is elsewhere", "InvalidParameter.Mismatch", "vswitch_ids", vswitch_ids=[B, "vsw-bp1defaultb"]),
    refused("no such vSwitch of workers", "InvalidVSwitchId.NotFound", "worker_vswitch_ids", **{**WORKERS, "worker_vswitch_ids": ["mine"]}, status=404),
    refused("no such vSwitch of masters", "InvalidVSwitchId.NotFound", "master_vswitch_ids", a_dedicated_body, master_vswitch_ids=["mine"], status=404),
    refused("no such vSwitch of pods", "InvalidVSwitchId.NotFound", "pod_vswitch_ids", **{**TERWAY, "addons": [{"name": "terway-eniip"}]}, pod_vswitch_ids=["mine"], status=404),
    refused("zones elsewhere", "InvalidParameter.ZoneIds", "zone_ids", vpcid=ABSENT, vswitch_ids=ABSENT, zone_ids=["cn-hangzhou-b"]),
    refused("a zone elsewhere", "InvalidParameter.ZoneId", "zone_id", vpcid=ABSENT, vswitch_ids=ABSENT, zone_id="cn-hangzhou-b"),
    refused("four vSwitches", "InvalidParameter.VswitchIds", "vswitch_ids", serverless, vswitch_ids=[A, B, "vsw-2zemine1", "vsw-2zemine2"]),
    # ---- blocks of addresses
    refused("Flannel without a block", "EmptyCIDR", "", container_cidr=ABSENT),
    refused("no plugin, no block", "EmptyCIDR", "", container_cidr=ABSENT, addons=ABSENT),
    refused("edge without a block", "EmptyCIDR", "", edge, container_cidr=ABSENT),
    refused("dedicated without a block", "EmptyCIDR", "", a_dedicated_body, container_cidr=ABSENT),
    refused("both kinds of pods", "InvalidPodVswitchIds", "", pod_vswitch_ids=[B]),
    refused("Terway with a block", "InvalidPodVswitchIds", "", **{**TERWAY, "container_cidr": "172.20.0.0/16"}),
    refused("no block", "InvalidCIDR", "172.20", container_cidr="172.20"),
    refused("host bits", "InvalidCIDR", "172.20.0.1/16", container_cidr="172.20.0.1/16"),
    refused("no address", "InvalidCIDR", "300.0.0.0/16", container_cidr="300.0.0.0/16"),
    refused("services in no block", "InvalidCIDR", "172.21", service_cidr="172.21"),
    refused("services with host bits", "InvalidCIDR", "172.21.0.1/20", service_cidr="172.21.0.1/20"),
    refused("Terway without vSwitches", "MissingParameter.PodVswitchIds", "pod_vswitch_ids", **{**TERWAY, "addons": [{"name": "terway-eniip"}]}),
    bad("container_cidr", "8.8.0.0/16"),
    bad("container_cidr", "172.20.0.0/25"),
    bad("container_cidr", "10.32.0.0/16"),
    bad("container_cidr", "100.64.0.0/16"),
    bad("service_cidr", "8.8.0.0/16"),
    bad("service_cidr", "172.16.0.0/12", container_cidr="192.168.0.0/16"),
    bad("service_cidr", "172.21.0.0/25"),
    bad("service_cidr", "172.20.240.0/20"),
    bad("service_cidr", "10.32.0.0/20"),
    bad("service_cidr", "172.21.0.0/20,fd00::/112"),
    bad("service_cidr", "172.21.0.0/20,2001:db8::/112", ip_stack="dual", **TERWAY),
    bad("service_cidr", "172.21.0.0/20,fd00::/64", ip_stack="dual", **TERWAY),
    bad("service_cidr", "172.21.0.0/20,x", ip_stack="dual", **TERWAY),
    *(bad("node_cidr_mask", mask) for mask in ("23", "29", "/25", "x")),
    bad("node_cidr_mask", "24", container_cidr="172.20.0.0/24"),
    bad("ip_stack", "ipv6"),
    bad("ip_stack", "dual"),
    bad("proxy_mode", "nftables", kubernetes_version="1.34.10-aliyun.1"),
    bad("proxy_mode", "userspace"),
    *(bad("cluster_domain", domain) for domain in ("Cluster.Local", "-a.local", "a..b", "a" * 64, "a_b")),
    bad("security_group_id", "group"),
    bad("load_balancer_id", "balancer"),
    refused("a VPC by a wrong id", "InvalidParameter.BindVpcs", "control_plane_endpoints_config.internal_dns_config.bind_vpcs", control_plane_endpoints_config={"internal_dns_config": {"bind_vpcs": ["mine"]}}),
    refused("an unknown side", "InvalidParameter.EndpointType", "control_plane_endpoints_config.load_balancers_config[0].endpoint_type", control_plane_endpoints_config={"load_balancers_config": [{"endpoint_type": "both"}]}),
    refused("discovery", "InvalidParameter.ServiceDiscoveryTypes", "service_discovery_types", serverless, service_discovery_types=["DNS"]),
    # ---- add-ons and control plane
    refused("config that is no JSON", "InvalidParameter.Format", "addons[0].config", addons=[{"name": "flannel", "config": "x"}]),
    refused("config that is no object", "InvalidParameter.Format", "addons[0].config", addons=[{"name": "flannel", "config": "[]"}]),
    refused("an add-on without a name", "MissingParameter.Name", "addons[0].name", addons=[{"config": ""}]),
    refused("an add-on twice", "InvalidParameter.Addons", "addons", addons=[{"name": "flannel"}, {"name": "flannel"}]),
    refused("two plugins", "InvalidParameter.Addons", "addons", addons=[{"name": "flannel"}, {"name": "terway-eniip"}]),
    refused("an unknown log", "InvalidParameter.ControlplaneLogComponents", "controlplane_log_components", controlplane_log_components=["etcd"]),
    refused("logs of masters", "InvalidParameter.ControlplaneLogComponents", "controlplane_log_components", a_dedicated_body, controlplane_log_components=["apiserver"]),
    bad("controlplane_log_ttl", "a month"),
    bad("logging_type", "file"),
    bad("encryption_provider_key", "key-1", **STANDARD),
    # ---- windows
    refused("a window of an ordinary cluster", "InvalidParameter.MaintenanceWindow", "maintenance_window", **window(), **STANDARD),
    refused("a wrong time", "InvalidParameter.MaintenanceTime", "maintenance_window.maintenance_time", **window(maintenance_time="3 am")),
    *(refused(f"a duration of {text}", "InvalidParameter.Duration", "maintenance_window.duration", **window(duration=text)) for text in ("0h", "25h", "3", "30m")),
    *(refused(f"days {text}", "InvalidParameter.WeeklyPeriod", "maintenance_window.weekly_period", **window(weekly_period=text)) for text in ("Mon", "monday", "Monday;Tuesday")),
    *(refused(f"recurrence {text}", "InvalidParameter.Recurrence", "maintenance_window.recurrence", **window(recurrence=text)) for text in ("FREQ=DAILY", "FREQ=WEEKLY;COUNT=3;BYDAY=MO", "FREQ=WEEKLY;BYDAY=XX", "weekly")),
    refused("11 exclusions", "InvalidParameter.Exclusions", "maintenance_window.exclusions", **window(exclusions=[{**EXCLUSION, "scope": "NoCVEPatch", "name": f"e{number}"} for number in range(11)])),
    refused("exclusions of one name", "InvalidParameter.Exclusions", "maintenance_window.exclusions", **window(exclusions=[EXCLUSION, EXCLUSION])),
    refused("four that stop everything", "InvalidParameter.Exclusions", "maintenance_window.exclusions", **window(exclusions=[{**EXCLUSION, "name": f"e{number}"} for number in range(4)])),
    refused("an unknown scope", "InvalidParameter.Scope", "maintenance_window.exclusions[0].scope", **window(exclusions=[{**EXCLUSION, "scope": "All"}])),
    refused("an exclusion without an end", "MissingParameter.EndTime", "maintenance_window.exclusions[0].end_time", **window(exclusions=[{**EXCLUSION, "end_time": ""}])),
    refused("an end that is no time", "InvalidParameter.EndTime", "maintenance_window.exclusions[0].end_time", **window(exclusions=[{**EXCLUSION, "end_time": "later"}])),
    refused("a start that is no time", "InvalidParameter.StartTime", "maintenance_window.exclusions[0].start_time", **window(exclusions=[{**EXCLUSION, "start_time": "now"}])),
    refused("an end before the start", "InvalidParameter.EndTime", "maintenance_window.exclusions[0].end_time", **window(exclusions=[{**EXCLUSION, "end_time": "2026-10-01T00:00:00Z"}])),
    refused("an exclusion of 31 days", "InvalidParameter.EndTime", "maintenance_window.exclusions[0].end_time", **window(exclusions=[{**EXCLUSION, "end_time": "2026-12-02T00:00:00Z"}])),
    refused("a long description", "InvalidParameter.Description", "maintenance_window.exclusions[0].description", **window(exclusions=[{**EXCLUSION, "description": "d" * 129}])),
    refused("an unknown channel", "InvalidParameter.Channel", "operation_policy.cluster_auto_upgrade.channel", operation_policy={"cluster_auto_upgrade": {"enabled": True, "channel": "fast"}}),
    # ---- masters
    bad("master_count", 3),
    bad("master_count", 4, a_dedicated_body),
    bad("master_count", 1, a_dedicated_body),
    missing("master_vswitch_ids", a_dedicated_body),
    missing("master_instance_types", a_dedicated_body),
    bad("master_instance_types", ["ecs.g6.xlarge"] * 2, a_dedicated_body),
    refused("a type of masters that there is not", "InvalidInstanceType.ValueNotSupported", "master_instance_types", a_dedicated_body, master_instance_types=["ecs.none"]),
    bad("master_vswitch_ids", [A, B, "vsw-2zedefaultc", "vsw-2zedefaultd"], a_dedicated_body),
    bad("master_system_disk_category", "cloud", a_dedicated_body),
    *(bad("master_system_disk_size", size, a_dedicated_body) for size in (39, 501)),
    bad("master_system_disk_performance_level", "PL4", a_dedicated_body),
    bad("master_instance_charge_type", "Spot", a_dedicated_body),
    missing("master_period", a_dedicated_body, master_instance_charge_type="PrePaid"),
    bad("master_period", 7, a_dedicated_body),
    bad("master_period_unit", "Week", a_dedicated_body),
    bad("master_auto_renew_period", 24, a_dedicated_body),
    missing("login_password", a_dedicated_body),
    bad("login_password", "short", a_dedicated_body),
    bad("login_password", "onlyletters", a_dedicated_body),
    bad("login_password", "Has Blank 1", a_dedicated_body),
    bad("login_password", "A1" + "a" * 29, a_dedicated_body),
    missing("control_plane_config.instance_types", a_dedicated_body, **config(instance_types=[])),
    missing("control_plane_config.login_password", a_dedicated_body, **config(key_pair="")),
    missing("control_plane_config.period", a_dedicated_body, **config(charge_type="PrePaid")),
    missing("vswitch_ids", a_dedicated_body, **{**config(), "vswitch_ids": ABSENT}),
    refused("4 masters", "InvalidParameter.Size", "control_plane_config.size", a_dedicated_body, **config(size=4)),
    refused("a small disk", "InvalidParameter.SystemDiskSize", "control_plane_config.system_disk_size", a_dedicated_body, **config(system_disk_size=20)),
    refused("an unknown disk", "InvalidParameter.SystemDiskCategory", "control_plane_config.system_disk_category", a_dedicated_body, **config(system_disk_category="cloud")),
    refused("an unknown type", "InvalidInstanceType.ValueNotSupported", "control_plane_config.instance_types", a_dedicated_body, **config(instance_types=["ecs.none"])),
    refused("unknown tokens", "InvalidParameter.HttpTokens", "control_plane_config.instance_metadata_options.http_tokens", a_dedicated_body, **config(instance_metadata_options={"http_tokens": "never"})),
    # ---- workers in the old form
    *(bad("num_of_nodes", number, **{name: value for name, value in WORKERS.items() if name != "num_of_nodes"}) for number in (-1, 101)),
    bad("num_of_nodes", 1, serverless),
    bad("num_of_nodes", 1, registered),
    missing("worker_vswitch_ids", a_dedicated_body, **{**config(), "vswitch_ids": ABSENT, "master_vswitch_ids": [B], **WORKERS, "worker_vswitch_ids": ABSENT}),
    missing("worker_instance_types", **{**WORKERS, "worker_instance_types": ABSENT}),
    missing("login_password", **{**WORKERS, "key_pair": ABSENT}),
    missing("worker_period", **WORKERS, worker_instance_charge_type="PrePaid"),
    refused("a type of workers that there is not", "InvalidInstanceType.ValueNotSupported", "worker_instance_types", **{**WORKERS, "worker_instance_types": ["ecs.none"]}),
    bad("worker_system_disk_category", "floppy"),
    *(bad("worker_system_disk_size", size) for size in (20, 501)),
    bad("worker_system_disk_performance_level", "PL9"),
    bad("worker_instance_charge_type", "Spot"),
    bad("worker_period", 5),
    bad("worker_auto_renew_period", 4),
    bad("worker_vswitch_ids", [f"vsw-2zemine{number}" for number in range(21)]),
    refused("a disk of no category", "InvalidParameter.Category", "worker_data_disks[0].category", worker_data_disks=[{"category": "x", "size": "40"}]),
    refused("a small data disk", "InvalidParameter.Size", "worker_data_disks[0].size", worker_data_disks=[{"category": "cloud_essd", "size": "20"}]),
    refused("a large data disk", "InvalidParameter.Size", "worker_data_disks[0].size", worker_data_disks=[{"category": "cloud_essd", "size": "32768"}]),
    refused("a size that is no number", "InvalidParameter.Size", "worker_data_disks[0].size", worker_data_disks=[{"category": "cloud_essd", "size": "big"}]),
    refused("encrypted in another word", "InvalidParameter.Encrypted", "worker_data_disks[0].encrypted", worker_data_disks=[{"category": "cloud_essd", "size": "40", "encrypted": "yes"}]),
    bad("instances", ["i-2zefree1"]),
    bad("cpu_policy", "dynamic"),
    bad("os_type", "BSD"),
    *(bad("node_port_range", ports) for ports in ("20000-32767", "30000", "32767-30000", "30000-70000")),
    refused("an unknown runtime", "InvalidParameter.Name", "runtime.name", runtime={"name": "rkt"}),
    refused("docker of today", "InvalidParameter.Name", "runtime.name", runtime={"name": "docker"}),
    refused("an unknown version of a runtime", "InvalidParameter.Version", "runtime.version", runtime={"name": "containerd", "version": "1.0"}),
    refused("an unknown effect", "InvalidParameter.Effect", "taints[0].effect", taints=[{"key": "a", "effect": "Never"}]),
    # ---- node pools in the body
    refused("a pool without a name", "MissingParameter.Name", "nodepools[0].nodepool_info.name", nodepools=[{**POOL, "nodepool_info": {}}]),
    refused("a pool without anything", "MissingParameter.NodepoolInfo", "nodepools[0].nodepool_info", nodepools=[{}]),
    refused("a pool without types", "MissingParameter.InstanceTypes", "nodepools[0].scaling_group.instance_types", nodepools=[pool(instance_types=[])]),
    refused("two pools of one name", "InvalidParameter.Name", "nodepools[1].nodepool_info.name", nodepools=[POOL, POOL]),
    refused("a pool named as that of the workers", "InvalidParameter.Name", "nodepools[0].nodepool_info.name", nodepools=[{**POOL, "nodepool_info": {"name": "default-nodepool"}}], **WORKERS),
    refused("a pool of no such type", "InvalidParameter.InstanceTypes", "nodepools[0].scaling_group.instance_types", nodepools=[pool(instance_types=["ecs.none"])]),
    refused("a pool in a vSwitch elsewhere", "InvalidParameter.VswitchIds", "nodepools[0].scaling_group.vswitch_ids", nodepools=[pool(vswitch_ids=["vsw-bp1defaultb"])]),
    refused("a pool of a wrong type", "InvalidParameter", "nodepools.scaling_group.desired_size", nodepools=[pool(desired_size="2")]),
    refused("encrypted as a flag, in a pool", "InvalidParameter", "nodepools.scaling_group.data_disks.encrypted", nodepools=[pool(data_disks=[{"category": "cloud_essd", "size": 40, "encrypted": True}])]),
    refused("a pool that repairs itself blindly", "InvalidParameter.Management", "ack-node-problem-detector", nodepools=[{**POOL, "management": {"enable": True, "auto_repair": True}}]),
    refused("pools of a serverless cluster", "InvalidParameter.Nodepools", "nodepools", serverless, nodepools=[POOL]),
    refused("eleven pools", "QuotaExceeded.NodePool", "10", nodepools=[{**pool(desired_size=0), "nodepool_info": {"name": f"p{number}"}} for number in range(11)]),
    refused("too many nodes", "QuotaExceeded.Node", "100", nodepools=[pool(desired_size=101)]),
    bad("timeout_mins", -1),
    bad("charge_type", "Spot"),
    bad("period", 7),
    bad("period_unit", "Week"),
]  # fmt: skip


def test_the_table_is_large_enough():
    assert len(ACCEPTED) + len(REFUSED) >= 200
    names = [(row.name, row.kind) for row in (*ACCEPTED, *REFUSED)]
    assert len(names) == len(set(names)), [name for name in names if names.count(name) > 1]


@pytest.mark.parametrize("row", ACCEPTED, ids=lambda row: row.name)
def test_a_valid_body_is_accepted(row):
    tenant = a_tenant()

    answer = call(tenant, "POST", "/clusters", row.body)

    assert answer.status == 202, answer.body
    assert answer.body.keys() == {"cluster_id", "request_id", "task_id"}
    assert call(tenant, "GET", f"/clusters/{answer.body['cluster_id']}").ok()["state"] == "initial"


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row.name)
def test_an_invalid_body_is_refused_and_leaves_nothing(row):
    tenant = a_tenant()

    answer = call(tenant, "POST", "/clusters", row.body)

    assert answer.status == row.status, answer.body
    data = answer.body.get("data") or [
        {"code": answer.body["code"], "message": answer.body["message"]}
    ]
    assert (answer.body["code"], answer.body["message"]) == (data[0]["code"], data[0]["message"])
    assert any(one["code"] == row.code and row.about in one["message"] for one in data), data
    assert not list(tenant.world.clusters)
