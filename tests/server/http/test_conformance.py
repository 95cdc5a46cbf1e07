"""Raw requests and their exact answers, which h11 has to find well-formed."""

import asyncio
import json
import ssl
from typing import NamedTuple

import pytest

from tests.support.http_answers import (
    DATE,
    DONE,
    LIVE,
    NOWHERE,
    SERVICE,
    UNNAMED,
    VERSION,
    chunked,
    fault,
    get,
    malformed,
    masked,
    post,
    refused,
    rules,
    sent,
    set_rules,
)
from tests.support.judge import judged
from tests.support.process import call
from tests.support.raw_http import a_request, connected

HALF = DONE.partition(b"\r\n\r\n")[2][:38]
TEXT = ("Content-Type: text/plain;charset=UTF-8", SERVICE[1])
NOT_OURS = (
    "this simulator is not called by the name in the Host header; if it is meant, start it with "
    "--allowed-host"
)
FOREIGN = refused("403 Forbidden", "ForeignHost", NOT_OURS)
CLOSE = "Connection: close"
LED = ("Location: /_simulator/ui/", "Vary: Accept", "Cache-Control: no-cache")
HTTP10 = b"GET /version HTTP/1.0\r\n\r\n"
KEPT10 = b"GET /version HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"


class Row(NamedTuple):
    """What is sent, the answers, and whether the connection is closed then."""

    raw: bytes
    answers: tuple[bytes, ...]
    closes: bool = False
    methods: tuple[str, ...] = ("GET",) * 9
    is_whole: bool = True
    """Whether every answer is well-formed."""


TABLE = {
    "a call": Row(get(), (DONE,)),
    "two calls": Row(get() * 2, (DONE, DONE)),
    "an unknown path": Row(get("/nowhere"), (NOWHERE,)),
    "an empty line in front": Row(b"\r\n" + get(), (DONE,)),
    "a target with scheme and host": Row(get("http://localhost/version"), (DONE,)),
    "an asterisk": Row(a_request("OPTIONS", "*"), (NOWHERE,)),
    "HEAD": Row(
        a_request("HEAD", "/version") + get(),
        (sent("405 Method Not Allowed", b"", length=192), DONE),
        methods=("HEAD", "GET"),
    ),
    "HEAD of the page": Row(
        a_request("HEAD", "/"),
        (sent("307 Temporary Redirect", b"", length=None,
              labels=LED),),
        methods=("HEAD",),
    ),
    "a body": Row(post(), (UNNAMED,)),
    "a body in chunks": Row(chunked(b"{", b"}") + get(), (UNNAMED, DONE)),
    "a body in chunks, with a trailer": Row(
        chunked(b"{}")[:-2] + b"A: b\r\n\r\n" + get(), (UNNAMED, DONE)
    ),
    "a body of a call that wants none": Row(a_request("GET", "/version", b"{}"), (DONE,)),
    "bodies and none": Row(post() + get() + post(), (UNNAMED, DONE, UNNAMED)),
    "Connection: close": Row(get(Connection="close"), (sent("200 OK", VERSION, CLOSE),), True),
    "the last call": Row(
        get() + get(Connection="close"), (DONE, sent("200 OK", VERSION, CLOSE)), True
    ),
    "a call behind the last one": Row(
        get(Connection="close") + get(), (malformed("invalid headers or chunks"),), True
    ),
    "HTTP/1.0": Row(HTTP10, (sent("200 OK", VERSION, version="1.0"),), True),
    "HTTP/1.0 that stays": Row(
        KEPT10 + get(),
        (sent("200 OK", VERSION, "Connection: keep-alive", version="1.0"), DONE),
    ),
    "HTTP/1.0 behind HTTP/1.1": Row(
        get() + HTTP10, (DONE, sent("200 OK", VERSION, version="1.0")), True
    ),
    "the control plane": Row(get("/_simulator/livez"), (LIVE,)),
    "both planes": Row(
        get() + get("/_simulator/livez") + get() + get("/nowhere"), (DONE, LIVE, DONE, NOWHERE)
    ),
    "calls that wait": Row(
        get() + fault("waits") + get() + fault("waits"), (DONE, DONE, DONE, DONE)
    ),
    "both planes behind a call that waits": Row(
        fault("waits") + get("/_simulator/livez") + get() + fault("waits") + get("/nowhere"),
        (DONE, LIVE, DONE, DONE, NOWHERE),
    ),
    "the last call waits": Row(
        get() + fault("waits", Connection="close"), (DONE, sent("200 OK", VERSION, CLOSE),), True
    ),
    "an upgrade that is not taken": Row(
        get(Connection="Upgrade", Upgrade="websocket") + get(), (DONE, DONE)
    ),
    "an expectation": Row(
        post(Expect="100-continue"), (b"HTTP/1.1 100 Continue\r\n\r\n" + UNNAMED,)
    ),
    "an unknown expectation": Row(
        get(Expect="a miracle"),
        (refused("417 Expectation Failed", "ExpectationFailed",
                 "the only known expectation is 100-continue"),),
    ),
    "a foreign name": Row(get(Host="evil.example") + get(), (FOREIGN, DONE)),
    "a foreign name, with a body": Row(
        post(Host="evil.example") + get(),
        (refused("403 Forbidden", "ForeignHost", NOT_OURS, CLOSE),),
        closes=True,
    ),
    "no name": Row(
        b"GET /version HTTP/1.1\r\n\r\n", (malformed("Missing 'Host' header in request"),), True
    ),
    "no HTTP behind a call": Row(get() + b"EHLO\r\n\r\n", (malformed("unknown method"),), True),
    "truncated": Row(
        fault("truncated") + get(),
        (DONE[: DONE.index(b"\r\n\r\n") + 13],),
        closes=True,
        is_whole=False,
    ),
    "cut in half": Row(fault("cut in half") + get(), (sent("200 OK", HALF), DONE)),
    "mislabelled": Row(
        fault("mislabelled") + get(),
        (sent("200 OK", VERSION, labels=("Content-Type: text/html", SERVICE[1])), DONE),
    ),
    "slow": Row(fault("slow") + get(), (DONE, DONE)),
    "with headers": Row(
        fault("labelled"),
        (sent("200 OK", VERSION, labels=(*SERVICE, f"Date: {DATE}", "X-Cache: HIT")).replace(
            f"\r\nDate: {DATE}\r\nServer".encode(), b"\r\nServer"),),
    ),
    "without a body": Row(
        fault("nothing") + get(), (sent("204 No Content", b"", labels=TEXT, length=None), DONE)
    ),
    "reset": Row(fault("reset") + get(), (), closes=True),
    "empty": Row(fault("empty") + get(), (), closes=True),
    "hangs": Row(fault("hangs") + get(), (), closes=True),
}  # fmt: skip


