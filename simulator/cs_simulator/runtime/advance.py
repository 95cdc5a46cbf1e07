"""Moving a tenant's clock forward, running what is due on the way."""

from collections.abc import Callable
from dataclasses import dataclass

from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.slices import Slices, WorkEndedError, stays
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.behind import BehindError
from cs_simulator.runtime.tenants.tenant import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Advanced:
    """What an advance did. Instants are virtual."""

    now: int
    """Where the clock stands."""
    ran: int
    """How many steps were run."""
    next: int | None
    """When something is due next; ``None`` if nothing is in progress."""
    is_reached: bool = True
    """Whether the awaited state was reached; always true of an advance by or to a time."""


class AdvanceEndedError(UsageError):
    """An advance ended before it was done; *advanced* is what it did, and is kept."""

    def __init__(self, reason: WorkEndedError, advanced: Advanced) -> None:
        super().__init__(str(reason))
        self.code = reason.code
        self.advanced = advanced


async def advance(
    tenant: Tenant,
    until: int,
    system_clock: SystemClock,
    committer: Committer,
    slices: Slices,
    *,
    enough: Callable[[], bool] | None = None,
    sets_clock: bool = True,
    has_left: Callable[[], bool] = stays,
) -> Advanced:
    """Move a tenant's clock forward to *until*, and wait until what that changed is committed.

    With *enough* the clock stops at the step after which that returns true. With
    ``sets_clock=False`` it stays at the last step that was run: that is "until idle".

    Raises ``StorageError`` if the changes cannot be committed, and :class:`AdvanceEndedError` if it
    ended early: since it takes too many steps, since *has_left* says that its caller has gone,
    since something is to be done to the tenant as a whole, or since the server is to stop.
    """
    ran, reading = 0, system_clock.monotonic()

    def run_unit() -> None:
        nonlocal ran, reading
        reading = system_clock.monotonic()
        run = tenant.run(tenant.now(reading), until, enough)
        ran += run.steps
        tenant.set_clock(tenant.world.clock.at(run.now, reading))
        if not run.is_done:
            raise BehindError(tenant.name, run.steps)

    def advanced(*, is_reached: bool) -> Advanced:
        step = tenant.world.next_due()
        return Advanced(
            now=tenant.now(reading),
            ran=ran,
            next=step.due if step else None,
            is_reached=is_reached,
        )

    try:
        await _run(tenant, run_unit, slices, has_left)
    except WorkEndedError as ended:
        await committer.require_kept(tenant)
        raise AdvanceEndedError(ended, advanced(is_reached=False)) from None
    stopped = enough is not None and enough()
    if sets_clock and not stopped:
        tenant.set_clock(tenant.world.clock.at(until, reading))
    await committer.require_kept(tenant)
    return advanced(is_reached=enough is None or stopped)


async def _run(
    tenant: Tenant, run_unit: Callable[[], None], slices: Slices, has_left: Callable[[], bool]
) -> None:
    """Run units: the first one at once, and others, if there are any, in turns."""
    try:
        run_unit()
    except BehindError as behind:
        await slices.run(tenant, run_unit, has_left, ran=behind.steps)
