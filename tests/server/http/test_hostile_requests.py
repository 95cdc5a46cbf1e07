"""Two hundred requests that no client sends: each is refused in words, or its connection ends.

Requests hidden in others are for ``/smuggled``, which nothing may ever have been called.
"""

import asyncio
import json
from typing import NamedTuple

import h11
import pytest

from tests.support.http_answers import get
from tests.support.judge import Judged, judged
from tests.support.process import call
from tests.support.raw_http import connected

SECRET = "Hunter2-Hunter2"
HIDDEN = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
HOST = b"Host: localhost\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
PLANES = {"the API": b"/clusters", "the control plane": b"/_simulator/clock"}


def head(*fields, first=b"POST TARGET HTTP/1.1"):
    """A request with those lines; TARGET stands for a path of a plane."""
    return b"\r\n".join((first, b"Host: localhost", *fields, b"", b""))


def length(value, body=b"{}"):
    return head(b"Content-Length: " + value) + body


def coded(value, body=b"0\r\n\r\n"):
    return head(b"Transfer-Encoding:" + value) + body


def chunks(body):
    return head(CHUNKED[:-2]) + body


def line(first, *fields):
    return head(*fields, first=first)


def field(raw):
    return head(raw, first=b"GET TARGET HTTP/1.1")


SMUGGLED = {
    "a length and chunks": head(CHUNKED[:-2], b"Content-Length: 4") + b"0\r\n\r\n" + HIDDEN,
    "chunks and a length": head(b"Content-Length: 4", CHUNKED[:-2]) + b"0\r\n\r\n" + HIDDEN,
    "two lengths": head(b"Content-Length: 0", b"Content-Length: 44") + HIDDEN,
    "the same length twice": head(b"Content-Length: 2", b"Content-Length: 2") + b"{}",
    "lengths in a list": length(b"2, 2"),
    "different lengths in a list": length(b"0, 44", HIDDEN),
    "a length with a sign": length(b"+2"),
    "a length below zero": length(b"-2"),
    "a length with a fraction": length(b"2.0"),
    "a length in hexadecimal": length(b"0x2"),
    "a length with an underscore": length(b"4_4", HIDDEN),
    "a length in other digits": length("\u0662".encode()),
    "a length with a blank in it": length(b"4 4", HIDDEN),
    "a length with a null": length(b"2\0"),
    "a length that is too large for any number": length(b"9" * 40),
    "a length that is just too large": length(b"18446744073709551616"),
    "a length with a tab in it": length(b"4\t4", HIDDEN),
    "chunks with a blank in front of the colon": head(b"Transfer-Encoding : chunked") + HIDDEN,
    "a length with a blank in front of the colon": head(b"Content-Length : 44") + HIDDEN,
    "chunks in the middle": coded(b" chunked, identity"),
    "chunks twice": coded(b" chunked, chunked"),
    "chunks in two headers": head(CHUNKED[:-2], CHUNKED[:-2]) + b"0\r\n\r\n",
    "chunks and something else in two headers": head(
        CHUNKED[:-2], b"Transfer-Encoding: identity"
    ) + b"0\r\n\r\n" + HIDDEN,
    "an unknown coding": coded(b" cow"),
    "a coding that looks like chunks": coded(b" xchunked"),
    "a coding in quotes": coded(b' "chunked"'),
    "a coding that goes on in the next line": coded(b"\r\n chunked"),
    "a coding behind a vertical tab": coded(b" \x0bchunked"),
    "a coding in front of a null": coded(b" chunked\0"),
    "no coding": coded(b""),
    "a request in a header": field(b"A: b\n\n" + HIDDEN),
    "a request behind a lone return": field(b"A: b\r\r" + HIDDEN),
}  # fmt: skip
CHUNKS = {
    "a size that is none": chunks(b"xyz\r\n{}\r\n0\r\n\r\n"),
    "no size": chunks(b"\r\n{}\r\n0\r\n\r\n"),
    "a size below zero": chunks(b"-2\r\n{}\r\n0\r\n\r\n"),
    "a size with a sign": chunks(b"+2\r\n{}\r\n0\r\n\r\n"),
    "a size with 0x": chunks(b"0x2\r\n{}\r\n0\r\n\r\n"),
    "a size with an underscore": chunks(b"0_2\r\n{}\r\n0\r\n\r\n"),
    "a size behind a blank": chunks(b" 2\r\n{}\r\n0\r\n\r\n"),
    "a size in front of a blank": chunks(b"2 \r\n{}\r\n0\r\n\r\n"),
    "a size that is too large": chunks(b"f" * 17 + b"\r\n{}\r\n0\r\n\r\n"),
    "a size that ends with a line feed": chunks(b"2\n{}\r\n0\r\n\r\n"),
    "a size that ends with a return": chunks(b"2\r{}\r\n0\r\n\r\n"),
    "data that is too long": chunks(b"2\r\n{}{}\r\n0\r\n\r\n"),
    "data that is too short": chunks(b"9\r\n{}\r\n0\r\n\r\n" + b"!" * 20),
    "data that ends with a line feed": chunks(b"2\r\n{}\n0\r\n\r\n"),
    "an extension with a null": chunks(b"2;a=\0\r\n{}\r\n0\r\n\r\n"),
    "an extension with a line feed": chunks(b"2;a=b\nc\r\n{}\r\n0\r\n\r\n"),
    "a trailer without a colon": chunks(b"2\r\n{}\r\n0\r\nHunter2-Hunter2\r\n\r\n"),
    "a trailer with a null": chunks(b"2\r\n{}\r\n0\r\nA: \0\r\n\r\n"),
    "a last chunk that ends with a line feed": chunks(b"2\r\n{}\r\n0\n\n"),
}  # fmt: skip
LINES = {
    "an unknown method": line(b"HUNTER TARGET HTTP/1.1"),
    "a method in small letters": line(b"get TARGET HTTP/1.1"),
    "a method with a null": line(b"GE\0T TARGET HTTP/1.1"),
    "a method behind a blank": line(b" GET TARGET HTTP/1.1"),
    "no method": line(b"TARGET HTTP/1.1"),
    "a version without a number": line(b"GET TARGET HTTP"),
    "a version that will come": line(b"GET TARGET HTTP/3.0"),
    "a version without a point": line(b"GET TARGET HTTP/11"),
    "a version between": line(b"GET TARGET HTTP/1.2"),
    "a version with much behind the point": line(b"GET TARGET HTTP/1.10"),
    "a version in small letters": line(b"GET TARGET http/1.1"),
    "a version with a blank in it": line(b"GET TARGET HTTP/ 1.1"),
    "a version of another protocol": line(b"GET TARGET SIP/2.0"),
    "a version behind a tab": line(b"GET TARGET\tHTTP/1.1"),
    "a word behind the version": line(b"GET TARGET HTTP/1.1 again"),
    "a target with a null": line(b"GET TARGET\0 HTTP/1.1"),
    "a target with a blank": line(b"GET TARGET a HTTP/1.1"),
    "a target with a control character": line(b"GET TARGET\x7f HTTP/1.1"),
    "a target that is much too long": line(b"GET TARGET?" + b"x" * 100_000 + b" HTTP/1.1"),
    "lines that end with a line feed": b"GET TARGET HTTP/1.1\nHost: localhost\n\n",
    "lines that end with a return": b"GET TARGET HTTP/1.1\rHost: localhost\r\r\n\r\n",
    "a target without a host": line(b"GET http:// HTTP/1.1"),
    "a target with half an address": line(b"GET http://[::1 HTTP/1.1"),
    "a target of a foreign host": line(b"GET http://evil.exampleTARGET HTTP/1.1"),
}  # fmt: skip
FIELDS = {
    "a null": field(b"Authorization: Bearer Hunter2-Hunter2\0"),
    "a control character": field(b"A: \x01Hunter2-Hunter2"),
    "a lone return": field(b"A: b\rHunter2-Hunter2: c"),
    "a lone line feed": field(b"A: b\nHunter2-Hunter2: c"),
    "no name": field(b": Hunter2-Hunter2"),
    "no colon": field(b"Hunter2-Hunter2"),
    "a blank in the name": field(b"Hunter2 Hunter2: a"),
    "a blank behind the name": field(b"Hunter2 : a"),
    "a name that is no ASCII": field("g\u00fcnter: Hunter2-Hunter2".encode()),
    "a value that goes on in the next line": field(b"A: b\r\n Hunter2-Hunter2"),
    "a first line that goes on": b"GET TARGET HTTP/1.1\r\n A: b\r\nHost: localhost\r\n\r\n",
    "a name that is too long": field(b"A" * 20_000 + b": b"),
    "a value that is too long": field(b"A: " + b"Hunter2-" * 4_000),
    "too many": field(b"\r\n".join([b"A: Hunter2-Hunter2"] * 200)),
    "no Host": b"GET TARGET HTTP/1.1\r\nA: Hunter2-Hunter2\r\n\r\n",
    "two Hosts": field(b"Host: evil.example"),
    "a Host that is no name": b"GET TARGET HTTP/1.1\r\nHost: a b\r\n\r\n",
    "a Host with a path": b"GET TARGET HTTP/1.1\r\nHost: localhost/a\r\n\r\n",
    "a Host with a user": b"GET TARGET HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n",
    "a foreign Host": b"GET TARGET HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a foreign Origin": field(b"Origin: http://evil.example"),
    "a foreign site": field(b"Sec-Fetch-Site: cross-site"),
    "an unknown expectation": field(b"Expect: Hunter2-Hunter2"),
    "an old key of web sockets": field(b"Sec-WebSocket-Key1: Hunter2-Hunter2"),
    "an unknown encoding": head(b"Content-Encoding: cow", b"Content-Length: 2") + b"{}",
}  # fmt: skip
# Where the second word is no path of a plane, the API's dialect is spoken.
NAMING_NO_PLANE = {
    "a method behind a blank", "no method", "a target without a host",
    "a target with half an address", "a target of a foreign host",
}  # fmt: skip
SHAPES = {**SMUGGLED, **CHUNKS, **LINES, **FIELDS}