async def received(connection, row):
    """What comes until all answers are there, or the connection ends."""
    raw = b""
    expected = sum(map(len, row.answers))
    while row.closes or len(raw) < expected:
        try:
            piece = await asyncio.wait_for(connection.reader.read(65536), 20)
        except ConnectionError:
            break
        if not piece:
            break
        raw += piece
    return raw


@pytest.fixture
async def port(an_api):
    api = await an_api(seed=1)
    await set_rules(api)
    return api.server.port


async def check(port, row, context=None):
    async with connected(port, context=context) as connection:
        await connection.send(row.raw)
        raw = await received(connection, row)
        assert masked(raw) == b"".join(row.answers)
        if row.is_whole:
            found = judged(raw, *row.methods)
            assert len(found) == len(row.answers)
            assert [response.closes for response in found[:-1]] == [False] * (len(found) - 1)
            assert found == [] or found[-1].closes == row.closes
        if not row.closes:
            await connection.send(get())
            assert (await connection.response()).status == 200


@pytest.mark.parametrize("name", TABLE)
async def test_a_raw_request_is_answered_byte_by_byte(port, name):
    await check(port, TABLE[name])


@pytest.fixture
def ports(serve, unused_tcp_port):
    """Two ports of a process, the second with TLS; its event loop is uvloop's, if there is one."""
    served = serve("--clock=frozen", f"--tls-port={unused_tcp_port}")
    assert call(served, "PUT", "/_simulator/faults", {"rules": rules()}).status == 200
    yield served.port, unused_tcp_port
    served.stop()
    lines = [json.loads(line) for line in served.errors.splitlines()]
    assert {line["event"] for line in lines} <= {"http.refused"}


async def test_a_process_answers_them_so_over_tls_too(ports):
    port, tls_port = ports
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for row in TABLE.values():
        await check(port, row)
        await check(tls_port, row, context)
