"""Values whose JSON type is not that of their field: an API server cannot even read such an object.

Texts are those of Go's ``encoding/json``, ``encoding/base64`` and ``time``, and of
``k8s.io/apimachinery/pkg/api/resource``. They name a field by the type that has it and by its path,
without indexes and keys: ``EnvVar.spec.template.spec.containers.env.value``.
"""

import re
from binascii import a2b_base64
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cs_simulator.domain.instants import from_text
from cs_simulator.kubernetes import types
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.types import Field, Type
from cs_simulator.kubernetes.writing import metadata

_METADATA = "metadata"
_OF_METADATA = "meta/v1.ObjectMeta"
_PLAIN: Mapping[str, type] = {"string": str, "int": int, "bool": bool, "bytes": str}
_NAMES = {
    bool: "bool",
    int: "number",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}
_QUANTITY = re.compile(
    r"\s*[+-]?(\d+\.?\d*|\.\d+)([numkMGTPE]?|[KMGTPE]i|[eE][+-]?\d+)\s*", re.ASCII
)
_NO_QUANTITY = (
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
)
# The parts of an instant, by what Go calls them.
_INSTANT = tuple(
    (part, re.compile(pattern, re.ASCII))
    for part, pattern in (
        ("2006", r"\d{4}"), ("-", "-"), ("01", r"\d\d"), ("-", "-"), ("02", r"\d\d"), ("T", "T"),
        ("15", r"\d\d"), (":", ":"), ("04", r"\d\d"), (":", ":"), ("05", r"\d\d([.,]\d+)?"),
        ("Z07:00", r"Z|[+-]\d\d:\d\d"),
    )
)  # fmt: skip
_FOREIGN = re.compile(r"[^A-Za-z0-9+/=]|(?<==)[^=]")
_QUANTUM = 4
# The other numbers have 32 bits.
_OF_64_BITS = frozenset((
    "activeDeadlineSeconds", "deletionGracePeriodSeconds", "expirationSeconds", "fsGroup",
    "generation", "observedGeneration", "revision", "runAsGroup", "runAsUser",
    "startingDeadlineSeconds", "supplementalGroups", "terminationGracePeriodSeconds",
    "tolerationSeconds",
))  # fmt: skip


class _TypeError(Exception):
    """A value is of another type than its field; its text says so."""


def check(kind: Kind, body: Body) -> None:
    """Raise 400 for the first value whose type is not that of its field; ``null`` is of any.

    Only the metadata are looked at where a kind has no types: if it is custom, or in a version that
    no client of this age knows.
    """
    type_ = None if kind.is_custom else types.named(kind.api_version, kind.kind)
    found = body.get(_METADATA)
    try:
        if type_ is not None:
            _check_fields(body, type_, "")
        elif isinstance(found, dict):
            _check_fields(found, types.find(_OF_METADATA), f"{_METADATA}.")
    except _TypeError as error:
        raise metadata.not_of(kind, str(error)) from error


def _check_fields(found: Body, type_: Type, path: str) -> None:
    fields = type_.by_name
    for name, value in found.items():
        field = fields.get(name)
        if field is None or value is None:
            continue
        values: Iterable[Any] = (value,)
        if field.is_list or field.is_map:
            if not isinstance(value, list if field.is_list else dict):
                raise _wrong(value, field, type_, path, _collection(field))
            values = value if isinstance(value, list) else value.values()
        for each in values:
            _check_value(each, field, type_, path)


def _check_value(value: Any, field: Field, type_: Type, path: str) -> None:
    """Check a value that is no list or map, or one of those in a list or map."""
    if value is None:
        return
    wanted = _PLAIN.get(field.type, None if field.type in types.SCALARS else dict)
    if wanted is not None and type(value) is not wanted:
        raise _wrong(value, field, type_, path, _one(field))
    if wanted is dict:
        _check_fields(value, types.find(field.type), f"{path}{field.name}.")
    elif field.type in _READ:
        why = _READ[field.type](value)
        if why:
            raise _TypeError(why)


def _wrong(value: Any, field: Field, type_: Type, path: str, wanted: str) -> _TypeError:
    shown = _NAMES[type(value)]
    around = type_.name.rpartition(".")[2]
    return _TypeError(
        f"json: cannot unmarshal {shown} into Go struct field {around}.{path}{field.name} of type"
        f" {wanted}"
    )


def _collection(field: Field) -> str:
    """What Go calls the type of a list or map."""
    if field.is_list:
        return f"[]{_one(field)}"
    return "v1.ResourceList" if field.type == "Quantity" else f"map[string]{_one(field)}"


def _one(field: Field) -> str:
    """What Go calls the type of a field, or of what is in it."""
    if field.type == "int":
        return "int64" if field.name in _OF_64_BITS else "int32"
    return _IN_GO.get(field.type) or field.type.rpartition("/")[2]


_IN_GO = {"Strings": "[]string", "bytes": "[]uint8"}


def _of_base64(value: Any) -> str:
    plain = value.replace("\n", "").replace("\r", "")
    try:
        a2b_base64(plain, strict_mode=True)
    except ValueError:  # that it is no base64, or not even ASCII
        foreign = _FOREIGN.search(plain)
        at = foreign.start() if foreign else len(plain) // _QUANTUM * _QUANTUM
        return f"illegal base64 data at input byte {at}"
    return ""


def _of_quantity(value: Any) -> str:
    if type(value) in (int, float) or (type(value) is str and _QUANTITY.fullmatch(value)):
        return ""
    return _NO_QUANTITY


def _of_int_or_string(value: Any) -> str:
    return "" if type(value) in (int, str) else _into(value, "int32")


def _of_double(value: Any) -> str:
    return "" if type(value) in (int, float) else _into(value, "float64")


def _of_strings(value: Any) -> str:
    if type(value) is not list:
        return _into(value, "[]string")
    other = next((each for each in value if type(each) is not str and each is not None), None)
    return "" if other is None else _into(other, "string")


def _of_time(value: Any) -> str:
    if type(value) is not str:
        return _into(value, "string")
    at = 0
    for part, pattern in _INSTANT:
        found = pattern.match(value, at)
        if found is None:
            layout = "2006-01-02T15:04:05Z07:00"
            return f'parsing time "{value}" as "{layout}": cannot parse "{value[at:]}" as "{part}"'
        at = found.end()
    if at < len(value):
        return f'parsing time "{value}": extra text: "{value[at:]}"'
    try:
        from_text(value)
    except ValueError:
        return f'parsing time "{value}": out of range'
    return ""


def _into(value: Any, wanted: str) -> str:
    return f"json: cannot unmarshal {_NAMES[type(value)]} into Go value of type {wanted}"


# What is wrong with a value of a type that has a JSON of its own; nothing if it can be read.
_READ: Mapping[str, Callable[[Any], str]] = {
    "bytes": _of_base64,
    "Quantity": _of_quantity,
    "IntOrString": _of_int_or_string,
    "double": _of_double,
    "Strings": _of_strings,
    "Time": _of_time,
    "MicroTime": _of_time,
}
