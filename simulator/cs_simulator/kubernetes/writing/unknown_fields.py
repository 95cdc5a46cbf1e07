"""Fields that the type of an object does not have: Kubernetes forgets them, and so does this.

``fieldValidation`` decides whether that is refused, a warning, or not worth a word.
"""

from collections.abc import Iterable
from typing import Any

from cs_simulator.kubernetes import types
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.types import SCALARS, Field, Type
from cs_simulator.kubernetes.writing import metadata

# Whole objects have these; their types have not.
_OF_OBJECTS = ("apiVersion", "kind")
_METADATA = "metadata"


def take_away(kind: Kind, body: Body) -> tuple[Body, list[str]]:
    """The object without unknown fields, and the paths of those.

    Custom kinds have no types: of them only the metadata are looked at.
    """
    unknown: list[str] = []
    type_ = None if kind.is_custom else types.named(kind.api_version, kind.kind)
    rest = {name: value for name, value in body.items() if name != _METADATA}
    known = rest if type_ is None else _of_type(rest, type_, "", unknown)
    taken = {name: known[name] if name in known else body[name] for name in body
             if name in known or name == _METADATA}  # fmt: skip
    if isinstance(body.get(_METADATA), dict):
        taken[_METADATA] = _metadata(body[_METADATA], unknown)
    return taken, unknown


def _metadata(found: Body, unknown: list[str]) -> Body:
    unknown += [f"{_METADATA}.{name}" for name in found if name not in metadata.FIELDS]
    return {name: value for name, value in found.items() if name in metadata.FIELDS}


def _of_type(found: Body, type_: Type, path: str, unknown: list[str]) -> Body:
    """The fields of an object that its type has, with what they hold looked at, too."""
    fields = type_.by_name
    known: Body = {}
    for name, value in found.items():
        field = fields.get(name)
        if field is not None:
            known[name] = _of_field(value, field, f"{path}{name}", unknown)
        elif name in _OF_OBJECTS and (not path or _METADATA in fields):
            known[name] = value
        else:
            unknown.append(f"{path}{name}")
    return known


def _of_field(value: Any, field: Field, path: str, unknown: list[str]) -> Any:
    """The value of a field; one of another shape is left for others to find wrong."""
    if field.type in SCALARS:
        return value
    type_ = types.find(field.type)
    if field.is_list and isinstance(value, list):
        return [
            _element(each, type_, f"{path}[{number}]", unknown) for number, each in enumerate(value)
        ]
    if field.is_map and isinstance(value, dict):
        return {
            name: _element(each, type_, f"{path}.{name}", unknown) for name, each in value.items()
        }
    return value if field.is_list or field.is_map else _element(value, type_, path, unknown)


def _element(value: Any, type_: Type, path: str, unknown: list[str]) -> Any:
    return _of_type(value, type_, f"{path}.", unknown) if isinstance(value, dict) else value


def texts(paths: Iterable[str]) -> list[str]:
    """What is said of unknown fields."""
    return [f'unknown field "{path}"' for path in paths]
