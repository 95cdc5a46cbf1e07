"""How a request record is declared: its fields with their types and rules, and its own rules."""

from collections.abc import Collection
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Annotated, Any, ClassVar, Protocol, get_args, get_origin, get_type_hints

from cs_simulator.domain.errors import ApiError
from cs_simulator.validation.field_types import FieldType
from cs_simulator.validation.lookup import ResourceLookup

Values = dict[str, Any]
"""The values of a record's fields, by name."""


class FieldRule(Protocol):
    """A condition that the value of one field has to meet."""

    def check(self, field: str, value: Any) -> ApiError | None:
        """The problem with the value, or ``None``."""


class RecordRule(Protocol):
    """A condition on several fields together, or on fields and the resources they refer to."""

    @property
    def needs(self) -> Collection[str]:
        """The fields that the rule reads; it is skipped if one of them has a problem."""

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """The problem with the values, or ``None``."""


class Request(Protocol):
    """A request record: a frozen dataclass, its fields annotated with a type and rules."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    RULES: ClassVar[tuple[RecordRule, ...]]


@dataclass(frozen=True, slots=True)
class Absent:
    """Declares values that mean "not given", besides null and the empty text."""

    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a request record, as declared."""

    name: str
    type: FieldType
    rules: tuple[FieldRule, ...]
    is_required: bool
    default: object
    absent: tuple[object, ...]


@cache
def field_specs(record: type[Request]) -> tuple[FieldSpec, ...]:
    """The fields of a request record, in order."""
    hints = get_type_hints(record, include_extras=True)
    return tuple(
        _field_spec(field.name, hints[field.name], field.default) for field in fields(record)
    )


def _field_spec(name: str, hint: object, default: object) -> FieldSpec:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{name}: a request field is declared as Annotated[type, field type, ...]")
    _, field_type, *rest = get_args(hint)
    return FieldSpec(
        name=name,
        type=field_type,
        rules=tuple(item for item in rest if not isinstance(item, Absent)),
        is_required=default is MISSING,
        default=default,
        absent=tuple(value for item in rest if isinstance(item, Absent) for value in item.values),
    )
