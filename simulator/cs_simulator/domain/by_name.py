"""Values that are kept as JSON are kept by the names of their fields.

So a field that is added with a default reads what was written before, and what a later version
added is skipped by an older one: the kept text needs no migration.
"""

from collections.abc import Collection, Mapping
from dataclasses import is_dataclass
from typing import Any, TypeVar

T = TypeVar("T")


def build(kind: type[T], values: Mapping[str, Any]) -> T:
    """Return a named tuple or dataclass of *values*; a missing field has its default.

    Names that *kind* does not have are skipped. Raises ``TypeError`` if a field is missing that has
    no default.
    """
    names = field_names(kind)
    return kind(**{name: value for name, value in values.items() if name in names})


def field_names(kind: type[Any]) -> Collection[str]:
    """The names of the fields of a named tuple or dataclass."""
    names: Collection[str] = kind.__dataclass_fields__ if is_dataclass(kind) else kind._fields
    return names
