"""What calls keep of a cluster besides its nodes and pools, by kind and name.

It goes when the cluster does. What calls keep for the whole account is an ``AccountEntry``.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import orjson

from cs_simulator.domain.records import ClusterEntry
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World


class Entry(NamedTuple):
    """One of them."""

    name: str
    value: dict[str, Any]
    created: int
    """The virtual instant at which it was first kept."""


def find(world: World, cluster_id: str, kind: str, name: str) -> Entry | None:
    """The entry of that kind and name, if there is one."""
    found = world.cluster_entries.get(_key(cluster_id, kind, name))
    return _entry(found) if found else None


def of_kind(world: World, cluster_id: str, kind: str) -> Iterator[Entry]:
    """A cluster's entries of a kind, in the order in which they were first kept."""
    for key in world.cluster_entries_of[cluster_id]:
        found = world.cluster_entries[key]
        if found.kind == kind:
            yield _entry(found)


def keep(unit: Unit, cluster_id: str, kind: str, name: str, value: Mapping[str, object]) -> None:
    """Keep an entry, in place of the one of that kind and name, if there is one."""
    table, key = unit.world.cluster_entries, _key(cluster_id, kind, name)
    before = table.get(key)
    text = orjson.dumps(value).decode()
    if before:
        unit.put(table, before._replace(value=text))
        return
    unit.put(
        table,
        ClusterEntry(
            serial=unit.serial(),
            key=key,
            cluster_id=cluster_id,
            kind=kind,
            name=name,
            value=text,
            created=unit.now,
        ),
    )


def drop(unit: Unit, cluster_id: str, kind: str, name: str) -> bool:
    """Drop the entry of that kind and name; returns whether there was one."""
    table = unit.world.cluster_entries
    found = table.get(_key(cluster_id, kind, name))
    if found:
        unit.drop(table, found)
    return found is not None


def _key(cluster_id: str, kind: str, name: str) -> str:
    return f"{cluster_id}/{kind}/{name}"


def _entry(found: ClusterEntry) -> Entry:
    return Entry(found.name, orjson.loads(found.value), found.created)
