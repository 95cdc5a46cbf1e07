"""How many connections there are, and how long they may be silent.

The process can open so many files; a connection is one. Above the bound those that the server waits
for are closed, the one that has been silent for longest first; where all are being answered, a new
one is refused.
"""

import asyncio
import heapq
import sys
from contextlib import suppress
from typing import Protocol

from cs_simulator.runtime.logs import log
from cs_simulator.runtime.settings import Settings

# Files for everything else: the database, the log, ports, snapshots, hooks.
_RESERVE = 64
# The fraction of connections that are accepted or closed at once.
_FRACTION = 16
# Real seconds between two lines of the log that say so.
_WARN_EVERY = 10.0
_SWEEP_EVERY = 1.0
_SETTLING = 0.01
_NO_LIMIT = 1_000_000


class Bounded(Protocol):
    """A connection as its bounds see it."""

    last_received: float
    """When the last byte came."""

    @property
    def is_awaited(self) -> bool:
        """Whether the server waits for something that the client has to send."""

    @property
    def is_idle(self) -> bool:
        """Whether it has been used, and nothing is under way on it."""

    def check(self, now: float) -> None:
        """Close it, or refuse its request, if what is under way takes too long."""

    def abort(self) -> None:
        """Close it at once."""


class Bounds:
    """The open connections of all ports of one server."""

    def __init__(self, settings: Settings) -> None:
        self.limit = min(settings.connection_limit, files_for_connections())
        self.header_time = settings.header_time
        self.body_time = settings.body_time
        self.is_ending = False
        """Whether the server is about to end: each answer is the last one of its connection."""
        self._open: set[Bounded] = set()
        shortest = min(settings.header_time, settings.body_time)
        self._period = min(_SWEEP_EVERY, shortest / 4)
        self._timer: asyncio.TimerHandle | None = None
        self._warned: float | None = None

    def __len__(self) -> int:
        return len(self._open)

    @property
    def at_once(self) -> int:
        """How many connections are accepted, or closed to make room, before others have a turn."""
        return max(1, self.limit // _FRACTION)

    def add(self, connection: Bounded) -> None:
        """Count a connection, and look after it until it is discarded."""
        self._open.add(connection)
        if self._timer is None:
            self._wait()

    def discard(self, connection: Bounded) -> None:
        """Count a connection no more."""
        self._open.discard(connection)

    def admit(self) -> bool:
        """Whether one more may be opened; closes silent ones to make room for it."""
        if len(self) < self.limit:
            return True
        awaited = [connection for connection in self._open if connection.is_awaited]
        number = len(self) - self.limit + self.at_once
        for connection in heapq.nsmallest(number, awaited, key=lambda each: each.last_received):
            self._open.discard(connection)
            connection.abort()
        self.warn("connections.full", limit=self.limit, closed=min(number, len(awaited)))
        return len(self) < self.limit

    async def settle(self, seconds: float) -> None:
        """Wait until each connection has been used and is idle or gone: so many seconds at most.

        For the end of the server: who has just connected is about to send a request.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not all(connection.is_idle for connection in self._open):  # noqa: ASYNC110
                    await asyncio.sleep(_SETTLING)

    def warn(self, event: str, **fields: object) -> None:
        """Log that something is too much, now and then."""
        now = asyncio.get_running_loop().time()
        if self._warned is None or now - self._warned > _WARN_EVERY:
            self._warned = now
            log.warning(event, **fields)

    def _wait(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._period, self._sweep)

    def _sweep(self) -> None:
        """Check every connection, and come again as long as there is one."""
        now = asyncio.get_running_loop().time()
        for connection in list(self._open):
            try:
                connection.check(now)
            except Exception:  # noqa: BLE001 - the others are to be checked all the same
                log.exception("connection.not_checked")
        self._timer = None
        if self._open:
            self._wait()


def files_for_connections() -> int:
    """How many files the process may open for connections."""
    if sys.platform == "win32":
        return _NO_LIMIT
    import resource

    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return _NO_LIMIT
    return max(files // 4, files - max(_RESERVE, files // 8))
