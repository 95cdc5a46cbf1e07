"""A polling clock with an interval: time passes as it does for clients that pause between calls.

A read of something in progress that was read at the same instant already moves time by the
interval, whether it changes or not. So does a call after one of its operation that failed for the
moment: a client does not come back at once. What is read in one round takes one interval together.
"""

from cs_simulator.engine.poll_targets import PollTarget
from cs_simulator.engine.world import World


def has_read_before(world: World, target: PollTarget, now: int) -> bool:
    """Whether the target was read at this instant already, and may still change."""
    return world.last_seen.get(target.name) == now and target.is_in_progress()


def note_failed(world: World, operation: str, now: int) -> None:
    """Note that a call has failed for the moment."""
    world.last_seen[f"failed {operation}"] = now


def has_failed_before(world: World, operation: str, now: int) -> bool:
    """Whether a call of the operation has failed at this instant; the note is dropped."""
    return bool(world.last_seen) and world.last_seen.pop(f"failed {operation}", None) == now
