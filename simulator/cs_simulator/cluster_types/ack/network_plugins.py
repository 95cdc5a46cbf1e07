"""The network plugins of clusters: which components they are, and what their settings say."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

FLANNEL_ADDONS = frozenset({"flannel", "kube-flannel-ds"})
TERWAY_ADDONS = frozenset({"terway", "terway-eni", "terway-eniip"})
FLANNEL, TERWAY = "flannel", "terway"


def plugin_of_addon(name: str) -> str:
    """``flannel`` or ``terway``; empty for a component that is no network plugin."""
    if name in FLANNEL_ADDONS:
        return FLANNEL
    return TERWAY if name in TERWAY_ADDONS else ""


def plugin_of(
    addons: Iterable[str], *, has_pod_vswitches: bool, container_cidr: str, auto_mode: bool
) -> str:
    """The plugin of a cluster with these components; without any, by the addresses of its pods."""
    named = next(filter(None, map(plugin_of_addon, addons)), "")
    if named:
        return named
    uses_terway = has_pod_vswitches or auto_mode
    return TERWAY if uses_terway and not container_cidr else FLANNEL


def settings_of(config: str | None) -> Mapping[str, Any]:
    """The settings in the JSON text of a component; none if it is empty or no object."""
    try:
        found = orjson.loads(config) if config else {}
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def pod_vswitches(config: str | None) -> tuple[str, ...]:
    """The vSwitches of the pods in the settings of Terway, in their order.

    They are a JSON object from zones to lists; in places that is a text again.
    """
    found = settings_of(config).get("PodVswitchId")
    if isinstance(found, str):
        found = settings_of(found) or [found]
    lists = found.values() if isinstance(found, dict) else [found]
    return tuple(
        item
        for items in lists
        for item in (items if isinstance(items, list) else [items])
        if isinstance(item, str) and item
    )
