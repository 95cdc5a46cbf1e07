"""Components (add-ons) of Kubernetes clusters: the catalogue, and what a fresh cluster has.

Source: ``sources/addons.yaml``. Which ones a cluster has installed is kept with the cluster, not
here. Names are those of installed components; requests may use others (``flannel`` for
``kube-flannel-ds``), and :func:`find` knows them all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from cs_simulator.catalog._tables import read

Category = Literal["core", "network", "security", "storage", "monitor", "application"]
KINDS = ("managed", "dedicated", "serverless", "edge", "registered")
NETWORKS = ("flannel", "terway")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addon:
    """A component."""

    name: str
    category: Category
    managed: bool
    """Whether the service runs it."""
    versions: tuple[tuple[str, str], ...]
    """Its versions, oldest first, each with the lowest minor version of Kubernetes that it is for;
    none if it has the version of its cluster."""
    kinds: tuple[str, ...]
    """The kinds of clusters that can have it."""
    fresh: tuple[str, ...]
    """The kinds of clusters that have it from the beginning."""
    network: str
    """The network that it belongs to: ``flannel`` or ``terway``; empty for most."""
    required: bool
    """Whether it cannot be uninstalled."""
    aliases: tuple[str, ...]
    config: tuple[str, ...]
    """The keys of its configuration that are known."""
    architecture: tuple[str, ...]
    logging: bool
    """Whether it can send logs to a log project."""

    @property
    def has_own_versions(self) -> bool:
        """Whether it can be upgraded by itself, not only with its cluster."""
        return bool(self.versions)


@cache
def all_addons() -> Mapping[str, Addon]:
    """All components, by name."""
    return read("addons", Addon)


@cache
def _by_any_name() -> Mapping[str, Addon]:
    named = {alias: addon for addon in all_addons().values() for alias in addon.aliases}
    return {**named, **all_addons()}


def find(name: str) -> Addon | None:
    """The component with that name, or that requests call so."""
    return _by_any_name().get(name)


def offered(kind: str, network: str = "") -> tuple[Addon, ...]:
    """The components that a cluster of a kind, with a network if that is known, can have."""
    return tuple(
        addon
        for addon in all_addons().values()
        if kind in addon.kinds and (not network or addon.network in ("", network))
    )


def versions_of(addon: Addon, cluster_version: str) -> tuple[str, ...]:
    """The versions for a cluster of that version, oldest first; never none.

    A component without versions of its own has the cluster's, after a ``v``.
    """
    if not addon.versions:
        return (f"v{cluster_version}",)
    present = _minor(cluster_version)
    fitting = tuple(version for version, least in addon.versions if _minor(least) <= present)
    return fitting or (addon.versions[0][0],)


def newest_version(addon: Addon, cluster_version: str) -> str:
    """The version that is installed where the request names none."""
    return versions_of(addon, cluster_version)[-1]


@lru_cache(maxsize=256)
def fresh(kind: str, network: str, cluster_version: str) -> Mapping[str, str]:
    """The components that a new cluster has by itself, and their versions, by name.

    Those of a network are among them; what the request adds or disables is not considered.
    """
    return {
        addon.name: newest_version(addon, cluster_version)
        for addon in offered(kind)
        if kind in addon.fresh and addon.network in ("", network)
    }


@lru_cache(maxsize=256)
def _minor(version: str) -> tuple[int, int]:
    """The minor version as numbers: ``1.34.1-aliyun.1`` and ``1.34`` are (1, 34).

    (0, 0) for a text that has none.
    """
    form = re.match(r"v?(\d{1,3})\.(\d{1,3})", version)
    return (int(form[1]), int(form[2])) if form else (0, 0)
