"""The JSON types that a field may have, each with what else real clients send for it."""

from dataclasses import dataclass
from typing import Protocol

from cs_simulator.catalog import errors
from cs_simulator.validation.body import kind_of


class Kind(Protocol):
    """Reads one value of a field, or refuses it with advice."""

    def read(self, field: str, value: object) -> object:
        """The value as the request record holds it."""

    def from_form(self, value: object) -> object:
        """The value of a form, all of whose values are texts, as JSON would have it."""


def _refusal(field: str, wanted: str, value: object) -> Exception:
    return errors.INVALID_PARAMETER(field, f"must be {wanted}, not {kind_of(value)}")


@dataclass(frozen=True, slots=True)
class Text:
    """A JSON string. ``or_boolean`` takes ``true`` and ``false`` as their texts."""

    or_boolean: bool = False

    def read(self, field: str, value: object) -> object:
        """See :class:`Kind`."""
        if self.or_boolean and isinstance(value, bool):
            return "true" if value else "false"
        if not isinstance(value, str):
            raise _refusal(field, "a text", value)
        return value

    def from_form(self, value: object) -> object:
        """See :class:`Kind`."""
        return value


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole JSON number. ``or_text`` takes digits in a string: old clients send sizes so."""

    or_text: bool = False

    def read(self, field: str, value: object) -> object:
        """See :class:`Kind`."""
        if self.or_text and isinstance(value, str):
            value = self.from_form(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _refusal(field, "a whole number", value)
        return value

    def from_form(self, value: object) -> object:
        """See :class:`Kind`."""
        text = str(value)
        digits = text.removeprefix("-")
        # More digits than any size has are left a text, and so refused.
        return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 19 else value


@dataclass(frozen=True, slots=True)
class Boolean:
    """``true`` or ``false``; real JSON truth values, no words for them."""

    def read(self, field: str, value: object) -> object:
        """See :class:`Kind`."""
        if not isinstance(value, bool):
            raise _refusal(field, "true or false", value)
        return value

    def from_form(self, value: object) -> object:
        """See :class:`Kind`. Python's own words for truth values arrive in forms."""
        return {"true": True, "false": False}.get(str(value).lower(), value)


@dataclass(frozen=True, slots=True)
class TextList:
    """A JSON array of strings."""

    def read(self, field: str, value: object) -> object:
        """See :class:`Kind`."""
        if not isinstance(value, list):
            raise _refusal(field, "an array of texts", value)
        for item in value:
            if not isinstance(item, str):
                raise _refusal(field, "an array of texts only", item)
        return tuple(value)

    def from_form(self, value: object) -> object:
        """See :class:`Kind`."""
        return [item for item in str(value).split(",") if item]
