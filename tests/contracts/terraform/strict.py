"""What the clients' languages ask of an answer: where a wrong type is an error, and where a crash.

The Go client that polls the state of a cluster decodes into declared types; the provider itself
takes values out of maps, and crashes where one is not what it asserts.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import yaml

from tests.contracts.waiting import ClientError, PanicError

STRICT_CLUSTER: Mapping[str, type] = {
    "region_id": str,
    "name": str,
    "cluster_id": str,
    "size": int,
    "cluster_type": str,
    "profile": str,
    "vpc_id": str,
    "vswitch_id": str,
    "security_group_id": str,
    "external_loadbalancer_id": str,
    "resource_group_id": str,
    "network_mode": str,
    "subnet_cidr": str,
    "tags": list,
    "state": str,
    "init_version": str,
    "current_version": str,
    "private_zone": bool,
    "deletion_protection": bool,
    "enable_rrsa": bool,
    "meta_data": str,
    "created": datetime,
    "updated": datetime,
    "worker_ram_role_name": str,
    "cluster_spec": str,
    "os_type": str,
    "master_url": str,
    "maintenance_window": dict,
    "parameters": dict,
}
"""The declared types of the Go client; what it does not know is ignored, null is always right."""


def decode(answer: Any, types: Mapping[str, type]) -> dict[str, Any]:
    """What Go's decoder makes of an answer; raises :class:`ClientError` where it refuses one."""
    if not isinstance(answer, dict):
        raise ClientError(f"AliyunGoClientFailure: {answer!r} is no object")
    for name, expected in types.items():
        value = answer.get(name)
        if value is not None and not _is_of(value, expected):
            raise ClientError(f"AliyunGoClientFailure: {name} = {value!r} is no {expected}")
    return answer


def _is_of(value: Any, expected: type) -> bool:
    if expected is datetime:
        return isinstance(value, str) and _has_zone(value)
    if expected is int:
        return type(value) is int
    if expected is dict:
        return isinstance(value, dict)
    return isinstance(value, expected)


def _has_zone(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def a_map(answer: Any, what: str) -> dict[str, Any]:
    """The answer, which must be an object; of anything else the provider says that it is none."""
    if not isinstance(answer, dict):
        raise ClientError(f"{what} {answer!r} is not a map")
    return answer


def asserted(answer: Mapping[str, Any], name: str, expected: type, default: Any = None) -> Any:
    """A value that the provider asserts to be of a type if it is there; raises `PanicError`."""
    value = answer.get(name)
    if value is None:
        return default
    if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
        raise PanicError(f"interface conversion: {name} is {value!r}, not {expected}")
    return value


def number(answer: Mapping[str, Any], name: str) -> int:
    """A number; text and null count as none."""
    value = answer.get(name)
    return value if type(value) is int else 0


def meta_data(detail: Mapping[str, Any]) -> dict[str, Any]:
    """The properties that stand in a text of JSON; without that text the read fails."""
    text = detail.get("meta_data")
    if not isinstance(text, str) or not text:
        raise ClientError("invalid metadata of cluster")
    return a_map(json.loads(text), "metadata")


def endpoints(detail: Mapping[str, Any]) -> dict[str, str]:
    """Host and port of each API server; the provider splits what follows ``//``."""
    text = detail.get("master_url") or ""
    if not text.startswith("{"):
        return {}
    found = {}
    for name, url in json.loads(text).items():
        if url:
            if "//" not in url:
                raise PanicError(f"index out of range: {name} is {url!r}")
            found[name] = url.split("//")[1]
    return found


def certificates(kubeconfig: Mapping[str, Any]) -> tuple[str, str, str]:
    """Authority, certificate and key of a kubeconfig, each of which must be there as text."""
    try:
        config = yaml.safe_load(kubeconfig["config"])
        cluster, user = config["clusters"][0]["cluster"], config["users"][0]["user"]
        found = (
            cluster["certificate-authority-data"],
            user["client-certificate-data"],
            user["client-key-data"],
        )
    except (KeyError, IndexError, TypeError, yaml.YAMLError) as error:
        raise PanicError(f"the kubeconfig has no {error!r}") from error
    if not all(isinstance(each, str) and each for each in found):
        raise PanicError("the kubeconfig has certificates that are no text")
    return found
