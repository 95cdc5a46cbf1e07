"""A look at something that is no call: that of a stream that has sent everything."""

from cs_simulator.engine import pauses, polling
from cs_simulator.engine.poll_targets import PollTarget
from cs_simulator.runtime.tenants.tenant import Tenant


def look_again(tenant: Tenant, target: PollTarget, reading: float) -> bool:
    """Move a polling clock as a repeated read does; returns whether time has moved.

    Who looks again has seen the target as it is. Raises :class:`BehindError` where it takes more
    than one unit of work to move: what was run is kept.
    """
    now = tenant.catch_up_again(reading)
    clock = tenant.world.clock
    polling.remember(tenant.world, target, now)
    if not clock.interval:
        return tenant.jump(target, now, reading) > now
    if pauses.has_read_before(tenant.world, target, now):
        tenant.set_clock(clock.later(clock.interval, reading))
    return tenant.catch_up(reading) > now
