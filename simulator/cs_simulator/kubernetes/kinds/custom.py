"""Kinds that a CustomResourceDefinition of a cluster defines."""

from functools import lru_cache
from typing import Any

import orjson

from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._reading import Body, get


@lru_cache(maxsize=1024)
def kinds_of(definition: str) -> tuple[Kind, ...]:
    """The kinds that a definition serves, one for each version; its text is that of the object.

    None as long as it is not established.
    """
    body: Body = orjson.loads(definition)
    if not _is_established(body):
        return ()
    spec = body["spec"]
    return tuple(_kind(spec, version) for version in spec["versions"] if version.get("served"))


def _is_established(definition: Body) -> bool:
    conditions = get(definition, "status.conditions") or ()
    return any(each["type"] == "Established" and each["status"] == "True" for each in conditions)


def _kind(spec: Body, version: Body) -> Kind:
    names = spec["names"]
    below: Body = version.get("subresources") or {}
    return Kind(
        group=spec["group"],
        version=version["name"],
        kind=names["kind"],
        plural=names["plural"],
        singular=names.get("singular", ""),
        list_kind=names.get("listKind", ""),
        namespaced=spec["scope"] == "Namespaced",
        short_names=tuple(names.get("shortNames") or ()),
        categories=tuple(names.get("categories") or ()),
        has_status="status" in below,
        has_scale="scale" in below,
        replicas_paths=_replicas_paths(below.get("scale") or {}),
        is_custom=True,
    )


def _replicas_paths(scale: dict[str, Any]) -> tuple[str, str, str]:
    """The paths of a subresource ``scale``, which a definition writes with a dot in front."""
    wanted, present = scale.get("specReplicasPath", ""), scale.get("statusReplicasPath", "")
    return wanted[1:], present[1:], scale.get("labelSelectorPath", "")[1:]
