"""The processes that run scripts for one simulator: how many there are, and when they end."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from weakref import WeakKeyDictionary

from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.scenario_runs import limits
from cs_simulator.server.scenario_runs.job import Job
from cs_simulator.server.scenario_runs.worker import Line, RunRefusedError, Worker


class Workers:
    """Processes that are started when there is work, and end when there is none for a while."""

    def __init__(
        self,
        at_once: int = limits.AT_ONCE,
        waiting: int = limits.WAITING,
        seconds: float = limits.SECONDS,
        idle_seconds: float = limits.IDLE_SECONDS,
    ) -> None:
        self._at_once = at_once
        self._most_waiting = waiting
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._free = asyncio.Semaphore(at_once)
        self._waiting = 0
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._endings: set[asyncio.Task[None]] = set()
        self._is_closed = False

    async def lines(self, job: Job) -> AsyncGenerator[Line, None]:
        """Do a job as soon as a process is free for it; each result comes once it is there.

        Whoever closes this early ends the job. Raises :class:`RunRefusedError`.
        """
        async with self._one() as worker, aclosing(worker.lines(job, self._seconds)) as lines:
            async for line in lines:
                yield line

    @asynccontextmanager
    async def _one(self) -> AsyncIterator[Worker]:
        if self._free.locked() and self._waiting >= self._most_waiting:
            number = self._at_once + self._most_waiting
            message = f"{number} runs are under way or wait already; try again when one has ended"
            raise RunRefusedError(503, "TooManyRuns", message)
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1
        try:
            worker = self._idle.pop() if self._idle else await self._started()
            self._busy.add(worker)
            try:
                yield worker
            finally:
                await worker.settle()
                self._busy.discard(worker)
                self._keep(worker)
        finally:
            self._free.release()

    async def _started(self) -> Worker:
        if self._is_closed:
            raise RunRefusedError(503, "Stopping", "the simulator is about to stop")
        try:
            return await Worker.start()
        except OSError as problem:  # or a TimeoutError, which has no text
            reason = problem.strerror or "it takes too long"
            message = f"no process can be started for the run: {reason}"
            raise RunRefusedError(500, "RunFailed", message) from None

    def _keep(self, worker: Worker) -> None:
        """Let a process wait for the next job, if it still runs."""
        if worker.has_ended:
            return
        self._idle.append(worker)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(self._idle_seconds, self._end_idle)

    def _end_idle(self) -> None:
        while self._idle:
            ending = asyncio.create_task(self._idle.pop().end())
            self._endings.add(ending)
            ending.add_done_callback(self._endings.discard)

    async def close(self) -> None:
        """End all processes, whatever they do; what is under way is refused."""
        self._is_closed = True
        if self._timer is not None:
            self._timer.cancel()
        for worker in self._busy:
            worker.kill()
        self._end_idle()
        await asyncio.gather(*self._endings)


_OF: "WeakKeyDictionary[Simulator, Workers]" = WeakKeyDictionary()


def workers_of(simulator: Simulator) -> Workers:
    """The processes that run scripts for a simulator."""
    if simulator not in _OF:
        workers = _OF[simulator] = Workers()
        simulator.long_work.add(workers.close)
    return _OF[simulator]
