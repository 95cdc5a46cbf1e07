"""The clock of a tenant."""

from cs_simulator.domain import instants
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control.contract.clock import Clock
from cs_simulator.server.control.rendering.values import instant_or_none


def clock_object(tenant: Tenant, reading: float) -> Clock:
    """The clock of a tenant at a reading of the monotonic clock."""
    clock, step = tenant.world.clock, tenant.world.next_due()
    return {
        "mode": clock.mode.value,
        "rate": clock.rate,
        "interval": clock.interval / instants.SECOND,
        "now": instants.as_exact_text(tenant.now(reading)),
        "next": instant_or_none(step.due if step else None),
    }
