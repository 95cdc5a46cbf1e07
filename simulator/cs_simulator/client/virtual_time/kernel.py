"""Virtual time for several runners: it moves when all of them wait, to the first that waits for it.

A *runner* is a thread, a job of a pool, or the event loop of a thread, that runs the user's code.
As long as one of them works, or waits for an answer from the network, time stands still for all.
So the result does not depend on how fast this machine is.

This module reads no clock but those of tenants, and replaces nothing.
"""

import _thread
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from cs_simulator.client.virtual_time import callers
from cs_simulator.client.virtual_time.tenant_clock import TenantClock
from cs_simulator.runtime.system_clock import SystemClock

LOOK = 0.02
"""Real seconds after which a runner that waits looks again whether all do."""
STALL = 0.05
"""Real seconds after which a thread that stands still, without having said so, is taken to wait for
others: it waits for a lock."""
PATIENCE = 10.0
"""The same for a thread, or a task, that waits for the network: answers come sooner."""

Gate = _thread.LockType
_real = SystemClock()


def closed_gate() -> Gate:
    """A lock that is held: whoever waits for it goes on when it is released."""
    gate = _thread.allocate_lock()
    gate.acquire()
    return gate


def open_gate(gate: Gate) -> None:
    """Release a lock, unless it was released by another meanwhile."""
    with suppress(RuntimeError):
        gate.release()


@dataclass(slots=True, eq=False)
class Wait:
    """What a runner waits for."""

    deadline: int | None
    """When its waiting ends, in microseconds since virtual time began; ``None`` for never."""
    is_on: Callable[[], bool]
    """Returns whether it still waits: what it waits for may have come, and it not have run yet."""
    end: Callable[[], None]
    """Ends the waiting, since its time has come."""
    is_over: bool = False
    """Whether its time has come."""


@dataclass(slots=True, eq=False)
class Runner:
    """Something that runs the user's code in virtual time."""

    kernel: "Kernel"
    thread_id: int = 0
    """The thread that it runs in; 0 before it runs."""
    times: int = 0
    """How often its thread has entered virtual time."""
    wait: Wait | None = None
    is_dropped: Callable[[], bool] = lambda: False
    """Returns whether it will never run: a job that was cancelled."""
    at_end: list[Gate] = field(default_factory=list)
    """What others wait for until it ends."""
    has_ended: bool = False
    place: tuple[object, ...] = ()
    """Where it was seen last while it did not wait."""
    since: float = 0.0
    """The real reading at which it was first seen there."""

    def waits(self) -> bool:
        """Whether nothing happens in it until time moves, or another runner does something."""
        wait = self.wait
        return self.is_dropped() or (wait is not None and wait.is_on())


class Kernel:
    """The runners that share a virtual time, and the tenants whose clocks it moves."""

    def __init__(self, clock: TenantClock) -> None:
        self.clocks = [clock]
        self.runners: set[Runner] = set()
        self.is_closed = False
        self._lock = _thread.allocate_lock()  # held while time is moved, and by who comes or goes
        self._reading = _thread.allocate_lock()
        self._elapsed, self._last = 0, clock.now()
        self._began = _real.monotonic()

    # ---- reading

    def wall(self) -> int:
        """The virtual instant of the tenant that was entered last, in microseconds."""
        return self.clocks[-1].now()

    def elapsed(self) -> int:
        """The microseconds that have passed; they never become less, even if a tenant is reset."""
        with self._reading:
            now = self.wall()
            self._elapsed += max(now - self._last, 0)
            self._last = now
            return self._elapsed

    def monotonic(self) -> float:
        """What ``time.monotonic`` shows."""
        return self._began + self.elapsed() / 1_000_000

    def monotonic_ns(self) -> int:
        """What ``time.monotonic_ns`` shows."""
        return int(self._began * 1_000_000_000) + self.elapsed() * 1000

    def instant_of(self, monotonic: float) -> int:
        """The instant in microseconds since the beginning, of a reading of :meth:`monotonic`."""
        return round((monotonic - self._began) * 1_000_000)

    def follow(self, clock: TenantClock) -> None:
        """Move one more tenant's clock with the others, and show its time."""
        self.elapsed()
        self.clocks.append(clock)
        self._last = clock.now()

    def leave(self, clock: TenantClock) -> None:
        """Move a tenant's clock no more."""
        self.elapsed()
        self.clocks.remove(clock)
        self._last = self.wall()

    # ---- waiting

    def pause(self, runner: Runner, gate: Gate, span: int | None) -> bool:
        """Wait until a gate is opened or *span* microseconds have passed; returns whether they did.

        Raises what the control plane refuses to move time with.
        """
        deadline = None if span is None else self.elapsed() + span
        wait = Wait(deadline, gate.locked, lambda: open_gate(gate))
        runner.wait = wait
        try:
            self.proceed()
            while not gate.acquire(timeout=LOOK):
                if self.is_closed:
                    return self._rest(gate, deadline)
                self.proceed()
        finally:
            runner.wait = None
        return wait.is_over

    def _rest(self, gate: Gate, deadline: int | None) -> bool:
        """Wait on in real time: virtual time was left while others still wait in it."""
        left = -1.0 if deadline is None else max(deadline - self._elapsed, 0) / 1_000_000
        return not gate.acquire(timeout=left)

    def proceed(self) -> bool:
        """Move time to the first deadline if all runners wait; returns whether it moved."""
        with self._lock:
            if self.is_closed or not self.all_wait():
                return False
            waits = [runner.wait for runner in self.runners if runner.wait is not None]
            deadlines = [wait.deadline for wait in waits if wait.deadline is not None]
            if not deadlines:
                return False
            span = min(deadlines) - self.elapsed()
            for clock in self.clocks if span > 0 else ():
                clock.advance(span)
            self._wake(waits)
            return True

    def _wake(self, waits: list[Wait]) -> None:
        now = self.elapsed()
        for wait in waits:
            if wait.deadline is not None and wait.deadline <= now and wait.is_on():
                wait.is_over = True
                wait.end()

    def all_wait(self) -> bool:
        """Whether no runner works."""
        working = [runner for runner in self.runners if not runner.waits()]
        stand_still = [self._stands_still(runner) for runner in working]  # each is looked at
        return all(stand_still)

    def _stands_still(self, runner: Runner) -> bool:
        """Whether a runner that does not say that it waits has been at one place for too long."""
        frame = sys._current_frames().get(runner.thread_id)
        place = (frame and id(frame), frame and frame.f_lasti)
        reading = _real.monotonic()
        if place != runner.place:
            runner.place, runner.since = place, reading
        patience = PATIENCE if frame is not None and _is_in_network(frame) else STALL
        return reading - runner.since >= patience

    # ---- coming and going

    def add(self, runner: Runner) -> None:
        """Have one more runner."""
        with self._lock:
            self.runners.add(runner)

    def end(self, runner: Runner) -> None:
        """Have a runner no more; others may wait for its end."""
        with self._lock:
            self.runners.discard(runner)
            runner.has_ended = True
            for waiting in self.runners:
                if not waiting.thread_id:  # a thread of a pool may be about to take it
                    waiting.place = ()
            for gate in runner.at_end:
                open_gate(gate)
        self.proceed()

    def close(self) -> None:
        """Let all that still waits go on in real time."""
        with self._lock:
            self.elapsed()
            self.is_closed = True


def _is_in_network(frame: FrameType) -> bool:
    return callers.package(frame) in callers.NETWORK | {"selectors", "subprocess"}
