"""Parsing a request body into a record, and the order of problems.

Problems are found, and the first of them is answered, in this order:

1. each field of the record, in the record's order: is it given, does it have the right JSON type;
2. each field, in the same order: its own rules;
3. the rules of the record, in their order: fields against each other, against existing resources,
   and against the account's limits. A rule is skipped if a field that it needs has a problem.

The service's own order is not documented; this one is an assumption (see the README).
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.validation import strict
from cs_simulator.validation.body import Form
from cs_simulator.validation.lookup import ResourceLookup
from cs_simulator.validation.request_records import (
    FieldSpec,
    RecordRule,
    Request,
    Values,
    field_specs,
)

R = TypeVar("R", bound=Request)


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
    _find_problems(record, body, lookup, values, _raise, frozenset())
    if known:
        values = {name: values[name] for name in _names(record)}
    return record(**values)


def problems(
    record: type[Request], body: Mapping[str, object], lookup: ResourceLookup
) -> list[ApiError]:
    """All problems of the body, in the documented order."""
    if _is_strict(record):
        try:
            return list(strict.problems(strict.read(record, body), lookup))
        except ApiError as wrong_type:
            return [wrong_type]
    found = _Found()
    _find_problems(record, body, lookup, {}, found, found.fields)
    return found.problems


def unread(record: type[Request], body: Mapping[str, object]) -> list[str]:
    """The fields of the body that the record does not have: they were sent, but are not used."""
    if _is_strict(record):
        return strict.unread(record, body)
    known = _names(record)
    return [] if body.keys() <= known else [name for name in body if name not in known]


def _is_strict(record: type[Any]) -> bool:
    """Whether a record is declared as strict (:mod:`cs_simulator.validation.strict`)."""
    return getattr(record, "STRICT", False)


@cache
def _names(record: type[Request]) -> frozenset[str]:
    return frozenset(spec.name for spec in field_specs(record))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What parsing a record does, in the order in which it is done."""

    fields: tuple[tuple[str, type | None, FieldSpec], ...]
    """Each field: its name, and the Python type of the values that are taken as they are."""
    checks: tuple[tuple[str, object, tuple[Callable[[str, Any], ApiError | None], ...]], ...]
    """Each field that has rules: its name, its default, which is not checked, and the rules."""
    rules: tuple[RecordRule, ...]


@cache
def _plan(record: type[Request]) -> _Plan:
    specs = field_specs(record)
    return _Plan(
        fields=tuple((s.name, None if s.absent else s.type.as_is, s) for s in specs),
        checks=tuple(
            (s.name, s.default, tuple(rule.check for rule in s.rules)) for s in specs if s.rules
        ),
        rules=record.RULES,
    )


class _Found:
    """All problems that are found, in order, and the fields that have one."""

    def __init__(self) -> None:
        self.problems: list[ApiError] = []
        self.fields: set[str] = set()

    def __call__(self, problem: ApiError) -> None:
        self.problems.append(problem)
        self.fields.add(problem.field)


def _raise(problem: ApiError) -> None:
    raise problem


def _find_problems(
    record: type[Request],
    body: Mapping[str, object],
    lookup: ResourceLookup,
    values: Values,
    report: Callable[[ApiError], None],
    wrong: AbstractSet[str],
) -> None:
    """Report the problems in order; *values* are filled in on the way.

    *wrong* are the fields with a problem that was reported. Where reporting raises, no further
    problem is looked for.
    """
    plan = _plan(record)
    _read_fields(plan, body, values, report)
    for name, default, checks in plan.checks:
        value = values[name]
        if value is default or name in wrong:
            continue
        for check in checks:
            problem = check(name, value)
            if problem is not None:
                report(problem)
    for rule in plan.rules:
        if wrong and not wrong.isdisjoint(rule.needs):
            continue
        problem = rule.check(values, lookup)
        if problem is not None:
            report(problem)


def _read_fields(
    plan: _Plan, body: Mapping[str, object], values: Values, report: Callable[[ApiError], None]
) -> None:
    """Put each field's value, or its default, into *values*."""
    is_form = isinstance(body, Form)
    for name, as_is, spec in plan.fields:
        value = body.get(name)
        if value and type(value) is as_is:
            values[name] = value
            continue
        try:
            values[name] = _read(spec, value, is_form=is_form)
        except ApiError as problem:
            values[name] = spec.default
            report(problem)


def _read(spec: FieldSpec, value: object, *, is_form: bool) -> object:
    """The value as the record holds it, or the default; raises the problem with it."""
    if value is None or value == "" or (spec.absent and _is_absent(spec, value)):
        if spec.is_required:
            raise errors.MISSING_PARAMETER(spec.name)
        return spec.default
    return spec.type.read(spec.name, spec.type.from_form(value) if is_form else value)


def _is_absent(spec: FieldSpec, value: object) -> bool:
    """Whether a value means "not given": one that is declared so, of the same type, or its text."""
    return any(
        (type(value) is type(absent) and value == absent) or value == str(absent)
        for absent in spec.absent
    )
