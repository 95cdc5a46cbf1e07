"""Calls of a script that take virtual time: several at once, and such as are given up.

Each of them is made in a task of its own. Where a rule lets it wait, it waits until virtual time
has come to that instant, and other calls are made and steps are run meanwhile. A call that nobody
waits for any more is carried out all the same, as the service does.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from cs_simulator.domain import instants
from cs_simulator.domain.instants import SECOND
from cs_simulator.operations import Answer

_Task = asyncio.Task[Answer]
NEVER = 2**62


@dataclass(slots=True)
class OpenCall:
    """A call that is waited for."""

    task: _Task
    deadline: int
    """The instant at which its answer is not waited for any more; :data:`NEVER` without one. Time
    that calls move by themselves, as reads do with a polling clock, is nobody's waiting."""
    arrives: int | None = None
    """The instant at which its answer is there as a whole, once that is known."""
    answer: Answer | None = None
    """The answer; ``None`` if it did not come in time."""


@dataclass(slots=True)
class CallsUnderWay:
    """The calls of one run. *now* returns its instant, *advance* moves it forward."""

    now: Callable[[], int]
    advance: Callable[[int], Awaitable[None]]
    _tasks: list[_Task] = field(default_factory=list)
    """All that have been made, so that none is lost before it has ended."""
    _waits: dict[_Task, tuple[int, asyncio.Event]] = field(default_factory=dict)
    """The instant for which a task waits, and what lets it go on."""
    _stopped: asyncio.Event = field(default_factory=asyncio.Event)
    """Set whenever a task has begun to wait."""

    async def answers(
        self, calls: Sequence[Coroutine[Any, Any, Answer]], timeouts: Sequence[int | None]
    ) -> list[Answer | None]:
        """Make calls at one instant, in their order; returns the answers that come in time.

        Each call is carried out as far as it goes without waiting before any of them is answered.
        """
        began = self.now()
        opened = [
            OpenCall(self._task(call), NEVER if limit is None else began + limit)
            for call, limit in zip(calls, timeouts, strict=True)
        ]
        remaining = list(opened)
        while remaining:
            instant, call = await self._next(remaining)
            await self._run_until(min(instant, call.deadline), remaining)
            if call.arrives is not None and instant <= call.deadline:
                call.answer = call.task.result()
            if call.arrives is not None or instant > call.deadline:
                remaining.remove(call)
        return [call.answer for call in opened]

    async def run_until(self, instant: int) -> None:
        """Let virtual time pass; whoever waits for an instant until then goes on at that one."""
        await self._run_until(instant, ())

    async def _run_until(self, instant: int, opened: Sequence[OpenCall]) -> None:
        while self._waits and (due := min(due for due, _ in self._waits.values())) <= instant:
            await self._advance(due)
            for task in [task for task, (until, _) in self._waits.items() if until <= due]:
                self._waits.pop(task)[1].set()
                await self._until_stopped(task, opened)
        await self._advance(instant)

    async def run_all(self) -> None:
        """Let virtual time pass until no call is under way."""
        while self._waits:
            await self.run_until(max(due for due, _ in self._waits.values()))
        await asyncio.gather(*self._tasks)

    async def give_up(self) -> None:
        """End what is under way as it stands."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def wait(self, seconds: float) -> bool:
        """Wait for the seconds of a rule in virtual time, if the present task is one of these."""
        task = asyncio.current_task()
        if task not in self._tasks:
            return False
        event = asyncio.Event()
        self._waits[task] = (self.now() + round(seconds * SECOND), event)
        self._stopped.set()
        await event.wait()
        return True

    async def _advance(self, instant: int) -> None:
        if instant > self.now():
            await self.advance(min(instant, instants.LATEST))

    def _task(self, call: Coroutine[Any, Any, Answer]) -> _Task:
        task = asyncio.create_task(call)
        self._tasks.append(task)
        return task

    async def _next(self, calls: Sequence[OpenCall]) -> tuple[int, OpenCall]:
        """The call with which something happens first, and the instant of that."""
        for call in calls:
            await self._until_stopped(call.task, calls)
        found = [(self._instant(call), call) for call in calls]
        return min(found, key=lambda each: min(each[0], each[1].deadline))

    def _instant(self, call: OpenCall) -> int:
        """When a call goes on, or when its answer is there."""
        if not call.task.done():
            return self._waits[call.task][0]
        if call.arrives is None:
            call.arrives = self.now() + _takes(call.task.result())
        return call.arrives

    async def _until_stopped(self, task: _Task, opened: Sequence[OpenCall]) -> None:
        """Wait until a task has ended, or waits for a rule."""
        began = self.now()
        while not task.done() and task not in self._waits:
            self._stopped.clear()
            stopped = asyncio.create_task(self._stopped.wait())
            await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
            stopped.cancel()
        moved = self.now() - began
        for call in opened:
            call.deadline += moved


def _takes(answer: Answer) -> int:
    """How long it takes until the client has the whole answer, or knows that there is none."""
    fault = answer.transport_fault
    if fault is None:
        return 0
    if fault.how == "hang":
        return round(fault.amount * SECOND)
    if fault.how == "slow":
        return round(len(answer.body) / fault.amount * SECOND)
    return 0
