"""Checking values that come from outside against the types that are declared for them.

What a type alone does not say is a mark: ``Annotated[int, Range(0, 9)]``. So a field of a record,
or of something that is kept as JSON, is checked as soon as it is declared. Nothing here converts: a
value is as declared, or a ``ValueError`` says what is wrong with it.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Protocol,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import orjson

Check = Callable[[Any], None]
"""Raises ``ValueError`` for a value that is not as declared."""

_LONGEST_SHOWN = 60


class Mark(Protocol):
    """Annotates a type with what its values must be besides."""

    def check(self, value: Any) -> None:
        """Raise ``ValueError`` for a value of the type that is not so."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number from *least* to *most*, both included, or one that is listed besides."""

    least: float
    most: float
    also: tuple[int, ...] = ()

    def check(self, value: Any) -> None:
        """Raise ``ValueError`` for a number outside of the range."""
        if not self.least <= value <= self.most and value not in self.also:
            raise ValueError(f"{value} is not between {self.least} and {self.most}")


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of these values."""

    values: tuple[Any, ...]

    def check(self, value: Any) -> None:
        """Raise ``ValueError`` for another value."""
        if value not in self.values:
            known = ", ".join(str(known) or "''" for known in self.values)
            raise ValueError(f"{shown(value)} is none of {known}")


@dataclass(frozen=True, slots=True)
class NotEmpty:
    """A text that is not empty."""

    def check(self, value: Any) -> None:
        """Raise ``ValueError`` for an empty text."""
        if not value:
            raise ValueError("it is empty")


@dataclass(frozen=True, slots=True)
class ReadBy:
    """A text that a function reads; it raises ``ValueError`` for others."""

    read: Callable[[str], object]
    may_be_empty: bool = False

    def check(self, value: Any) -> None:
        """Raise ``ValueError`` for a text that cannot be read."""
        if value or not self.may_be_empty:
            try:
                self.read(value)
            except ValueError as problem:
                raise ValueError(f"{shown(value)}: {problem}") from None


@dataclass(frozen=True, slots=True)
class JsonOf:
    """A text with JSON of a declared type."""

    kind: Any
    may_be_empty: bool = False

    def check(self, value: Any) -> None:
        """Raise ``ValueError`` for a text that is no JSON, or JSON of another type."""
        if value or not self.may_be_empty:
            check_for(self.kind)(from_json(value))


def from_json(text: str) -> Any:
    """The value of a JSON text; raises ``ValueError`` with what is wrong."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as problem:
        raise ValueError(f"{shown(text)} is no JSON: {problem}") from None


def shown(value: object) -> str:
    """A value as a message quotes it."""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def check_values(kind: Any, values: Sequence[Any]) -> None:
    """Raise ``ValueError`` unless *values* are those of the fields of a named tuple, in order."""
    for (name, check), value in zip(checks_of(kind), values, strict=True):
        try:
            check(value)
        except ValueError as problem:
            raise ValueError(f"{name}: {problem}") from None


def check_named(kind: Any, values: object, required: frozenset[str] = frozenset()) -> None:
    """Raise ``ValueError`` unless *values* is an object with values of the fields of *kind*.

    *kind* is a named tuple, a dataclass or a typed dictionary. Fields that are missing, or that
    *kind* does not have, are no problem, since an earlier or a later version wrote them; except for
    those that are *required*.
    """
    if not isinstance(values, Mapping):
        raise ValueError(f"{shown(values)} is no object")
    for name in sorted(required - values.keys()):
        raise ValueError(f"{name} is missing")
    for name, check in checks_of(kind):
        if name in values:
            try:
                check(values[name])
            except ValueError as problem:
                raise ValueError(f"{name}: {problem}") from None


@cache
def checks_of(kind: Hashable) -> tuple[tuple[str, Check], ...]:
    """The fields of a class, in order, each with its check."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple((name, check_for(hint)) for name, hint in hints.items())


def check_for(hint: Any) -> Check:
    """The check of a declared type."""
    arguments = get_args(hint)
    origin = get_origin(hint)
    if origin is Annotated:
        return _all_of([check_for(arguments[0]), *_marks(arguments[1:])])
    if origin in (Union, UnionType):
        return _any_of(arguments)
    if origin is Literal:
        return OneOf(arguments).check
    if origin is list:
        return _each(list, check_for(arguments[0]))
    if origin is dict:
        return _each(dict, check_for(arguments[1]), check_for(arguments[0]))
    return _check_for_class(hint)


def _check_for_class(kind: Any) -> Check:
    if kind is Any:
        return _anything
    if is_typeddict(kind):
        return lambda value: check_named(kind, value, kind.__required_keys__)
    if issubclass(kind, Enum):
        return OneOf(tuple(member.value for member in kind)).check
    if kind is bool:
        return OneOf((False, True)).check  # SQLite has 0 and 1, which equal them
    if kind is float:
        return _check_float
    return _instance_of(kind)


def _anything(_value: Any) -> None:
    """Accept every value."""


def _marks(marks: Sequence[Any]) -> list[Check]:
    return [mark.check for mark in marks if hasattr(mark, "check")]


def _all_of(checks: Sequence[Check]) -> Check:
    def check(value: Any) -> None:
        for one in checks:
            one(value)

    return check


def _any_of(kinds: Sequence[Any]) -> Check:
    """The check of a type that may be none; several types are checked as any of them."""
    checks = [check_for(kind) for kind in kinds if kind is not NoneType]
    may_be_none = NoneType in kinds

    def check(value: Any) -> None:
        if value is None and may_be_none:
            return
        for one in checks[:-1]:
            with suppress(ValueError):
                one(value)
                return
        checks[-1](value)

    return check


def _each(container: type[Any], check_one: Check, check_key: Check = _anything) -> Check:
    is_container = _instance_of(container)

    def check(value: Any) -> None:
        is_container(value)
        for one in value.values() if container is dict else value:
            check_one(one)
        for key in value if container is dict else ():
            check_key(key)

    return check


def _check_float(value: Any) -> None:
    if type(value) not in (int, float) or not isfinite(value):
        raise ValueError(f"{shown(value)} is no number")


_CALLED = {str: "text", int: "whole number", dict: "object", list: "list"}


def _instance_of(kind: type[Any]) -> Check:
    called = _CALLED.get(kind, kind.__name__)

    def check(value: Any) -> None:
        if type(value) is not kind:
            raise ValueError(f"{shown(value)} is no {called}")

    return check
