"""Rancher's operator for Alibaba Cloud of today: one round of its reconciliation at a time.

It polls every 30 seconds, finds node pools by their names, deletes those that its specification
does not list, and does not wait for a deletion.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from tests.contracts.waiting import ClientError, Work
from tests.contracts.wire import RefusedError, Wire

PERIOD = 30.0
_ROUNDS = 200
_BUSY = ("scaling", "deleting", "initial", "updating", "removing", "removing_nodes")
_UNSET = (
    "resource_group_id", "proxy_mode", "service_cidr", "container_cidr", "security_group_id",
    "kubernetes_version", "cluster_spec", "profile",
)  # fmt: skip


@dataclass(kw_only=True)
class Spec:
    """What a person asked for in Rancher."""

    name: str
    vpc_id: str
    vswitch_ids: list[str]
    version: str = ""
    pools: list[dict[str, Any]] = field(default_factory=list)
    """Each with name and desired_size, or with enable, min_instances and max_instances."""


class AliOperator:
    """The operator's knowledge of one cluster, and what it does in a round."""

    def __init__(self, wire: Wire, spec: Spec) -> None:
        self.wire = wire
        self.spec = spec
        self.cluster_id = ""
        self.upgrade_task = ""
        self.server = self.authority = ""
        self.rounds: list[str] = []
        """What each round found or did."""

    def _call(self, action: str, method: str, path: str, body: Any = None, **query: str) -> Any:
        try:
            return self.wire.acs3(action, method, path, body, **query)
        except RefusedError as error:
            raise ClientError(str(error)) from error

    def create(self) -> Work:
        """Make the cluster and wait until it runs; its task is not looked at."""
        body = {
            **dict.fromkeys(_UNSET, ""),
            "name": self.spec.name,
            "region_id": self.wire.region,
            "cluster_type": "ManagedKubernetes",
            "kubernetes_version": self.spec.version,
            "vpcid": self.spec.vpc_id,
            "vswitch_ids": self.spec.vswitch_ids,
            "container_cidr": "172.20.0.0/16",
            "service_cidr": "172.21.0.0/20",
            "node_cidr_mask": "0",
            "snat_entry": True,
            "endpoint_public_access": True,
        }
        self.cluster_id = self._call("CreateCluster", "POST", "/clusters", body)["cluster_id"]
        for _ in range(_ROUNDS):
            yield PERIOD
            state = self._detail()["state"]
            self.rounds.append(state)
            if state == "failed":
                raise ClientError("the creation failed")
            if state == "running":
                return self._keep_kubeconfig()
        raise ClientError(f"not running, but {self.rounds}")

    def _detail(self) -> dict[str, Any]:
        path = f"/clusters/{self.cluster_id}"
        answer: dict[str, Any] = self._call("DescribeClusterDetail", "GET", path)
        return answer

    def _keep_kubeconfig(self) -> None:
        path = f"/k8s/{self.cluster_id}/user_config"
        answer = self._call("DescribeClusterUserKubeconfig", "GET", path)
        cluster = yaml.safe_load(answer["config"])["clusters"][0]["cluster"]
        self.server = cluster["server"]
        self.authority = cluster["certificate-authority-data"]

    def reconcile(self) -> Work:
        """Go round until nothing is left to do; returns the pools by name."""
        for _ in range(_ROUNDS):
            said = self._round()
            self.rounds.append(said)
            if said == "active":
                return self._pools()
            yield PERIOD
        raise ClientError(f"stuck updating: {self.rounds}")

    def _pools(self) -> dict[str, dict[str, Any]]:
        path = f"/clusters/{self.cluster_id}/nodepools"
        listed = self._call("DescribeClusterNodePools", "GET", path)["nodepools"]
        return {pool["nodepool_info"]["name"]: pool for pool in listed}

    def _round(self) -> str:
        """One round: at most one change; says what it did."""
        detail = self._detail()
        if self.upgrade_task and (waiting := self._look_at_upgrade()):
            return waiting
        pools = self._pools()
        busy = sorted({p["status"]["state"] for p in pools.values()} & set(_BUSY))
        if busy or detail["state"] != "running":
            return f"waits: {detail['state']} {' '.join(busy)}".strip()
        if self.spec.version and detail["current_version"] != self.spec.version:
            path = f"/api/v2/clusters/{self.cluster_id}/upgrade"
            body = {"next_version": self.spec.version, "master_only": True}
            self.upgrade_task = self._call("UpgradeCluster", "POST", path, body)["task_id"]
            return "upgrades"
        return self._reconcile_pools(pools)

    def _look_at_upgrade(self) -> str:
        task = self._call("DescribeTaskInfo", "GET", f"/tasks/{self.upgrade_task}")
        if task["state"] == "running":
            return "waits: upgrade"
        if task["state"] == "fail":
            raise ClientError(task["error"]["message"])
        assert task["state"] == "success", task
        self.upgrade_task = ""
        return ""

    def _reconcile_pools(self, pools: Mapping[str, Mapping[str, Any]]) -> str:
        wanted = {pool["name"]: pool for pool in self.spec.pools}
        for name, pool in wanted.items():
            if name not in pools:
                return self._add(pool)
            if said := self._resize(pools[name], pool):
                return said
        for name in sorted(pools.keys() - wanted.keys()):
            return self._drop(pools[name])
        return "active"

    def _add(self, pool: Mapping[str, Any]) -> str:
        body = {
            "nodepool_info": {"name": pool["name"]},
            "auto_scaling": {"enable": False, "max_instances": 0, "min_instances": 0},
            "scaling_group": {
                "desired_size": pool["desired_size"],
                "instance_types": pool["instance_types"],
                "vswitch_ids": self.spec.vswitch_ids,
                "key_pair": "",
                "system_disk_category": "cloud_essd",
                "system_disk_size": 120,
                "data_disks": [],
            },
            "kubernetes_config": {"runtime": "", "runtime_version": ""},
        }
        path = f"/clusters/{self.cluster_id}/nodepools"
        self._call("CreateClusterNodePool", "POST", path, body)
        return f"adds {pool['name']}"

    def _resize(self, pool: Mapping[str, Any], wanted: Mapping[str, Any]) -> str:
        """Change what differs; a pool in the list without a scaling group panics."""
        group, scaling = pool["scaling_group"], pool.get("auto_scaling") or {}
        keys = ("max_instances", "min_instances")
        is_on = wanted.get("enable", False)
        same = bool(scaling.get("enable")) == is_on and (
            all(scaling[key] == wanted[key] for key in keys)
            if is_on
            else group["desired_size"] == wanted["desired_size"]
        )
        if same:
            return ""
        body: dict[str, Any] = {
            "auto_scaling": {"enable": is_on, **{key: wanted.get(key, 0) for key in keys}}
        }
        if not is_on:
            body["scaling_group"] = {"desired_size": wanted["desired_size"]}
        self._modify(pool, body)
        return f"resizes {wanted['name']}"

    def _modify(self, pool: Mapping[str, Any], body: Any) -> None:
        self._call("ModifyClusterNodePool", "PUT", self._path(pool), body)

    def _path(self, pool: Mapping[str, Any]) -> str:
        pool_id = pool["nodepool_info"]["nodepool_id"]
        return f"/clusters/{self.cluster_id}/nodepools/{pool_id}"

    def _drop(self, pool: Mapping[str, Any]) -> str:
        """Empty the pool first, then take what is left out of it, then delete it."""
        name = pool["nodepool_info"]["name"]
        if pool["scaling_group"].get("desired_size"):
            self._modify(pool, {"scaling_group": {"desired_size": 0}})
            return f"empties {name}"
        if pool["status"]["total_nodes"]:
            path = f"/clusters/{self.cluster_id}/nodes"
            pool_id = pool["nodepool_info"]["nodepool_id"]
            nodes = self._call("DescribeClusterNodes", "GET", path, nodepool_id=pool_id)["nodes"]
            left = json.dumps([node["instance_id"] for node in nodes])
            path = f"{self._path(pool)}/nodes"
            self._call("RemoveNodePoolNodes", "DELETE", path, instance_ids=left)
            return f"removes the nodes of {name}"
        self._call("DeleteClusterNodepool", "DELETE", self._path(pool))
        return f"deletes {name}"

    def remove(self) -> bool:
        """Delete the cluster, once; returns whether it is gone already."""
        path = f"/clusters/{self.cluster_id}"
        try:
            self.wire.acs3("DescribeClusterDetail", "GET", path)
        except RefusedError as error:
            return "ErrorClusterNotFound" in str(error)
        self._call("DeleteCluster", "DELETE", path)
        return False
