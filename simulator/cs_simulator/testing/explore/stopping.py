"""Ending a run of client code that does not end by itself, in the process in which it runs.

A thread looks at the run from time to time. Once a limit is reached, the calls of its tenant are
cut off, and an error is raised in the code that runs: in the main thread by a signal, which also
wakes it up where it sleeps or waits for an answer; in other threads by the interpreter. The tasks
of an event loop are cancelled. The error is none that ``except Exception`` catches. Code that
catches even that meets it again and again, at one line after the other of its functions, so also
at one outside of what the handler protects.
"""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.testing.explore.limits import NOTHING, Limits, Progress, excess
from cs_simulator.testing.explore.raising import (
    is_finalizing,
    own_functions,
    raise_in,
    raise_later,
)

PAUSE = 0.1  # seconds between two looks at a run
_AGAIN = 0.05  # seconds between two tries to end it
_TRIES_TO_CANCEL = 5  # tasks are cancelled first, since that lets them clean up
_TRIES_TO_RAISE = 10  # then the error is raised wherever the code is
_TRIES_FOR_THREADS = 20
_LAST = 20  # pauses that threads have for their end
_MOST_TRIES = 1200  # a minute
_SIGNAL = getattr(signal, "SIGURG", None)  # ignored by default, and hardly ever used
_CLOCK = SystemClock()


Look = Callable[[], Progress | None]
"""How far the run has come; ``None`` while it has no tenant."""


class Watch:
    """Watches runs in the thread that makes it, one after the other.

    *cut_off* is called when a run has to end: it keeps the calls of its tenant away. An *error* is
    raised in the code; its class can be raised without arguments.
    """

    def __init__(self, cut_off: Callable[[], None], error: type[BaseException]) -> None:
        self._cut_off, self._error = cut_off, error
        self._target = threading.get_ident()
        is_main = threading.current_thread() is threading.main_thread()
        self._signal = _SIGNAL if is_main else None
        self._condition = threading.Condition()
        self._run: Watched | None = None
        self._is_over = False
        self._ending: set[int] = set()
        self._thread = threading.Thread(target=self._watch, name="cs-watch", daemon=True)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Be ready for runs while the block runs."""
        former = signal.signal(self._signal, self._handle) if self._signal else None
        report = threading.excepthook  # but nothing of threads that are ended here
        threading.excepthook = lambda it: None if it.exc_type is SystemExit else report(it)
        self._thread.start()
        try:
            yield
        finally:
            with self._condition:
                self._is_over = True
                self._condition.notify()
            self._thread.join()
            self._wait_for_threads()
            threading.excepthook = report
            if self._signal:
                signal.signal(self._signal, former)

    def _wait_for_threads(self) -> None:
        """Wait for those that were ended, as ``join`` does not once it was interrupted."""
        for _ in range(_LAST):
            if self._ending & sys._current_frames().keys():  # noqa: SLF001 - see above
                threading.Event().wait(_AGAIN)

    def begin(self, look: Look, limits: Limits) -> "Watched":
        """Watch what this thread does from now on; returns what is known of it."""
        run = Watched(look, limits, sys._getframe(1))  # noqa: SLF001 - there is no other way
        self._set(run)
        return run

    def during(self, run: "Watched", code: Callable[[], None]) -> None:
        """Run the code of a run; nothing is raised in what comes after it."""
        try:
            code()
        finally:
            run.is_over = True

    def end(self) -> None:
        """Watch it no more; what is raised in the code may still be raised here, and is dropped."""
        former = self._run
        while self._run is not None:
            with suppress(self._error):
                self._run = None  # without a lock, which an error might leave locked
                if not self._signal:
                    raise_in(self._target, None)  # what was not raised yet is dropped
        if former is None:
            return
        # The thread that watches may still have the run, and through this all that its code had.
        former.began_in = None
        if former.is_traced:
            sys.settrace(former.trace)

    def _set(self, run: "Watched") -> None:
        with self._condition:
            self._run = run
            self._condition.notify()

    def _watch(self) -> None:
        while not self._is_over:
            with self._condition:
                self._condition.wait(None if self._run is None else PAUSE)
                run = self._run
            if run is not None and run.must_end():
                self._cut_off()
                self._end(run)

    def _end(self, run: "Watched") -> None:
        """Raise in the code of a run until it has ended."""
        while self._run is run and not run.is_over:
            with self._condition:
                if self._run is not run:
                    return
                run.tries += 1
                self._raise(run)
                self._condition.wait(_AGAIN)
            if run.tries > _MOST_TRIES:
                _give_up(run.ended)

    def _raise(self, run: "Watched") -> None:
        if self._signal:
            signal.pthread_kill(self._target, self._signal)
        else:
            raise_in(self._target, self._error)
        if run.tries % _TRIES_FOR_THREADS != 1:  # a thread that ends is left alone
            return
        for thread, frame in sys._current_frames().items():  # noqa: SLF001 - there is no other way
            if thread not in run.threads and list(own_functions(frame, None)):
                self._ending.add(thread)
                raise_in(thread, SystemExit)

    def _handle(self, _: int, frame: FrameType | None) -> None:
        run = self._run
        if run is None or run.is_over or not run.ended or is_finalizing(frame):
            return
        if run.tries <= _TRIES_TO_CANCEL and _cancel_tasks():
            return
        if run.tries > _TRIES_TO_RAISE and frame is not None:
            run.is_traced = True
            functions = list(own_functions(frame, run.began_in)) or [frame]
            raise_later(functions, run.tries - _TRIES_TO_RAISE, self._error)
            return
        raise self._error


class Watched:
    """A run, and how it goes."""

    def __init__(self, look: Look, limits: Limits, began_in: FrameType) -> None:
        self._look, self._limits = look, limits
        self.began_in: FrameType | None = began_in
        """The function that is not to be ended; ``None`` once nothing is."""
        self.ended = ""
        """Why it had to be ended; empty if it was not."""
        self.is_over = False
        """Whether its code has come to its end."""
        self.progress = NOTHING
        """How far it had come when it was looked at."""
        self.tries = 0
        self.is_traced = False
        self.threads = {thread.ident for thread in threading.enumerate()}
        """Those that were there before it."""
        self.trace = sys.gettrace()
        """What traced it before it had to be ended."""
        self._calls, self._since = -1, _CLOCK.monotonic()

    def must_end(self) -> bool:
        """Whether it has reached a limit."""
        progress = self._look()
        if progress is not None:
            self.progress = progress
            self.ended = excess(progress, self._limits)
        calls, now = progress.calls if progress else 0, _CLOCK.monotonic()
        if calls != self._calls:
            self._calls, self._since = calls, now
        elif now - self._since > self._limits.silence and not self.ended:
            self.ended = f"it made no call for {self._limits.silence:g} s, and did not end"
        return bool(self.ended)


def _cancel_tasks() -> bool:
    """Cancel the tasks of the event loop that runs in this thread; returns whether one does."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return False

    def cancel() -> None:
        for task in asyncio.all_tasks(loop):
            task.cancel()

    loop.call_soon_threadsafe(cancel)  # wakes it up
    return True


def _give_up(reason: str) -> None:
    print(
        f"\ncs-simulator: {reason}, and catches whatever is raised in it; the process ends here",
        file=sys.__stderr__,
        flush=True,
    )
    os._exit(70)
