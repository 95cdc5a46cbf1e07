"""Terraform's resources of other kinds of clusters: dedicated, serverless, edge."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.contracts.terraform import strict
from tests.contracts.terraform.calls import Calls, is_not_there, needed, shown
from tests.contracts.terraform.managed_cluster import ManagedCluster
from tests.contracts.waiting import HOUR, ClientError, PanicError, Work
from tests.contracts.wire import RefusedError

_UNSET = {
    "profile": "", "kubernetes_version": "", "node_cidr_mask": "24", "user_ca": "", "os_type": "",
    "platform": "", "user_data": "", "node_port_range": "", "node_name_mode": "", "image_id": "",
    "pod_vswitch_ids": None, "key_pair": "", "cloud_monitor_flags": False, "security_group_id": "",
    "load_balancer_spec": "", "resource_group_id": "", "addons": None, "tags": None,
    "taints": None, "cluster_spec": "", "timezone": "", "cluster_domain": "cluster.local",
    "rds_instances": None, "encryption_provider_key": "", "controlplane_log_project": "",
    "controlplane_log_ttl": "", "controlplane_log_components": None, "soc_enabled": False,
    "cis_enabled": False, "enable_rrsa": False, "deletion_protection": False,
    "is_enterprise_security_group": False, "num_of_nodes": 0, "worker_vswitch_ids": None,
    "maintenance_window": {"enable": False, "maintenance_time": "", "duration": "",
                           "weekly_period": ""},
    "runtime": {"name": "", "version": "", "exist": False},
}  # fmt: skip
"""What the client of dedicated clusters sends for what nobody set."""


class OtherCluster:
    """What the three kinds share: the end, and the read over the strictly typed client."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.managed = ManagedCluster(calls)

    def strict_detail(self, cluster_id: str) -> dict[str, Any] | None:
        """The cluster as the strictly typed client reads it; ``None`` if it is gone."""
        try:
            answer = self.calls.wire.aliyungo("GET", f"/clusters/{cluster_id}")
        except RefusedError as error:
            if is_not_there(error):
                return None
            raise ClientError(str(error)) from error
        return strict.decode(answer, strict.STRICT_CLUSTER)

    def delete(self, cluster_id: str) -> Work:
        """Delete the cluster as any other one."""
        yield from self.managed.delete(cluster_id)

    def _network(self, vswitch_id: str) -> str:
        vpc = self.calls.wire.vpc
        found = shown(lambda: vpc("DescribeVSwitchAttributes", VSwitchId=vswitch_id))
        return str(found["VpcId"])


class Dedicated(OtherCluster):
    """``alicloud_cs_kubernetes``: masters of one's own, made over the strictly typed client."""

    def create(self, config: Mapping[str, Any], made: Callable[[str], None]) -> Work:
        """Make a cluster with three masters; returns what the read takes from it."""
        wire = self.calls.wire
        body = {
            **_UNSET,
            "disable_rollback": True,
            "timeout_mins": 0,
            "cluster_type": "Kubernetes",
            "region_id": wire.region,
            "vpcid": self._network(config["master_vswitch_ids"][0]),
            "master_count": 3,
            "master_instance_charge_type": "PostPaid",
            "master_system_disk_category": "cloud_essd",
            "master_system_disk_size": 120,
            "proxy_mode": "ipvs",
            **config,
        }
        created = shown(lambda: wire.aliyungo("POST", "/clusters", body))
        cluster_id = needed(created, "cluster_id")
        made(cluster_id)
        yield from self.calls.wait_for_task(created, delay=10, timeout=1.5 * HOUR)
        yield from self.calls.wait_for_cluster(
            cluster_id, pending=("initial",), delay=10, fails=("failed", "deleting")
        )
        return self.read(cluster_id)

    def read(self, cluster_id: str) -> dict[str, Any] | None:
        """Masters with their addresses, and what stands in the parameters."""
        detail = self.strict_detail(cluster_id)
        if detail is None:
            return None
        parameters = detail["parameters"]
        if not all(isinstance(value, str) for value in parameters.values()):
            raise PanicError(f"parameters are no texts: {parameters}")
        path = f"/clusters/{cluster_id}/nodes"
        page = {"pageNumber": "1", "pageSize": "100"}
        nodes = shown(lambda: self.calls.typed("DescribeClusterNodes", "GET", path, **page))[
            "nodes"
        ]
        masters = [node for node in nodes if node["instance_role"] == "Master"]
        if not all(node["ip_address"] for node in masters):
            raise PanicError("index out of range: a master without an address")
        gateways = shown(lambda: self.calls.wire.vpc("DescribeNatGateways", VpcId=detail["vpc_id"]))
        return {
            "name": detail["name"],
            "version": detail["current_version"],
            "masters": [(node["instance_id"], node["ip_address"][0]) for node in masters],
            "parameters": parameters,
            "nat": gateways["NatGateways"]["NatGateway"],
            "connections": strict.endpoints(detail),
        }


