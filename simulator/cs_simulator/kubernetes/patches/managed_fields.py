"""Who owns which fields of an object: ``metadata.managedFields``.

The rules are those of ``k8s.io/apimachinery/pkg/util/managedfields``: a write by anything but apply
owns what it changes, and takes that from all others.
"""

from typing import Any, NamedTuple, Self

from cs_simulator.domain.instants import as_text
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.patches import field_sets
from cs_simulator.kubernetes.patches.field_sets import Path, Paths
from cs_simulator.kubernetes.patches.places import place_of

APPLY, UPDATE = "Apply", "Update"

# As in the API server (`DefaultMaxUpdateManagers`): those who wrote first are put together.
_MOST_UPDATERS = 10
_ANCIENT = "ancient-changes"


class Manager(NamedTuple):
    """Who owns fields: what tells an entry of ``managedFields`` from others."""

    name: str
    operation: str
    """``Apply`` or ``Update``."""
    api_version: str
    subresource: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        """What tells it apart: who applies is the same in all versions of a kind."""
        version = "" if self.operation == APPLY else self.api_version
        return (self.name, self.operation, version, self.subresource)

    @property
    def text(self) -> str:
        """The manager as messages about conflicts name it."""
        below = f' with subresource "{self.subresource}"' if self.subresource else ""
        using = f" using {self.api_version}" if self.operation == UPDATE else ""
        return f'"{self.name}"{below}{using}'


class Owned(NamedTuple):
    """What a manager owns, and since when."""

    manager: Manager
    fields: Paths
    time: str

    @classmethod
    def of(cls, entry: Body) -> Self:
        """An entry of ``managedFields``."""
        manager = Manager(
            _text(entry, "manager"),
            _text(entry, "operation"),
            _text(entry, "apiVersion"),
            _text(entry, "subresource"),
        )
        return cls(manager, field_sets.decode(entry.get("fieldsV1")), _text(entry, "time"))

    @property
    def entry(self) -> Body:
        """The entry of ``managedFields``."""
        manager = self.manager
        below = {"subresource": manager.subresource} if manager.subresource else {}
        return {
            "manager": manager.name,
            "operation": manager.operation,
            "apiVersion": manager.api_version,
            "time": self.time,
            "fieldsType": "FieldsV1",
            "fieldsV1": field_sets.encode(self.fields),
            **below,
        }


Owners = dict[tuple[str, ...], Owned]
"""All owners of an object's fields, by the identity of the manager."""


def owners_of(body: Body) -> Owners:
    """Who owns which fields of an object."""
    entries = body.get("metadata", {}).get("managedFields")
    found = [
        Owned.of(entry)
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, dict) and entry.get("operation") in (APPLY, UPDATE)
    ]
    return {each.manager.identity: each for each in found}


def write(body: Body, owners: Owners) -> None:
    """Put into an object who owns its fields."""
    kept = sorted(
        (each for each in _capped(owners).values() if each.fields),
        key=lambda each: (each.manager.operation, each.time, each.manager),
    )
    if kept:
        body["metadata"]["managedFields"] = [each.entry for each in kept]
    else:
        body["metadata"].pop("managedFields", None)


def track(
    kind: Kind, before: Body | None, body: Body, manager: str, now: int, subresource: str = ""
) -> None:
    """Put into an object who owns its fields after a write that is no apply.

    *before* is the object before the write, ``None`` for a new one; *now* is in microseconds. What
    the body itself says of its owners counts, unless it says nothing; ``[{}]`` forgets them all. An
    object whose owners are not known stays without, until somebody applies something to it.
    """
    said = body["metadata"].get("managedFields")
    source = body if said and not subresource else before
    owners = owners_of(source) if source is not None else {}
    if before is not None and not owners:
        body["metadata"].pop("managedFields", None)
        return
    difference = field_sets.difference(before or {"metadata": {}}, body, place_of(kind))
    gone = difference.changed | difference.removed
    owners = {
        identity: each._replace(fields=each.fields - gone) for identity, each in owners.items()
    }
    own = Manager(manager, UPDATE, kind.api_version, subresource)
    if difference.changed:
        had = owners[own.identity].fields if own.identity in owners else frozenset[Path]()
        owners[own.identity] = Owned(own, had | difference.changed, as_text(now))
    write(body, owners)


def _capped(owners: Owners) -> Owners:
    """The owners, with those who wrote first put together if there are too many who update."""
    updaters = sorted(
        (each for each in owners.values() if each.manager.operation == UPDATE and each.fields),
        key=lambda each: (each.time, each.manager),
    )
    surplus = updaters[: max(0, len(updaters) - _MOST_UPDATERS + 1)]
    if len(updaters) <= _MOST_UPDATERS:
        return owners
    ancient = Manager(_ANCIENT, UPDATE, surplus[0].manager.api_version)
    fields: Paths = frozenset().union(*(each.fields for each in surplus))
    kept = {
        identity: each
        for identity, each in owners.items()
        if identity not in {one.manager.identity for one in surplus}
    }
    return {**kept, ancient.identity: Owned(ancient, fields, surplus[-1].time)}


def _text(entry: Body, name: str) -> str:
    value: Any = entry.get(name)
    return value if isinstance(value, str) else ""
