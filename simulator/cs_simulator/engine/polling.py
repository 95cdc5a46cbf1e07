"""The ``polling`` clock: reading a thing again moves time to the thing's next change.

The first read of a thing shows it as it is. A second read that would show the same moves time to
the next instant at which the thing changes. So client code that polls sees every state and waits
for none, and a client that reads only once does not move time at all.

A thing may never change: its steps are held, and other things have no end. The search for its next
change is bounded, then: it is shown as it is, and time does not move. A clock may also have an
interval: :mod:`cs_simulator.engine.pauses`.
"""

from enum import Enum, auto

from cs_simulator.engine import timeline
from cs_simulator.engine.poll_targets import MAY_CHANGE, PollTarget
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

# Fewer notes than that are not worth a look at each.
MANY_NOTES = 64


class Jump(Enum):
    """How a search for the next change of a target ended."""

    NOT_NEEDED = auto()
    """It was last seen otherwise, or nothing can change it: time does not move."""
    DONE = auto()
    """It has changed, or nothing is left that runs."""
    UNFINISHED = auto()
    """It has not changed yet, and steps of its own are still to run: search on."""
    OUT_OF_REACH = auto()
    """It has not changed, and only what is not its own may still change it."""


def jump(unit: Unit, target: PollTarget, limit: int = timeline.STEPS_IN_A_UNIT) -> Jump:
    """Run the timeline up to the next change of the target, if it was last seen as it is now.

    At most *limit* steps are run. ``unit.now`` is the instant of the last one.
    """
    world = unit.world
    seen = world.last_seen.get(target.name)
    if seen is None or seen != target.view() or not target.is_in_progress():
        return Jump.NOT_NEEDED

    def enough() -> bool:
        return seen != target.view() or not target.is_in_progress()

    ran = timeline.run(unit, timeline.FOREVER, limit=limit, enough=enough)
    if not ran.steps:
        return Jump.NOT_NEEDED
    if ran.is_done:
        return Jump.DONE
    return Jump.UNFINISHED if _has_steps_ahead(world, target) else Jump.OUT_OF_REACH


def _has_steps_ahead(world: World, target: PollTarget) -> bool:
    return any(
        not world.steps[serial].is_held
        for cluster_id in target.clusters()
        for serial in world.cluster_steps[cluster_id]
    ) or any(world.kubernetes_timers_awaited[cluster_id] for cluster_id in target.clusters())


def remember(world: World, target: PollTarget, now: int) -> None:
    """Note what was seen of a target, or when; one that is not in progress needs no note."""
    notes = world.last_seen
    if not target.is_in_progress():
        notes.pop(target.name, None)
        return
    is_new = target.name not in notes
    notes[target.name] = now if world.clock.interval else target.view()
    # Every time that the notes have doubled: a target may end without another look at it.
    if is_new and len(notes) >= MANY_NOTES and not len(notes) & (len(notes) - 1):
        _drop_needless(world)


def _drop_needless(world: World) -> None:
    """Drop the notes of what is no longer in progress: all of them are written in every commit."""
    for name in list(world.last_seen):
        kind, _, key = name.partition(" ")
        if kind in MAY_CHANGE and not MAY_CHANGE[kind](world, key):
            del world.last_seen[name]
