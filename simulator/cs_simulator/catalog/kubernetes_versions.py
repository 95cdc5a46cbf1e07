"""Versions of Kubernetes: which ones can be created and upgraded to on a day, with what runtimes.

Source: ``sources/kubernetes_versions.yaml``. On a day, the three newest minor versions can be
created, of each its newest full version; an upgrade goes one minor version up, or to the newest
full version of the present one. Edge clusters have the same versions in a spelling of their own,
``1.34.1-aliyunedge.1``.

The functions that take an instant also take a *fixed* set of versions, which then are offered
whatever the day.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from cs_simulator.catalog._tables import read
from cs_simulator.domain import instants

NEWEST_MINORS = 3
"""How many minor versions can be created at the same time."""
_FORM = re.compile(r"1\.(\d{1,3})\.(\d{1,3})-aliyun(edge)?\.(\d{1,3})")


class Runtime(NamedTuple):
    """A container runtime of nodes."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KubernetesVersion:
    """A full version, such as ``1.34.1-aliyun.1``."""

    version: str
    minor: str
    """Its minor version: ``1.34``."""
    offered: str
    """The day from which clusters could be created with it: ``2025-09-30``."""
    released: str
    """The day on which its minor version came out."""
    ends: str
    """The day on which support of its minor version ends."""
    runtimes: tuple[tuple[str, str, str], ...]
    """Container runtimes, oldest first: name, version, and the day from which it was offered."""
    edge: bool
    """Whether it is for edge clusters."""

    @property
    def order(self) -> tuple[int, ...]:
        """What versions are sorted by: ``1.34.10`` comes after ``1.34.9``."""
        return _order(self.version)


@cache
def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, _FORM.sub(r"\1 \2 \4", version).split()))


@cache
def all_versions() -> Mapping[str, KubernetesVersion]:
    """All versions in their order, those for edge clusters included."""
    listed = read("kubernetes_versions", KubernetesVersion).values()
    spelled = (_for_edge(row) for row in listed if not row.edge)
    return {row.version: row for row in sorted((*listed, *spelled), key=lambda row: row.order)}


def find(version: str) -> KubernetesVersion | None:
    """The version with that spelling."""
    return all_versions().get(version)


def like(version: str) -> KubernetesVersion | None:
    """The version with that spelling, or a newer or older patch of a minor version that is known.

    ``None`` if it has another form, or if nothing is known about its minor version.
    """
    form = _FORM.fullmatch(version)
    if form is None:
        return None
    same = [
        row
        for row in all_versions().values()
        if row.minor == f"1.{form[1]}" and row.edge == bool(form[3])
    ]
    return find(version) or (replace(same[0], version=version) if same else None)


@lru_cache(maxsize=256)
def minor_of(version: str) -> int:
    """The minor version as a number: 34 for ``1.34.1-aliyun.1``; 0 if nothing is known of it."""
    row = like(version)
    return row.order[0] if row else 0


def creatable(
    now: int, *, edge: bool = False, fixed: Sequence[str] = ()
) -> tuple[KubernetesVersion, ...]:
    """The versions that a cluster can be created with, newest first; never none.

    Before the oldest version came out, that one is offered.
    """
    if fixed:
        return tuple(reversed(_fixed(tuple(fixed), edge)))
    return _creatable(_day(now), edge)


def newest(now: int, *, edge: bool = False, fixed: Sequence[str] = ()) -> KubernetesVersion:
    """The version of a cluster that is created without one."""
    return creatable(now, edge=edge, fixed=fixed)[0]


def supported(
    now: int, *, edge: bool = False, fixed: Sequence[str] = ()
) -> tuple[KubernetesVersion, ...]:
    """The versions that clusters may have, newest first: those offered whose support lasts."""
    offered, day = _offered(now, edge, fixed), _day(now)
    kept = [row for row in offered if row.ends >= day]
    can_be_created = creatable(now, edge=edge, fixed=fixed)
    return tuple(sorted({*kept, *can_be_created}, key=lambda row: row.order, reverse=True))


def upgrade_targets(
    version: str, now: int, *, fixed: Sequence[str] = ()
) -> tuple[KubernetesVersion, ...]:
    """What a cluster can be upgraded to, the lowest first; none for an unknown version.

    The newest full version of the present minor version, and that of the next one.
    """
    present = like(version)
    if present is None:
        return ()
    offered = _offered(now, present.edge, fixed)
    minors = _minors_up(present)
    best = [_last(row for row in offered if row.minor == minor) for minor in minors]
    return tuple(row for row in best if row is not None and row.order > present.order)


def runtimes_of(version: str, now: int) -> tuple[Runtime, ...]:
    """The container runtimes that nodes can have, newest first; none for an unknown version."""
    row, day = like(version), _day(now)
    if row is None:
        return ()
    first = row.runtimes[:1]
    offered = [runtime for runtime in row.runtimes[1:] if runtime[2] <= day]
    return tuple(Runtime(name, number) for name, number, _ in reversed((*first, *offered)))


def _minors_up(present: KubernetesVersion) -> list[str]:
    """The present minor version and the next one that there is: up to 1.30, only even ones were."""
    later = (row for row in all_versions().values() if row.order[0] > present.order[0])
    following = next(later, None)
    return [present.minor, following.minor] if following else [present.minor]


def _offered(now: int, edge: bool, fixed: Sequence[str]) -> Sequence[KubernetesVersion]:
    """What was ever offered until now, in the order of versions."""
    return _fixed(tuple(fixed), edge) if fixed else _offered_by(_day(now), edge)


@lru_cache(maxsize=256)
def _creatable(day: str, edge: bool) -> tuple[KubernetesVersion, ...]:
    newest_of = {row.minor: row for row in _offered_by(day, edge)}
    return tuple(reversed(newest_of.values()))[:NEWEST_MINORS]


@lru_cache(maxsize=256)
def _offered_by(day: str, edge: bool) -> tuple[KubernetesVersion, ...]:
    of_kind = [row for row in all_versions().values() if row.edge == edge]
    return tuple(row for row in of_kind if row.offered <= day) or tuple(of_kind[:1])


@lru_cache(maxsize=16)
def _fixed(versions: tuple[str, ...], edge: bool) -> tuple[KubernetesVersion, ...]:
    """The rows of a fixed set, in order; raises ``ValueError`` for an unknown version."""
    rows = []
    for version in versions:
        row = like(version)
        if row is None:
            newest = [known.version for known in all_versions().values() if not known.edge][-1]
            raise ValueError(
                f"{version!r} is no version of Kubernetes that is known here; write it like"
                f" {newest}"
            )
        rows.append(row if row.edge == edge else _respelled(row, edge))
    return tuple(sorted(rows, key=lambda row: row.order))


def _respelled(row: KubernetesVersion, edge: bool) -> KubernetesVersion:
    if edge:
        return _for_edge(row)
    return replace(row, version=row.version.replace("-aliyunedge.", "-aliyun."), edge=False)


def _for_edge(row: KubernetesVersion) -> KubernetesVersion:
    return replace(row, version=row.version.replace("-aliyun.", "-aliyunedge."), edge=True)


def _last(rows: Iterable[KubernetesVersion]) -> KubernetesVersion | None:
    found = list(rows)
    return found[-1] if found else None


def _day(now: int) -> str:
    return instants.as_text(now)[:10]
