"""Raw requests, and what they are answered, byte by byte; ids and dates are masked.

Rules make calls wait, or do something to their answers, where a header asks for that.
"""

import json
import re

from aiohttp.http import SERVER_SOFTWARE

from tests.support.builders import Api
from tests.support.raw_http import a_request

ID = "00000000-0000-0000-0000-000000000000"
DATE = "Thu, 01 Jan 1970 00:00:00 GMT"
MASKS = (
    (re.compile(rb"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"), ID.encode()),
    (re.compile(rb'(?<="request_id":")[0-9A-F-]{23}(?=HTTP)'), ID[:23].encode()),  # cut off
    (re.compile(rb"(?m)^Date: .*\r$"), f"Date: {DATE}\r".encode()),
)


def masked(raw: bytes) -> bytes:
    """What was sent, without what is different each time."""
    for pattern, mask in MASKS:
        raw = pattern.sub(mask, raw)
    return raw


# ---- requests


def get(path: str = "/version", **headers: str) -> bytes:
    """A call that changes nothing."""
    return a_request("GET", path, b"", **headers)


def post(body: bytes = b"{}", **headers: str) -> bytes:
    """A call that is written into the journal before it is refused for its body."""
    return a_request("POST", "/clusters", body, Content_Type="application/json", **headers)


def chunked(*pieces: bytes) -> bytes:
    """The same call, with its body in chunks."""
    parts = [f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces]
    head = a_request("POST", Transfer_Encoding="chunked", Content_Type="application/json")
    return head + b"".join(parts) + b"0\r\n\r\n"


def fault(name: str, **headers: str) -> bytes:
    """A call to which one of the rules does something."""
    return get(X_Fault=name, **headers)


FAULTS: dict[str, dict[str, object]] = {
    "waits": {"delay": "10ms"},
    "waits long enough": {"delay": "150ms"},
    "waits for ever": {"delay": "250s"},
    "truncated": {"truncate": {"bytes": 9}},
    "cut in half": {"malformed": {}},
    "mislabelled": {"wrong_content_type": "text/html"},
    "slow": {"slow": {"bytes_per_second": 10000}},
    "reset": {"reset": {}},
    "empty": {"empty": {}},
    "hangs": {"hang": "10ms"},
    "labelled": {"answer_headers": {"headers": {"X-Cache": "HIT"}, "date_ahead": "1s"}},
    "nothing": {"error": {"status": 204, "body": ""}},
    "stale": {"stale_connection": {}},
}


def rules() -> list[dict[str, object]]:
    """A rule for each of the faults."""
    return [
        {
            "id": name.replace(" ", "-"),
            "phase": "admit" if effect.keys() & {"delay", "error"} else "reply",
            "when": {"operation": "*", "headers": {"x-fault": name}},
            "then": effect,
        }
        for name, effect in FAULTS.items()
    ]


async def set_rules(api: Api) -> None:
    answer = await api.put("/_simulator/faults", json={"rules": rules()})
    assert answer.status == 200, await answer.text()


# ---- answers

SERVICE = ("Content-Type: application/json;charset=UTF-8", f"x-acs-request-id: {ID}")
CONTROL = ("Content-Type: application/json",)


def sent(
    status: str,
    body: object,
    *last: str,
    labels: tuple[str, ...] = SERVICE,
    version: str = "1.1",
    length: int | None = -1,
) -> bytes:
    """An answer: its labels, then length, date and server, then the *last* of its headers."""
    raw = body if isinstance(body, bytes) else json.dumps(body, separators=(",", ":")).encode()
    size = len(raw) if length == -1 else length
    counted = () if size is None else (f"Content-Length: {size}",)
    always = (f"Date: {DATE}", f"Server: {SERVER_SOFTWARE}")
    lines = (f"HTTP/{version} {status}", *labels, *counted, *always, *last, "", "")
    return "\r\n".join(lines).encode() + raw


def refused(status: str, code: str, message: str, *last: str, version: str = "1.1") -> bytes:
    """A refusal in the dialect of the service's gateway."""
    body = {"RequestId": ID, "HostId": "cs.aliyuncs.com", "Code": code, "Message": message}
    return sent(status, body, *last, version=version)


def malformed(reason: str) -> bytes:
    """What a request is refused with that cannot be parsed; of its version nothing is known."""
    text = f"the request is not valid HTTP: {reason}"
    return refused("400 Bad Request", "MalformedRequest", text, version="1.0")


VERSION = {"request_id": ID, "version": "2015-12-15"}
DONE = sent("200 OK", VERSION)
LIVE = sent("200 OK", b'{"status":"ok"}\n', labels=CONTROL)
NOWHERE = refused(
    "404 Not Found",
    "InvalidAction.NotFound",
    "Specified api is not found, please check your url and method.",
)
_MISSING = (
    'The input parameter "name" that is mandatory for processing this request is not supplied.'
)
UNNAMED = sent(
    "400 Bad Request",
    {
        "RequestId": ID,
        "HostId": "cs.aliyuncs.com",
        "Code": "MissingParameter",
        "Message": f"MissingParameter: {_MISSING}",
        "code": "MissingParameter",
        "message": _MISSING,
        "requestId": ID,
        "status": 400,
    },
)
