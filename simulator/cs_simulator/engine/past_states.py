"""What a world was before its last changes, for reads that a rule shows the past to."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from cs_simulator.domain.records import Record
from cs_simulator.engine.tables import Table
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.scenarios.rules.effects import ReadFromPast

# Units of work that are remembered: more than any client does within the lag of a test.
MOST_REMEMBERED = 10_000

Before = dict[Any, Record | None]
"""By key: the records of a table as they were before a unit; ``None`` if there was none."""


class _PastUnit(NamedTuple):
    """What one unit of work changed, and how many reads each rule hid that from."""

    at: int
    before: dict[Table[Any, Any], Before]
    serial_before: int
    """The last serial that was given before it."""
    hidden_from: dict[str, int]


class PastStates:
    """The last changes of one world, oldest first; none while no rule looks back."""

    def __init__(self) -> None:
        self._past: list[_PastUnit] = []

    def remember(self, world: World, unit: Unit) -> None:
        """Keep what a unit changed for as long as a rule in force looks back."""
        rules = world.rules
        if rules is None or not rules.looks_back:
            self._past.clear()
            return
        # A rule's own counters are no part of what a client can see.
        before = {t: dict(of) for t, of in unit.before.items() if t is not world.rule_counters}
        if not before:
            return
        self._past.append(_PastUnit(unit.now, before, unit.serial_before, {}))
        oldest = unit.now - rules.looks_back
        while self._past and (self._past[0].at < oldest or len(self._past) > MOST_REMEMBERED):
            del self._past[0]

    @contextmanager
    def as_it_was(self, world: World, rule: str, lag: ReadFromPast, now: int) -> Iterator[None]:
        """While the block runs, the world is what it was; it may only be read.

        Its last serial is an earlier one, too: lists of a Kubernetes API show it as their version.
        """
        past: defaultdict[Table[Any, Any], Before] = defaultdict(dict)
        serial = world.counts["serial"]
        for unit in reversed(self._past):
            if not _is_hidden(rule, lag, now, unit):
                break
            world.counts["serial"] = unit.serial_before
            for table, records in unit.before.items():
                past[table].update(records)
        present = {table: {key: table.get_own(key) for key in of} for table, of in past.items()}
        for table, records in past.items():
            table.undo(records)
        try:
            yield
        finally:
            world.counts["serial"] = serial
            for table, records in present.items():
                table.undo(records)


def _is_hidden(rule: str, lag: ReadFromPast, now: int, unit: _PastUnit) -> bool:
    """Whether a read at *now* does not see the unit yet; with a lag of reads, this one counts."""
    if lag.virtual:
        return unit.at > now - lag.virtual
    unit.hidden_from[rule] = unit.hidden_from.get(rule, 0) + 1
    return unit.hidden_from[rule] <= lag.reads
