"""What a type cannot say of a text by itself: its format, or the values that it may have."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """The ``format`` of an annotated text, such as ``date-time``."""

    name: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """The values that an annotated text may have.

    They are read when a schema is made, so that clients need not load their origin.
    """

    values: Callable[[], Iterable[str]]
