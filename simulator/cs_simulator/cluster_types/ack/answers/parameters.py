"""The old field ``parameters`` of the cluster object: names and texts, as templates had them."""

from collections.abc import Mapping
from typing import Any

from cs_simulator.cluster_types.ack import kept
from cs_simulator.domain import network
from cs_simulator.domain.records import Cluster

_NINTH = 10  # the cluster's name server has the tenth address of the services' block

# Which of the sent fields are shown, and by which names.
_SENT = {
    "ImageId": "image_id",
    "KeyPair": "key_pair",
    "MasterAutoRenew": "master_auto_renew",
    "MasterAutoRenewPeriod": "master_auto_renew_period",
    "MasterCount": "master_count",
    "MasterInstanceChargeType": "master_instance_charge_type",
    "MasterInstanceTypes": "master_instance_types",
    "MasterPeriod": "master_period",
    "MasterPeriodUnit": "master_period_unit",
    "MasterSystemDiskCategory": "master_system_disk_category",
    "MasterSystemDiskSize": "master_system_disk_size",
    "MasterVSwitchIds": "master_vswitch_ids",
    "NodePortRange": "node_port_range",
    "NumOfNodes": "num_of_nodes",
    "WorkerAutoRenew": "worker_auto_renew",
    "WorkerAutoRenewPeriod": "worker_auto_renew_period",
    "WorkerInstanceChargeType": "worker_instance_charge_type",
    "WorkerInstanceTypes": "worker_instance_types",
    "WorkerPeriod": "worker_period",
    "WorkerPeriodUnit": "worker_period_unit",
    "WorkerSystemDiskCategory": "worker_system_disk_category",
    "WorkerSystemDiskSize": "worker_system_disk_size",
    "WorkerVSwitchIds": "worker_vswitch_ids",
}
_NETWORKS = {"flannel": "Flannel", "terway": "terway-eniip"}


def network_name(made: Mapping[str, Any]) -> str:
    """The name of the network plugin in the old fields."""
    return _NETWORKS.get(made.get("plugin", ""), "")


def parameters(cluster: Cluster) -> dict[str, str]:
    """The parameters; every value is a text."""
    sent, made = kept.sent_of(cluster), kept.made_of(cluster)
    services = str(sent.get("service_cidr", made.get("service_cidr", "")))
    snat = sent.get("snat_entry", sent.get("nat_gateway", False))
    found: dict[str, object] = {
        "ClusterDns": name_server(services),
        "ContainerCIDR": sent.get("container_cidr", ""),
        "ESSDeletionProtection": True,
        "KubernetesVersion": made.get("version", ""),
        "NatGatewayId": made.get("nat_gateway_id", ""),
        "Network": network_name(made),
        "NodeCIDRMask": sent.get("node_cidr_mask", made.get("node_cidr_mask", "")),
        "NodeNameMode": sent.get("node_name_mode", "nodeip"),
        "ProxyMode": sent.get("proxy_mode", made.get("proxy_mode", "")),
        "PublicSLB": sent.get("endpoint_public_access", False),
        "SNatEntry": snat,
        "SecurityGroupId": cluster.security_group_id,
        "ServiceCIDR": services,
        "StackName": f"k8s-for-cs-{cluster.cluster_id}",
        "VSwitchIds": made.get("vswitch_ids", []),
        "VpcId": cluster.vpc_id,
        "ZoneId": cluster.zone_id,
        **{shown: sent[name] for shown, name in _SENT.items() if name in sent},
    }
    return {name: as_text(found[name]) for name in sorted(found)}


def as_text(value: object) -> str:
    """A value as the old template engine wrote it: ``True``, ``3``, ``vsw-a,vsw-b``."""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def name_server(services: str) -> str:
    """The address of the cluster's name server; empty if there is no block for services."""
    text = services.partition(",")[0]
    return network.address(network.block(text).first + _NINTH) if text else ""