class Serverless(OtherCluster):
    """``alicloud_cs_serverless_kubernetes``: its vSwitches stand among its resources."""

    def create(self, config: Mapping[str, Any], made: Callable[[str], None]) -> Work:
        """Make a cluster without nodes; returns what the read takes from it."""
        body = {
            "cluster_type": "ManagedKubernetes",
            "profile": "Serverless",
            "region_id": self.calls.wire.region,
            "vpcid": self._network(config["vswitch_ids"][0]),
            **config,
        }
        created = shown(lambda: self.calls.typed("CreateCluster", "POST", "/clusters", body))
        cluster_id = needed(created, "cluster_id")
        made(cluster_id)
        yield from self.calls.wait_for_task(created, delay=10)
        yield from self.calls.wait_for_cluster(cluster_id, pending=("initial",), delay=30)
        return self.read(cluster_id)

    def read(self, cluster_id: str) -> dict[str, Any] | None:
        """The cluster, with the vSwitches among its resources; without them the read panics."""
        path = f"/clusters/{cluster_id}"
        try:
            detail = self.calls.typed("DescribeClusterDetail", "GET", path)
        except RefusedError as error:
            if is_not_there(error):
                return None
            raise ClientError(str(error)) from error
        try:
            resources = self.calls.typed("DescribeClusterResources", "GET", f"{path}/resources")
        except RefusedError as error:
            raise PanicError("nil resources") from error
        return {
            "name": detail["name"],
            "vpc_id": detail["vpc_id"],
            "vswitch_ids": [
                each["instance_id"] for each in resources if each["resource_type"] == "VSWITCH"
            ],
            "deletion_protection": detail["deletion_protection"],
        }


class Edge(OtherCluster):
    """``alicloud_cs_edge_kubernetes``: no task is looked at, and the first look is late."""

    def create(self, config: Mapping[str, Any], made: Callable[[str], None]) -> Work:
        """Make a cluster; returns the pools by name."""
        wire = self.calls.wire
        body = {
            "cluster_type": "ManagedKubernetes",
            "profile": "Edge",
            "disable_rollback": True,
            "region_id": wire.region,
            "vpcid": self._network(config["vswitch_ids"][0]),
            **config,
        }
        created = shown(lambda: wire.aliyungo("POST", "/clusters", body))
        cluster_id = needed(created, "cluster_id")
        made(cluster_id)
        yield from self.calls.wait_for_cluster(cluster_id, pending=("initial",), delay=600)
        return self.read(cluster_id)

    def read(self, cluster_id: str) -> dict[str, Any] | None:
        """The node pools by name: their states and their numbers of nodes."""
        if self.strict_detail(cluster_id) is None:
            return None
        path = f"/clusters/{cluster_id}/nodepools"
        listed = shown(lambda: self.calls.pooled("GET", path))["nodepools"]
        return {
            pool["nodepool_info"]["name"]: (
                pool["nodepool_info"]["type"],
                pool["status"]["state"],
                pool["status"]["total_nodes"],
            )
            for pool in listed
        }

    def rename(self, cluster_id: str, name: str) -> None:
        """Rename the cluster by the old call."""
        wire = self.calls.wire
        shown(lambda: wire.aliyungo("POST", f"/clusters/{cluster_id}/name/{name}"))
