"""Workers in the old form: a number and one description, which make the default node pool."""

from typing import Any

from cs_simulator.cluster_types.ack.pools.make import DEFAULT_POOL

# The fields of the old form, and what they are called in a pool.
_SCALING = {
    "image_id": "image_id",
    "image_type": "image_type",
    "key_pair": "key_pair",
    "platform": "platform",
    "rds_instances": "rds_instances",
    "security_hardening_os": "security_hardening_os",
    "soc_enabled": "soc_enabled",
    "worker_auto_renew": "auto_renew",
    "worker_auto_renew_period": "auto_renew_period",
    "worker_instance_charge_type": "instance_charge_type",
    "worker_instance_types": "instance_types",
    "worker_period": "period",
    "worker_period_unit": "period_unit",
    "worker_system_disk_category": "system_disk_category",
    "worker_system_disk_performance_level": "system_disk_performance_level",
    "worker_system_disk_size": "system_disk_size",
}
_CONFIG = {
    "cloud_monitor_flags": "cms_enabled",
    "cpu_policy": "cpu_policy",
    "node_name_mode": "node_name_mode",
    "taints": "taints",
    "user_data": "user_data",
}


def as_pool(sent: dict[str, Any], vswitch_ids: list[str], count: int) -> dict[str, Any]:
    """What was sent about workers in the old form, as if it had been sent for a pool."""
    scaling = {new: sent[old] for old, new in _SCALING.items() if sent.get(old)}
    scaling["vswitch_ids"] = sent.get("worker_vswitch_ids") or vswitch_ids
    scaling["desired_size"] = count
    if sent.get("worker_data_disks"):
        scaling["data_disks"] = [
            {**disk, "size": int(disk["size"])} for disk in sent["worker_data_disks"]
        ]
    config = {new: sent[old] for old, new in _CONFIG.items() if sent.get(old) is not None}
    runtime = sent.get("runtime", {})
    if "name" in runtime:
        config["runtime"] = runtime["name"]
    if "version" in runtime:
        config["runtime_version"] = runtime["version"]
    return {
        "nodepool_info": {"name": DEFAULT_POOL},
        "scaling_group": scaling,
        "kubernetes_config": config,
    }
