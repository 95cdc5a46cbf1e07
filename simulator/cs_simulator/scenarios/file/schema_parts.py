"""Small pieces of JSON Schema: alternatives, descriptions, defaults, limits, exactly one key."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cs_simulator.scenarios.declaration import Limits

Json = dict[str, Any]

_ORDER = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "string": {"min_length": "minLength", "max_length": "maxLength", "pattern": "pattern"},
    "array": {"min_length": "minItems", "max_length": "maxItems"},
    "integer": _ORDER,
    "number": _ORDER,
}
"""The words for limits by the type that they limit."""

_TEXT = {"type": "string", "pattern": r"^[+]?\s*([0-9]+([.][0-9]+)?(ms|s|m|h|d))+\s*$"}
DURATION: Json = {
    "title": "duration",
    "description": "A duration: 90s, 5m, 1h30m, 250ms, or seconds as a number.",
    "anyOf": [_TEXT, {"type": "number", "minimum": 0}],
}
SHARE: Json = {
    "title": "share",
    "description": "A share from 0 to 1, or a percentage such as 30%.",
    "anyOf": [
        {"type": "string", "pattern": r"^[0-9]+([.][0-9]+)?%$"},
        {"type": "number", "minimum": 0, "maximum": 1},
    ],
}
_NUMBER = {"type": "integer", "minimum": 0}
_BOUNDS = {"exact": "Exactly so many.", "min": "The least.", "max": "The most."}
BOUNDS: Json = {
    "title": "bounds",
    "description": "A whole number, or an object with exact, or with min and max.",
    "anyOf": [
        _NUMBER,
        {
            "type": "object",
            "properties": {
                name: {"description": text, **_NUMBER} for name, text in _BOUNDS.items()
            },
            "additionalProperties": False,
        },
    ],
}


def any_of(members: Iterable[Json]) -> Json:
    """One of several schemas; the alternatives of alternatives are put side by side."""
    found: list[Json] = []
    for member in members:
        inner = member["anyOf"] if member.keys() == {"anyOf"} else [member]
        found += [one for one in inner if one not in found]
    return found[0] if len(found) == 1 else {"anyOf": found}


def described(schema: Json, text: str) -> Json:
    """The schema with another description."""
    return {**schema, "description": text} if text else schema


def with_default(schema: Json, default: object) -> Json:
    """The schema with a default, if that says something."""
    is_shown = isinstance(default, bool | int | float | str) and default != ""
    return {**schema, "default": default} if is_shown else schema


def limited(schema: Json, limits: Limits) -> Json:
    """The schema with the limits that suit its type; of alternatives, each with its own."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [limited(member, limits) for member in schema["anyOf"]]}
    words = _WORDS.get(schema.get("type", ""), {})
    given = limits._asdict()
    return schema | {word: given[name] for name, word in words.items() if given[name] is not None}


def one_of_keys(properties: Mapping[str, Json]) -> Json:
    """An object with exactly one of these keys."""
    return {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
        # Beside the properties, it would keep yaml-language-server from completing them.
        "allOf": [{"minProperties": 1, "maxProperties": 1}],
    }


def enum(names: Mapping[str, str]) -> Json:
    """One of several names, each with what it means, which may be empty."""
    docs = list(names.values())
    return {"enum": list(names), **({"enumDescriptions": docs} if any(docs) else {})}


def when(condition: Json, then: Json, otherwise: Json | None = None) -> Json:
    """What holds under a condition."""
    return {"if": condition, "then": then, **({"else": otherwise} if otherwise else {})}


def exactly(
    properties: Mapping[str, Json], keys: Sequence[str], besides: Sequence[str], **more: Any
) -> Json:
    """An object with the keys, and with those besides, which are described elsewhere."""
    known = {key: properties[key] for key in keys} | dict.fromkeys(besides, True)
    return {"properties": known, "additionalProperties": False, **more}
