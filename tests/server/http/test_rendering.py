"""An answer of ours has the bytes that aiohttp's own response has, and leaves in one write."""

import asyncio
import re

import pytest
from aiohttp import HttpVersion10, HttpVersion11, web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.http import StreamWriter
from aiohttp.test_utils import make_mocked_request
from cs_simulator.operations import Answer
from cs_simulator.server.http.rendering import USUAL, Framing, OneWrite, head, headers_of, whole
from hypothesis import given
from hypothesis import strategies as st

from tests.support.wire import Wire

DATE = re.compile(rb"(?m)^Date: (?!Thu, 01 Jan 1970).*\r$")
NAMES = st.sampled_from(
    (
        "Retry-After",
        "x-acs-retry-after",
        "date",
        "Server",
        "content-type",
        "X-Acs-Request-Id",
        "X",
        "Warning",
    )
)
TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f"))


def an_answer(**given):  # without types, by which Hypothesis would make up the other fields
    return Answer(**given)


ANSWERS = st.builds(
    an_answer,
    status=st.sampled_from((200, 202, 204, 304, 400, 404, 429, 503, 599, 799)),
    body=st.sampled_from((b"", b"{}", b'{"a": 1}' * 1000)),
    request_id=st.just("687C5BAA-D103-4993-884B-C35E4314A1E1"),
    content_type=st.sampled_from(("application/json;charset=UTF-8", "text/html", "")),
    headers=st.lists(st.tuples(NAMES, TEXTS), max_size=3).map(tuple),
)
FRAMINGS = st.just(USUAL) | st.builds(
    Framing,
    method=st.sampled_from(("GET", "POST", "HEAD")),
    version=st.sampled_from((HttpVersion10, HttpVersion11)),
    keep_alive=st.booleans(),
)


async def sent(response, framing):
    """What leaves when aiohttp sends a response to a request of that framing."""
    protocol = BaseProtocol(asyncio.get_running_loop())
    protocol.transport = wire = Wire()
    request = make_mocked_request(
        framing.method,
        "/",
        version=framing.version,
        writer=StreamWriter(protocol, asyncio.get_running_loop()),
    )
    request._message = request._message._replace(should_close=not framing.keep_alive)
    await response.prepare(request)
    await response.write_eof()
    assert response.keep_alive == framing.keep_alive
    return wire.writes


def undated(raw):
    return DATE.sub(b"Date: now\r", raw, count=1)


def of_aiohttp(answer):
    return web.Response(status=answer.status, body=answer.body, headers=headers_of(answer))


@given(answer=ANSWERS, framing=FRAMINGS)
def test_the_bytes_are_those_of_aiohttp_in_one_write(answer, framing):
    async def compare():
        [ours] = await sent(OneWrite(answer), framing)
        assert undated(ours) == undated(b"".join(await sent(of_aiohttp(answer), framing)))
        assert undated(ours).startswith(undated(head(answer, framing)))

    asyncio.run(compare())


def test_a_header_that_an_answer_has_several_times_is_sent_as_often():
    fields = (("Warning", "one"), ("Warning", "two"), ("Retry-After", "3"))

    lines = head(Answer(201, b"{}", "id", headers=fields)).decode().split("\r\n")

    assert [line for line in lines if line.startswith(("Warning", "Retry"))] == [
        "Warning: one",
        "Warning: two",
        "Retry-After: 3",
    ]


@pytest.mark.parametrize("field", [("A", "b\r\nC: d"), ("A\n", "b"), ("A", "\0")])
def test_a_header_that_would_end_in_another_is_not_sent(field):
    for answer in (Answer(200, b"", "id", headers=(field,)), Answer(200, b"", "id", "", "a\r\nB:")):
        with pytest.raises(ValueError, match="control character"):
            whole(answer)
