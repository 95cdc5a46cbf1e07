"""``/api`` and ``/apis``: groups, their versions, and the resources of each.

Clients from 1.27 on ask for all of it at once, by ``Accept``; others group by group.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.catalog import kubernetes_versions
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.documents import aggregated
from cs_simulator.kubernetes.documents.version import version_of
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.kinds.registry import Kinds, served
from cs_simulator.operations import Call, Reply

Json = dict[str, object]


class Group(NamedTuple):
    """A group of kinds."""

    name: str
    """Empty for the core group."""
    versions: dict[str, list[Kind]]
    """The kinds by version, the preferred version first."""


def groups_of(world: World, cluster: Cluster) -> tuple[Group, ...]:
    """The groups that a cluster serves, in the order in which clients look through them."""
    return _groups(served(world, cluster))


@lru_cache(maxsize=64)
def _groups(kinds: Kinds) -> tuple[Group, ...]:
    found = []
    for name, of_group in groupby(kinds.everything, lambda kind: kind.group):
        versions = {
            version: list(of_version)
            for version, of_version in groupby(of_group, lambda kind: kind.version)
        }
        found.append(Group(name, versions))
    return tuple(found)


def core(call: Call, cluster: Cluster, unit: Unit) -> Reply:
    """``/api``: the versions of the core group, with their resources if they are asked for."""
    chosen = [group for group in groups_of(unit.world, cluster) if not group.name]
    version = _aggregated_version(call, cluster)
    if version:
        return aggregated.reply(version, [(group.name, group.versions) for group in chosen])
    versions = [version for group in chosen for version in group.versions]
    return Reply({"kind": "APIVersions", "versions": versions, "serverAddressByClientCIDRs": []})


def groups(call: Call, cluster: Cluster, unit: Unit) -> Reply:
    """``/apis``: all other groups, with their resources if they are asked for."""
    chosen = [group for group in groups_of(unit.world, cluster) if group.name]
    version = _aggregated_version(call, cluster)
    if version:
        return aggregated.reply(version, [(group.name, group.versions) for group in chosen])
    listed = [_group(group) for group in chosen]
    return Reply({"kind": "APIGroupList", "apiVersion": "v1", "groups": listed})


def _aggregated_version(call: Call, cluster: Cluster) -> str:
    """The version of the form that has all at once; empty for the old form."""
    minor = kubernetes_versions.minor_of(version_of(cluster))
    return aggregated.version_of(call.incoming.headers.get("Accept", ""), minor)


def group(call: Call, cluster: Cluster, unit: Unit, *, group: str) -> Reply:  # noqa: ARG001
    """``/apis/G``: the versions of a group; raises 404 if there is no such group."""
    for each in groups_of(unit.world, cluster):
        if each.name == group:
            return Reply({"kind": "APIGroup", "apiVersion": "v1", **_group(each)})
    raise errors.NO_SUCH_PATH()


def _group(group: Group) -> Json:
    versions = [
        {"groupVersion": f"{group.name}/{version}", "version": version}
        for version in group.versions
    ]
    return {"name": group.name, "versions": versions, "preferredVersion": versions[0]}


def resources(
    call: Call,  # noqa: ARG001
    cluster: Cluster,
    unit: Unit,
    *,
    version: str,
    group: str = "",
) -> Reply:
    """``/api/v1``, ``/apis/G/V``: the resources of a version; raises 404 if there is none."""
    for each in groups_of(unit.world, cluster):
        if each.name == group and version in each.versions:
            listed = _resources(each.versions[version])
            return Reply(
                {
                    "kind": "APIResourceList",
                    "apiVersion": "v1",
                    "groupVersion": f"{group}/{version}" if group else version,
                    "resources": listed,
                }
            )
    raise errors.NO_SUCH_PATH()


def _resources(kinds: Sequence[Kind]) -> list[Json]:
    found = []
    for kind in kinds:
        found.append(_resource(kind))
        found += [_subresource(kind, name) for name in kind.all_subresources]
    return sorted(found, key=lambda each: str(each["name"]))


def _resource(kind: Kind) -> Json:
    found: Json = {
        "name": kind.plural,
        "singularName": kind.one,
        "namespaced": kind.namespaced,
        "kind": kind.kind,
        "verbs": sorted(kind.verbs),
    }
    if kind.short_names:
        found["shortNames"] = kind.short_names
    if kind.categories:
        found["categories"] = kind.categories
    return found


def _subresource(kind: Kind, name: str) -> Json:
    """A subresource; it names group and version of its kind where they are not the list's."""
    group, version, called = kind.kind_of(name)
    found: Json = {
        "name": f"{kind.plural}/{name}",
        "singularName": "",
        "namespaced": kind.namespaced,
        "kind": called,
        "verbs": sorted(kind.all_subresources[name]),
    }
    if (group, version) != (kind.group, kind.version):
        found |= {"group": group, "version": version}
    return found
