"""Reading a body into a request record: a strict one, one of a bare array, or another.

Everything here notes in :attr:`Call.unread` what the body has that its record has not, before
anything is refused: the journal shows it also of refused calls, whose reason it may be.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from cs_simulator.catalog import errors
from cs_simulator.operations._operation import Call
from cs_simulator.validation import parser, strict
from cs_simulator.validation.body import is_form, json_type, parse_array, parse_body
from cs_simulator.validation.lookup import ResourceLookup
from cs_simulator.validation.request_records import Request

R = TypeVar("R")
P = TypeVar("P", bound=Request)
_FIELD = "body"
"""The only field of the record of a bare array."""


def body_of(call: Call, *, may_be_empty: bool = False) -> dict[str, Any]:
    """The JSON object that the call sent; some clients send nothing for no settings."""
    if may_be_empty and not call.incoming.body.strip():
        return {}
    return parse_body(call.incoming.body, call.incoming.content_type)


def read_body(call: Call, record: type[R], *, may_be_empty: bool = False) -> R:
    """The body as a record that refers to nothing; raises the first problem, with all of them."""
    return checked(call, record, body_of(call, may_be_empty=may_be_empty), None)


def checked(call: Call, record: type[R], body: dict[str, Any], lookup: object) -> R:
    """The body as a record; raises the first problem, with all of them as its findings."""
    call.unread[:] = strict.unread(record, body)
    request = strict.read(record, body, call.incoming.body)
    strict.check(request, lookup)
    return request


def parsed(
    call: Call,
    record: type[P],
    body: Mapping[str, object],
    lookup: ResourceLookup,
    known: Mapping[str, object] | None = None,
) -> P:
    """The body as a record, strict or not, as :func:`parser.parse` returns it."""
    call.unread[:] = parser.unread(record, body)
    return parser.parse(record, body, lookup, known, call.incoming.body)


def read_array(call: Call, record: type[R], *also: str) -> R:
    """A body that is a bare array, as a record whose field ``body`` it is.

    Older clients send an object with the array in it, as ``body`` or by one of the names *also*.
    Raises ``InvalidParameter`` for a body without an array, and else the first problem, with all of
    them as its findings.
    """
    raw, content_type = call.incoming.body, call.incoming.content_type
    is_object = raw.strip() and (raw.lstrip()[:1] == b"{" or is_form(raw, content_type))
    body = parse_body(raw, content_type) if is_object else {_FIELD: parse_array(raw)}
    name = next((name for name in (_FIELD, *also) if isinstance(body.get(name), list)), None)
    call.unread[:] = [other for other in body if other != name]
    if name is None:
        raise errors.INVALID_PARAMETER("body", f"it must be a JSON array, not {json_type(body)}")
    array = {_FIELD: body[name]}
    call.unread.extend(strict.unread(record, array))
    request = strict.read(record, array)
    strict.check(request, None)
    return request
