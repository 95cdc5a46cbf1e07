"""The schemas of OpenAPI documents, for ``kubectl explain``: names and types of fields.

They are made of the types of the catalogue, and of the schemas of custom definitions. There are no
descriptions, and nothing is said of which fields must be there: nobody validates by them.
"""

from collections.abc import Iterable, Mapping

from cs_simulator.kubernetes import types
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.types import Field, Type

Json = dict[str, object]
Defined = Mapping[tuple[str, str, str], Json]
"""The schemas of custom kinds, by group, version and kind."""

KIND = "x-kubernetes-group-version-kind"
_META, _OF_META = "meta/v1.", "io.k8s.apimachinery.pkg.apis.meta.v1."
_METADATA = "meta/v1.ObjectMeta"
_TEXT: Json = {"type": "string"}
_QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity"
_INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString"
_NAMED: Mapping[str, Json] = {
    _QUANTITY: {"oneOf": [_TEXT, {"type": "number"}]},
    _INT_OR_STRING: {"format": "int-or-string", "oneOf": [{"type": "integer"}, _TEXT]},
}


def _reference_to(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


_SCALARS: Mapping[str, Json] = {
    "string": _TEXT,
    "int": {"type": "integer"},
    "bool": {"type": "boolean"},
    "double": {"type": "number", "format": "double"},
    "bytes": {"type": "string", "format": "byte"},
    "Quantity": _reference_to(_QUANTITY),
    "IntOrString": _reference_to(_INT_OR_STRING),
    "Time": {"type": "string", "format": "date-time"},
    "MicroTime": {"type": "string", "format": "date-time"},
    "Raw": {"type": "object", "x-kubernetes-preserve-unknown-fields": True},
}
_ANY: Json = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}


def schemas_of(kinds: Iterable[Kind], defined: Defined) -> dict[str, Json]:
    """The schemas of kinds, and of all types that these are made of, by their names."""
    found = dict(_NAMED)
    needed = {_METADATA}
    for kind in kinds:
        of_kind = types.of_kind(kind)
        if of_kind is not None:
            schema = _of_type(of_kind)
            needed |= _types_in(of_kind)
        else:
            schema = _custom(defined.get((kind.group, kind.version, kind.kind), _ANY))
        found[_name_of_kind(kind)] = {**schema, KIND: [names_of(kind)]}
    for name in _closure(needed):
        found.setdefault(_name_of_type(name), _of_type(types.find(name)))
    return found


def names_of(kind: Kind) -> Json:
    """Group, version and kind, as extensions of documents say them."""
    return {"group": kind.group, "version": kind.version, "kind": kind.kind}


def _custom(schema: Json) -> Json:
    """The schema of a custom kind with the fields that all objects have."""
    properties = schema.get("properties")
    own = properties if isinstance(properties, dict) else {}
    return {**schema, "type": "object", "properties": {**own, **_of_all_objects()}}


def _of_all_objects() -> Json:
    return {"apiVersion": _TEXT, "kind": _TEXT, "metadata": _reference(_METADATA)}


def _of_type(of: Type) -> Json:
    properties: Json = {name: _property(field) for name, field in of.by_name.items()}
    if "metadata" in properties:
        properties |= _of_all_objects()
    return {"type": "object", "properties": properties}


def _property(field: Field) -> Json:
    one = _SCALARS.get(field.type, {}) if field.type in types.SCALARS else _reference(field.type)
    if field.is_list:
        return {"type": "array", "items": one}
    return {"type": "object", "additionalProperties": one} if field.is_map else one


def _reference(name: str) -> Json:
    return _reference_to(_name_of_type(name))


def _closure(names: set[str]) -> list[str]:
    """These types and all that they are made of."""
    found: set[str] = set()
    while names:
        found |= names
        names = {part for name in names for part in _types_in(types.find(name))} - found
    return sorted(found)


def _types_in(of: Type) -> set[str]:
    return {field.type for field in of.by_name.values()} - types.SCALARS


def _name_of_kind(kind: Kind) -> str:
    """The name by which the schema of a kind is known: ``io.k8s.api.apps.v1.Deployment``."""
    if kind.is_custom:
        group = ".".join(reversed(kind.group.split(".")))
        return f"{group}.{kind.version}.{kind.kind}"
    return _name_of_type(f"{kind.api_version}.{kind.kind}")


def _name_of_type(name: str) -> str:
    """The name by which the schema of a type is known; *name* is ``apps/v1.DeploymentSpec``."""
    if name.startswith(_META):
        return _OF_META + name.removeprefix(_META)
    group, slash, rest = name.rpartition("/")
    return f"io.k8s.api.{group.partition('.')[0] if slash else 'core'}.{rest}"
