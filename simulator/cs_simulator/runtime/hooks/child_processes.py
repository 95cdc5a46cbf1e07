"""Running a program: its output line by line, and its exit code."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Self

OnLine = Callable[[str, bytes], None]
"""Takes the name of a stream and a line of it."""

_STREAMS = {1: "stdout", 2: "stderr"}

# Real seconds for the last lines of a program that has ended. There is only something to wait for
# where it left a process running that has its output open.
_LAST_LINES = 0.5
# A longer line is reported in parts.
_LONGEST_LINE = 65_536


class Child:
    """A program that was started, in a process group of its own."""

    def __init__(self, transport: asyncio.SubprocessTransport, watched: "_Watched") -> None:
        self._transport = transport
        self._watched = watched

    @classmethod
    async def start(
        cls, command: Sequence[str], variables: Mapping[str, str], on_line: OnLine
    ) -> Self:
        """Start a program in that environment; raises ``OSError`` if it cannot be run."""
        transport, watched = await asyncio.get_running_loop().subprocess_exec(
            lambda: _Watched(on_line), *command,
            stdin=DEVNULL, stdout=PIPE, stderr=PIPE, env=variables, start_new_session=True,
        )  # fmt: skip
        return cls(transport, watched)

    async def wait(self) -> int:
        """Wait for its end; returns its exit code. If cancelled, kills it and its children."""
        has_ended, is_silent = self._watched.has_ended, self._watched.is_silent
        try:
            await asyncio.shield(has_ended)
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                os.killpg(self._transport.get_pid(), signal.SIGKILL)
            await has_ended
            raise
        await asyncio.wait([is_silent], timeout=_LAST_LINES)
        return self._transport.get_returncode() or 0

    def close(self) -> None:
        """Stop reading the output of processes that it left running."""
        self._transport.close()


class _Watched(asyncio.SubprocessProtocol):
    """Cuts a program's output into lines, and notices its end and that of its output."""

    def __init__(self, on_line: OnLine) -> None:
        loop = asyncio.get_running_loop()
        self._on_line = on_line
        self._rest = {1: b"", 2: b""}
        self.has_ended: asyncio.Future[None] = loop.create_future()
        self.is_silent: asyncio.Future[None] = loop.create_future()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Report the complete lines of a stream."""
        *lines, rest = (self._rest[fd] + data).split(b"\n")
        if len(rest) > _LONGEST_LINE:
            lines, rest = [*lines, rest], b""
        self._rest[fd] = rest
        for line in lines:
            self._on_line(_STREAMS[fd], line)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """Report the last line of a stream, if it has no line end."""
        if fd in _STREAMS and self._rest[fd]:
            self._on_line(_STREAMS[fd], self._rest[fd])
            self._rest[fd] = b""

    def process_exited(self) -> None:
        """Notice the end of the program."""
        if not self.has_ended.done():
            self.has_ended.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """Notice the end of its output."""
        if not self.is_silent.done():
            self.is_silent.set_result(None)
