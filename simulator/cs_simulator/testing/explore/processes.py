"""One run of a command: its process with all that it starts, its time-out, its last output.

The command is the leader of a process group of its own, and the whole group is killed when it has
ended: what it left running would call the simulator on behalf of nobody.
"""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Self

from cs_simulator.domain.printable import as_line

# What is kept of the output: more than anybody reads, and less than a machine has.
KEPT_BYTES = 16_384
KEPT_LINES = 20
_CHUNK = 65_536  # what a pipe holds
_MOST_CHUNKS = 4  # read after the end: who has left the group may go on to write
_PAUSE = 0.1  # seconds between two looks at the process, while it writes nothing
_LAST = 0.005  # the same, once its output is closed
_LOOK = 0.2  # seconds between two looks at what may stop it


@dataclass(frozen=True, slots=True)
class Ended:
    """How one run of a command ended."""

    exit_code: int | None
    """Negative: the number of the signal that ended it. None: it had to be ended."""
    stopped: str
    """Why it had to be ended; empty if it ended by itself."""
    output: tuple[str, ...]
    """The last lines of standard output and standard error, printable."""

    @property
    def signal_name(self) -> str:
        """The name of the signal that ended it, such as ``SIGSEGV``; empty if none did."""
        if self.exit_code is None or self.exit_code >= 0:
            return ""
        with suppress(ValueError):
            return signal.Signals(-self.exit_code).name
        return f"signal {-self.exit_code}"


def run(
    command: Sequence[str],
    environment: Mapping[str, str],
    timeout: float,
    stopping: Callable[[], str] = str,
) -> Ended:
    """Run a command to its end; returns how it ended.

    It is killed after *timeout* real seconds, or as soon as *stopping*, which is asked again and
    again, returns a reason. Raises ``OSError`` for a command that cannot be started.
    """
    with _Process(command, environment) as process:
        stopped = _wait(process, timeout, stopping)
        process.kill()  # what it has left running, too
        return Ended(None if stopped else process.exit_code(), stopped, process.last_lines())


def _wait(process: "_Process", timeout: float, stopping: Callable[[], str]) -> str:
    """Wait for its end; returns why it has to be ended, if it has to."""
    began = looked = time.monotonic()
    while not process.has_ended():
        process.read(_LAST if process.is_silent else _PAUSE)
        now = time.monotonic()
        if now - began > timeout and not process.has_ended():
            return f"it did not end within {timeout:g} s"
        if now - looked > _LOOK:
            looked, stopped = now, stopping()
            if stopped and not process.has_ended():
                return stopped
    return ""


class _Process:
    """A process group, the end of a pipe with its output, and what was read from it last."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - the caller's own command
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            start_new_session=True,
        )
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        self._pipe: IO[bytes] = self._process.stdout
        os.set_blocking(self._pipe.fileno(), False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._pipe, selectors.EVENT_READ)
        self._kept = bytearray()
        self.is_silent = False
        """Whether nobody can write to the pipe any more."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        self._process.wait()
        self._selector.close()
        self._pipe.close()

    def has_ended(self) -> bool:
        """Whether the leader has ended; it is not reaped, so that its group keeps its number."""
        if self._process.returncode is not None:
            return True
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self._process.pid, options) is not None

    def kill(self) -> None:
        """Kill whatever is left of the group."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def exit_code(self) -> int:
        """The exit code of the leader, which has ended; negative for a signal."""
        return self._process.wait()

    def read(self, patience: float) -> None:
        """Wait for output for at most so many seconds, and keep the end of it."""
        if self.is_silent:
            time.sleep(patience)
            return
        if self._selector.select(patience):
            self._keep(self._pipe.read(_CHUNK))

    def _keep(self, chunk: bytes | None) -> None:
        if chunk == b"":
            self._selector.unregister(self._pipe)
            self.is_silent = True
        self._kept += chunk or b""
        del self._kept[:-KEPT_BYTES]

    def last_lines(self) -> tuple[str, ...]:
        """The last lines of what was written until now."""
        for _ in range(_MOST_CHUNKS):
            if self.is_silent or not self._selector.select(0):
                break
            self._keep(self._pipe.read(_CHUNK))
        lines = self._kept.decode("utf-8", "replace").splitlines()
        return tuple(as_line(line.rstrip()) for line in lines if line.strip())[-KEPT_LINES:]
