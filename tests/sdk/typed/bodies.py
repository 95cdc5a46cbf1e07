"""Requests with most of what clients set today, by their names on the wire."""

from collections.abc import Mapping
from typing import Any

from cs_simulator.client import Tenant

INSTANCE_TYPE = "ecs.g7.xlarge"
PASSWORD = "Hello-1234"
KINDS: dict[str, dict[str, Any]] = {
    "managed": {},
    "basic": {"cluster_spec": "ack.standard", "operation_policy": None, "maintenance_window": None},
    "terway": {
        "container_cidr": None,
        "node_cidr_mask": None,
        "addons": [{"name": "terway-eniip"}],
    },
    "serverless": {
        "profile": "Serverless",
        "container_cidr": None,
        "node_cidr_mask": None,
        "addons": None,
        "service_discovery_types": ["CoreDNS"],
    },
    "edge": {"profile": "Edge", "is_enterprise_security_group": None},
    "registered": {
        "cluster_type": "ExternalKubernetes",
        "profile": None,
        "cluster_spec": None,
        "container_cidr": None,
        "service_cidr": None,
        "addons": None,
        "maintenance_window": None,
        "operation_policy": None,
        "controlplane_log_components": None,
        "controlplane_log_ttl": None,
        "node_cidr_mask": None,
        "audit_log_config": None,
        "rrsa_config": None,
    },
    "dedicated": {
        "cluster_type": "Kubernetes",
        "profile": None,
        "cluster_spec": None,
        "maintenance_window": None,
        "operation_policy": None,
        "controlplane_log_components": None,
        "controlplane_log_ttl": None,
        "master_count": 3,
        "master_instance_types": [INSTANCE_TYPE] * 3,
        "master_system_disk_category": "cloud_essd",
        "master_system_disk_size": 120,
        "login_password": PASSWORD,
    },
}
"""What a kind of cluster has that others have not, or lacks; ``None`` takes a field out."""


def a_cluster(tenant: Tenant, **changes: Any) -> dict[str, Any]:
    """A managed cluster of the pro edition with Flannel."""
    return {
        "name": "shop",
        "cluster_type": "ManagedKubernetes",
        "profile": "Default",
        "cluster_spec": "ack.pro.small",
        "region_id": tenant.region_id,
        "vpcid": tenant.vpc_id,
        "vswitch_ids": [tenant.vswitch_id],
        "container_cidr": "172.20.0.0/16",
        "service_cidr": "172.21.0.0/20",
        "node_cidr_mask": "25",
        "ip_stack": "ipv4",
        "proxy_mode": "ipvs",
        "cluster_domain": "shop.local",
        "timezone": "Asia/Shanghai",
        "snat_entry": True,
        "endpoint_public_access": True,
        "is_enterprise_security_group": True,
        "deletion_protection": False,
        "addons": [{"name": "flannel"}, {"name": "csi-plugin"}, {"name": "csi-provisioner"}],
        "tags": [{"key": "team", "value": "shop"}],
        "maintenance_window": {
            "enable": True,
            "maintenance_time": "03:00:00Z",
            "duration": "3h",
            "weekly_period": "Monday,Thursday",
        },
        "operation_policy": {"cluster_auto_upgrade": {"enabled": True, "channel": "patch"}},
        "audit_log_config": {"enabled": True},
        "controlplane_log_components": ["apiserver", "kcm", "scheduler"],
        "controlplane_log_ttl": "30",
        "rrsa_config": {"enabled": True},
        "extra_sans": ["shop.example.com"],
        **changes,
    }


def of_kind(kind: str, tenant: Tenant) -> dict[str, Any]:
    """A cluster of a kind of :data:`KINDS`."""
    body = a_cluster(tenant, **KINDS[kind])
    if kind == "terway":
        body["pod_vswitch_ids"] = body["vswitch_ids"]
    if kind == "dedicated":
        body["master_vswitch_ids"] = body["vswitch_ids"] * 3
    return {name: value for name, value in body.items() if value is not None}


def a_pool(tenant: Tenant, name: str = "workers", **scaling_group: Any) -> dict[str, Any]:
    """A node pool of two nodes."""
    return {
        "nodepool_info": {"name": name, "type": "ess"},
        "scaling_group": {
            "vswitch_ids": [tenant.vswitch_id],
            "instance_types": [INSTANCE_TYPE],
            "instance_charge_type": "PostPaid",
            "desired_size": 2,
            "key_pair": "ops",
            "image_type": "AliyunLinux3",
            "system_disk_category": "cloud_essd",
            "system_disk_performance_level": "PL0",
            "system_disk_size": 120,
            "data_disks": [
                {
                    "category": "cloud_essd",
                    "size": 200,
                    "encrypted": "false",
                    "performance_level": "PL1",
                }
            ],
            "multi_az_policy": "BALANCE",
            "scaling_policy": "release",
            "tags": [{"key": "team", "value": "shop"}],
            **scaling_group,
        },
        "kubernetes_config": {
            "runtime": "containerd",
            "cms_enabled": True,
            "cpu_policy": "none",
            "labels": [{"key": "tier", "value": "web"}],
            "taints": [{"key": "spot", "value": "true", "effect": "NoSchedule"}],
            "unschedulable": False,
        },
        "management": {
            "enable": True,
            "auto_upgrade": True,
            "auto_upgrade_policy": {"auto_upgrade_kubelet": True},
            "auto_vul_fix": True,
            "auto_vul_fix_policy": {"vul_level": "asap", "restart_node": False},
        },
        "node_config": {"kubelet_configuration": {"maxPods": 110, "cpuManagerPolicy": "none"}},
        "tee_config": {"tee_enable": False},
    }


def part_of(sent: Mapping[str, Any], answered: Any, where: str = "") -> list[str]:
    """What of a request does not stand in an answer as it was sent."""
    if not isinstance(answered, Mapping):
        return [f"{where}: {answered!r:.80}"]
    found = []
    for key, value in sent.items():
        place = f"{where}.{key}".lstrip(".")
        if isinstance(value, Mapping):
            found += part_of(value, answered.get(key), place)
        elif answered.get(key) != value:
            found.append(f"{place}: sent {value!r:.80}, answered {answered.get(key)!r:.80}")
    return found
