"""The types of objects, taken apart from the catalogue: what each field is, and how it is merged.

Custom kinds have none.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from cs_simulator.catalog.kubernetes_messages import all_messages
from cs_simulator.kubernetes.kinds import Kind

SCALARS = frozenset(
    (
        "string", "int", "bool", "double", "bytes", "Quantity", "IntOrString", "Time", "MicroTime",
        "Raw", "Strings", "SchemaOrBool", "SchemaOrList", "SchemaOrStrings",
    )
)  # fmt: skip
"""The types of fields that are no messages of the catalogue, or have a JSON of their own."""

_FIELD = re.compile(
    r"\(?(?P<name>[^():]+)(?P<embedded>\))?: (?P<number>\d+) (?P<open>[\[{])?(?P<type>[\w./]+)"
    r"[\]}]?(?P<pointer>\?)?(?P<always>!)?(?: patch=(?P<patch>\S+))?(?: apply=(?P<apply>\S+))?"
    r"(?P<element> element=atomic)?"
)


class Field(NamedTuple):
    """One field of a type."""

    name: str
    number: int
    """The number on the wire."""
    type: str
    """One of :data:`SCALARS`, or the name of a type: of an element, for a list or map."""
    is_list: bool
    is_map: bool
    is_embedded: bool
    """Whether the fields of its type are those of the object around it."""
    is_pointer: bool
    """Whether it may be absent, so that what is there is kept even when it is zero."""
    is_always: bool
    """Whether the JSON has it even when it is zero."""
    patch: str
    """The key by which a strategic patch merges the list; ``.`` for plain values, ``replace`` for
    an object that is replaced; else empty."""
    is_atomic: bool
    """Whether server-side apply takes it as one value."""
    is_element_atomic: bool
    """Whether server-side apply takes each element of it as one value."""
    is_set: bool
    """Whether server-side apply merges the list as a set."""
    keys: Mapping[str, str]
    """The keys by which server-side apply merges the list, with the value that an element has which
    lacks one; empty if it is not merged so."""


class Type:
    """One type, such as ``apps/v1.DeploymentSpec``."""

    def __init__(self, name: str, fields: str) -> None:
        self.name = name
        self.by_number = {
            field.number: field
            for field in (_field(text, name) for text in fields.split("; ") if text)
        }

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Its fields by their names in JSON, those of embedded types included."""
        return dict(self._named())

    def _named(self) -> Iterator[tuple[str, Field]]:
        for field in self.by_number.values():
            if field.is_embedded:
                yield from find(field.type).by_name.items()
            else:
                yield field.name, field


def _field(text: str, around: str) -> Field:
    match = _FIELD.fullmatch(text)
    assert match is not None, text  # noqa: S101  # the catalogue is ours
    part = match.groupdict("")
    type_, apply = part["type"], part["apply"]
    if type_ not in SCALARS and "." not in type_:
        type_ = f"{around.rpartition('.')[0]}.{type_}"
    keys = {} if apply in ("atomic", "set", "") else dict(_key(each) for each in apply.split(","))
    return Field(
        name=part["name"],
        number=int(part["number"]),
        type=type_,
        is_list=part["open"] == "[",
        is_map=part["open"] == "{",
        is_embedded=bool(part["embedded"]),
        is_pointer=bool(part["pointer"]),
        is_always=bool(part["always"]),
        patch=part["patch"],
        is_atomic=apply == "atomic",
        is_element_atomic=bool(part["element"]),
        is_set=apply == "set",
        keys=keys,
    )


def _key(text: str) -> tuple[str, str]:
    name, _, default = text.partition(":")
    return name, default


@cache
def find(name: str) -> Type:
    """The type of that name; raises KeyError if there is none."""
    return Type(name, all_messages()[name].fields)


@cache
def named(api_version: str, kind: str) -> Type | None:
    """The type of the objects with this ``apiVersion`` and ``kind``; ``None`` if there is none."""
    name = f"{api_version}.{kind}"
    return find(name) if name in all_messages() else None


def of_kind(kind: Kind) -> Type | None:
    """The type of a kind, or that of the same kind in another version; ``None`` if it is custom."""
    if kind.is_custom:
        return None
    return named(kind.api_version, kind.kind) or _in_another_version(kind.group, kind.kind)


@cache
def _in_another_version(group: str, kind: str) -> Type | None:
    groups = (group, _MOVED.get(group))
    for name in all_messages():
        api_version, _, of = name.rpartition(".")
        if of == kind and api_version.rpartition("/")[0] in groups:
            return find(name)
    return None


# Groups whose kinds have moved to another.
_MOVED = {"extensions": "networking.k8s.io"}
