"""What is due in clusters' APIs without a call: at most one timer for each thing it is about."""

from cs_simulator.domain.records import KubernetesTimer
from cs_simulator.engine.unit import Unit

NODE = "node"
"""A node gets to another state by itself; the subject is the id of its instance."""


def set_timer(unit: Unit, cluster_id: str, kind: str, subject: str, due: int) -> None:
    """Have a thing looked at again at an instant; 0 for never."""
    timers = unit.world.kubernetes_timers
    for serial in unit.world.kubernetes_timers_of[cluster_id]:
        timer = timers[serial]
        if (timer.kind, timer.subject) == (kind, subject):
            if timer.due == due:
                return
            unit.drop(timers, timer)
            break
    if due:
        unit.put(timers, KubernetesTimer(unit.serial(), cluster_id, due, kind, subject))


def set_earlier(unit: Unit, cluster_id: str, kind: str, due: int) -> None:
    """Have something of a whole cluster looked at, at that instant or before."""
    timers = unit.world.kubernetes_timers
    present = (timers[serial] for serial in unit.world.kubernetes_timers_of[cluster_id])
    dues = [timer.due for timer in present if timer.kind == kind]
    set_timer(unit, cluster_id, kind, "", min([*dues, due]))
