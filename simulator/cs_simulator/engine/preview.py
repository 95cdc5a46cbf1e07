"""A preview: what will happen if nobody calls. It is run on the world, and rolled back."""

from typing import NamedTuple

from cs_simulator.domain.records import Trace
from cs_simulator.engine import timeline
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

# A preview ends after this many steps: some seconds of work.
MOST_STEPS = 100_000


class Preview(NamedTuple):
    """What will happen."""

    traces: list[Trace]
    is_complete: bool
    """Whether it reaches the end: nothing is in progress after it."""


def preview_timeline(world: World, now: int, cluster_id: str = "") -> Preview:
    """The traces of all steps to come, of one cluster or of all; the world stays as it is."""
    unit = Unit(world, now)

    def enough() -> bool:
        return bool(cluster_id) and cluster_id not in world.cluster_steps

    try:
        ran = timeline.run(unit, timeline.FOREVER, limit=MOST_STEPS, enough=enough)
        traces = [
            line
            for line in unit.lines
            if isinstance(line, Trace) and cluster_id in ("", line.cluster_id)
        ]
    finally:
        unit.rollback()
    return Preview(traces, ran.is_done)
