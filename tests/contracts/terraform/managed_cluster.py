"""The resource ``alicloud_cs_managed_kubernetes``: its calls in their order, and what it reads."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.contracts.terraform import strict
from tests.contracts.terraform.calls import Calls, is_not_there, logged, needed, shown
from tests.contracts.waiting import HOUR, ClientError, Work
from tests.contracts.wire import RefusedError

DEFAULTS: Mapping[str, Any] = {
    "node_cidr_mask": 24,
    "proxy_mode": "ipvs",
    "cluster_domain": "cluster.local",
    "profile": "Default",
    "endpoint_public_access": True,
}
"""What the provider sends although nobody wrote it down."""

UNSETTLING = (
    "container_cidr", "service_cidr", "timezone", "tags", "enable_rrsa",
    "control_plane_log_components",
)  # fmt: skip
"""Optional and not computed: a value that nobody asked for is a change in every plan."""

REPLACING = (
    "container_cidr", "service_cidr", "node_cidr_mask", "cluster_domain", "proxy_mode", "profile",
)  # fmt: skip
"""A change of one of these makes the cluster anew."""

_SENT = (
    "name", "cluster_spec", "container_cidr", "service_cidr", "proxy_mode", "cluster_domain",
    "profile", "timezone", "deletion_protection", "resource_group_id", "security_group_id",
    "snat_entry", "endpoint_public_access", "enable_rrsa", "maintenance_window",
    "operation_policy", "load_balancer_spec", "is_enterprise_security_group", "ip_stack",
)  # fmt: skip
_MODIFIED = {
    "name": "cluster_name",
    **{
        name: name
        for name in (
            "resource_group_id", "deletion_protection", "maintenance_window", "operation_policy",
            "enable_rrsa", "vswitch_ids", "timezone", "security_group_id",
        )
    },
}  # fmt: skip
_OF_THE_SERVICE = ("ack.aliyun.com", "ack.playeraccount")


def creation(config: Mapping[str, Any], vpc_id: str, region: str) -> dict[str, Any]:
    """The body of a creation: what is set, and the provider's defaults."""
    full = {**DEFAULTS, **config}
    body = {name: full[name] for name in _SENT if full.get(name) not in (None, "", False)}
    if full.get("version"):
        body["kubernetes_version"] = full["version"]
    if components := full.get("control_plane_log_components"):
        body["controlplane_log_components"] = components
        body["controlplane_log_ttl"] = "30"
    return {
        **body,
        "addons": full.get("addons", []),
        "cluster_type": "ManagedKubernetes",
        "node_cidr_mask": str(full["node_cidr_mask"]),
        "region_id": region,
        "tags": _pairs(full.get("tags", {})),
        "vpcid": vpc_id,
        "vswitch_ids": full["vswitch_ids"],
    }


def _pairs(tags: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in tags.items()]


def read(detail: Mapping[str, Any], resources: list[Any]) -> dict[str, Any]:
    """The attributes that an answer about a cluster has."""
    meta = strict.meta_data(detail)
    parameters = strict.asserted(detail, "parameters", dict, {})
    capabilities = meta.get("Capabilities") or {}
    mask = detail.get("node_cidr_mask") or capabilities.get("NodeCIDRMask")
    names = (
        "name", "profile", "vpc_id", "vswitch_ids", "security_group_id", "deletion_protection",
        "resource_group_id", "cluster_spec", "timezone", "worker_ram_role_name", "cluster_domain",
        "ip_stack", "maintenance_window", "operation_policy",
    )  # fmt: skip
    tags = strict.asserted(detail, "tags", list, [])
    load_balancers = [
        each["instance_id"]
        for each in resources
        if each["resource_type"] in ("SLB", "ALIYUN::SLB::LoadBalancer")
    ]
    return {
        **{name: detail[name] for name in names if detail.get(name) is not None},
        "version": detail.get("current_version"),
        "container_cidr": detail.get("container_cidr") or parameters.get("ContainerCIDR"),
        "service_cidr": detail.get("service_cidr") or parameters.get("ServiceCIDR"),
        "proxy_mode": detail.get("proxy_mode") or parameters.get("ProxyMode"),
        "node_cidr_mask": int(mask) if mask else None,
        "tags": {t["key"]: t["value"] for t in tags if t["key"] not in _OF_THE_SERVICE},
        "enable_rrsa": bool((meta.get("RRSAConfig") or {}).get("enabled")),
        "connections": strict.endpoints(detail),
        "slb_id": load_balancers[0] if load_balancers else "",
        "state": detail["state"],
    }


