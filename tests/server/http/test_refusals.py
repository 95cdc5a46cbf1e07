"""What is no HTTP is refused in the dialect of its plane, in one line that quotes none of it."""

import json
import re

import pytest

from tests.support.http import create
from tests.support.process import call
from tests.support.raw_http import a_request, connected, exchange

SECRET = "Hunter2-Hunter2"
HOST = b"Host: localhost\r\n"
CHUNKED = HOST + b"Transfer-Encoding: chunked\r\n"


def a_head(target, rest=b"", method="GET"):
    return f"{method} {target} HTTP/1.1\r\n".encode() + rest + b"\r\n"


# The rest of a request after its first line, and the code that refuses it.
NONSENSE = {
    "a null in a header": (HOST + f"Authorization: Bearer {SECRET}\0\r\n".encode(), 400),
    "a header without a name": (HOST + f": {SECRET}\r\n".encode(), 400),
    "a header with a blank in its name": (HOST + f"Pass word: {SECRET}\r\n".encode(), 400),
    "a header without a colon": (HOST + SECRET.encode() + b"\r\n", 400),
    "a header that goes on in the next line": (HOST + b"A: b\r\n " + SECRET.encode(), 400),
    "a header that is too long": (HOST + b"A: " + SECRET.encode() * 2000 + b"\r\n", 431),
    "too many headers": (HOST + f"A: {SECRET}\r\n".encode() * 300, 431),
    "no Host": (f"A: {SECRET}\r\n".encode(), 400),
    "two Hosts": (HOST * 2 + f"A: {SECRET}\r\n".encode(), 400),
    "a Host that is no name": (b"Host: \xff\r\n" + f"A: {SECRET}\r\n".encode(), 400),
    "two lengths": (HOST + b"Content-Length: 1\r\nContent-Length: 2\r\n", 400),
    "a length below zero": (HOST + b"Content-Length: -1\r\n", 400),
    "a length that is no number": (HOST + f"Content-Length: {SECRET}\r\n".encode(), 400),
    "a length and chunks": (CHUNKED + b"Content-Length: 5\r\n", 400),
    "an unknown transfer encoding": (HOST + b"Transfer-Encoding: " + SECRET.encode(), 400),
    "a bare line feed": (HOST + f"A: {SECRET}\nB: c\r\n".encode(), 400),
    "an unknown expectation": (HOST + f"Expect: {SECRET}\r\n".encode(), 417),
}
TARGETS = {"api": "/clusters", "control": "/_simulator/clock"}


@pytest.mark.parametrize("plane", TARGETS)
@pytest.mark.parametrize("what", NONSENSE)
async def test_nonsense_is_refused_in_the_dialect_of_its_plane(api, what, plane):
    rest, status = NONSENSE[what]
    response = await exchange(api.server.port, a_head(TARGETS[plane], rest + b"\r\n"))
    assert response.status == status
    assert SECRET not in response.raw.decode()
    if plane == "control":
        assert response.body.keys() == {"code", "message"}
    else:
        assert response.body.keys() == {"RequestId", "HostId", "Code", "Message"}
        assert response.body["RequestId"] == response.headers["x-acs-request-id"]
    assert response.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),  # TLS on a port without it
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        (b"EHLO evil.example\r\n", 400),
        (b"GET http://[ HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"CONNECT localhost:22 HTTP/1.1\r\n" + HOST + b"\r\n", 405),
        (b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n", 404),
        (b"GET http://evil.example/clusters HTTP/1.1\r\n" + HOST + b"\r\n", 403),
    ],
)
async def test_what_names_no_plane_is_refused_as_the_api_does(api, raw, status):
    response = await exchange(api.server.port, raw)
    assert (response.status, bool(response.code)) == (status, True)
    assert re.fullmatch(r"[0-9A-F-]{36}", response.headers["x-acs-request-id"])