class Hostile(NamedTuple):
    raw: bytes
    is_for_control: bool


HOSTILE = {
    f"{shape}, for {plane}": Hostile(
        raw.replace(b"TARGET", target),
        plane == "the control plane" and shape not in NAMING_NO_PLANE,
    )
    for shape, raw in SHAPES.items()
    for plane, target in PLANES.items()
}


def test_there_are_two_hundred():
    assert len(HOSTILE) == 200


async def answer_to(port, raw, before):
    """All that comes until the connection ends, or the first answer is whole."""
    found = b""
    async with connected(port) as connection:
        if before:
            await connection.send(before)
            assert (await connection.response()).status == 200
        try:
            await connection.send(raw)
            while not is_whole(found):
                piece = await asyncio.wait_for(connection.reader.read(65536), 20)
                if not piece:
                    break
                found += piece
        except ConnectionError:
            pass
    return found


def is_whole(raw):
    try:
        return bool(judged(raw, "GET"))
    except h11.RemoteProtocolError:
        return False


def problem(hostile, raw):
    """What is wrong with an answer; nothing if it is a refusal in the dialect of its plane."""
    if not raw:
        return ""
    [response] = judged(raw, "GET")
    body = json.loads(response.body)
    if not 400 <= response.status < 500:
        return f"it is answered {response.status}"
    if SECRET.encode() in raw:
        return "it is quoted"
    return "" if is_in_dialect(response, body, hostile) else f"it is answered with {body}"


def is_in_dialect(response: Judged, body, hostile):
    if hostile.is_for_control:
        return body.keys() == {"code", "message"}
    request_id = response.headers["x-acs-request-id"]
    return body["RequestId"] == request_id and body["HostId"] == "cs.aliyuncs.com"


@pytest.mark.parametrize("before", [b"", get()], ids=["first", "behind a call"])
async def test_each_is_refused_in_words_or_its_connection_ends(serve, before):
    served = serve("--clock=frozen", "--header-time=2", "--body-time=2")
    wrong = {}
    for name, hostile in HOSTILE.items():
        raw = await answer_to(served.port, hostile.raw, before)
        if said := problem(hostile, raw):
            wrong[name] = said
        assert call(served, "GET", "/version").status == 200, name
    assert wrong == {}
    assert "smuggled" not in str(call(served, "GET", "/_simulator/calls"))
    served.stop()
    lines = [json.loads(line) for line in served.errors.splitlines()]
    assert {line["event"] for line in lines} <= {"http.refused", "call.refused"}
    assert SECRET not in served.errors
