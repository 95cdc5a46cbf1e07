"""Running what is due, in order, and moving virtual time forward.

Steps are run in the order of (due, serial), each as of its due time. Dividing an advance into
pieces, or reading in between, does not change the result.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cs_simulator.domain.records import ScheduledAction, Step
from cs_simulator.engine import provisioning, timeline_actions
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

# The most steps in one unit of work, some hundredths of a second: between units other calls are
# answered and the changes are handed to the store.
STEPS_IN_A_UNIT = 1000

FOREVER = 2**62


@dataclass(frozen=True, slots=True)
class Run:
    """What one unit of the timeline did: steps run, the instant reached, whether all is done."""

    steps: int
    now: int
    is_done: bool


def has_due(world: World, now: int) -> bool:
    """Whether something is due at *now*."""
    pending = world.next_due()
    return pending is not None and pending.due <= now


def is_idle(world: World) -> bool:
    """Whether nothing is to be run and nothing is planned, but for what :func:`is_settled` says."""
    return is_settled(world) and not world.scheduled_actions.records


def is_settled(world: World) -> bool:
    """Whether no step and no timer is to be run, whatever is planned besides.

    Nobody waits for what only clears away something too old.
    """
    return world.next_step() is None and not world.kubernetes_timers_awaited.counts


def run(
    unit: Unit,
    until: int,
    *,
    limit: int = STEPS_IN_A_UNIT,
    enough: Callable[[], bool] | None = None,
) -> Run:
    """Run what is due up to *until*: at most *limit* steps, and only until *enough* returns true.

    Leaves ``unit.now`` at the due time of the last step.
    """
    steps = 0
    world = unit.world
    while not (enough and enough()):
        pending = world.next_due()
        if pending is None or pending.due > until:
            break
        if steps == limit:
            return Run(steps, unit.now, is_done=False)
        unit.now = pending.due
        if isinstance(pending, Step):
            provisioning.complete(unit, pending)
        elif isinstance(pending, ScheduledAction):
            timeline_actions.run(unit, pending)
        elif world.kubernetes is not None:  # it is, where there are timers
            unit.drop(world.kubernetes_timers, pending)
            world.kubernetes.fire(unit, pending)
        if world.kubernetes is not None:
            world.kubernetes.follow(unit)
        steps += 1
    return Run(steps, unit.now, is_done=True)
