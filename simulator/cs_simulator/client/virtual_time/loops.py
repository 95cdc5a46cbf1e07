"""Timers of asyncio's event loops, and what a loop does when it has nothing to do.

``asyncio.sleep``, ``timeout``, ``wait_for`` and ``wait`` set a timer of the loop. Those that the
user's code sets are kept here and go by virtual time; those of the network's libraries stay with
the loop and in real time. A loop without work waits like any other runner, unless one of its tasks
waits for the network.
"""

import asyncio
import heapq
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context
from dataclasses import dataclass, field
from itertools import count
from typing import Any, cast
from weakref import WeakKeyDictionary

from cs_simulator.client.virtual_time import callers, runners, suspended
from cs_simulator.client.virtual_time.kernel import PATIENCE, Kernel, Runner, Wait
from cs_simulator.client.virtual_time.patches import Patches
from cs_simulator.client.virtual_time.tenant_clock import VirtualTimeError
from cs_simulator.runtime.system_clock import SystemClock

PATCHES = Patches()
_real = SystemClock()
_order = count()
_BRIEFLY = 0.005
"""Real seconds between two looks of a loop whose tasks wait for what other threads do."""


@dataclass(slots=True)
class _Timers:
    """The timers of one loop that go by virtual time."""

    kernel: Kernel
    heap: list[tuple[int, int, asyncio.TimerHandle]] = field(default_factory=list)
    awaited: "WeakKeyDictionary[asyncio.Task[Any], tuple[object, float]]" = field(
        default_factory=WeakKeyDictionary
    )
    """Where each task waits for the network, and the real reading when it was first seen there."""

    def first(self) -> int | None:
        """When the first of them is due."""
        while self.heap and self.heap[0][2].cancelled():
            heapq.heappop(self.heap)
        return self.heap[0][0] if self.heap else None


_TIMERS: "WeakKeyDictionary[asyncio.AbstractEventLoop, _Timers]" = WeakKeyDictionary()


def _timers(runner: Runner, loop: Any) -> _Timers:
    if loop not in _TIMERS or _TIMERS[loop].kernel is not runner.kernel:
        _TIMERS[loop] = _Timers(runner.kernel)
    return _TIMERS[loop]


def check() -> None:
    """Raise :class:`VirtualTimeError` in a loop whose timers are not asyncio's own."""
    with suppress(RuntimeError):  # there is no loop here
        loop = asyncio.get_running_loop()
        if not isinstance(loop, asyncio.BaseEventLoop):
            raise VirtualTimeError(
                "virtual time needs asyncio's own event loop, and this is"
                f" {type(loop).__module__}.{type(loop).__name__}"
            )


def _time(loop: Any) -> float:
    """``loop.time``."""
    runner = runners.current()
    if runner is None:
        return cast("float", PATCHES.method(asyncio.BaseEventLoop, "time")(loop))
    return runner.kernel.monotonic() if callers.is_timed_by_user() else _real.monotonic()


def _call_at(
    loop: Any,
    when: float,
    callback: Callable[..., object],
    *given: Any,
    context: Context | None = None,
) -> asyncio.TimerHandle:
    """``loop.call_at``, which ``call_later`` calls, too."""
    runner = runners.current()
    if runner is None or not callers.is_timed_by_user():
        own = PATCHES.method(asyncio.BaseEventLoop, "call_at")
        return cast("asyncio.TimerHandle", own(loop, when, callback, *given, context=context))
    loop._check_closed()
    timer = asyncio.TimerHandle(when, callback, given, loop, context)
    timers = _timers(runner, loop)
    heapq.heappush(timers.heap, (runner.kernel.instant_of(when), next(_order), timer))
    return timer


def _run_once(loop: Any) -> None:
    """``BaseEventLoop._run_once``: wait for virtual time first, if there is nothing to do."""
    runner = runners.current()
    if runner is not None:
        _idle(runner, loop, _timers(runner, loop))
    PATCHES.method(asyncio.BaseEventLoop, "_run_once")(loop)


def _idle(runner: Runner, loop: Any, timers: _Timers) -> None:
    """Return as soon as the loop has something to do, or nothing that virtual time could bring."""
    while not _has_work(loop):
        if _awaits_network(loop, timers):
            loop._selector.select(_BRIEFLY)
            continue
        first = timers.first()
        if first is None and len(runner.kernel.runners) == 1:
            return  # nobody moves time but for a timer of this loop
        runner.wait = Wait(first, lambda: not _has_work(loop), lambda: None)
        try:
            has_moved = runner.kernel.proceed()
        finally:
            runner.wait = None
        _make_ready(runner, loop, timers)
        if not has_moved and not _has_work(loop):
            loop._selector.select(_BRIEFLY)
            _make_ready(runner, loop, timers)


def _has_work(loop: Any) -> bool:
    """Whether a callback is ready, the loop ends, a real timer is due, or something has come."""
    scheduled = loop._scheduled
    return bool(
        loop._ready
        or loop._stopping
        or (scheduled and scheduled[0]._when <= _real.monotonic())
        or loop._selector.select(0)
    )


def _make_ready(runner: Runner, loop: Any, timers: _Timers) -> None:
    """Let the timers that are due be run."""
    now = runner.kernel.elapsed()
    while (first := timers.first()) is not None and first <= now:
        loop._ready.append(heapq.heappop(timers.heap)[2])


def _awaits_network(loop: Any, timers: _Timers) -> bool:
    """Whether a task waits for the network, and not for too long."""
    reading, is_awaited = _real.monotonic(), False
    for task in asyncio.all_tasks(loop):
        place = suspended.place_in_network(task)
        if place is None:
            continue
        seen, since = timers.awaited.get(task, (None, reading))
        if seen != place:
            since = reading
            timers.awaited[task] = (place, since)
        is_awaited = is_awaited or reading - since < PATIENCE
    return is_awaited


def hand_over(kernel: Kernel) -> None:
    """Let what is left of the timers pass in real time: their virtual time was left."""
    now = kernel.elapsed()
    for loop, timers in list(_TIMERS.items()):
        if timers.kernel is kernel:
            del _TIMERS[loop]
            left = [((when - now) / 1_000_000, timer) for when, _, timer in timers.heap]
            if left and not loop.is_closed():
                loop.call_soon_threadsafe(_set_again, loop, left)


def _set_again(
    loop: asyncio.AbstractEventLoop, left: list[tuple[float, asyncio.TimerHandle]]
) -> None:
    for seconds, timer in left:
        loop.call_later(seconds, _run_timer, timer)


def _run_timer(timer: asyncio.TimerHandle) -> None:
    if not timer.cancelled():
        timer._run()


PATCHES.add(
    {
        (asyncio.BaseEventLoop, "time"): _time,
        (asyncio.BaseEventLoop, "call_at"): _call_at,
        (asyncio.BaseEventLoop, "_run_once"): _run_once,
    }
)
