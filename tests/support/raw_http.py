"""Requests byte by byte, over a socket of one's own, and the responses as they came."""

import json
import socket
from dataclasses import dataclass
from typing import Any, Self

from tests.support.process import Served


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


class RawConnection:
    """One connection of a test that decides about every byte."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self.socket = socket.create_connection((host, port), timeout=10)
        self._reader = self.socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()
        self.socket.close()

    def send(self, raw: bytes) -> None:
        self.socket.sendall(raw)

    def response(self) -> RawResponse | None:
        """The next response; ``None`` if the connection ends in place of one."""
        first = self._reader.readline()
        if not first:
            return None
        headers = {}
        while line := self._reader.readline().strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", 0))
        return RawResponse(int(first.split()[1]), headers, self._reader.read(length))

    def is_closed(self) -> bool:
        """Whether the server ends the connection, within some seconds, without another byte."""
        try:
            return self._reader.read(1) == b""
        except ConnectionResetError:
            return True


def exchange(served: Served, raw: bytes) -> RawResponse:
    """Send bytes on a connection of their own; returns the first response."""
    with RawConnection(served.port) as connection:
        connection.send(raw)
        response = connection.response()
        assert response is not None, raw
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
