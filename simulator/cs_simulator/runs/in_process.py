"""Calls that are made in this process, without a server, and what their answers say."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import orjson

from cs_simulator.operations import Answer, Incoming, as_rpc
from cs_simulator.scenarios.script import TIMED_OUT


def incoming(
    method: str,
    target: str,
    body: Any,
    headers: Mapping[str, str] | None = None,
    received: int = 0,
) -> Incoming:
    """A call as the server would pass it on; *body* becomes JSON unless it is bytes."""
    raw_path, _, query = target.partition("?")
    raw = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
    lower = {name.lower(): value for name, value in (headers or {}).items()}
    given = Incoming(
        method=method,
        raw_path=raw_path,
        target=target,
        query=dict(parse_qsl(query, keep_blank_values=True)),
        body=raw,
        content_type=lower.get("content-type", "application/json"),
        region_header=lower.get("x-acs-region-id", ""),
        headers=lower,
        received=received,
    )
    return as_rpc(given)


def object_of(answer: Answer) -> dict[str, Any]:
    """The JSON object of an answer that reached the client; empty if it has none."""
    try:
        body = orjson.loads(answer.body) if answer.status else None
    except orjson.JSONDecodeError:
        return {}
    return body if isinstance(body, dict) else {}


class Received(NamedTuple):
    """The JSON of a body; the value may be null."""

    value: Any


def received(answer: Answer) -> Received | None:
    """The body as it reaches the client; ``None`` if that is no JSON, or nothing."""
    fault = answer.transport_fault
    if not answer.status or (fault is not None and fault.how in _SPOILED):
        return None
    try:
        return Received(orjson.loads(answer.body))
    except orjson.JSONDecodeError:
        return None


_SPOILED = ("malformed", "truncate")


def difference(answer: Answer, expected: str) -> str:
    """What an answer is instead of what was expected."""
    found = f"answered {answer.status}" if answer.status else "the connection broke"
    if answer.code == TIMED_OUT:
        return f"no answer came in time, and {expected} was expected"
    code = f" {answer.code}" if answer.code else ""
    body = object_of(answer) if answer.code else {}
    message = body.get("message", body.get("Message"))
    return f"{found}{code}, and {expected} was expected" + (f": {message}" if message else "")
