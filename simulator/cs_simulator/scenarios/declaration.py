"""Declaring the scenario language: dataclasses whose annotations say how files write each field.

Two readers follow the same declarations: :func:`build` makes the objects of JSON that was checked
before; :mod:`cs_simulator.scenarios.file.model` derives the models that check what people write,
and the JSON Schema. Only the second one needs pydantic.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

T = TypeVar("T")
Read = Callable[[Any], Any]


class TimeValueError(ValueError):
    """A duration, a distribution or an instant of a file that cannot be used."""


class Before(NamedTuple):
    """Annotates a type: *read* turns what files write into what the type is read from."""

    read: Read
    written: Any = None
    """The type that files may write, for the JSON Schema; by default the annotated type."""


class After(NamedTuple):
    """Annotates a type: *read* turns a value of the type into the value of the field."""

    read: Read


class Limits(NamedTuple):
    """Annotates a type: what its values are limited to, in the words of JSON Schema."""

    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    strict: bool | None = None
    """Whether values of other types are refused even if they could be converted."""


class Description(NamedTuple):
    """Annotates a type: what its values are, for the JSON Schema."""

    text: str


class Choices(NamedTuple):
    """Annotates a text: it is one of these names, which a table has."""

    names: Iterable[str]


class NameOf(NamedTuple):
    """Annotates a text, or patterns of texts: what they are names of, for the JSON Schema.

    :mod:`cs_simulator.scenarios.file.known_names` has the names that there are.
    """

    what: str
    has_patterns: bool = False
    """Whether a text may be a pattern; :data:`cs_simulator.scenarios.values.Globs` always may."""


class Tried(NamedTuple):
    """Annotates a type: values to try when scenarios are made up, the simplest first.

    For types that do not say by themselves which of their values are worth trying.
    """

    values: tuple[Any, ...]


class Key(NamedTuple):
    """Annotates a field: the key that files write, where it is a word of Python."""

    name: str


def key_of(field: "Field[Any]") -> str:
    """The key of a field in files."""
    marks = get_args(field.type)[1:] if get_origin(field.type) is Annotated else ()
    return next((mark.name for mark in marks if isinstance(mark, Key)), field.name)


def is_required(field: "Field[Any]") -> bool:
    """Whether files must give the field."""
    return field.default is MISSING and field.default_factory is MISSING


def given(declared: Any) -> dict[str, Any]:
    """The fields that differ from their defaults, by the keys that files write."""
    return {
        key_of(field): value
        for field in fields(declared)
        if (value := getattr(declared, field.name)) != default_of(field)
    }


def default_of(field: "Field[Any]") -> Any:
    """The value of a field that files do not give."""
    return field.default_factory() if field.default_factory is not MISSING else field.default


def build(declared: type[T], source: Mapping[str, Any]) -> T:
    """The declared object of a checked JSON object; raises ``KeyError`` for an unknown key."""
    kind: Any = declared
    readers = _readers(kind)
    made = {}
    for key, value in source.items():
        name, read = readers[key]
        made[name] = read(value)
    return declared(**made)


@cache
def _readers(declared: Any) -> dict[str, tuple[str, Read]]:
    """Field names and readers by the keys that files write, and by the names themselves."""
    by_name = {field.name: (field.name, _reader(field.type)) for field in fields(declared)}
    return by_name | {key_of(field): by_name[field.name] for field in fields(declared)}


def _reader(declared: Any) -> Read:
    """What turns a JSON value into a value of the type."""
    arguments = get_args(declared)
    origin = get_origin(declared)
    if origin is Annotated:
        return _annotated(_reader(arguments[0]), arguments[1:])
    if origin in (Union, UnionType):
        return _union(arguments)
    if origin is tuple:
        return _tuple(arguments)
    if origin is dict:
        item = _reader(arguments[1])
        return lambda value: {key: item(inner) for key, inner in value.items()}
    if isinstance(declared, type) and is_dataclass(declared):
        return lambda value: value if isinstance(value, declared) else build(declared, value)
    return _SCALARS.get(declared, _same)


def _annotated(read: Read, marks: tuple[Any, ...]) -> Read:
    for mark in marks:
        if isinstance(mark, Before):
            read = _chained(mark.read, read)
        elif isinstance(mark, After):
            read = _chained(read, mark.read)
    return read


def _chained(first: Read, second: Read) -> Read:
    if second is _same:
        return first
    if first is _same:
        return second
    return lambda value: second(first(value))


def _union(members: tuple[Any, ...]) -> Read:
    """The reader of one type or null; values of a union of several types are kept as they are."""
    others = [member for member in members if member is not NoneType]
    if len(others) > 1:
        return _same
    read = _reader(others[0])
    return lambda value: None if value is None else read(value)


def _tuple(items: tuple[Any, ...]) -> Read:
    if items[-1] is Ellipsis:
        read = _reader(items[0])
        return lambda value: tuple(map(read, value))
    reads = [_reader(item) for item in items]
    return lambda value: tuple(read(inner) for read, inner in zip(reads, value, strict=True))


def _same(value: Any) -> Any:
    return value


def _truth(value: Any) -> bool:
    return value if isinstance(value, bool) else str(value).lower() in ("true", "yes", "on", "1")


# Numbers and truth values may be quoted in a file.
_SCALARS: dict[Any, Read] = {bool: _truth, int: int, float: float}
