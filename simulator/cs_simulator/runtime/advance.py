"""Moving a tenant's clock forward, running what is due on the way."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.tenant import Tenant

# How many changes a long advance collects in memory before it hands them to the store: some
# megabytes, and enough for the changes of one record to meet and be written as one.
MANY_CHANGES = 100_000


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


async def advance(
    tenant: Tenant,
    until: int,
    system_clock: SystemClock,
    committer: Committer,
    *,
    enough: Callable[[], bool] | None = None,
    sets_clock: bool = True,
) -> Advanced:
    """Move a tenant's clock forward to *until*, and wait until what that changed is committed.

    With *enough* the clock stops at the step after which that returns true. With
    ``sets_clock=False`` it stays at the last step that was run: that is "until idle". Raises
    ``StorageError`` if the changes cannot be committed.
    """
    ran = 0
    while True:
        reading = system_clock.monotonic()
        run = tenant.run(tenant.now(reading), until, enough)
        ran += run.steps
        tenant.set_clock(tenant.world.clock.at(run.now, reading))
        if run.is_done:
            break
        await _let_others_run(tenant, committer)
    stopped = enough is not None and enough()
    if sets_clock and not stopped:
        tenant.set_clock(tenant.world.clock.at(until, reading))
    await committer.require_kept(tenant)
    step = tenant.world.next_due()
    return Advanced(
        now=tenant.now(reading),
        ran=ran,
        next=step.due if step else None,
        is_reached=enough is None or stopped,
    )


async def _let_others_run(tenant: Tenant, committer: Committer) -> None:
    """Between two units of a long advance: let calls be answered, and commit what has piled up.

    The next unit does not wait for the store, unless the store falls behind.
    """
    if len(tenant.changes.entries) >= MANY_CHANGES:
        if tenant.commit_done is not None:
            await asyncio.shield(tenant.commit_done)
        committer.schedule(tenant)
    await asyncio.sleep(0)
