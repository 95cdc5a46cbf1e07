"""A preview: what will happen if nobody calls.

A short one is run on the world, and rolled back. A long one is run on a copy, in slices: it yields
after each, so that others can be served in between, and whatever they change is not part of it.
"""

from collections.abc import Generator
from dataclasses import dataclass, field

from cs_simulator.domain.records import Decision, Event, LogLine, Node, Task, Trace
from cs_simulator.engine import timeline
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

# A preview ends after this many steps: some seconds of work.
MOST_STEPS = 100_000
# So many records are copied in one slice.
_RECORDS_IN_A_SLICE = 5000


@dataclass(slots=True)
class Preview:
    """What will happen."""

    traces: list[Trace] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    """The nodes of the traces, by instance id; those that are to be made among them."""
    tasks: dict[str, Task] = field(default_factory=dict)
    """The tasks of the traces as they will be then, by id."""
    is_complete: bool = False
    """Whether it reaches the end: nothing is in progress after it."""


def preview_timeline(
    world: World, now: int, cluster_id: str = ""
) -> Generator[None, None, Preview]:
    """What comes of all steps, of one cluster or of all; the world stays as it is."""
    preview, unit = Preview(), Unit(world, now)
    try:
        _run(preview, unit, cluster_id)
    finally:
        unit.rollback()
    if preview.is_complete:
        return preview
    copy, preview = (yield from copied(world)), Preview()
    for _ in range(MOST_STEPS // timeline.STEPS_IN_A_UNIT):
        yield
        unit = Unit(copy, now)
        _run(preview, unit, cluster_id)
        if preview.is_complete:
            break
        now = unit.now
    return preview


def _run(preview: Preview, unit: Unit, cluster_id: str) -> None:
    """Run one unit of the timeline, and add what it does."""

    def enough() -> bool:
        return bool(cluster_id) and cluster_id not in unit.world.cluster_steps

    preview.is_complete = timeline.run(unit, timeline.FOREVER, enough=enough).is_done
    for line in unit.lines:
        if not isinstance(line, LogLine) and cluster_id in ("", line.cluster_id):
            _add(preview, unit.world, line)


def _add(preview: Preview, world: World, line: Trace | Event | Decision) -> None:
    if isinstance(line, Event):
        preview.events.append(line)
    elif isinstance(line, Decision):
        preview.decisions.append(line)
    else:
        preview.traces.append(line)
        if line.task_id in world.tasks.records:
            preview.tasks[line.task_id] = world.tasks[line.task_id]
        if line.instance_id in world.nodes.records:
            preview.nodes[line.instance_id] = world.nodes[line.instance_id]


def copied(world: World) -> Generator[None, None, World]:
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
