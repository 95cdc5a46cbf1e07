"""Reading a body into a strict request record."""

from typing import Any, TypeVar

from cs_simulator.operations._operation import Call
from cs_simulator.validation import strict
from cs_simulator.validation.body import parse_body

R = TypeVar("R")


def body_of(call: Call, *, may_be_empty: bool = False) -> dict[str, Any]:
    """The JSON object that the call sent; some clients send nothing for no settings."""
    if may_be_empty and not call.incoming.body.strip():
        return {}
    return parse_body(call.incoming.body, call.incoming.content_type)


def checked(call: Call, record: type[R], body: dict[str, Any], lookup: object) -> R:
    """The body as a record; raises the first problem, with all of them as its findings."""
    request = strict.read(record, body, call.incoming.body)
    strict.check(request, lookup)
    return request
