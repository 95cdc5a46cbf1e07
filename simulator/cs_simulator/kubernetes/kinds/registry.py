"""Which kinds a cluster serves: by its version of Kubernetes, and by its custom definitions."""

from collections.abc import Iterable
from functools import cache, lru_cache

from cs_simulator.catalog import kubernetes_versions
from cs_simulator.cluster_types.ack import kept
from cs_simulator.domain.collecting import collect
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._order import group_order, version_order
from cs_simulator.kubernetes.kinds._servers import is_up
from cs_simulator.kubernetes.kinds.custom import kinds_of
from cs_simulator.kubernetes.kinds.definitions import DEFINITIONS


class Kinds:
    """The kinds that a cluster serves, in the order in which discovery lists them.

    That is by group, then by version, the preferred one first, then by plural.
    """

    __slots__ = ("_by_place", "_by_resource", "everything")

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self.everything: tuple[Kind, ...] = tuple(sorted(kinds, key=_order))
        self._by_place = {(kind.group, kind.version, kind.plural): kind for kind in self.everything}
        self._by_resource: dict[str, Kind] = {}
        for kind in sorted(self.everything, key=lambda each: bool(each.stored_as)):
            if kind.is_kept:
                self._by_resource.setdefault(kind.resource, kind)

    def find(self, group: str, version: str, plural: str) -> Kind | None:
        """The kind at a path; ``None`` if the cluster does not serve it."""
        return self._by_place.get((group, version, plural))

    def preferred(self, resource: str) -> Kind | None:
        """The kind of a resource, such as ``deployments.apps``, in its preferred version."""
        return self._by_resource.get(resource)

    def named(self, api_version: str, kind: str) -> Kind | None:
        """The kind that objects with this ``apiVersion`` and ``kind`` are of."""
        group, _, version = api_version.rpartition("/")
        for each in self.everything:
            if (each.group, each.version, each.kind) == (group, version, kind):
                return each
        return None

    @property
    def kept(self) -> tuple[Kind, ...]:
        """The kinds whose objects are kept, each once, in its preferred version."""
        return tuple(self._by_resource.values())


def served(world: World, cluster: Cluster) -> Kinds:
    """The kinds that a cluster serves now. The same object as long as nothing has changed."""
    minor, away = _minor(cluster.properties), _servers_away(world, cluster.cluster_id)
    place = f"{cluster.cluster_id}/{DEFINITIONS.resource}"
    if place not in world.kubernetes_resources:
        return _own(minor, away)
    objects = world.kubernetes_objects
    return _with_custom(
        minor, away, tuple(objects[key].body for key in world.kubernetes_resources[place])
    )


def all_kinds() -> list[Kind]:
    """Every kind that any version of Kubernetes serves here, custom ones aside."""
    return list(_rows())


@cache
def _rows() -> tuple[Kind, ...]:
    return tuple(collect("cs_simulator.kubernetes.kinds", Kind))


@cache
def _own(minor: int, away: tuple[str, ...] = ()) -> Kinds:
    """The kinds of a version of Kubernetes without custom ones, and without those of servers."""
    return Kinds(
        kind for kind in _rows() if kind.since <= minor <= kind.until and kind.served_by not in away
    )


@cache
def _servers() -> tuple[str, ...]:
    """The Deployments that serve kinds."""
    return tuple(dict.fromkeys(kind.served_by for kind in _rows() if kind.served_by))


def _servers_away(world: World, cluster_id: str) -> tuple[str, ...]:
    """The Deployments that would serve kinds, and are not there or not available."""
    return tuple(name for name in _servers() if not is_up(world, cluster_id, name))


@lru_cache(maxsize=512)
def _with_custom(minor: int, away: tuple[str, ...], definitions: tuple[str, ...]) -> Kinds:
    own = _own(minor, away).everything
    taken = {(kind.group, kind.plural) for kind in own}
    custom = [kind for text in definitions for kind in kinds_of(text)]
    return Kinds((*own, *(kind for kind in custom if (kind.group, kind.plural) not in taken)))


@lru_cache(maxsize=1024)
def _minor(properties: str) -> int:
    """The minor version of a cluster; the newest where nothing is known, as of a registered one."""
    version = kept.made_in(properties).get("version", "")
    return kubernetes_versions.minor_of(version) or _newest_minor()


@cache
def _newest_minor() -> int:
    return max(row.order[0] for row in kubernetes_versions.all_versions().values())


def _order(kind: Kind) -> tuple[object, ...]:
    return (*group_order(kind.group), version_order(kind.version), kind.plural)
