"""Requests byte by byte, over a socket of one's own, and the responses as they came."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

# Real seconds within which the server must do something.
_PATIENCE = 20.0


@dataclass(frozen=True)
class RawResponse:
    """One response, read off a socket."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        """The body as JSON."""
        return json.loads(self.raw)

    @property
    def code(self) -> str:
        """The code of an error, in whichever dialect."""
        body = self.body
        return str(body.get("Code") or body["code"])


class RawConnection:
    """One connection of a test that decides about every byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def send(self, raw: bytes) -> None:
        self.writer.write(raw)
        await self.writer.drain()

    async def response(self) -> RawResponse | None:
        """The next response; ``None`` if the connection ends in place of one."""
        try:
            return await asyncio.wait_for(self._response(), _PATIENCE)
        except (ConnectionError, asyncio.IncompleteReadError):
            return None

    async def _response(self) -> RawResponse | None:
        first = await self.reader.readline()
        if not first:
            return None
        headers = {}
        while line := (await self.reader.readline()).strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", 0))
        return RawResponse(int(first.split()[1]), headers, await self.reader.readexactly(length))

    async def is_closed(self) -> bool:
        """Whether the server ends the connection, within some seconds, without another byte."""
        try:
            return await asyncio.wait_for(self.reader.read(1), _PATIENCE) == b""
        except ConnectionError:
            return True


@asynccontextmanager
async def connected(
    port: int, host: str = "127.0.0.1", context: ssl.SSLContext | None = None
) -> AsyncIterator[RawConnection]:
    """A connection of one's own; over TLS, if there is a context."""
    reader, writer = await asyncio.open_connection(host, port, ssl=context)
    try:
        yield RawConnection(reader, writer)
    finally:
        writer.transport.abort()


async def exchange(port: int, *pieces: bytes) -> RawResponse:
    """Send bytes on a connection of their own, each piece by itself; the first response."""
    async with connected(port) as connection:
        for piece in pieces:
            await connection.send(piece)
            await asyncio.sleep(0)
        response = await connection.response()
        assert response is not None, pieces
        return response


def a_request(
    method: str = "GET", path: str = "/clusters", body: bytes = b"", **headers: str
) -> bytes:
    """A request with a Host header that is accepted, unless *headers* have another."""
    given = {"Host": "localhost", **{name.replace("_", "-"): v for name, v in headers.items()}}
    if body and "Transfer-Encoding" not in given:
        given.setdefault("Content-Length", str(len(body)))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
