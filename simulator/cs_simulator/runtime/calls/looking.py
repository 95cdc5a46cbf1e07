"""A look at something that is no call: that of a stream that has sent everything."""

from cs_simulator.engine import pauses, polling
from cs_simulator.engine.poll_targets import PollTarget
from cs_simulator.runtime.tenants.tenant import Tenant


def look_again(tenant: Tenant, target: PollTarget, reading: float) -> bool:
    """Move a polling clock as a repeated read does; returns whether time has moved.

    Raises :class:`BehindError` where that takes more than one unit of work: what was run is kept.
    """
    now = tenant.catch_up_again(reading)
    clock = tenant.world.clock
    if not clock.interval:
        then = tenant.jump(target, now, reading)
    else:
        if pauses.has_read_before(tenant.world, target, now):
            tenant.set_clock(clock.later(clock.interval, reading))
        then = tenant.catch_up(reading)
    polling.remember(tenant.world, target, then)
    return then > now
