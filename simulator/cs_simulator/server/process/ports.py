"""The ports that a server opens; that of the clusters' own addresses is served on first use.

Issuing certificates takes longer than the rest of a start. So the port of the clusters' own
addresses is only bound at the start, since its number must be known; its first connection, which
waits in the port's queue meanwhile, triggers the rest.
"""

import asyncio
import errno
import os
import socket
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress

from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.settings import AUTO, NONE, Settings, url
from cs_simulator.runtime.supervision import Supervision
from cs_simulator.server.http.listener import Listener
from cs_simulator.server.http.server import HttpServer

BACKLOG = 1024
_NO_SUCH_ADDRESS = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def open_port(
    server: HttpServer,
    host: str,
    port: int,
    context: ssl.SSLContext | None = None,
    option: str = "--port",
) -> tuple[str, Callable[[], None]]:
    """Listen; returns the address as clients write it, and what closes the port.

    Raises :class:`UsageError` if that fails.
    """
    listeners = [Listener(server, bound, context) for bound in _bind_all(option, host, port)]

    def close() -> None:
        for listener in listeners:
            listener.close()

    bound_host, bound_port = listeners[0].address
    return url("https" if context else "http", bound_host, bound_port), close


def bind_master(settings: Settings) -> socket.socket | None:
    """The bound socket of the clusters' own addresses; ``None`` with ``--master-port none``."""
    if settings.master_port == NONE:
        return None
    if settings.master_port != AUTO:
        return _bind_free_of(settings, int(settings.master_port))
    try:
        following = settings.port + 1 if settings.port else 0
        return _bind_free_of(settings, 0 if following == settings.tls_port else following)
    except UsageError:
        return _bind_free_of(settings, 0)


def _bind_free_of(settings: Settings, port: int) -> socket.socket:
    """Bind a port; a free one is none of those that the settings need for the API."""
    bound = _bind(settings.host, port)
    if port or bound.getsockname()[1] not in (settings.port, settings.tls_port):
        return bound
    with bound:  # held meanwhile, so that another one is found
        return _bind(settings.host, 0)


def _bind_all(option: str, host: str, port: int) -> list[socket.socket]:
    """Bound sockets for every address that a host has: ``localhost`` may have two."""
    try:
        found = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (OSError, OverflowError, UnicodeError) as problem:
        raise _cannot_listen(option, host, port, problem) from None
    bound: list[socket.socket] = []
    for family, *_, address in dict.fromkeys(found):
        number = port or (bound[0].getsockname()[1] if bound else 0)
        try:
            place = (address[0], number, *address[2:])
            bound.append(socket.create_server(place, family=family, backlog=BACKLOG))
        except (OSError, OverflowError) as problem:
            if bound and getattr(problem, "errno", 0) in _NO_SUCH_ADDRESS:
                continue  # the machine has the name for an address that it does not have
            for each in bound:
                each.close()
            raise _cannot_listen(option, host, port, problem) from None
    return bound


def _bind(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except (OSError, OverflowError) as problem:
        raise _cannot_listen("--master-port", host, port, problem) from None


def _cannot_listen(option: str, host: str, port: int, problem: Exception) -> UsageError:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    number = problem.errno if isinstance(problem, OSError) else None
    if number != errno.EADDRINUSE:
        reason = os.strerror(number) if number and number > 0 else str(problem)
        return UsageError(f"cannot listen on {address}: {reason}")
    from cs_simulator.server.process.port_holder import holder_of

    holder = holder_of(port)
    return UsageError(
        f"cannot listen on {address}: {f'{holder} has this port' if holder else 'it is taken'};"
        f" give another {option}, or {option} 0 for a free one"
    )


class LazyListener:
    """Waits for the first connection of a listening socket, and then starts to serve it.

    If that fails, connections are closed rather than left to wait, and with a later one it is
    tried again.
    """

    def __init__(
        self,
        listening: socket.socket,
        serve: Callable[[], Awaitable[None]],
        supervision: Supervision,
    ) -> None:
        self._socket = listening
        self._serve = serve
        self._beginning: asyncio.Future[None] | None = None
        listening.setblocking(False)
        self._task = supervision.run("cluster addresses", self._round)

    async def _round(self) -> bool:
        await self._connection()
        self._beginning = asyncio.ensure_future(self._serve())
        try:
            await asyncio.shield(self._beginning)
        except Exception:
            self._turn_away()
            raise
        return False

    async def _connection(self) -> None:
        """Wait until somebody connects."""
        loop, arrived = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._socket, arrived.set)
        try:
            await arrived.wait()
        finally:
            loop.remove_reader(self._socket)

    def _turn_away(self) -> None:
        """Close the connections that wait."""
        with suppress(OSError):
            while True:
                self._socket.accept()[0].close()

    async def close(self) -> None:
        """Stop waiting, and close the socket."""
        if self._beginning is not None:
            await asyncio.gather(self._beginning, return_exceptions=True)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._socket.close()
