"""Bodies of requests. They are written out: other revisions are sent the same."""

from typing import Any

_SWARM = {
    "name": "my-test-cluster",
    "size": 1,
    "instance_type": "ecs.n1.small",
    "network_mode": "vpc",
    "vpc_id": "vpc-2zedefault",
    "vswitch_id": "vsw-2zedefaultb",
    "subnet_cidr": "172.28.1.0/24",
    "password": "TestPwd124",
    "data_disk_category": "cloud_ssd",
    "data_disk_size": 40,
    "need_slb": True,
    "io_optimized": "optimized",
    "release_eip_flag": False,
    "region_id": "cn-beijing",
}
_KUBERNETES = {
    "cluster_type": "ManagedKubernetes",
    "region_id": "cn-beijing",
    "vpcid": "vpc-2zedefault",
    "vswitch_ids": ["vsw-2zedefaultb"],
    "container_cidr": "172.20.0.0/16",
    "service_cidr": "172.21.0.0/20",
}


def swarm(**changes: Any) -> dict[str, Any]:
    """A creation of a Swarm cluster, with some fields changed or added."""
    return {**_SWARM, **changes}


def kubernetes(**changes: Any) -> dict[str, Any]:
    """A creation of a Kubernetes cluster without nodes, with some fields changed or added."""
    return {**_KUBERNETES, **changes}


def pool(name: str, size: int, vswitch: str = "vsw-2zedefaultb") -> dict[str, Any]:
    """A creation of a node pool."""
    scaling_group = {
        "vswitch_ids": [vswitch],
        "instance_types": ["ecs.g7.xlarge"],
        "instance_charge_type": "PostPaid",
        "desired_size": size,
        "system_disk_category": "cloud_essd",
        "system_disk_size": 120,
    }
    return {"nodepool_info": {"name": name}, "scaling_group": scaling_group}
