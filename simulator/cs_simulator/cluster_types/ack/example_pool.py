"""A complete, valid body of CreateClusterNodePool, for tests and scripts."""

from collections.abc import Mapping
from typing import Any

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
    for name, value in changes.items():
        if name in _SHORT:
            body[_SHORT[name]][name] = value
        elif isinstance(value, Mapping):
            body[name] = {**body.get(name, {}), **value}
        else:
            body[name] = value
    return body


_SHORT = {"name": "nodepool_info", "desired_size": "scaling_group"}
