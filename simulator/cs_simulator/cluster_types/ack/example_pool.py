"""Complete, valid bodies that create, change and scale node pools, for tests and scripts."""

from collections.abc import Mapping
from typing import Any

from cs_simulator.domain.records import Cluster

_GROUPS: Mapping[str, Mapping[str, Any]] = {
    "nodepool_info": {},
    "scaling_group": {
        "instance_types": ["ecs.g7.xlarge"],
        "instance_charge_type": "PostPaid",
        "vswitch_ids": ["vsw-2zedefaultb"],
        "system_disk_category": "cloud_essd",
        "system_disk_size": 120,
    },
}


def example_pool(changes: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The body with some fields changed.

    An object adds to the group of that name; anything else replaces it. ``name`` and
    ``desired_size`` may be given without their groups. Without a size the pool has no nodes. The
    number makes the name differ from those of other numbers.
    """
    body: dict[str, Any] = {group: dict(fields) for group, fields in _GROUPS.items()}
    body["nodepool_info"]["name"] = f"pool-{number}"
    body["scaling_group"]["desired_size"] = 0
    return _with(body, changes)


def example_pool_change(changes: Mapping[str, Any]) -> dict[str, Any]:
    """A body that changes these fields of a node pool; the short ones need no groups here, too."""
    return _with({}, changes)


def example_workers(cluster: Cluster, changes: Mapping[str, Any]) -> dict[str, Any]:
    """A body that adds workers to a cluster, in its vSwitch; the changes say how many."""
    usual = {
        "vswitch_ids": [cluster.vswitch_id],
        "worker_instance_types": [*_GROUPS["scaling_group"]["instance_types"]],
        "worker_system_disk_category": _GROUPS["scaling_group"]["system_disk_category"],
        "worker_system_disk_size": _GROUPS["scaling_group"]["system_disk_size"],
    }
    return {**usual, **changes}


def _with(body: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in changes.items():
        if group := _SHORT.get(name):
            body[group] = {**body.get(group, {}), name: value}
        elif isinstance(value, Mapping):
            body[name] = {**body.get(name, {}), **value}
        else:
            body[name] = value
    return body


_SHORT = {"name": "nodepool_info", "desired_size": "scaling_group"}
