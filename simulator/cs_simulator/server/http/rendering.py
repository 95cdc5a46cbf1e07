"""The bytes of an answer: status line, headers and body in one piece.

They are what aiohttp's own ``web.Response`` sends for the same answer, byte by byte.
"""

import re
from functools import lru_cache
from http import HTTPStatus
from typing import NamedTuple

from aiohttp import HttpVersion, HttpVersion10, HttpVersion11, web

# Of aiohttp's internals: which answers have no body, and which of those no length (RFC 9110,
# sections 6.4.1 and 8.6); the text of ``Date``, worked out once a second; that of ``Server``.
from aiohttp.helpers import (
    EMPTY_BODY_STATUS_CODES,
    must_be_empty_body,
    rfc822_formatted_time,
    should_remove_content_length,
)
from aiohttp.http import SERVER_SOFTWARE

from cs_simulator.operations import Answer

_PHRASES = {status.value: status.phrase for status in HTTPStatus}
# Control characters would end a header, and begin another one.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
# As many different beginnings of answers are kept.
_MOST_KEPT = 64

Header = tuple[str, str]
"""A name and a value."""


class Framing(NamedTuple):
    """What of a request decides how its answer is framed."""

    method: str
    version: HttpVersion
    keep_alive: bool


USUAL = Framing("GET", HttpVersion11, keep_alive=True)
"""That of a request of any method but HEAD and CONNECT, whose connection stays open."""
LAST = USUAL._replace(keep_alive=False)
"""The same, where the connection is closed after the answer."""


def framing_of(request: web.BaseRequest) -> Framing:
    """How the answer to a request is framed."""
    return Framing(request.method, request.version, request.keep_alive)


def whole(answer: Answer, framing: Framing = USUAL) -> bytes:
    """The answer as it is sent; raises ``ValueError`` for a header that would end in another."""
    body = b"" if is_without_body(answer, framing) else answer.body
    return head(answer, framing) + body


def is_without_body(answer: Answer, framing: Framing) -> bool:
    """Whether only the head of an answer is sent."""
    return must_be_empty_body(framing.method, answer.status)


def head(answer: Answer, framing: Framing = USUAL) -> bytes:
    """The answer up to its body; raises as :func:`whole` does."""
    if framing is USUAL and not answer.headers and answer.status not in EMPTY_BODY_STATUS_CODES:
        first = _beginning(answer.status, answer.content_type)
        middle = f"{first}{answer.request_id}\r\nContent-Length: {len(answer.body)}"
        return f"{middle}\r\nDate: {rfc822_formatted_time()}{_END}".encode()
    version = framing.version
    line = f"HTTP/{version.major}.{version.minor} {_status(answer.status)}"
    return "\r\n".join((line, *map(_field, _fields(answer, framing)), "\r\n")).encode()


@lru_cache(_MOST_KEPT)
def _beginning(status: int, content_type: str) -> str:
    """A usual head, up to the request id."""
    label = _field(("Content-Type", content_type))
    return f"HTTP/1.1 {_status(status)}\r\n{label}\r\nx-acs-request-id: "


_END = f"\r\nServer: {SERVER_SOFTWARE}\r\n\r\n"


def _status(status: int) -> str:
    return f"{status} {_PHRASES.get(status, '')}"


def _field(field: Header) -> str:
    text = f"{field[0]}: {field[1]}"
    if _FORBIDDEN.search(text):
        raise ValueError("a header has a control character in it")
    return text


def _fields(answer: Answer, framing: Framing) -> list[Header]:
    fields = headers_of(answer)
    given = {name.lower() for name, _ in fields}
    if _has_length(answer, framing):
        fields.append(("Content-Length", str(len(answer.body))))
    if "date" not in given:
        fields.append(("Date", rfc822_formatted_time()))
    if "server" not in given:
        fields.append(("Server", SERVER_SOFTWARE))
    if framing.keep_alive and framing.version == HttpVersion10:
        fields.append(("Connection", "keep-alive"))
    elif not framing.keep_alive and framing.version == HttpVersion11:
        fields.append(("Connection", "close"))
    return fields


def _has_length(answer: Answer, framing: Framing) -> bool:
    if should_remove_content_length(framing.method, answer.status):
        return False
    return bool(answer.body) or framing.method != "HEAD"


def headers_of(answer: Answer) -> list[Header]:
    """The headers of an answer; those that it has of its own replace the usual ones.

    A name that the answer has several times, such as ``Warning``, is there as often.
    """
    usual = [("Content-Type", answer.content_type), ("x-acs-request-id", answer.request_id)]
    given = {name.lower() for name, _ in answer.headers}
    return [*(field for field in usual if field[0].lower() not in given), *answer.headers]


class OneWrite(web.StreamResponse):
    """An answer that leaves in one write, as a response of aiohttp."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(status=answer.status)
        self._answer = answer

    async def prepare(self, request: web.BaseRequest) -> None:
        """Write the answer; raises ``ConnectionError`` if nobody is there to read it."""
        if self._keep_alive is None:
            self._keep_alive = request.keep_alive
        framing = Framing(request.method, request.version, self._keep_alive)
        self._writer = request.writer
        await self._writer.write(whole(self._answer, framing))

    async def write_eof(self, data: bytes = b"") -> None:  # noqa: ARG002 - aiohttp's signature
        """Wait until the client has read so much that there is room for another answer."""
        await self._writer.drain()


class Written(web.StreamResponse):
    """For an answer that has left already, or that will not."""

    async def prepare(self, request: web.BaseRequest) -> None:
        """Write nothing; the connection stays open if the client wants that."""
        if self._keep_alive is None:
            self._keep_alive = request.keep_alive

    async def write_eof(self, data: bytes = b"") -> None:
        """Write nothing."""
