"""What the indexes of a world have, as values that can be compared with those of another world."""

from collections.abc import Mapping
from typing import Any

from cs_simulator.engine.tables import Table
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.workloads.scheduler.ledger import ledger_of

LEFT_OUT = frozenset({
    "_index", "_objects", "_world", "event_ends",
    "following", "changed_nodes", "to_look_at", "version",
    "_meaning", "_meant", "_rankings", "_wishes",
})  # fmt: skip
"""The way back to what is indexed, what is still to be looked at, and what is read again when it
is missing."""


def contents_of(world: World) -> dict[str, Any]:
    """All that the indexes of objects and timers and the scheduler's ledger have."""
    return {
        "index": plain(index_of(world)),
        "ledger": plain(ledger_of(world)),
        **{
            name: plain(getattr(world, name))
            for name in (
                "kubernetes_clusters",
                "kubernetes_resources",
                "kubernetes_timers_at",
                "kubernetes_timers_awaited",
                "kubernetes_timers_of",
            )
        },
    }


def plain(value: Any) -> Any:
    """A value without the order of what has none, and without what is empty."""
    if isinstance(value, Table | World) or callable(value):
        return None
    if isinstance(value, Mapping):
        found = {str(key): plain(each) for key, each in value.items()}
        return {key: each for key, each in sorted(found.items()) if each not in (None, [], {}, 0)}
    if isinstance(value, set | frozenset):
        return sorted(str(each) for each in value)
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return plain({name: each for name, each in fields(value).items() if name not in LEFT_OUT})


def fields(value: Any) -> dict[str, Any]:
    """The fields of an object, by name."""
    slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    found = {name: getattr(value, name) for name in slots if hasattr(value, name)}
    return {**found, **getattr(value, "__dict__", {})}


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Where two values differ, and how; lists of as many records are compared one by one."""
    if one == other:
        return []
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        one, other = (dict(enumerate(each)) for each in (one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return [
            each
            for key in sorted({*one, *other})
            if one.get(key) != other.get(key)
            for each in differences(one.get(key), other.get(key), f"{path}.{key}")
        ]
    return [f"{path}: {one} is not {other}"]
