"""Reading a request body into a record, and telling what is wrong with it, in a fixed order.

The order in which problems are told, which is the order in which an answer picks its one:

1. each field of the record, in the record's order: is it there, has it the right JSON type;
2. each field, in the same order: its own rules;
3. the rules of the record, in their order: fields against each other, against what exists, and
   against the account. A rule is skipped while a field it needs has a problem already.

The service's own order is not known; this one is ours (see *Assumptions* in the README).
"""

from collections.abc import Collection, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
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
from cs_simulator.validation.body import Form
from cs_simulator.validation.field_types import Kind
from cs_simulator.validation.lookup import ResourceLookup

Values = dict[str, Any]


class Rule(Protocol):
    """What one field must be like."""

    def check(self, field: str, value: Any) -> ApiError | None:
        """The problem with the value, or ``None``."""


class RecordRule(Protocol):
    """What several fields must be like together, or a field beside the world around it."""

    @property
    def needs(self) -> Collection[str]:
        """The fields that must be in order for the rule to make sense."""

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """The problem with the values, or ``None``."""


class Request(Protocol):
    """A request record: a frozen dataclass whose fields are annotated with a kind and rules."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    RULES: ClassVar[tuple[RecordRule, ...]]


R = TypeVar("R", bound=Request)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a request record, as its declaration says."""

    name: str
    kind: Kind
    rules: tuple[Rule, ...]
    is_required: bool
    default: object
    absent: tuple[object, ...]
    varies: bool


@dataclass(frozen=True, slots=True)
class Absent:
    """Declares which values, besides null and the empty text, a client sends for "not given"."""

    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Varies:
    """Declares a field whose accepted values are not worth, or not fit, to be remembered."""


@cache
def field_specs(record: type[Request]) -> tuple[FieldSpec, ...]:
    """The fields of a request record, in order."""
    hints = get_type_hints(record, include_extras=True)
    return tuple(_field_spec(each.name, hints[each.name], each.default) for each in fields(record))


def _field_spec(name: str, hint: object, default: object) -> FieldSpec:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{name}: a request field is declared as Annotated[type, kind, *rules]")
    _, kind, *rest = get_args(hint)
    absent = [value for item in rest if isinstance(item, Absent) for value in item.values]
    return FieldSpec(
        name=name,
        kind=kind,
        rules=tuple(item for item in rest if not isinstance(item, Absent | Varies)),
        is_required=default is MISSING,
        default=default,
        absent=tuple(absent),
        varies=any(isinstance(item, Varies) for item in rest),
    )


class _EnoughError(Exception):
    """The first problem was found."""


class _Found:
    """The problems found so far, and the fields that have one."""

    __slots__ = ("all_of_them", "bad", "problems")

    def __init__(self, all_of_them: bool) -> None:
        self.all_of_them = all_of_them
        self.bad: set[str] = set()
        self.problems: list[ApiError] = []

    def add(self, problem: ApiError) -> None:
        self.bad.add(problem.field)
        self.problems.append(problem)
        if not self.all_of_them:
            raise _EnoughError


def read(
    record: type[R],
    body: Mapping[str, object],
    surroundings: ResourceLookup,
    *,
    all_of_them: bool,
    known: Mapping[str, object] | None = None,
) -> R | list[ApiError]:
    """The body as a record, or what is wrong with it: the first problem, or all of them.

    *known* are values that rules of the record need and that the body does not have, such as the
    region of the cluster that the request is about.
    """
    found = _Found(all_of_them)
    values: Values = dict(known or {})
    try:
        _read_and_check_fields(record, body, values, found)
        _check_record(record, values, surroundings, found)
    except _EnoughError:
        pass
    for name in known or ():
        del values[name]
    return found.problems or record(**values)


