"""A program that is run: what it writes, line by line, and its end."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Self

Respond = Callable[[str, bytes], None]
"""Takes the name of a stream and a line of it."""

_STREAMS = {1: "stdout", 2: "stderr"}

# Real seconds for the last lines of a program that has ended. Only where it left something running
# that still has its output is there any waiting.
_LAST_WORDS = 0.5
# A line that is longer is told in parts.
_LONGEST = 65_536


class Child:
    """A program that was started, in a group of processes of its own."""

    def __init__(self, transport: asyncio.SubprocessTransport, watched: "_Watched") -> None:
        self._transport = transport
        self._watched = watched

    @classmethod
    async def start(
        cls, command: Sequence[str], variables: Mapping[str, str], tell: Respond
    ) -> Self:
        """Start a program; raises ``OSError`` if that cannot be done."""
        transport, watched = await asyncio.get_running_loop().subprocess_exec(
            lambda: _Watched(tell), *command,
            stdin=DEVNULL, stdout=PIPE, stderr=PIPE, env=variables, start_new_session=True,
        )  # fmt: skip
        return cls(transport, watched)

    async def end(self) -> int:
        """Its exit code, once it has ended. Whoever is cancelled here ends it, and its children."""
        has_ended, is_silent = self._watched.has_ended, self._watched.is_silent
        try:
            await asyncio.shield(has_ended)
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                os.killpg(self._transport.get_pid(), signal.SIGKILL)
            await has_ended
            raise
        await asyncio.wait([is_silent], timeout=_LAST_WORDS)
        return self._transport.get_returncode() or 0

    def close(self) -> None:
        """Listen no longer to what it left running."""
        self._transport.close()


class _Watched(asyncio.SubprocessProtocol):
    """Cuts what a program writes into lines, and notes its end and that of its output."""

    def __init__(self, tell: Respond) -> None:
        loop = asyncio.get_running_loop()
        self._tell = tell
        self._rest = {1: b"", 2: b""}
        self.has_ended: asyncio.Future[None] = loop.create_future()
        self.is_silent: asyncio.Future[None] = loop.create_future()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """See :class:`asyncio.SubprocessProtocol`."""
        *lines, rest = (self._rest[fd] + data).split(b"\n")
        if len(rest) > _LONGEST:
            lines, rest = [*lines, rest], b""
        self._rest[fd] = rest
        for line in lines:
            self._tell(_STREAMS[fd], line)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """See :class:`asyncio.SubprocessProtocol`."""
        if fd in _STREAMS and self._rest[fd]:
            self._tell(_STREAMS[fd], self._rest[fd])
            self._rest[fd] = b""

    def process_exited(self) -> None:
        """See :class:`asyncio.SubprocessProtocol`."""
        if not self.has_ended.done():
            self.has_ended.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """See :class:`asyncio.SubprocessProtocol`."""
        if not self.is_silent.done():
            self.is_silent.set_result(None)
