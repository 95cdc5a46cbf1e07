"""How many objects a tenant may have, in a simulator that many share."""

from cs_simulator.kubernetes import refusals
from cs_simulator.kubernetes.writing.write import Write

# Controllers make as many pods as they are asked for; all else that they make follows from these.
_PODS = "pods"


def check_room(write: Write) -> None:
    """Raise 403 for one object more than the tenant may have.

    Asked are callers, and whoever makes pods. What the components of a cluster make else is made,
    and counts.
    """
    world = write.unit.world
    most = world.options.object_limit
    if not most or not (write.request_id or write.kind.resource == _PODS):
        return
    amount = len(world.kubernetes_objects)
    if amount >= most:
        why = f"the tenant has {amount} objects in its clusters, of at most {most}"
        raise refusals.forbidden(write.kind, write.name, f"{why}; see --object-limit")