def _read_and_check_fields(
    record: type[Request], body: Mapping[str, object], values: Values, found: _Found
) -> None:
    """Read and check every field, the steady ones only if they were never all accepted so before.

    What a field's kind and rules say depends on its value alone, and callers send the same
    instance type, disk and network again and again. Fields marked ``Varies`` (among them the
    password, which must not be remembered) are read and checked each time.
    """
    specs, steady, varying = _shape(record)
    key = _key(record, steady, body)
    accepted = _accepted.get(key) if key else None
    if accepted is not None:
        values.update(accepted)
        _read_fields(varying, body, values, found)
        _check_fields(varying, values, found)
        return
    _read_fields(specs, body, values, found)
    _check_fields(specs, values, found)
    if key and not found.bad:
        if len(_accepted) >= _REMEMBERED:
            _accepted.clear()
        _accepted[key] = {spec.name: values[spec.name] for spec in steady}


def _key(
    record: type[Request], steady: tuple[FieldSpec, ...], body: Mapping[str, object]
) -> tuple[object, ...]:
    """What is remembered of the steady fields; empty for what is not worth it, or cannot be."""
    if isinstance(body, Form):
        return ()
    given = [body.get(spec.name) for spec in steady]
    for value in given:
        if isinstance(value, list | dict) or (isinstance(value, str) and len(value) > _LONGEST):
            return ()
    return (record, *given, *map(type, given))  # 1, 1.0 and true are equal, and not the same


_REMEMBERED = 1024
_LONGEST = 128
_accepted: dict[tuple[object, ...], Values] = {}


@cache
def _shape(
    record: type[Request],
) -> tuple[tuple[FieldSpec, ...], tuple[FieldSpec, ...], tuple[FieldSpec, ...]]:
    """All fields of a record, those that are steady, and those that vary from call to call."""
    specs = field_specs(record)
    return (
        specs,
        tuple(spec for spec in specs if not spec.varies),
        tuple(spec for spec in specs if spec.varies),
    )


def _read_fields(
    specs: tuple[FieldSpec, ...], body: Mapping[str, object], values: Values, found: _Found
) -> None:
    is_form = isinstance(body, Form)
    for spec in specs:
        value = body.get(spec.name)
        if value is None or value == "" or (spec.absent and _is_absent(spec, value)):
            if spec.is_required:
                found.add(errors.MISSING_PARAMETER(spec.name))
            else:
                values[spec.name] = spec.default
            continue
        try:
            values[spec.name] = spec.kind.read(
                spec.name, spec.kind.from_form(value) if is_form else value
            )
        except ApiError as problem:
            found.add(problem)


def _is_absent(spec: FieldSpec, value: object) -> bool:
    """Whether a value stands for "not given": the same one, of the same type, or its text."""
    return any(
        (type(value) is type(each) and value == each) or value == str(each) for each in spec.absent
    )


def _check_fields(specs: tuple[FieldSpec, ...], values: Values, found: _Found) -> None:
    for spec in specs:
        if spec.rules and spec.name not in found.bad and values[spec.name] is not spec.default:
            for rule in spec.rules:
                problem = rule.check(spec.name, values[spec.name])
                if problem is not None:
                    found.add(problem)


def _check_record(
    record: type[Request], values: Values, surroundings: ResourceLookup, found: _Found
) -> None:
    for rule in record.RULES:
        if not found.bad or found.bad.isdisjoint(rule.needs):
            problem = rule.check(values, surroundings)
            if problem is not None:
                found.add(problem)


def parse(
    record: type[R],
    body: Mapping[str, object],
    surroundings: ResourceLookup,
    known: Mapping[str, object] | None = None,
) -> R:
    """The body as a record; raises the first problem, if there is one. See :func:`read`."""
    outcome = read(record, body, surroundings, all_of_them=False, known=known)
    if isinstance(outcome, list):
        raise outcome[0]
    return outcome


def problems(
    record: type[Request], body: Mapping[str, object], surroundings: ResourceLookup
) -> list[ApiError]:
    """Everything that is wrong with the body, in the documented order."""
    outcome = read(record, body, surroundings, all_of_them=True)
    return outcome if isinstance(outcome, list) else []


@cache
def _known(record: type[Request]) -> frozenset[str]:
    return frozenset(spec.name for spec in field_specs(record))


def unread(record: type[Request], body: Mapping[str, object]) -> list[str]:
    """The fields of the body that the record does not have: sent, and read by nothing."""
    known = _known(record)
    return [name for name in body if name not in known]
