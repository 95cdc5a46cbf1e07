"""Receiving an answer that may take so many seconds as a whole, however many bytes of it drip."""

import io
import socket
import time
from http.client import HTTPConnection, HTTPResponse
from typing import Any

Body = bytes | io.BufferedReader | None
"""What a call sends: bytes, or a file."""


class Limit:
    """The end of what a call may take, from now on; what comes later is ``TimeoutError``."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def answer(
        self,
        connection: HTTPConnection,
        method: str,
        target: str,
        raw: Body,
        headers: dict[str, str],
    ) -> HTTPResponse:
        """The answer to a call on that connection."""
        if connection.sock is None:
            connection.connect()
        self.apply(connection.sock)
        connection.request(method, target, raw, headers)
        vars(connection)["response_class"] = self._response  # typed as a class, and called
        return connection.getresponse()

    def apply(self, used: socket.socket) -> None:
        """Let what is done next with a socket take no longer than what is left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        used.settimeout(left)

    def _response(self, used: socket.socket, *args: Any, **options: Any) -> HTTPResponse:
        return HTTPResponse(_Limited(used, self), *args, **options)  # type: ignore[arg-type]


class _Limited:
    """A socket as a response sees it: something to read from."""

    def __init__(self, used: socket.socket, limit: Limit) -> None:
        self._socket = used
        self._limit = limit

    def makefile(self, _mode: str) -> io.BufferedReader:
        """The file that the response reads."""
        return io.BufferedReader(_Reader(self._socket, self._limit))


class _Reader(io.RawIOBase):
    """The bytes that come before the end."""

    def __init__(self, used: socket.socket, limit: Limit) -> None:
        self._socket = used
        self._limit = limit
        self._file = used.makefile("rb", buffering=0)  # keeps the socket open as long as it is

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Read what has come, or wait for it."""
        self._limit.apply(self._socket)
        return self._file.readinto(buffer)

    def close(self) -> None:
        """Let go of the socket."""
        self._file.close()
        super().close()
