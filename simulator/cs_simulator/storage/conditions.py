"""What must hold of an entry to be chosen: said once for SQLite, and once for values in memory.

Rows are chosen by SQLite. Calls of a segment are compared here, and the two must always agree: so a
value is of the type of the field that it is compared with, since SQLite would convert it.
"""

import operator
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from functools import cache
from math import inf
from typing import Any, NamedTuple, get_type_hints

from cs_simulator.storage.codec import ENTRIES, TableCodec, row_id, row_ids

Value = str | int
_WILD = frozenset("*?[")
Span = tuple[float, float]
"""The least and the greatest number of some; both are among them."""


class Comparison(NamedTuple):
    """A way to compare a field with a value, or with several."""

    sql: str
    """With the column for ``{0}``, and a placeholder for each of several values for ``{1}``."""
    holds: Callable[[Any, Any], bool]
    """Whether it holds of a field's value and what that is compared with."""
    span: Callable[[Any], Span] = lambda _: (-inf, inf)
    """Of a field that is a number: all others are out of the question."""
    is_span: bool = False
    """Whether it holds of every number of the span."""
    of: type | None = None
    """The type of the values, if it is not that of the field."""


def _matches(value: Value, pattern: str) -> bool:
    return fnmatchcase(str(value), pattern)


def _has_word(text: str, pattern: str) -> bool:
    return text != "" and fnmatchcase(f" {text.replace(':', ' ')} {text} ", pattern)


def _is_between(number: int, bounds: tuple[int, int]) -> bool:
    return bounds[0] < number < bounds[1]


_EQUALS = Comparison("{0} = ?", operator.eq, lambda value: (value, value), is_span=True)
_IS_ONE_OF = Comparison("{0} IN ({1})", lambda value, known: value in known)
_AT_LEAST = Comparison("{0} >= ?", operator.ge, lambda value: (value, inf), is_span=True)
_AT_MOST = Comparison("{0} <= ?", operator.le, lambda value: (-inf, value), is_span=True)
_BETWEEN = Comparison(
    "{0} > ? AND {0} < ?",
    _is_between,
    lambda bounds: (bounds[0] + 1, bounds[1] - 1),
    is_span=True,
)
_MATCHES = Comparison("matches(CAST({0} AS TEXT), ?)", _matches, of=str)
_HAS_WORD = Comparison(
    "{0} <> '' AND matches(' ' || replace({0}, ':', ' ') || ' ' || {0} || ' ', ?)", _has_word
)


class Condition(NamedTuple):
    """What must hold of an entry: one field compared with a value, or with several."""

    field: str
    comparison: Comparison
    value: Value | tuple[Value, ...]

    @property
    def values(self) -> tuple[Value, ...]:
        """All that the field is compared with."""
        return self.value if isinstance(self.value, tuple) else (self.value,)

    def holds(self, value: Any) -> bool:
        """Whether it holds of an entry whose field has that value."""
        return self.comparison.holds(value, self.value)

    def holds_throughout(self, span: Span | None) -> bool:
        """Whether it holds of all numbers of a span; of what is not known, that is not known."""
        if span is None or not self.comparison.is_span:
            return False
        least, most = self.comparison.span(self.value)
        return least <= span[0] and span[1] <= most


def equals(field: str, value: Value) -> Condition:
    """The field has that value."""
    return Condition(field, _EQUALS, value)


def is_one_of(field: str, *values: Value) -> Condition:
    """The field has one of those values."""
    return Condition(field, _IS_ONE_OF, values)


def matches(field: str, pattern: str) -> Condition:
    """The field, as a text, matches a pattern; in it ``*`` and ``?`` stand for anything."""
    return Condition(field, _MATCHES, pattern)


def at_least(field: str, value: Value) -> Condition:
    """The field is at least that value."""
    return Condition(field, _AT_LEAST, value)


def at_most(field: str, value: Value) -> Condition:
    """The field is at most that value."""
    return Condition(field, _AT_MOST, value)


def between(first: int, last: int) -> Condition:
    """The entry is from the one with the first id to that with the last; the tenant is in them."""
    return Condition("serial", _BETWEEN, (first - 1, last + 1))


def numbered(tenant: int, *, above: int, below: int) -> Condition:
    """The entry's number is above the one and below the other."""
    return between(row_id(tenant, above) + 1, row_id(tenant, below) - 1)


def has_word(field: str, pattern: str) -> Condition:
    """One of the words of a field, which blanks and colons divide, matches a pattern."""
    return Condition(field, _HAS_WORD, f"* {pattern} *")


def where(
    codec: TableCodec, tenant: int, conditions: Sequence[Condition]
) -> tuple[str, list[Value]]:
    """The text after WHERE, and the values of its placeholders.

    Raises ``ValueError`` for a condition that the table cannot have.
    """
    for one in conditions:
        check(codec, one)
    # SQLite uses one range of ids only, and would compare all rows of the tenant's.
    (first, last), (least, most) = row_ids(tenant), common_span("serial", conditions)
    parts = ["id BETWEEN ? AND ?"]
    values: list[Value] = [max(first, least), min(last, most)]
    for one in conditions:
        marks = ", ".join("?" * len(one.values))
        parts.append(one.comparison.sql.format(column(codec, one.field), marks))
        values += one.values
    return " AND ".join(parts), values


def common_span(field: str, conditions: Sequence[Condition]) -> tuple[int, int]:
    """The least and the greatest number that all conditions leave to a field, both of 64 bits."""
    spans = [one.comparison.span(one.value) for one in conditions if one.field == field]
    least = max((span[0] for span in spans), default=-inf)
    most = min((span[1] for span in spans), default=inf)
    return int(max(least, -(1 << 63))), int(min(most, (1 << 63) - 1))


def column(codec: TableCodec, field: str) -> str:
    """The column of a field; raises ``ValueError`` for a name that is none: it goes into SQL."""
    if field == "serial":  # which is part of it
        return "id"
    if field not in codec.columns:
        raise ValueError(f"{codec.table} has no field {field!r}")
    return field


def only_text(codec: TableCodec, condition: Condition) -> str | None:
    """The text that the field has if the condition holds; ``None`` if it may have several."""
    value, comparison = condition.value, condition.comparison
    if _types(codec.table)[condition.field] is not str or not isinstance(value, str):
        return None
    is_pattern = comparison is _MATCHES and not _WILD.isdisjoint(value)
    return value if comparison in (_EQUALS, _MATCHES) and not is_pattern else None


@cache
def _types(table: str) -> dict[str, type]:
    """The types of an entry's fields."""
    return get_type_hints(ENTRIES[table].record)


def check(codec: TableCodec, condition: Condition) -> None:
    """Raise ``ValueError`` for a condition with no field of the table, or with another type."""
    column(codec, condition.field)
    kind = condition.comparison.of or _types(codec.table)[condition.field]
    for value in condition.values:
        if not isinstance(value, kind):
            raise ValueError(f"{codec.table}.{condition.field} is compared with {value!r}")
