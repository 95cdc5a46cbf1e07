"""Reading a body into a strict request record, also one that is a bare array."""

from typing import Any, TypeVar

from cs_simulator.catalog import errors
from cs_simulator.operations._operation import Call
from cs_simulator.validation import strict
from cs_simulator.validation.body import json_type, parse_body

R = TypeVar("R")


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
    request = strict.read(record, body, call.incoming.body)
    strict.check(request, lookup)
    return request


def array_body_of(call: Call, *also: str) -> dict[str, Any]:
    """A body that is a bare array, as the field ``body`` of an object.

    Older clients send an object with the array in it, as ``body`` or by one of the names *also*.
    Raises ``InvalidParameter`` for a body without an array.
    """
    raw = call.incoming.body
    is_array = raw.lstrip()[:1] == b"["
    body = parse_body(b'{"body":' + raw + b"}" if is_array else raw, call.incoming.content_type)
    found = next((body[name] for name in ("body", *also) if isinstance(body.get(name), list)), None)
    if found is None:
        raise errors.INVALID_PARAMETER("body", f"it must be a JSON array, not {json_type(body)}")
    return {"body": found}


def checked_array(record: type[R], body: dict[str, Any]) -> R:
    """What :func:`array_body_of` found, as a record; raises the first problem, with all of them."""
    request = strict.read(record, body)
    strict.check(request, None)
    return request
