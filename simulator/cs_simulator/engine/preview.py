"""A preview: what will happen if nobody calls.

A short one is run on the world, and rolled back. A long one is run on a copy, in slices: it yields
after each, so that others can be served in between, and whatever they change is not part of it.
"""

from collections.abc import Generator
from typing import NamedTuple

from cs_simulator.domain.records import Trace
from cs_simulator.engine import timeline
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

# A preview ends after this many steps: some seconds of work.
MOST_STEPS = 100_000
# So many records are copied in one slice.
_RECORDS_IN_A_SLICE = 5000


class Preview(NamedTuple):
    """What will happen."""

    traces: list[Trace]
    is_complete: bool
    """Whether it reaches the end: nothing is in progress after it."""


def preview_timeline(
    world: World, now: int, cluster_id: str = ""
) -> Generator[None, None, Preview]:
    """The traces of all steps to come, of one cluster or of all; the world stays as it is."""
    unit = Unit(world, now)
    try:
        preview = _run(unit, cluster_id)
    finally:
        unit.rollback()
    if preview.is_complete:
        return preview
    copy = yield from _copied(world)
    traces: list[Trace] = []
    for _ in range(MOST_STEPS // timeline.STEPS_IN_A_UNIT):
        yield
        unit = Unit(copy, now)
        preview = _run(unit, cluster_id)
        traces += preview.traces
        if preview.is_complete:
            break
        now = unit.now
    return Preview(traces, preview.is_complete)


def _run(unit: Unit, cluster_id: str) -> Preview:
    """Run one unit of the timeline."""

    def enough() -> bool:
        return bool(cluster_id) and cluster_id not in unit.world.cluster_steps

    ran = timeline.run(unit, timeline.FOREVER, enough=enough)
    traces = [
        line
        for line in unit.lines
        if isinstance(line, Trace) and cluster_id in ("", line.cluster_id)
    ]
    return Preview(traces, ran.is_done)


def _copied(world: World) -> Generator[None, None, World]:
    """A world with the records that this one has now."""
    copy = World(
        name=world.name,
        origin=world.origin,
        seed=world.seed,
        clock=world.clock,
        options=world.options,
        cluster_types=world.cluster_types,
    )
    copy.counts.update(world.counts)
    present = {name: list(table) for name, table in world.tables.items()}
    for name, records in present.items():
        for start in range(0, len(records), _RECORDS_IN_A_SLICE):
            yield
            for record in records[start : start + _RECORDS_IN_A_SLICE]:
                copy.restore(name, record)
    return copy
