"""Parsing a body into a strict request record: wrong types first and alone, then everything else.

A record is a frozen dataclass whose fields are declared as ``Annotated[type, strict type, rules…]``
(:mod:`cs_simulator.validation.strict_types`). Fields may be records again. A field without a
default is required. Problems are found in this order:

1. the first value of a wrong JSON type, which is answered alone;
2. all others together, in the order of the fields: what is missing, then the rules of each field,
   then the ``RULES`` of each record, innermost first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from json import JSONDecoder
from typing import Annotated, Any, Protocol, TypeVar, get_args, get_origin, get_type_hints

from cs_simulator.catalog import ack_errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.validation.strict_types import Object, Objects, Path, StrictType, WrongTypeError


class StrictRule(Protocol):
    """A condition on a record as a whole, and on what it refers to."""

    def check(self, request: Any, lookup: Any, path: str) -> Iterable[ApiError]:
        """The problems; *path* comes before the names of the record's fields."""


class FieldRule(Protocol):
    """A condition that the value of one field has to meet."""

    def check(self, field: str, value: Any) -> ApiError | None:
        """The problem with the value, or ``None``."""


R = TypeVar("R")


class Secret:
    """Marks a field that is never kept: a password, a key."""


@dataclass(frozen=True, slots=True)
class StrictField:
    """One field of a strict record, as declared."""

    name: str
    type: StrictType
    rules: tuple[FieldRule, ...]
    default: object
    is_required: bool
    is_secret: bool


def strict_fields(record: Any) -> tuple[StrictField, ...]:
    """The fields of a strict record, in order."""
    return _fields(record)


@cache
def _fields(record: type[Any]) -> tuple[StrictField, ...]:
    hints = get_type_hints(record, include_extras=True)
    return tuple(
        _declared(field.name, hints[field.name], field.default) for field in fields(record)
    )


def _declared(name: str, hint: object, default: object) -> StrictField:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{name}: a field is declared as Annotated[type, strict type, ...]")
    _, strict_type, *rest = get_args(hint)
    return StrictField(
        name=name,
        type=strict_type,
        rules=tuple(item for item in rest if not isinstance(item, Secret)),
        default=None if default is MISSING else default,
        is_required=default is MISSING,
        is_secret=any(isinstance(item, Secret) for item in rest),
    )


def read(record: type[R], body: Mapping[str, object], raw: bytes = b"") -> R:
    """The record with the values of the body; a required field that is not given is ``None``.

    Raises the error of the first value of a wrong type; *raw* is the body as it was sent, in which
    the value is found.
    """
    try:
        found = _read(record, body, ())
    except WrongTypeError as wrong:
        raise ack_errors.WRONG_TYPE(
            wrong.field,
            expected=wrong.expected,
            got=wrong.got,
            offset=_end_of(raw.decode(errors="replace"), wrong.path) if raw else 0,
        ) from None
    assert isinstance(found, record)  # noqa: S101 - for the type checker
    return found


def _read(record: Any, body: Mapping[str, object], path: Path) -> object:
    known = _by_name(record)
    given = sorted(known[name] for name in body if name in known)  # problems are in that order
    values = {}
    for _, field in given:
        value = body[field.name]
        if value is not None and value != "":
            values[field.name] = field.type.read(value, (*path, field.name), _read)
    return record(**{**_defaults(record), **values})


@cache
def _by_name(record: type[Any]) -> Mapping[str, tuple[int, StrictField]]:
    """The fields by name, each with its place."""
    return {field.name: (place, field) for place, field in enumerate(strict_fields(record))}


@cache
def _defaults(record: type[Any]) -> Mapping[str, object]:
    return {field.name: field.default for field in strict_fields(record)}


def problems(request: Any, lookup: object, path: str = "") -> Iterator[ApiError]:
    """Everything that is wrong with a record whose types are right."""
    for field in strict_fields(type(request)):
        value = getattr(request, field.name)
        if value is not None or field.is_required:
            yield from _problems(field, value, lookup, f"{path}{field.name}")
    rules: tuple[StrictRule, ...] = request.RULES
    for rule in rules:
        yield from rule.check(request, lookup, path)


def _problems(field: StrictField, value: Any, lookup: object, name: str) -> Iterator[ApiError]:
    """What is wrong with the value of one field, and within it."""
    if value is None:
        yield ack_errors.MISSING_FIELD(name)
        return
    for rule in field.rules:
        problem = rule.check(name, value)
        if problem is not None:
            yield problem
    if isinstance(field.type, Object):
        yield from problems(value, lookup, f"{name}.")
    elif isinstance(field.type, Objects):
        for index, item in enumerate(value):
            yield from problems(item, lookup, f"{name}[{index}].")


def check(request: Any, lookup: object, path: str = "") -> None:
    """Raise the first problem of a record, with all of them as its findings, if there is one."""
    raise_first(problems(request, lookup, path))


def raise_first(found_problems: Iterable[ApiError]) -> None:
    """Raise the first problem, with all of them as its findings, if there is one."""
    found = tuple(found_problems)
    if found:
        found[0].findings = found
        raise found[0]


def as_sent(request: object) -> dict[str, Any]:
    """The fields that were given, by name, as they were sent; without secrets and empty lists."""
    sent = {}
    for field in strict_fields(type(request)):
        value = getattr(request, field.name)
        if value is None or value == () or field.is_secret:
            continue
        sent[field.name] = _plain(value)
    return sent


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return as_sent(value) if is_dataclass(value) else value


def unread(record: Any, body: Mapping[str, object], path: str = "") -> list[str]:
    """The paths of the body's fields that the record does not have; types may be wrong."""
    known, found = _by_name(record), []
    for name, value in body.items():
        if name not in known:
            found.append(f"{path}{name}")
            continue
        declared = known[name][1].type
        if isinstance(declared, Object) and isinstance(value, dict):
            found += unread(declared.record, value, f"{path}{name}.")
        elif isinstance(declared, Objects) and isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    found += unread(declared.record, item, f"{path}{name}.")
    return list(dict.fromkeys(found))


def _end_of(text: str, path: Path) -> int:
    """The number of characters of a JSON text up to the end of the value at *path*."""
    decode = JSONDecoder().raw_decode
    at = _after_blanks(text, 0)
    for part in path:
        at = _after_blanks(text, at + 1)  # the bracket
        index = 0
        while True:
            key: object = index
            if isinstance(part, str):
                key, at = decode(text, at)
                at = _after_blanks(text, _after_blanks(text, at) + 1)  # the colon
            if key == part:
                break
            _, at = decode(text, at)
            at = _after_blanks(text, _after_blanks(text, at) + 1)  # the comma
            index += 1
    return decode(text, at)[1]


def _after_blanks(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at