async def test_an_upgrade_is_not_taken_and_the_call_is_answered(api):
    for protocol in ("websocket", "h2c"):
        raw = a_request(Connection="Upgrade", Upgrade=protocol)
        response = await exchange(api.server.port, raw)
        assert (response.status, response.body) == (200, [])


async def test_a_body_is_asked_for_where_the_client_waits_for_that(api):
    async with connected(api.server.port) as connection:
        await connection.send(a_request("POST", Expect="100-continue", Content_Length="2"))
        assert (await connection.response()).status == 100
        await connection.send(b"{}")
        assert (await connection.response()).code == "MissingParameter"


async def test_requests_that_are_sent_together_are_answered_in_order(api):
    async with connected(api.server.port) as connection:
        await connection.send(a_request() + a_request(path="/nowhere") + a_request())
        answered = [await connection.response() for _ in range(3)]
    assert [response.status for response in answered] == [200, 404, 200]


LATER = {
    "a chunk size that is none": f"password={SECRET}\r\n".encode(),
    "a chunk that is too long": b"3\r\n" + SECRET.encode() + b"\r\n",
    "a chunk that is cut off": b"99\r\n" + SECRET.encode() + b"\r\n0\r\n\r\n" * 20 + b"!" * 99,
    "a chunk size that is too large": b"f" * 40 + b"\r\n",
}


@pytest.mark.parametrize("plane", ["/clusters", "/_simulator/reset"])
@pytest.mark.parametrize("what", LATER)
async def test_a_body_that_turns_into_nonsense_is_refused_once_and_not_done(api, what, plane):
    await create(api)
    head = a_request("POST", plane, Transfer_Encoding="chunked", Content_Type="application/json")
    async with connected(api.server.port) as connection:
        await connection.send(head + b"1\r\n{\r\n")
        await api.get("/version")  # until the server has the first piece
        await connection.send(LATER[what])
        response = await connection.response()
        assert (response.status, response.code) in (
            (400, "MalformedRequest"),
            (413, "BodyTooLarge"),
        )
        assert await connection.is_closed()
    assert len(await (await api.get("/clusters")).json()) == 1


async def test_one_line_of_the_log_says_what_was_wrong_and_never_what_came(serve):
    served = serve()
    pieces = [a_head("/clusters", rest + b"\r\n") for rest, _ in NONSENSE.values()]
    for raw in pieces:
        await exchange(served.port, raw)
    for later in LATER.values():
        await exchange(served.port, a_head("/clusters", CHUNKED, "POST"), later)
    assert call(served, "GET", "/clusters").status == 200
    served.stop()
    lines = [json.loads(line) for line in served.errors.splitlines()]
    assert len(lines) == len(pieces) + len(LATER)
    # What of a body comes together with its headers is refused with them.
    assert {line["event"] for line in lines} <= {"http.refused", "call.refused"}
    assert SECRET not in served.errors


async def test_clients_that_leave_in_the_middle_are_no_error(serve):
    served = serve()
    calls = [("POST", "/clusters"), ("PUT", "/clusters/c0"), ("POST", "/_simulator/reset"),
             ("PUT", "/_simulator/snapshots/s/file")]  # fmt: skip
    for method, target in calls:
        label = "application/octet-stream" if "file" in target else "application/json"
        half = a_request(method, target, Content_Length="99", Content_Type=label) + b"{"
        async with connected(served.port) as connection:
            await connection.send(half)
        async with connected(served.port) as connection:
            await connection.send(half)
            connection.writer.write_eof()
            assert await connection.is_closed()
    async with connected(served.port) as connection:
        await connection.send(b"GET /clust")
    assert call(served, "GET", "/clusters").status == 200
    served.stop()
    assert served.errors == ""


@pytest.mark.parametrize("path", ["/clusters", "/_simulator/events"])
async def test_a_foreign_page_opens_no_web_socket(api, path):
    raw = a_request(path=path, Connection="Upgrade", Upgrade="websocket", Origin="http://evil.test")
    response = await exchange(api.server.port, raw)
    assert (response.status, response.code) == (403, "ForeignOrigin")
