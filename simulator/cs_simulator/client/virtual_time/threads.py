"""Waiting in threads: sleeping, what :mod:`threading` waits with, starting and joining, pools.

Queues, events, semaphores, barriers and futures wait with a condition, so they need nothing of
their own.
"""

import operator
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import thread as pools
from contextlib import suppress
from math import ceil
from typing import Any, cast
from weakref import WeakKeyDictionary

from cs_simulator.client.virtual_time import callers, runners
from cs_simulator.client.virtual_time.kernel import Runner, closed_gate
from cs_simulator.client.virtual_time.patches import Patches

_OF_THREAD: "WeakKeyDictionary[threading.Thread, Runner]" = WeakKeyDictionary()
PATCHES = Patches()


def sleep(runner: Runner, seconds: Any) -> None:
    """``time.sleep``: virtual time passes; raises what that raises."""
    if not isinstance(seconds, float):
        seconds = operator.index(seconds)
    if seconds > 0:
        runner.kernel.pause(runner, closed_gate(), microseconds(seconds))
    elif seconds < 0:
        raise ValueError("sleep length must be non-negative")


def microseconds(seconds: float) -> int:
    """A span, never shorter than it was given."""
    return ceil(seconds * 1_000_000)


def _runner(depth: int = 2) -> Runner | None:
    """The runner of this thread, if the user's code is what waits."""
    runner = runners.current()
    return None if runner is None or callers.is_tool(sys._getframe(depth)) else runner


def _wait(condition: Any, timeout: float | None = None) -> bool:
    """``Condition.wait``."""
    runner = _runner()
    if runner is None or (timeout is not None and timeout <= 0):
        return cast("bool", PATCHES.method(threading.Condition, "wait")(condition, timeout))
    if not condition._is_owned():
        raise RuntimeError("cannot wait on un-acquired lock")
    gate = closed_gate()
    condition._waiters.append(gate)
    state = condition._release_save()
    is_over = True
    try:
        span = None if timeout is None else microseconds(timeout)
        is_over = runner.kernel.pause(runner, gate, span)
    finally:
        condition._acquire_restore(state)
        if is_over:
            with suppress(ValueError):
                condition._waiters.remove(gate)
    return not is_over


def _start(thread: threading.Thread) -> None:
    """``Thread.start``: what the user's code starts runs in the same virtual time."""
    runner = runners.current()
    if runner is not None and not callers.is_thread_of_tool(sys._getframe(1)):
        run, new = thread.run, Runner(runner.kernel)
        _OF_THREAD[thread] = new
        new.kernel.add(new)
        thread.run = lambda: _run(new, run)  # type: ignore[method-assign]
    PATCHES.method(threading.Thread, "start")(thread)


def _run(runner: Runner, run: Any) -> None:
    runners.enter(runner)
    try:
        run()
    finally:
        runners.leave()
        runner.kernel.end(runner)


def _join(thread: threading.Thread, timeout: float | None = None) -> None:
    """``Thread.join``."""
    runner, target = _runner(), _OF_THREAD.get(thread)
    if runner is not None and target is not None and (timeout is None or timeout > 0):
        gate = closed_gate()
        target.at_end.append(gate)
        span = None if timeout is None else microseconds(timeout)
        if not target.has_ended and runner.kernel.pause(runner, gate, span):
            return
        timeout = None  # it ends just now
    PATCHES.method(threading.Thread, "join")(thread, timeout)


class _Job:
    """What a pool is given to do by the user's code: a runner from then to its end."""

    def __init__(self, runner: Runner, work: Any) -> None:
        self.runner, self._work = runner, work

    def __call__(self, *given: Any, **named: Any) -> Any:
        before = runners.enter(self.runner)
        try:
            return self._work(*given, **named)
        finally:
            runners.leave(before)


def _submit(pool: ThreadPoolExecutor, work: Any, /, *given: Any, **named: Any) -> "Future[Any]":
    """``ThreadPoolExecutor.submit``."""
    runner, own = _runner(), PATCHES.method(ThreadPoolExecutor, "submit")
    if runner is None:
        return cast("Future[Any]", own(pool, work, *given, **named))
    new = Runner(runner.kernel)
    new.kernel.add(new)
    try:
        future: Future[Any] = own(pool, _Job(new, work), *given, **named)
    except BaseException:
        new.kernel.end(new)
        raise
    new.is_dropped = future.cancelled
    return future


def _work(item: Any, *given: Any) -> None:
    """The work of a thread of a pool: a job has ended when its future has its outcome."""
    job = item.fn if hasattr(item, "fn") else item.task[0]
    try:
        PATCHES.method(pools._WorkItem, "run")(item, *given)
    finally:
        if isinstance(job, _Job):
            job.runner.kernel.end(job.runner)


PATCHES.add(
    {
        (threading.Condition, "wait"): _wait,
        (threading.Thread, "start"): _start,
        (threading.Thread, "join"): _join,
        (ThreadPoolExecutor, "submit"): _submit,
        (pools._WorkItem, "run"): _work,
    }
)
