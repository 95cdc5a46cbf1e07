"""Parsing a request body into a record: its fields, its rules, and the order of problems.

Problems are found, and the first of them is answered, in this order:

1. each field of the record, in the record's order: is it given, does it have the right JSON type;
2. each field, in the same order: its own rules;
3. the rules of the record, in their order: fields against each other, against existing resources,
   and against the account's limits. A rule is skipped if a field that it needs has a problem.

The service's own order is not documented; this one is an assumption (see the README).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, dataclass, fields
from functools import cache
from itertools import chain
from typing import (
    Annotated,
    Any,
    ClassVar,
    Protocol,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.validation import strict
from cs_simulator.validation.body import Form
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


R = TypeVar("R", bound=Request)


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


def parse(
    record: type[R],
    body: Mapping[str, object],
    lookup: ResourceLookup,
    known: Mapping[str, object] | None = None,
    raw: bytes = b"",
) -> R:
    """The body as a record; raises the first problem if there is one.

    That of a strict record has all problems as its findings; *raw* is the body as it was sent.

    *known* are values that the record's rules need and the body does not have, such as the region
    of the cluster that the request is about.
    """
    if _is_strict(record):
        request = strict.read(record, body, raw)
        strict.check(request, lookup)
        return request
    values: Values = dict(known or {})
    for problem in _problems(record, body, lookup, values):
        raise problem
    return record(**{spec.name: values[spec.name] for spec in field_specs(record)})


def problems(
    record: type[Request], body: Mapping[str, object], lookup: ResourceLookup
) -> list[ApiError]:
    """All problems of the body, in the documented order."""
    if _is_strict(record):
        try:
            return list(strict.problems(strict.read(record, body), lookup))
        except ApiError as wrong_type:
            return [wrong_type]
    return list(_problems(record, body, lookup, {}))


def unread(record: type[Request], body: Mapping[str, object]) -> list[str]:
    """The fields of the body that the record does not have: they were sent, but are not used."""
    if _is_strict(record):
        return strict.unread(record, body)
    known = _names(record)
    return [name for name in body if name not in known]


def _is_strict(record: type[Any]) -> bool:
    """Whether a record is declared as strict (:mod:`cs_simulator.validation.strict`)."""
    return getattr(record, "STRICT", False)


@cache
def _names(record: type[Request]) -> frozenset[str]:
    return frozenset(spec.name for spec in field_specs(record))


def _problems(
    record: type[Request], body: Mapping[str, object], lookup: ResourceLookup, values: Values
) -> Iterator[ApiError]:
    """Yield the problems in order; *values* are filled in on the way.

    Each problem is found when it is asked for: a caller that wants the first one only does not pay
    for the others.
    """
    wrong: set[str] = set()  # fields that have a problem
    specs = field_specs(record)
    for problem in chain(
        _read_fields(specs, body, values),
        _check_fields(specs, values, wrong),
        _check_record(record.RULES, values, lookup, wrong),
    ):
        wrong.add(problem.field)
        yield problem


def _read_fields(
    specs: Iterable[FieldSpec], body: Mapping[str, object], values: Values
) -> Iterator[ApiError]:
    """Put each field's value, or its default, into *values*."""
    is_form = isinstance(body, Form)
    for spec in specs:
        value = body.get(spec.name)
        if value is None or value == "" or (spec.absent and _is_absent(spec, value)):
            values[spec.name] = spec.default
            if spec.is_required:
                yield errors.MISSING_PARAMETER(spec.name)
            continue
        try:
            values[spec.name] = spec.type.read(
                spec.name, spec.type.from_form(value) if is_form else value
            )
        except ApiError as problem:
            yield problem


def _is_absent(spec: FieldSpec, value: object) -> bool:
    """Whether a value means "not given": one that is declared so, of the same type, or its text."""
    return any(
        (type(value) is type(absent) and value == absent) or value == str(absent)
        for absent in spec.absent
    )


def _check_fields(
    specs: Iterable[FieldSpec], values: Values, wrong: AbstractSet[str]
) -> Iterator[ApiError]:
    for spec in specs:
        if spec.name in wrong or values[spec.name] is spec.default:
            continue
        for rule in spec.rules:
            problem = rule.check(spec.name, values[spec.name])
            if problem is not None:
                yield problem


def _check_record(
    rules: Iterable[RecordRule], values: Values, lookup: ResourceLookup, wrong: AbstractSet[str]
) -> Iterator[ApiError]:
    for rule in rules:
        if wrong and not wrong.isdisjoint(rule.needs):
            continue
        problem = rule.check(values, lookup)
        if problem is not None:
            yield problem
