"""The resource ``alicloud_cs_kubernetes_node_pool``: its calls in their order, what it reads."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.contracts.terraform import strict
from tests.contracts.terraform.calls import Calls, is_not_there, needed, shown
from tests.contracts.waiting import HOUR, ClientError, Work, wait_for_state
from tests.contracts.wire import RefusedError

DEFAULTS: Mapping[str, Any] = {"instance_charge_type": "PostPaid", "cms_enabled": True}
"""What the provider sends although nobody wrote it down."""

_GROUP = (
    "desired_size", "instance_types", "vswitch_ids", "instance_charge_type", "system_disk_category",
    "system_disk_size", "system_disk_performance_level", "data_disks", "key_pair",
    "login_password", "security_group_ids", "image_type", "image_id", "on_demand_base_capacity",
    "on_demand_percentage_above_base_capacity", "spot_strategy", "spot_price_limit",
    "multi_az_policy", "scaling_policy", "internet_charge_type", "internet_max_bandwidth_out",
    "rds_instances", "compensate_with_on_demand", "deploymentset_id", "cis_enabled",
    "soc_enabled", "login_as_non_root", "security_hardening_os", "system_disk_encrypted",
    "system_disk_encrypt_algorithm", "system_disk_kms_key_id", "system_disk_provisioned_iops",
    "system_disk_bursting_enabled", "spot_instance_pools", "spot_instance_remedy",
)  # fmt: skip
_CONFIG = ("cms_enabled", "labels", "taints", "unschedulable", "runtime", "runtime_version")
_SCALING = ("enable", "max_instances", "min_instances", "type")

UNSETTLING = (
    "desired_size", "instance_types", "vswitch_ids", "data_disks", "system_disk_size",
    "system_disk_performance_level", "system_disk_encrypted", "system_disk_encrypt_algorithm",
    "system_disk_kms_key_id", "system_disk_provisioned_iops", "system_disk_bursting_enabled",
    "on_demand_base_capacity", "on_demand_percentage_above_base_capacity", "labels", "taints",
    "tags", "unschedulable", "key_pair", "internet_charge_type", "internet_max_bandwidth_out",
    "spot_price_limit", "spot_instance_pools", "spot_instance_remedy", "rds_instances",
    "compensate_with_on_demand", "deploymentset_id", "cis_enabled", "soc_enabled",
    "login_as_non_root", "security_hardening_os",
)  # fmt: skip
"""Optional and not computed: a value that nobody asked for is a change in every plan."""

TEXTS = ("on_demand_base_capacity", "on_demand_percentage_above_base_capacity")
"""Attributes that are texts: a number that nobody asked for shows as one, 0 as well."""

REPLACING = (
    "deploymentset_id", "cis_enabled", "soc_enabled", "login_as_non_root", "security_hardening_os",
)  # fmt: skip


def creation(config: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a creation: what is set, and the provider's defaults."""
    full = {**DEFAULTS, **config}
    group = {name: full[name] for name in _GROUP if full.get(name) is not None}
    if full.get("tags"):
        group["tags"] = [{"key": key, "value": value} for key, value in full["tags"].items()]
    body = {
        "kubernetes_config": {name: full[name] for name in _CONFIG if full.get(name) is not None},
        "nodepool_info": {"name": full["name"]},
        "scaling_group": group,
        **{name: full[name] for name in ("auto_scaling", "management") if full.get(name)},
    }
    if full.get("node_count") is not None:
        body["count"] = full["node_count"]
    return body


def modification(
    old: Mapping[str, Any], new: Mapping[str, Any], changed: set[str]
) -> dict[str, Any]:
    """The body of a change: what changed, in objects that are sent empty as well.

    Labels and taints that are gone are sent as empty lists, a number of nodes as a difference.
    """
    body: dict[str, Any] = {
        "kubernetes_config": {name: new.get(name, []) for name in _CONFIG if name in changed},
        "nodepool_info": {"name": new["name"]} if "name" in changed else {},
        "scaling_group": {name: new.get(name) for name in _GROUP if name in changed},
    }
    if "tags" in changed:
        tags = new.get("tags", {})
        body["scaling_group"]["tags"] = [{"key": k, "value": v} for k, v in tags.items()]
    for name in ("auto_scaling", "management"):
        if name in changed:
            body[name] = new.get(name) or {"enable": False}
    if "node_count" in changed:
        body["count"] = new["node_count"] - old["node_count"]
    return body


