"""Finding volumes by their claims and classes, claims that wait, and the pods that use a claim."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._reading import text

VOLUMES = "persistentvolumes"
CLAIMS = "persistentvolumeclaims"

_Group = tuple[str, str]
"""Cluster, and what is grouped by."""
G = TypeVar("G")


class _Places(NamedTuple):
    """The groups in which an object is; empty ones for those in which it is not."""

    claimed_by: _Group | None = None
    free_of: _Group | None = None
    waiting_for: _Group | None = None
    naming: _Group | None = None


class VolumeIndex:
    """All volumes and claims of a world, and the pods with claims."""

    def __init__(self) -> None:
        self._places: dict[str, _Places] = {}
        self._claimed: defaultdict[_Group, set[str]] = defaultdict(set)
        self._free: defaultdict[_Group, set[str]] = defaultdict(set)
        self._waiting: defaultdict[_Group, set[str]] = defaultdict(set)
        self._naming: defaultdict[_Group, set[str]] = defaultdict(set)
        self._pods: defaultdict[str, set[str]] = defaultdict(set)

    def claimed_by(self, cluster_id: str, place: str) -> list[str]:
        """The keys of the volumes that name the claim at a place, ``namespace/name``."""
        return sorted(self._claimed.get((cluster_id, place), ()))

    def free_of(self, cluster_id: str, storage_class: str) -> list[str]:
        """The keys of the volumes of a class, or of none, that name no claim."""
        return sorted(self._free.get((cluster_id, storage_class), ()))

    def waiting_for(self, cluster_id: str, storage_class: str) -> list[str]:
        """The keys of the claims of a class, or of none, that name no volume."""
        return sorted(self._waiting.get((cluster_id, storage_class), ()))

    def naming(self, cluster_id: str, volume: str) -> list[str]:
        """The keys of the claims that name a volume."""
        return sorted(self._naming.get((cluster_id, volume), ()))

    def pods_with(self, claim: str) -> list[str]:
        """The keys of the pods that use the claim of a key."""
        return sorted(self._pods.get(claim, ()))

    def note_pod(self, pod: str, claims: Iterable[str]) -> None:
        """Add a pod that uses the claims of these keys."""
        for claim in claims:
            self._pods[claim].add(pod)

    def forget_pod(self, pod: str, claims: Iterable[str]) -> None:
        """Take a pod away, by the claims with which it was added."""
        for claim in claims:
            _discard(self._pods, claim, pod)

    def change(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Forget how a volume or a claim was, and read how it is; others are passed over."""
        if old is not None and old.key in self._places:
            places = self._places.pop(old.key)
            for groups, group in self._groups(places):
                _discard(groups, group, old.key)
        if new is not None and new.resource in (VOLUMES, CLAIMS):
            places = self._places[new.key] = _places(new)
            for groups, group in self._groups(places):
                groups[group].add(new.key)

    def _groups(self, places: _Places) -> Iterable[tuple[defaultdict[_Group, set[str]], _Group]]:
        tables = self._claimed, self._free, self._waiting, self._naming
        for groups, group in zip(tables, places, strict=True):
            if group is not None:
                yield groups, group


def _places(found: KubernetesObject) -> _Places:
    body, cluster_id = objects.read(found), found.cluster_id
    of_class = cluster_id, text(body, "spec.storageClassName")
    if found.resource == CLAIMS:
        volume = text(body, "spec.volumeName")
        return _Places(naming=(cluster_id, volume)) if volume else _Places(waiting_for=of_class)
    name = text(body, "spec.claimRef.name")
    if not name:
        return _Places(free_of=of_class)
    return _Places(claimed_by=(cluster_id, f"{text(body, 'spec.claimRef.namespace')}/{name}"))


def _discard(groups: defaultdict[G, set[str]], group: G, key: str) -> None:
    groups[group].discard(key)
    if not groups[group]:
        del groups[group]