class ManagedCluster:
    """The resource: create, read, update and delete."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.typed = calls.typed
        self.vpc = calls.wire.vpc

    def create(self, config: Mapping[str, Any], made: Callable[[str], None]) -> Work:
        """Make a cluster; *made* hears its id before it is waited for. Returns its attributes."""
        first = config["vswitch_ids"][0]
        network = shown(lambda: self.vpc("DescribeVSwitchAttributes", VSwitchId=first))
        body = creation(config, network["VpcId"], self.calls.wire.region)
        created = yield from self._changed(
            lambda: self.typed("CreateCluster", "POST", "/clusters", body)
        )
        cluster_id = needed(created, "cluster_id")
        made(cluster_id)
        yield from self.calls.wait_for_task(created, delay=10, timeout=1.5 * HOUR)
        yield from self.calls.wait_for_cluster(
            cluster_id, pending=("initial",), delay=10, fails=("failed", "deleting")
        )
        return self.read(cluster_id)

    def read(self, cluster_id: str) -> dict[str, Any] | None:
        """The attributes of the cluster, or ``None`` if it is gone."""
        path = f"/clusters/{cluster_id}"
        try:
            answer = self.typed("DescribeClusterDetail", "GET", path)
        except RefusedError as error:
            if is_not_there(error):
                return None
            raise ClientError(str(error)) from error
        detail = strict.a_map(answer, "the cluster")
        resources = logged(
            lambda: self.typed("DescribeClusterResources", "GET", f"{path}/resources")
        )
        attributes = read(detail, resources or [])
        nat = shown(
            lambda: self.vpc(
                "DescribeNatGateways", VpcId=detail.get("vpc_id", ""), PageSize=10, PageNumber=1
            )
        )
        gateways = nat["NatGateways"]["NatGateway"]
        attributes["nat_gateway_id"] = gateways[0]["NatGatewayId"] if gateways else ""
        if detail["state"] not in ("failed", "delete_failed", "deleting"):
            attributes |= self._read_running(cluster_id)
        return attributes

    def _read_running(self, cluster_id: str) -> dict[str, Any]:
        path = f"/clusters/{cluster_id}"
        kubeconfig = logged(
            lambda: self.typed(
                "DescribeClusterUserKubeconfig",
                "GET",
                f"/k8s/{cluster_id}/user_config",
                PrivateIpAddress="false",
            )
        )
        log = shown(
            lambda: self.typed("CheckControlPlaneLogEnable", "GET", f"{path}/controlplanelog")
        )
        if self.calls.is_newest:
            shown(lambda: self.typed("GetClusterAuditProject", "GET", f"{path}/audit"))
        components = strict.a_map(log, "the log").get("components") or []
        return {
            "certificates": strict.certificates(kubeconfig) if kubeconfig else None,
            "control_plane_log_components": components,
        }

    def update(self, cluster_id: str, new: Mapping[str, Any], changed: set[str]) -> Work:
        """Change attributes, one kind after the other; returns all of them."""
        for attributes, change in (
            (set(_MODIFIED), self._modify),
            ({"control_plane_log_components"}, self._log),
            ({"tags"}, self._tag),
            ({"cluster_spec"}, self._migrate),
            ({"version"}, self._upgrade),
        ):
            if attributes & changed:
                yield from change(cluster_id, new, attributes & changed)
        return self.read(cluster_id)

    def _modify(self, cluster_id: str, new: Mapping[str, Any], changed: set[str]) -> Work:
        body = {_MODIFIED[name]: new.get(name) for name in sorted(changed)}
        path = f"/api/v2/clusters/{cluster_id}"
        answer = yield from self._changed(lambda: self.typed("ModifyCluster", "PUT", path, body))
        yield from self.calls.wait_for_task(answer, delay=10)
        yield from self._settled(cluster_id, "updating")

    def _log(self, cluster_id: str, new: Mapping[str, Any], changed: set[str]) -> Work:
        components = new.get("control_plane_log_components") or []
        body = {"components": components, "log_ttl": "30", "log_project": ""}
        path = f"/clusters/{cluster_id}/controlplanelog"
        yield from self._changed(lambda: self.typed("UpdateControlPlaneLog", "PUT", path, body))
        yield from self._settled(cluster_id, "updating")

    def _tag(self, cluster_id: str, new: Mapping[str, Any], changed: set[str]) -> Work:
        path, body = f"/clusters/{cluster_id}/tags", _pairs(new.get("tags", {}))
        yield from self._changed(lambda: self.calls.wire.tea_roa("POST", path, body))
        yield from self._settled(cluster_id, "updating")

    def _migrate(self, cluster_id: str, new: Mapping[str, Any], changed: set[str]) -> Work:
        body = {"type": "standard_to_pro", "spec": new["cluster_spec"]}
        path = f"/clusters/{cluster_id}/migrate"
        yield from self._changed(lambda: self.calls.pooled("POST", path, body))
        yield from self._settled(cluster_id, "migrating", delay=20)

    def _upgrade(self, cluster_id: str, new: Mapping[str, Any], changed: set[str]) -> Work:
        body = {"next_version": new["version"], "master_only": True}
        path = f"/api/v2/clusters/{cluster_id}/upgrade"
        answer = yield from self._changed(lambda: self.typed("UpgradeCluster", "POST", path, body))
        try:
            yield from self.calls.wait_for_task(answer, delay=5)
        except ClientError:
            task = answer["task_id"]
            shown(lambda: self.typed("CancelTask", "POST", f"/tasks/{task}/cancel"))
            raise
        yield from self.calls.wait_for_cluster(cluster_id, delay=0, timeout=HOUR / 2)

    def _settled(self, cluster_id: str, pending: str, delay: float = 60) -> Work:
        yield from self.calls.wait_for_cluster(cluster_id, pending=(pending,), delay=delay)

    def delete(self, cluster_id: str, options: list[dict[str, str]] | None = None) -> Work:
        """Delete the cluster and wait until it is not there."""
        query = {"delete_options": json.dumps(options)} if options else {}
        try:
            answer = yield from self.calls.retried(
                lambda: self.typed("DeleteCluster", "DELETE", f"/clusters/{cluster_id}", **query),
                also=("DependencyViolation.Resource",),
            )
        except RefusedError as error:
            if error.code == "ErrorClusterNotFound":
                return
            raise ClientError(str(error)) from error
        yield from self.calls.wait_for_task(answer, delay=10)
        yield from self.calls.wait_for_cluster(
            cluster_id, target=(), pending=("running", "deleting"), delay=10
        )

    def _changed(self, call: Callable[[], Any]) -> Work:
        try:
            return (yield from self.calls.retried(call))
        except RefusedError as error:
            raise ClientError(str(error)) from error