def read(answer: Any) -> dict[str, Any]:
    """The attributes that an answer about a pool has; what it lacks keeps its old value."""
    detail = answer or {}
    group = strict.asserted(detail, "scaling_group", dict, {})
    config = strict.asserted(detail, "kubernetes_config", dict, {})
    info = strict.asserted(detail, "nodepool_info", dict, {})
    status = strict.asserted(detail, "status", dict, {})
    for name in ("management", "tee_config", "auto_mode", "node_config"):
        strict.asserted(detail, name, dict)
    scaling = strict.asserted(detail, "auto_scaling", dict, {})
    for name in ("desired_size", *TEXTS):
        if isinstance(group.get(name), float):
            raise strict.PanicError(f"{name} is {group[name]!r}")
    attributes = {name: group.get(name) for name in _GROUP if name not in ("login_password",)}
    if type(group.get("desired_size")) is not int:
        del attributes["desired_size"]
    tags = group.get("tags") or []
    return {
        **attributes,
        **{name: config.get(name) for name in _CONFIG},
        "labels": config.get("labels") or [],
        "taints": config.get("taints") or [],
        "tags": {tag["key"]: tag["value"] for tag in tags},
        "name": info.get("name"),
        "auto_scaling": {name: scaling.get(name) for name in _SCALING},
        "management": detail.get("management") or {},
        "total_nodes": status.get("total_nodes", 0),
        "scaling_group_id": group.get("scaling_group_id"),
        "state": status.get("state"),
    }


class NodePool:
    """The resource: create, read, update and delete."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls

    def create(
        self, cluster_id: str, config: Mapping[str, Any], made: Callable[[str], None]
    ) -> Work:
        """Make a node pool; *made* hears its id before it is waited for. Returns its attributes."""
        body = creation(config)
        created = yield from self._changed("POST", f"/clusters/{cluster_id}/nodepools", body)
        pool_id = needed(created, "nodepool_id")
        made(pool_id)
        yield from self._wait(created, timeout=1.5 * HOUR)
        return self.read(cluster_id, pool_id)

    def read(self, cluster_id: str, pool_id: str) -> dict[str, Any] | None:
        """The attributes of the pool, or ``None`` if it is gone."""
        try:
            answer = self.calls.pooled("GET", f"/clusters/{cluster_id}/nodepools/{pool_id}")
        except RefusedError as error:
            if is_not_there(error) or (error.has_code and not error.code):
                return None
            raise ClientError(str(error)) from error
        return read(answer)

    def update(
        self,
        cluster_id: str,
        pool_id: str,
        old: Mapping[str, Any],
        new: Mapping[str, Any],
        changed: set[str],
    ) -> Work:
        """Change attributes; returns all of them."""
        fewer = old.get("node_count", 0) - new.get("node_count", 0)
        if "node_count" in changed and fewer > 0:
            yield from self._shrink(cluster_id, pool_id, fewer)
            changed = changed - {"node_count"}
        if changed:
            body = modification(old, new, changed)
            path = f"/clusters/{cluster_id}/nodepools/{pool_id}"
            answer = yield from self._changed("PUT", path, body)
            yield from self._wait(answer)
        return self.read(cluster_id, pool_id)

    def _shrink(self, cluster_id: str, pool_id: str, fewer: int) -> Work:
        """Remove the first nodes of the list, and wait for a pool that is only ever removing."""
        wire, pool = self.calls.wire, f"/clusters/{cluster_id}/nodepools/{pool_id}"
        page = {"nodepool_id": pool_id, "pageNumber": "1", "pageSize": "50"}
        listed = shown(lambda: wire.aliyungo("GET", f"/clusters/{cluster_id}/nodes", **page))
        names = [node["node_name"] for node in listed["nodes"][:fewer]]
        body = {"release_node": True, "nodes": names, "drain_node": False}
        path = f"/api/v2/clusters/{cluster_id}/nodes/remove"
        shown(lambda: wire.aliyungo("POST", path, body))
        yield from wait_for_state(
            lambda: str(shown(lambda: wire.aliyungo("GET", pool))["status"]["state"]),
            target=("active",),
            pending=("removing",),
            delay=30,
        )

    def delete(self, cluster_id: str, pool_id: str) -> Work:
        """Delete the pool with its nodes; one that is not there is deleted already."""
        path = f"/clusters/{cluster_id}/nodepools/{pool_id}"
        try:
            answer = yield from self.calls.retried(
                lambda: self.calls.pooled("DELETE", path, force="true")
            )
        except RefusedError as error:
            if is_not_there(error):
                return
            raise ClientError(str(error)) from error
        yield from self._wait(answer)

    def _changed(self, method: str, path: str, body: Any) -> Work:
        try:
            return (yield from self.calls.retried(lambda: self.calls.pooled(method, path, body)))
        except RefusedError as error:
            raise ClientError(str(error)) from error

    def _wait(self, answer: Any, timeout: float = HOUR) -> Work:
        return (yield from self.calls.wait_for_task(answer, delay=5, timeout=timeout, is_pool=True))
