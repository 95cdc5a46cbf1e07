"""The cluster types that general tests run over: what a creation of each looks like.

A test that is about clusters of any type has the mark ``every_type``. It asks
:func:`~tests.support.builders.a_create_body` for the fields that all types have, by their names in
Swarm; in the run over another type it gets a creation of that type.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

TYPES = ("swarm", "ack")

# Fields of both types whose names differ.
_NAMES = {"vpc_id": "vpcid", "vswitch_id": "vswitch_ids", "subnet_cidr": "container_cidr"}
_SWARM_ONLY = (
    "instance_type", "network_mode", "data_disk_category", "data_disk_size", "need_slb",
    "io_optimized", "release_eip_flag", "size", "password",
)  # fmt: skip

_in_use = "swarm"


@contextmanager
def creating(name: str) -> Iterator[str]:
    """Let builders make creations of that type."""
    global _in_use  # noqa: PLW0603 - a process runs one test at a time
    before, _in_use = _in_use, name
    try:
        yield name
    finally:
        _in_use = before


def type_in_use() -> str:
    """The cluster type of the creations that builders make."""
    return _in_use


def as_its_type(body: Mapping[str, Any]) -> dict[str, Any]:
    """A creation of a Swarm cluster as one of the type that the test is run over."""
    return _TRANSLATIONS[_in_use](body)


def _as_ack(body: Mapping[str, Any]) -> dict[str, Any]:
    made = {
        _NAMES.get(name, name): value for name, value in body.items() if name not in _SWARM_ONLY
    }
    made["cluster_type"] = "ManagedKubernetes"
    made["addons"] = [{"name": "flannel"}]
    made["service_cidr"] = "192.168.0.0/20"  # outside of the blocks that tests use for containers
    if "vswitch_ids" in made:
        made["vswitch_ids"] = [made["vswitch_ids"]]
    if body.get("size"):
        made["nodepools"] = [_a_pool(body, made.get("vswitch_ids", []))]
    return made


def _a_pool(body: Mapping[str, Any], vswitch_ids: list[str]) -> dict[str, Any]:
    return {
        "nodepool_info": {"name": "default-nodepool"},
        "scaling_group": {
            "vswitch_ids": vswitch_ids,
            "instance_types": ["ecs.g7.xlarge"],
            "instance_charge_type": "PostPaid",
            "period_unit": "Month",
            "system_disk_category": "cloud_essd",
            "system_disk_size": 120,
            "desired_size": body["size"],
            "login_password": body.get("password", ""),
        },
        "kubernetes_config": {"runtime": "containerd", "runtime_version": ""},
    }


_TRANSLATIONS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "swarm": dict,
    "ack": _as_ack,
}
