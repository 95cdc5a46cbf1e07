"""After a signal the process ends within some seconds, whatever keeps it.

What ends in good order does so by itself, within a second. This is for what does not: work that
keeps the event loop, a database that does not answer, a thread that is not done. Everything that
was answered is committed, so that nothing of it is lost.
"""

import os
import select
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import inf
from types import FrameType

from cs_simulator.runtime.logs import log
from cs_simulator.runtime.system_clock import SystemClock

# Real seconds from a signal to the end of the process: less than the ten after which Docker kills,
# and many times what an end in good order takes on a machine that is busy with other work.
LONGEST = 8.0
EXIT_CODE = 1
_BEGIN, _PAUSE, _DELAY = b"b", b"p", b"d"


class Deadline:
    """A thread that ends the process if nothing else has, some seconds after a signal.

    The thread is there from the beginning, and a signal only writes a byte for it: a handler may
    interrupt anything.
    """

    def __init__(self, system_clock: SystemClock, seconds: float = LONGEST) -> None:
        self._system_clock = system_clock
        self._seconds = seconds
        self._delayed_until = 0.0
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        threading.Thread(target=self._watch, name="deadline", daemon=True).start()

    def follow(self, number: int) -> None:
        """Begin with that signal too; what the event loop does with the signal, it goes on doing.

        To be called after the event loop has got its own handler.
        """
        signal.signal(number, self._begin)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Allow a block its own time, unless a signal comes in it; count from its end again."""
        self._send(_PAUSE)
        try:
            yield
        finally:
            self._send(_BEGIN)

    @contextmanager
    def delayed(self, seconds: float) -> Iterator[None]:
        """Allow a block so many seconds more; count from its end, or from a signal in it."""
        self._delayed_until = self._system_clock.monotonic() + seconds
        self._send(_DELAY)
        try:
            yield
        finally:
            self._send(_BEGIN)

    def _begin(self, _number: int, _frame: FrameType | None) -> None:
        self._send(_BEGIN)

    def _send(self, command: bytes) -> None:
        with suppress(BlockingIOError):  # thousands of signals have come already
            os.write(self._write, command)

    def _watch(self) -> None:
        ends: float | None = None
        while True:
            now = self._system_clock.monotonic()
            if ends is not None and now >= ends:
                self._end()
            timeout = None if ends is None else ends - now
            if select.select([self._read], [], [], timeout)[0]:
                command = os.read(self._read, 1)
                now = self._system_clock.monotonic()  # it may have waited for days
                if command == _PAUSE:
                    ends = None
                elif command == _DELAY:
                    ends = self._delayed_until + self._seconds
                else:  # signals that come one after the other put nothing off
                    ends = min(ends or inf, now + self._seconds)

    def _end(self) -> None:
        log.error("server.did_not_end", seconds=self._seconds)
        log.flush()
        os._exit(EXIT_CODE)
