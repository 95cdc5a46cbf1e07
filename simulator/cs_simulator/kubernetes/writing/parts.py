"""Which part of an object a write may change: the whole, or what a subresource is about."""

from collections.abc import Mapping
from copy import deepcopy
from typing import NamedTuple

from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.writing.paths import drop_at, set_at, value_at

STATUS = "status"


class _Part(NamedTuple):
    paths: tuple[str, ...]
    metadata: tuple[str, ...] = ()
    """Fields of the metadata that are taken, too."""


# By the name of the subresource.
_PARTS: Mapping[str, _Part] = {
    STATUS: _Part((STATUS,), ("labels", "annotations", "finalizers", "managedFields")),
    "binding": _Part(("spec.nodeName", "status.conditions"), ("managedFields",)),
    "approval": _Part(("status.conditions",), ("labels", "annotations", "managedFields")),
    "ephemeralcontainers": _Part(("spec.ephemeralContainers",), ("managedFields",)),
    "finalize": _Part(("spec.finalizers",), ("managedFields",)),
}
# What of a kind only a subresource writes, beside the status.
_APART: Mapping[str, tuple[str, ...]] = {
    "namespaces": ("spec.finalizers",),
    "pods": ("spec.ephemeralContainers",),
}


def taken(kind: Kind, subresource: str, body: Body, before: Body) -> Body:
    """The object after a write, with what that write may not change as it was before."""
    part = _PARTS.get(subresource)
    if part is None:
        paths = _APART.get(kind.resource, ())
        return _with(body, before, (STATUS, *paths) if kind.has_status else paths)
    whole = _with(deepcopy(before), body, part.paths)
    whole["metadata"] = _metadata(kind, part, body["metadata"], before["metadata"])
    return whole


def _with(body: Body, other: Body, paths: tuple[str, ...]) -> Body:
    """The object with the values that another one has at these paths."""
    for path in paths:
        value = value_at(other, path)
        if value is None:
            drop_at(body, path)
        else:
            set_at(body, path, deepcopy(value))
    return body


def _metadata(kind: Kind, part: _Part, said: Body, present: Body) -> Body:
    """The metadata of the object, with what the write of a part may change of it.

    The status of a custom kind is written without labels and the like.
    """
    names = ("managedFields",) if kind.is_custom else part.metadata
    kept = {name: value for name, value in present.items() if name not in names}
    return {**deepcopy(kept), **{name: said[name] for name in names if name in said}}
