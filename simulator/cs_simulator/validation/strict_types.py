"""The JSON types of a strict request record: a value of another type is refused, as Go refuses it.

Kubernetes clusters are created through a service in Go, which reads a body into typed structures:
it stops at the first value of a wrong type, and says which type it expected. Nothing is converted.
A null, and an empty text, mean that the field is not given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Path = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""


class WrongTypeError(Exception):
    """A value is of a wrong JSON type. ``field`` is its path without indexes, as Go names it."""

    def __init__(self, field: str, expected: str, value: object, path: Path):
        super().__init__(field)
        self.field = field
        self.expected = expected
        self.got = _GO_NAMES[type(value)]
        self.path = path
        """The keys and indexes that lead to the value."""


_GO_NAMES: dict[type, str] = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "bool",
    int: "number",
    float: "number",
    type(None): "null",
}


class StrictType(Protocol):
    """Reads the JSON value of a field; raises :class:`WrongTypeError`."""

    @property
    def expected(self) -> str:
        """The type as Go names it."""

    def read(self, value: object, path: Path, read: "ReadRecord") -> object:
        """The value as the record holds it."""


class ReadRecord(Protocol):
    """Reads a nested record."""

    def __call__(self, record: type[Any], body: Mapping[str, object], path: Path, /) -> object:
        """The record."""


def wrong(expected: str, value: object, path: Path) -> WrongTypeError:
    """The error for a value of another type than expected."""
    field = ".".join(part for part in path if isinstance(part, str))
    return WrongTypeError(field, expected, value, path)


@dataclass(frozen=True, slots=True)
class Text:
    """A JSON string."""

    expected: str = "string"

    def read(self, value: object, path: Path, _read: ReadRecord) -> object:
        """The string."""
        if not isinstance(value, str):
            raise wrong(self.expected, value, path)
        return value


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole JSON number."""

    expected: str = "int64"

    def read(self, value: object, path: Path, _read: ReadRecord) -> object:
        """The number."""
        if not isinstance(value, int) or isinstance(value, bool):
            raise wrong(self.expected, value, path)
        return value


@dataclass(frozen=True, slots=True)
class Number:
    """A JSON number, whole or not."""

    expected: str = "float64"

    def read(self, value: object, path: Path, _read: ReadRecord) -> object:
        """The number."""
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            raise wrong(self.expected, value, path)
        return value


@dataclass(frozen=True, slots=True)
class Boolean:
    """``true`` or ``false``."""

    expected: str = "bool"

    def read(self, value: object, path: Path, _read: ReadRecord) -> object:
        """The truth value."""
        if not isinstance(value, bool):
            raise wrong(self.expected, value, path)
        return value


@dataclass(frozen=True, slots=True)
class TextList:
    """A JSON array of strings."""

    expected: str = "[]string"

    def read(self, value: object, path: Path, read: ReadRecord) -> object:
        """The strings, as a tuple."""
        if not isinstance(value, list):
            raise wrong(self.expected, value, path)
        text = Text()
        return tuple(text.read(item, (*path, index), read) for index, item in enumerate(value))


@dataclass(frozen=True, slots=True)
class IntegerList:
    """A JSON array of whole numbers."""

    expected: str = "[]int64"

    def read(self, value: object, path: Path, read: ReadRecord) -> object:
        """The numbers, as a tuple."""
        if not isinstance(value, list):
            raise wrong(self.expected, value, path)
        number = Integer()
        return tuple(number.read(item, (*path, index), read) for index, item in enumerate(value))


@dataclass(frozen=True, slots=True)
class FreeObject:
    """A JSON object whose keys and values are not checked."""

    expected: str = "map[string]interface {}"

    def read(self, value: object, path: Path, _read: ReadRecord) -> object:
        """The object, as a dictionary."""
        if not isinstance(value, dict):
            raise wrong(self.expected, value, path)
        return value


@dataclass(frozen=True, slots=True)
class TextMap:
    """A JSON object with strings as values."""

    expected: str = "map[string]string"

    def read(self, value: object, path: Path, read: ReadRecord) -> object:
        """The object, as a dictionary."""
        if not isinstance(value, dict):
            raise wrong(self.expected, value, path)
        text = Text()
        return {key: text.read(item, (*path, key), read) for key, item in value.items()}


@dataclass(frozen=True, slots=True)
class Object:
    """A JSON object that is read into a record."""

    record: type[Any]

    @property
    def expected(self) -> str:
        """The type as Go names it."""
        return f"models.{self.record.__name__}"

    def read(self, value: object, path: Path, read: ReadRecord) -> object:
        """The record."""
        if not isinstance(value, dict):
            raise wrong(self.expected, value, path)
        return read(self.record, value, path)


@dataclass(frozen=True, slots=True)
class Objects:
    """A JSON array of objects, each of which is read into a record."""

    record: type[Any]

    @property
    def expected(self) -> str:
        """The type as Go names it."""
        return f"[]models.{self.record.__name__}"

    def read(self, value: object, path: Path, read: ReadRecord) -> object:
        """The records, as a tuple."""
        if not isinstance(value, list):
            raise wrong(self.expected, value, path)
        item_type = Object(self.record)
        return tuple(item_type.read(item, (*path, index), read) for index, item in enumerate(value))
