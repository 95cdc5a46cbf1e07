"""Long work in slices: one unit of work in each turn of the event loop, with others in between.

Work that needs more than one unit raises :class:`BehindError` after each of them, and is called
again until it does not. All of it together has one slice in a turn, so that nobody waits for more
than one, however many tenants or callers have long work. It is bounded in steps, and in memory by
waiting for the store; it ends when its caller leaves, when something is to be done to the tenant as
a whole, or when the server is to stop. What was run is kept in any case.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager
from typing import TypeVar

from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.instants import as_exact_text
from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.behind import BehindError
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.storage.errors import StorageError

T = TypeVar("T")

# How many changes long work collects in memory before it hands them to the store: some megabytes,
# a commit that takes some tenths of a second and goes straight into the tables, and enough for the
# changes of one record to meet.
MANY_CHANGES = 50_000


class WorkEndedError(UsageError):
    """Long work ended before it was done; the text says why. What was run is kept."""

    code = "Interrupted"


class TooManyStepsError(WorkEndedError):
    """The work would need more steps than one call may run."""

    code = "TooManySteps"


class CallerLeftError(WorkEndedError):
    """The caller has closed the connection."""


class ServerStopsError(WorkEndedError):
    """The server is to stop."""


class TenantBeingDrainedError(WorkEndedError):
    """The tenant is about to be reset, replaced or deleted."""


def stays() -> bool:
    """Say that the caller has not left: for callers that cannot leave."""
    return False


class Slices:
    """All long work of one simulator, until it *is over*.

    *limit* is the number of steps that one call may run.
    """

    def __init__(self, committer: Committer, limit: int, is_over: asyncio.Event) -> None:
        self._committer = committer
        self._limit = limit
        self._is_over = is_over
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """A turn of the event loop in which no other slice is run."""
        async with self._turn:
            await asyncio.sleep(0)
            yield

    async def run(
        self,
        tenant: Tenant,
        work: Callable[[], T],
        has_left: Callable[[], bool] = stays,
        *,
        ran: int = 0,
    ) -> T:
        """Call *work* in one turn after the other until it returns.

        *has_left* says whether the caller has gone. *ran* steps were run for it before. Raises
        :class:`WorkEndedError`, and ``StorageError`` if what was run could not be committed.
        """
        while ran < self._limit:
            async with self.turn():
                self._check(has_left)
                _check_tenant(tenant)
                try:
                    return work()
                except BehindError as behind:
                    ran += behind.steps
            await self._make_room(tenant)
        raise _too_many(tenant, ran)

    async def catch_up(
        self, tenant: Tenant, system_clock: SystemClock, has_left: Callable[[], bool] = stays
    ) -> None:
        """Run everything that is due; raises as :meth:`run` does."""
        await self.run(tenant, lambda: tenant.catch_up_again(system_clock.monotonic()), has_left)

    async def finish(
        self, work: Generator[None, None, T], has_left: Callable[[], bool] = stays
    ) -> T:
        """What *work* returns; where it yields, others have a turn. It changes nothing.

        Raises :class:`CallerLeftError` or :class:`ServerStopsError`.
        """
        if (ended := _slice(work)) is not None:
            return ended[0]
        while True:
            async with self.turn():
                self._check(has_left)
                if (ended := _slice(work)) is not None:
                    return ended[0]

    def _check(self, has_left: Callable[[], bool]) -> None:
        if has_left():
            raise CallerLeftError("the caller has left")
        if self._is_over.is_set():
            raise ServerStopsError("the server is stopping")

    async def _make_room(self, tenant: Tenant) -> None:
        """Commit what has piled up; does not wait for the store unless it falls behind."""
        if is_full(tenant):
            if tenant.commit_done is not None:
                await tenant.commit_done.wait()
            self._committer.schedule(tenant)


def _slice(work: Generator[None, None, T]) -> tuple[T] | None:
    """Run up to the next yield; returns what *work* returned, if it has ended."""
    try:
        next(work)
    except StopIteration as end:
        return (end.value,)
    return None


def is_full(tenant: Tenant) -> bool:
    """Whether so many changes of a tenant are in memory that they must be committed first."""
    return len(tenant.changes.entries) >= MANY_CHANGES


def _check_tenant(tenant: Tenant) -> None:
    if tenant.is_being_drained:
        raise TenantBeingDrainedError("the tenant is being reset, replaced or deleted")
    if tenant.is_stale:
        raise StorageError(tenant.why_stale or "it could not be written")


def _too_many(tenant: Tenant, ran: int) -> TooManyStepsError:
    step = tenant.world.next_due()
    due = f", and more is due at {as_exact_text(step.due)}" if step else ""
    return TooManyStepsError(
        f"{ran:,} steps were run, which is what one call may run{due}: is there a fault without an"
        " end? Call again to go on, end the fault, or raise --step-limit"
    )
