"""``POST calls``: a call of the API by somebody who does not sign it, such as a person at a page.

It goes the way of every other call, with its rules, limits and journal. Only what a rule does to a
connection is reported instead of done.
"""

from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

import orjson

from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.operations import Answer, Incoming, as_rpc
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control.contract import service_calls as contract
from cs_simulator.server.http.responses import CONTROL_PREFIX
from cs_simulator.server.service_api.incoming import has_left

_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")


@route(contract.MAKE_CALL)
async def make_call(call: ControlCall) -> contract.ServiceAnswer:
    """Make a call of the API as the tenant, without a signature: ``method``, ``path``, ``body``."""
    name, incoming = call.tenant_name, _incoming(call)
    return _seen(await call.simulator.dispatcher.answer(name, incoming))


def _incoming(call: ControlCall) -> Incoming:
    """The call as it would come from a socket; raises :class:`ControlError` for what is none."""
    method, target, headers = _method(call), _target(call), _texts(call, "headers")
    headers = {name.lower(): value for name, value in headers.items()}
    body = call.body.get("body")
    path, _, query = target.partition("?")
    incoming = Incoming(
        method,
        path,
        target,
        {escape_invalid(name): escape_invalid(value) for name, value in _pairs(query)},
        b"" if body is None else orjson.dumps(body),
        headers.get("content-type", "application/json"),
        headers.get("x-acs-region-id", ""),
        call.simulator.system_clock.wall(),
        headers=headers,
        has_left=lambda: has_left(call.request),
    )
    return as_rpc(incoming)


def _method(call: ControlCall) -> str:
    method = call.body.get("method")
    if method not in _METHODS:
        raise ControlError(f"method is one of {', '.join(_METHODS)}, not {method!r}")
    return str(method)


def _target(call: ControlCall) -> str:
    """Path and query as on the wire."""
    path, limit = call.body.get("path"), call.simulator.settings.url_limit
    if not isinstance(path, str) or path[:1] != "/" or path.startswith(CONTROL_PREFIX):
        raise ControlError(f"path is one of the API, such as /clusters, not {path!r}")
    if not (path.isascii() and path.isprintable()) or " " in path or "#" in path:
        raise ControlError("path is as on the wire: encode what is no printable ASCII with %")
    query = urlencode(_texts(call, "query"))
    target = path + ("&" if "?" in path else "?") + query if query else path
    if len(target) > limit:
        raise ControlError(f"path and query have at most {limit} bytes; see --url-limit")
    return target


def _texts(call: ControlCall, field: str) -> dict[str, str]:
    """The field of the body that is an object of texts."""
    given = call.body.get(field, {})
    if not isinstance(given, dict) or not all(isinstance(text, str) for text in given.values()):
        raise ControlError(f"{field} is an object of texts")
    return given


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True, errors="surrogateescape")


def _seen(answer: Answer) -> contract.ServiceAnswer:
    """The answer as a client gets it, with what a rule does to its connection in words."""
    fault = answer.transport_fault
    body = answer.body
    if fault is not None and fault.how == "malformed":
        body = body[: max(1, len(body) // 2)]
    if fault is not None and fault.how == "truncate":
        body = body[: int(fault.amount)]
    return {
        "status": answer.status,
        "code": answer.code or None,
        "request_id": answer.request_id,
        "fault": fault.how if fault else None,
        "body": _value(body) if answer.status != HTTPStatus.NO_CONTENT else None,
    }


def _value(body: bytes) -> object:
    """The JSON of a body; its text if it is none, ``None`` if it is empty."""
    try:
        return orjson.loads(body) if body else None
    except orjson.JSONDecodeError:
        return body.decode("utf-8", "replace")
