"""Running what is due, in order, and moving virtual time forward.

Steps are run in the order of (due, serial), each as of its due time. Cutting an advance into
pieces, or looking in between, changes nothing of what comes out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cs_simulator.domain.records import Step
from cs_simulator.engine import provisioning, timeline_actions
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

# How many steps one unit of work runs at the most: between units the shell lets others speak and
# hands what has changed to the store. About a tenth of a second of work.
STEPS_IN_A_UNIT = 4000

FOREVER = 2**62


@dataclass(frozen=True, slots=True)
class Run:
    """What one unit of the timeline did: how many steps, the instant it came to, is it done."""

    steps: int
    now: int
    is_done: bool


def has_due(world: World, now: int) -> bool:
    """Whether something is due at *now*."""
    pending = world.next_due()
    return pending is not None and pending.due <= now


def run(
    unit: Unit,
    until: int,
    *,
    limit: int = STEPS_IN_A_UNIT,
    enough: Callable[[], bool] | None = None,
) -> Run:
    """Run the steps due up to *until*, at most *limit*, stopping early once *enough* says so.

    Leaves ``unit.now`` at the due time of the last step that was run.
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
        else:
            timeline_actions.run(unit, pending)
        steps += 1
    return Run(steps, unit.now, is_done=True)
