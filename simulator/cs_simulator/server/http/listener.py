"""A port: accepts connections within their bounds.

It accepts by itself, in place of asyncio, since asyncio accepts whatever comes: where the process
can open no more files, it goes round in circles and writes a traceback each time.
"""

import asyncio
import json
import socket
import ssl
from contextlib import suppress
from functools import partial

from cs_simulator.catalog import errors
from cs_simulator.runtime.logs import log
from cs_simulator.server.http.server import HttpServer

# Real seconds before it tries again where the process can open no more files.
_PAUSE = 0.5


class Listener:
    """Accepts the connections of a bound socket for a server, with TLS if there is a context."""

    def __init__(
        self, server: HttpServer, listening: socket.socket, context: ssl.SSLContext | None = None
    ) -> None:
        self._server = server
        self._socket = listening
        self._context = context
        self._loop = asyncio.get_running_loop()
        self._opening: set[_Opening] = set()
        self._pause: asyncio.TimerHandle | None = None
        listening.setblocking(False)
        self._loop.add_reader(listening, self._accept)

    @property
    def address(self) -> tuple[str, int]:
        """The address that it listens on, and the port."""
        host, port = self._socket.getsockname()[:2]
        return host, port

    def close(self) -> None:
        """Accept nothing any more but what waits in the port's queue.

        The system resets what is left there, and a proxy would take the call for one that may have
        been received. Those that speak TLS must come again: their handshake takes too long.
        """
        if self._pause is not None:
            self._pause.cancel()
        self._loop.remove_reader(self._socket)
        if self._context is None:
            self._accept()
        self._socket.close()
        if self._context is not None:
            for opening in self._opening:
                opening.abort()

    def _accept(self) -> None:
        for _ in range(self._server.bounds.at_once):
            try:
                connection, _ = self._socket.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as problem:
                self._rest(problem)
                return
            connection.setblocking(False)
            if not self._server.bounds.admit():
                self._refuse(connection)
                continue
            opening = _Opening(self._server, connection, self._context)
            self._opening.add(opening)
            opening.task.add_done_callback(partial(self._made, opening))

    def _made(self, opening: "_Opening", task: "asyncio.Task[None]") -> None:
        self._opening.discard(opening)
        opening.finish(task)

    def _rest(self, problem: OSError) -> None:
        """Stop accepting for a moment: what waits in the port's queue goes on waiting."""
        self._server.bounds.warn("connections.not_accepted", problem=problem.strerror)
        self._loop.remove_reader(self._socket)
        self._pause = self._loop.call_later(
            _PAUSE, self._loop.add_reader, self._socket, self._accept
        )

    def _refuse(self, connection: socket.socket) -> None:
        """Say that there are too many; it is not known what the request would have been."""
        with connection, suppress(OSError):
            if self._context is None:
                connection.send(_too_many(self._server.bounds.limit))
                connection.shutdown(socket.SHUT_WR)
                connection.recv(65536)  # else the client may get a reset in place of the answer


class _Opening:
    """A connection that is accepted and not yet made: TLS may take its time."""

    is_awaited = True
    is_idle = False

    def __init__(
        self, server: HttpServer, connection: socket.socket, context: ssl.SSLContext | None
    ) -> None:
        loop = asyncio.get_running_loop()
        self.last_received = loop.time()
        self._bounds, self._connection = server.bounds, connection
        self._is_ours = True
        """Whether it is for us to close the socket."""
        self.task = loop.create_task(self._make(server, context), name="connection")
        self._bounds.add(self)

    async def _make(self, server: HttpServer, context: ssl.SSLContext | None) -> None:
        self._is_ours = False
        within = self._bounds.header_time if context else None
        await asyncio.get_running_loop().connect_accepted_socket(
            server, self._connection, ssl=context, ssl_handshake_timeout=within
        )

    def finish(self, task: "asyncio.Task[None]") -> None:
        """Count it no more: it is a connection now, or has come to nothing."""
        self._bounds.discard(self)
        if self._is_ours:
            self._connection.close()
        elif not task.cancelled() and (problem := task.exception()):
            log.debug("connection.not_made", problem=type(problem).__name__)
            self._connection.close()

    def check(self, now: float) -> None:
        """TLS has a time of its own."""

    def abort(self) -> None:
        """Close it."""
        self.task.cancel()


def _too_many(limit: int) -> bytes:
    """A whole response for whichever plane was addressed."""
    error = errors.TOO_MANY_CONNECTIONS(limit=limit)
    body = json.dumps(
        {
            "Code": error.code,
            "Message": error.message,
            "code": error.code,
            "message": error.message,
        }
    )
    head = (
        f"HTTP/1.1 {error.status} Service Unavailable\r\n"
        "Content-Type: application/json;charset=UTF-8\r\n"
        f"Content-Length: {len(body)}\r\nRetry-After: 1\r\nConnection: close\r\n\r\n"
    )
    return (head + body).encode()
