"""How many objects a tenant may have, in a simulator that many share."""

from cs_simulator.kubernetes import refusals
from cs_simulator.kubernetes.writing.write import Write

# Of these controllers make as many as they are asked for, CronJobs without end; all else that they
# make follows from them.
_MADE_IN_NUMBERS = ("pods", "jobs.batch")


def check_room(write: Write) -> None:
    """Raise 403 for one object more than the tenant may have.

    Asked are callers, and whoever makes pods or jobs. What the components of a cluster make else is
    made, and counts.
    """
    world = write.unit.world
    most = world.options.object_limit
    if not most or not (write.request_id or write.kind.resource in _MADE_IN_NUMBERS):
        return
    amount = len(world.kubernetes_objects)
    if amount >= most:
        why = f"the tenant has {amount} objects in its clusters, of at most {most}"
        raise refusals.forbidden(write.kind, write.name, f"{why}; see --object-limit")
