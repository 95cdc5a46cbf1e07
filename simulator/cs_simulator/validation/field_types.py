"""The JSON types of fields, each with the other spellings that real clients send for it."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.validation.body import json_type

# The largest 64 bit number has 19 digits; no size comes near it.
_MAX_DIGITS = 18


class FieldType(Protocol):
    """Converts the JSON value of a field to that of the request record."""

    @property
    def as_is(self) -> type | None:
        """The Python type whose values :meth:`read` returns as they are, also those of a form."""

    def read(self, field: str, value: object) -> object:
        """The value as the record holds it; raises ``InvalidParameter`` for a wrong type."""

    def from_form(self, value: object) -> object:
        """The JSON value for a value of a form, where all are strings."""


def _wrong_type(field: str, wanted: str, value: object) -> ApiError:
    return errors.INVALID_PARAMETER(field, f"must be {wanted}, not {json_type(value)}")


@dataclass(frozen=True, slots=True)
class Text:
    """A JSON string; with ``or_boolean`` also ``true`` and ``false``, read as their texts."""

    as_is: ClassVar[type | None] = str
    or_boolean: bool = False

    def read(self, field: str, value: object) -> object:
        """The string."""
        if self.or_boolean and isinstance(value, bool):
            return "true" if value else "false"
        if not isinstance(value, str):
            raise _wrong_type(field, "a string", value)
        return value

    def from_form(self, value: object) -> object:
        """The string itself."""
        return value


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole JSON number; with ``or_text`` also its digits in a string, as old clients send."""

    as_is: ClassVar[type | None] = int
    or_text: bool = False

    def read(self, field: str, value: object) -> object:
        """The number; ``1.0`` and ``true`` are none."""
        if self.or_text and isinstance(value, str):
            value = self.from_form(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _wrong_type(field, "a whole number", value)
        return value

    def from_form(self, value: object) -> object:
        """The number that the digits mean; anything else unchanged, to be refused."""
        digits = str(value).removeprefix("-")
        is_number = digits.isascii() and digits.isdigit() and len(digits) <= _MAX_DIGITS
        return int(str(value)) if is_number else value


@dataclass(frozen=True, slots=True)
class Boolean:
    """``true`` or ``false``, no words or numbers for them."""

    as_is: ClassVar[type | None] = bool

    def read(self, field: str, value: object) -> object:
        """The truth value."""
        if not isinstance(value, bool):
            raise _wrong_type(field, "true or false", value)
        return value

    def from_form(self, value: object) -> object:
        """The truth value that the word means, in any case: Python clients send ``True``."""
        return {"true": True, "false": False}.get(str(value).lower(), value)


@dataclass(frozen=True, slots=True)
class TextList:
    """A JSON array of strings; in a form, a string with commas between the items."""

    as_is: ClassVar[type | None] = None

    def read(self, field: str, value: object) -> object:
        """The strings, as a tuple."""
        if not isinstance(value, list):
            raise _wrong_type(field, "an array of strings", value)
        for item in value:
            if not isinstance(item, str):
                raise _wrong_type(field, "an array of strings only", item)
        return tuple(value)

    def from_form(self, value: object) -> object:
        """The items between the commas."""
        return [item for item in str(value).split(",") if item]
