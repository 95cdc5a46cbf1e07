"""The objects that expectations are about, as a caller would find them at this moment.

Of a cluster whose API nobody has called, they are made up for the check, and nothing is kept.
"""

from collections.abc import Iterator

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.domain import globs
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.preview import copied
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.scenarios.expectations.objects import FoundObject, Objects
from cs_simulator.scenarios.values import Globs

_TYPE = "ack"


def objects_at(world: World, now: int) -> Objects:
    """What finds the objects of a kind in the clusters whose APIs answer, at the present *now*."""

    def find(kind: str, clusters: Globs | None) -> list[FoundObject]:
        name, _, group = kind.partition(".")
        chosen = [
            cluster
            for cluster in list(world.clusters)
            if cluster.cluster_type == _TYPE and cluster.state in allowed.REACHABLE
            if clusters is None or globs.matches_one(clusters, cluster.name)
        ]
        looked_at = _with_objects(world, now, chosen)
        return [found for cluster in chosen for found in _kept(looked_at, cluster, name, group)]

    return find


def _with_objects(world: World, now: int, clusters: list[Cluster]) -> World:
    """The world, or a copy of it, in which the clusters have objects."""
    uncalled = [each for each in clusters if each.cluster_id not in world.kubernetes_clusters]
    if not uncalled:
        return world
    from cs_simulator.kubernetes.calls import prepare  # much to load, for few expectations

    copy = _copy(world)
    for cluster in uncalled:
        unit = Unit(copy, now)
        prepare(unit, cluster.cluster_id)
        if copy.kubernetes is not None:
            copy.kubernetes.follow(unit)
    return copy


def _copy(world: World) -> World:
    copying = copied(world)
    while True:
        try:
            next(copying)
        except StopIteration as done:
            copy: World = done.value
            return copy


def _kept(world: World, cluster: Cluster, kind: str, group: str) -> Iterator[FoundObject]:
    """The objects of a kind in a cluster; without a group, of the kind of that name in any."""
    from cs_simulator.kubernetes import objects
    from cs_simulator.kubernetes.kinds.registry import served

    resources = {
        each.resource
        for each in served(world, cluster).everything
        if each.is_kept and each.kind == kind and group in ("", each.group)
    }
    for resource in sorted(resources):
        for key in world.kubernetes_resources[f"{cluster.cluster_id}/{resource}"]:
            found = world.kubernetes_objects[key]
            yield FoundObject(cluster.name, objects.body_of(found))
