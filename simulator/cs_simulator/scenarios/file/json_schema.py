"""The JSON Schema of declarations: what their annotations and docstrings say, as editors read it.

A key that is left out may be written as ``null``, too, which the schema does not have: an editor
would offer it everywhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import Field, fields, is_dataclass
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from cs_simulator.domain.docstrings import docstring
from cs_simulator.domain.instants import duration_text
from cs_simulator.scenarios.declaration import (
    Before,
    Choices,
    Limits,
    NameOf,
    default_of,
    is_required,
    key_of,
)
from cs_simulator.scenarios.expectations.expectation import DeclaredBounds
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.expectations.invariants import all_invariants
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.file.field_docs import meanings, plain
from cs_simulator.scenarios.file.key_cases import cases_of
from cs_simulator.scenarios.file.known_names import KnownNames
from cs_simulator.scenarios.file.schema_parts import (
    BOUNDS,
    DURATION,
    SHARE,
    Json,
    any_of,
    described,
    limited,
    one_of_keys,
    with_default,
)
from cs_simulator.scenarios.rules.fault import Fault
from cs_simulator.scenarios.values import Distribution, Duration, Globs, Share

_WRITTEN: Mapping[str, tuple[Any, Json]] = {
    "Duration": (Duration, DURATION),
    "Share": (Share, SHARE),
    "Bounds": (DeclaredBounds, BOUNDS),
}
"""The values that files write in their own way, by the names of their definitions."""
_SIMPLE: Mapping[Any, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Any: {},
    dict: {"type": "object"},
    list: {"type": "array"},
}
_Field = Field[Any]


class SchemaMaker:
    """Makes schemas; what several of them refer to is collected as definitions."""

    def __init__(self, names: Mapping[str, KnownNames]) -> None:
        self.definitions: dict[str, Json] = {}
        self._names = names

    def of_type(self, declared: Any) -> Json:
        """The schema of a type."""
        for name, (written, schema) in _WRITTEN.items():
            if declared == written:
                return self._defined(name, lambda found=schema: found)  # type: ignore[misc]
        if is_dataclass(declared):
            name = getattr(declared, "__name__", "")
            return self._defined(name, lambda: self.of_class(declared))
        return self._of_generic(declared) if get_args(declared) else _SIMPLE[declared]

    def _of_generic(self, declared: Any) -> Json:
        arguments, origin = get_args(declared), get_origin(declared)
        if origin is Annotated:
            return self._annotated(declared)
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin in (tuple, list):
            return self._array(arguments)
        if origin is dict:
            return self._object(*arguments)
        return any_of(self.of_type(one) for one in arguments if one is not NoneType)

    def _defined(self, name: str, make: Callable[[], Json]) -> Json:
        if name not in self.definitions:
            self.definitions[name] = {}  # it may refer to itself
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def _array(self, items: tuple[Any, ...]) -> Json:
        if len(items) == 1 or items[-1] is Ellipsis:
            return {"type": "array", "items": self.of_type(items[0])}
        each = [self.of_type(item) for item in items]
        return {"type": "array", "prefixItems": each, "minItems": len(each), "maxItems": len(each)}

    def _object(self, key: Any, value: Any) -> Json:
        """An object by names: those that are known, or any."""
        values = self.of_type(value)
        named = next((mark for mark in get_args(key)[1:] if isinstance(mark, NameOf)), None)
        if named is None:
            names = {} if key is str else {"propertyNames": self.of_type(key)}
            return {"type": "object", "additionalProperties": values, **names}
        known = self._names[named.what].names
        properties = {name: described(values, text) for name, text in known.items()}
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def _annotated(self, declared: Any) -> Json:
        base, *marks = get_args(declared)
        if base in (Fault, Invariant):
            return self._defined(base.__name__, self._fault if base is Fault else self._invariant)
        by_type = {type(mark): mark for mark in marks}
        named, before = by_type.get(NameOf), by_type.get(Before)
        if named:
            return self._names_of(named, is_list=base == get_args(Globs)[0])
        if choices := by_type.get(Choices):
            return {"enum": list(choices.names)}
        written = before.written if before and before.written is not None else base
        schema = self.of_type(written)
        return limited(schema, by_type[Limits]) if Limits in by_type else schema

    def _names_of(self, named: NameOf, *, is_list: bool) -> Json:
        """A name, a pattern of names, or a list of patterns."""
        known, title = self._names[named.what], named.what.title().replace("_", "")
        if known.is_open or not (is_list or named.has_patterns):
            one = self._defined(f"{title}Name", known.exact)
        else:
            one = self._defined(f"{title}Pattern", known.pattern)
        if not is_list:
            return one
        return any_of((one, {"type": "array", "items": one, "minItems": 1, "maxItems": 100}))

    # ---- classes

    def of_class(self, declared: Any) -> Json:
        """The schema of a declared class: its fields by the keys of files."""
        required = [key_of(field) for field in fields(declared) if is_required(field)]
        is_kind = issubclass(declared, Fault | Invariant)
        return {
            "title": declared.kind() if is_kind else declared.__name__,
            "description": _sentence(declared) if is_kind else plain(docstring(declared)),
            "type": "object",
            **cases_of(declared, self._properties(declared)),
            **({"required": required} if required else {}),
        }

    def _properties(self, declared: Any) -> dict[str, Json]:
        """The schema of each field, with its meaning and its default, by its key."""
        docs = meanings(declared)
        return {
            key_of(field): with_default(
                described(self._field(declared, field), docs[field.name]), _default(field)
            )
            for field in fields(declared)
        }

    def _field(self, declared: Any, field: _Field) -> Json:
        is_durations = (declared.__name__, field.name) == ("Scenario", "durations")
        return self._durations() if is_durations else self.of_type(field.type)

    def _durations(self) -> Json:
        """The stages of each operation that has tasks, with how long they take."""
        takes = self.of_type(Distribution)
        operations = {
            name: {
                "description": f"How long the stages of its tasks take: {stages}.",
                "type": "object",
                "properties": dict.fromkeys(stages.split(", "), takes),
                "additionalProperties": False,
            }
            for name, stages in self._names["task_operation"].names.items()
        }
        return {"type": "object", "properties": operations, "additionalProperties": False}

    # ---- faults and invariants

    def _fault(self) -> Json:
        """Exactly one kind: by its name alone, or with parameters."""
        kinds: dict[str, Any] = dict(all_kinds())
        by_name = _by_name(kinds)
        transport = described(by_name, "The same, of a fault of the connection.")
        return {
            "title": "fault",
            "oneOf": [one_of_keys(self._by_key(kinds) | {"transport": transport}), by_name],
        }

    def _invariant(self) -> Json:
        kinds: dict[str, Any] = dict(all_invariants())
        return {
            "title": "invariant",
            "oneOf": [one_of_keys(self._by_key(kinds)), _by_name(kinds)],
        }

    def _by_key(self, kinds: Mapping[str, Any]) -> dict[str, Json]:
        return {
            name: described(self._parameters(kind), _sentence(kind)) for name, kind in kinds.items()
        }

    def _parameters(self, kind: Any) -> Json:
        """The parameters of a kind, in the full or in the short form."""
        members = [self.of_type(kind)]
        members += [self.of_type(one.type) for one in fields(kind) if one.name == kind.main]
        if not any(map(is_required, fields(kind))):
            members.append({"type": "null"})
        return any_of(members)


def _by_name(kinds: Mapping[str, Any]) -> Json:
    """Those that need no parameter, by their names alone."""
    names = [name for name, kind in kinds.items() if not any(map(is_required, fields(kind)))]
    return {"enum": names, "enumDescriptions": [_sentence(kinds[name]) for name in names]}


def _sentence(kind: Any) -> str:
    """What a kind of fault or an invariant does, as a sentence."""
    text = plain(kind.description())
    return text[:1].upper() + text[1:]


def _default(field: _Field) -> object:
    default = None if is_required(field) else default_of(field)
    return duration_text(default) if field.type == Duration and default is not None else default
