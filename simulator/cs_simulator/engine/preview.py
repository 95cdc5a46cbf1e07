"""A preview: what will come if nobody calls, by doing it and putting everything back."""

from typing import NamedTuple

from cs_simulator.domain.records import Trace
from cs_simulator.engine import timeline
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

# A world with more than this under way is looked at no further: some seconds of work.
MOST_STEPS = 100_000


class Preview(NamedTuple):
    """What is still to come."""

    traces: list[Trace]
    is_complete: bool
    """Whether it goes on until nothing is under way."""


def preview_timeline(world: World, now: int, cluster_id: str = "") -> Preview:
    """The traces that are still to come, of one cluster or of all; the world stays as it is."""
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
