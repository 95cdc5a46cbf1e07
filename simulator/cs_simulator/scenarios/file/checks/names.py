"""Names in scenarios that nothing has, with what to write instead."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from cs_simulator.catalog import instance_types, regions
from cs_simulator.domain.globs import matches
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import UNKNOWN_NAME, UNKNOWN_PLACE
from cs_simulator.scenarios.rules.patterns import is_regex
from cs_simulator.scenarios.suggestions import instead, short


class Found(NamedTuple):
    """A problem of the value at a path."""

    path: Path
    code: str
    message: str


def matches_any(glob: str, names: Iterable[str]) -> bool:
    """Whether one of the names fits the pattern."""
    return any(matches(glob, name) for name in names)


def chosen(globs: Iterable[str] | None, names: Iterable[str]) -> list[str]:
    """The names that fit one of the patterns; all of them without patterns."""
    if globs is None:
        return list(names)
    patterns = tuple(globs)
    return [name for name in names if any(matches(glob, name) for glob in patterns)]


def unknown(
    path: Path, what: str, globs: Iterable[str] | None, known: Collection[str]
) -> Iterator[Found]:
    """Names, or patterns that match none."""
    for glob in globs or ():
        if glob not in known and not matches_any(glob, known):
            yield Found(path, UNKNOWN_NAME, f"there is no {what} {short(glob)}{_hint(glob, known)}")


def _hint(glob: str, known: Collection[str]) -> str:
    if is_regex(glob):
        return "; write a pattern with * and ?, regular expressions go with cluster only"
    return instead(glob, known)


@cache
def regions_known() -> list[str]:
    """All regions."""
    return list(regions.all_regions())


@cache
def zones_known() -> list[str]:
    """The zones of all regions."""
    return [zone for region in regions.all_regions().values() for zone in region.every_zone]


@cache
def _types() -> list[str]:
    return list(instance_types.all_instance_types())


PLACES: dict[str, Callable[[], list[str]]] = {
    "region_id": regions_known,
    "zone_id": zones_known,
    "instance_type": _types,
}
"""The known names by the key that names them."""


def unknown_places(path: Path, name: str, globs: Iterable[str] | None) -> Iterator[Found]:
    """Regions, zones or instance types that the catalogue does not have."""
    for glob in globs or ():
        known = PLACES[name]()
        if not matches_any(glob, known):
            message = f"there is no {name} {short(glob)}{_hint(glob, known)}"
            yield Found((*path, name), UNKNOWN_PLACE, message)
