"""The JSON Schema of request records: made of the types of their fields and the rules of these."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cs_simulator.cluster_types.ack import field_rules as ack_rules
from cs_simulator.cluster_types.ack.pools import field_rules as pool_rules
from cs_simulator.domain.docstrings import first_line
from cs_simulator.validation import field_rules, field_types, strict_types
from cs_simulator.validation.request_records import FieldSpec, field_specs
from cs_simulator.validation.strict import Secret

Json = dict[str, Any]

_OF_ARRAY = ("body",)
"""The fields of the record of a body that is a bare array."""
_TEXTS: Json = {"type": "array", "items": {"type": "string"}}
_SIMPLE: Mapping[type, Json] = {
    field_types.Boolean: {"type": "boolean"},
    field_types.TextList: _TEXTS,
    strict_types.Text: {"type": "string"},
    strict_types.Integer: {"type": "integer"},
    strict_types.Number: {"type": "number"},
    strict_types.Boolean: {"type": "boolean"},
    strict_types.TextList: _TEXTS,
    strict_types.IntegerList: {"type": "array", "items": {"type": "integer"}},
    strict_types.TextMap: {"type": "object", "additionalProperties": {"type": "string"}},
    strict_types.FreeObject: {"type": "object"},
}
_NAME = {"pattern": "^[a-zA-Z0-9一-龥][a-zA-Z0-9一-龥-]*$", "maxLength": ack_rules.Name.MOST}
_PASSWORD = {"minLength": 8, "maxLength": 30}


def body_schema(record: Any) -> Json:
    """The JSON Schema of a body that is read into a record: an object, or a bare array.

    Objects may have other fields, too, which have no effect.
    """
    specs = field_specs(record)
    fields = {spec.name: _field(spec) for spec in specs}
    if tuple(fields) == _OF_ARRAY:
        return fields["body"]
    return {
        "type": "object",
        "properties": fields,
        "required": [spec.name for spec in specs if spec.is_required and spec.name != "region_id"],
    }


def _field(spec: FieldSpec) -> Json:
    schema = dict(_kind(spec.type))
    for rule in spec.rules:
        schema |= _keywords(rule, schema)
    if described := list(_sentences(spec)):
        schema["description"] = " ".join(described)
    if not spec.is_required and isinstance(spec.default, str | int | bool):
        schema["default"] = spec.default
    return schema


def _sentences(spec: FieldSpec) -> Iterator[str]:
    """What the rules of a field say of themselves."""
    for rule in spec.rules:
        line = "" if isinstance(rule, Secret) else first_line(type(rule)).replace("``", "`")
        if line:
            yield line


def _kind(declared: object) -> Json:
    """The schema of a field's type."""
    match declared:
        case strict_types.Object(record):
            return body_schema(record)
        case strict_types.Objects(record):
            return {"type": "array", "items": body_schema(record)}
        case field_types.Text(or_boolean=True):
            return {"type": ["string", "boolean"]}
        case field_types.Text():
            return {"type": "string"}
        case field_types.Integer(or_text=True):
            return {"type": ["integer", "string"]}
        case field_types.Integer():
            return {"type": "integer"}
    return _SIMPLE[type(declared)]


def _keywords(rule: object, schema: Json) -> Json:
    """What a rule says in the words of JSON Schema, of a field with this schema so far.

    Nothing for a rule that cannot be said there: it is described by its sentence alone.
    """
    match rule:
        case ack_rules.OneOf() if schema["type"] == "array":
            return {"items": {**schema["items"], "enum": list(rule.values)}}
        case ack_rules.OneOf():
            return {"enum": list(rule.values)}
        case ack_rules.Between():
            return _bounds(rule)
        case ack_rules.EachMatches():
            return {"items": {**schema["items"], "pattern": _whole(rule.form)}}
        case ack_rules.Matches():
            return {"pattern": _whole(rule.form)}
        case Secret():
            return {"writeOnly": True}
    sizes = _SIZES.get(type(rule))
    return sizes(rule) if sizes else {}


def _bounds(rule: ack_rules.Between) -> Json:
    bounds: Json = {"minimum": rule.least, "maximum": rule.most}
    if not rule.besides:
        return bounds
    return {"anyOf": [bounds, {"enum": list(rule.besides)}]}


# The keywords of the rules that bound how long or how large something is.
_SIZES: Mapping[type, Callable[[Any], Json]] = {
    ack_rules.Name: lambda _rule: _NAME,
    field_rules.ClusterName: lambda _rule: _NAME,
    ack_rules.Password: lambda _rule: _PASSWORD,
    field_rules.Password: lambda _rule: _PASSWORD,
    ack_rules.LengthUpTo: lambda rule: {"maxLength": rule.most},
    ack_rules.CountUpTo: lambda rule: {"maxItems": rule.most},
    pool_rules.Length: lambda rule: {"minLength": rule.least, "maxLength": rule.most},
    pool_rules.Items: lambda rule: {"minItems": rule.least, "maxItems": rule.most},
    field_rules.AtLeast: lambda rule: {"minimum": rule.minimum},
    field_rules.MaxLength: lambda rule: {"maxLength": rule.limit},
    field_rules.NotEmpty: lambda _rule: {"minItems": 1},
}


def _whole(form: re.Pattern[str]) -> str:
    """The pattern of a whole text; a schema's own pattern is searched for anywhere in it."""
    return f"^(?:{form.pattern})$"
