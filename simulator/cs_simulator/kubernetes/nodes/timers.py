"""What is due in clusters' APIs without a call: at most one timer for each thing it is about."""

from cs_simulator.domain.records import KubernetesTimer
from cs_simulator.engine.unit import Unit

NODE = "node"
"""A node gets to another state by itself; the subject is the id of its instance."""


def set_timer(unit: Unit, cluster_id: str, kind: str, subject: str, due: int) -> None:
    """Have a thing looked at again at an instant; 0 for never."""
    timer = _timer(unit, cluster_id, kind, subject)
    if timer is not None and timer.due == due:
        return
    if timer is not None:
        unit.drop(unit.world.kubernetes_timers, timer)
    if due:
        new = KubernetesTimer(unit.serial(), cluster_id, due, kind, subject)
        unit.put(unit.world.kubernetes_timers, new)


def set_earlier(unit: Unit, cluster_id: str, kind: str, due: int, subject: str = "") -> None:
    """Have a thing, or something of a whole cluster, looked at at that instant or before."""
    timer = _timer(unit, cluster_id, kind, subject)
    if timer is None or timer.due > due:
        set_timer(unit, cluster_id, kind, subject, due)


def is_set(unit: Unit, cluster_id: str, kind: str, subject: str) -> bool:
    """Whether something is due for a thing."""
    return _timer(unit, cluster_id, kind, subject) is not None


def due_of(unit: Unit, cluster_id: str, kind: str, subject: str) -> int:
    """When a thing is looked at again; 0 for never."""
    timer = _timer(unit, cluster_id, kind, subject)
    return timer.due if timer is not None else 0


def _timer(unit: Unit, cluster_id: str, kind: str, subject: str) -> KubernetesTimer | None:
    world = unit.world
    for serial in world.kubernetes_timers_at[f"{cluster_id}/{kind}/{subject}"]:
        return world.kubernetes_timers[serial]
    return None
