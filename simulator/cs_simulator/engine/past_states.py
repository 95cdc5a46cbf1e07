"""What a world was before its last changes, for reads that a rule shows the past to."""

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

Change = tuple[Table[Any, Any], Any, Record | None]
"""Table, key, and the record that the change replaced; ``None`` if there was none."""


class _PastUnit(NamedTuple):
    """What one unit of work changed, and how many reads each rule hid that from."""

    at: int
    changes: list[Change]
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
        changes = [
            (table, key, old)
            for table, records in unit.before.items()
            if table is not world.rule_counters
            for key, old in records.items()
        ]
        if not changes:
            return
        self._past.append(_PastUnit(unit.now, changes, unit.serial_before, {}))
        oldest = unit.now - rules.looks_back
        while self._past and (self._past[0].at < oldest or len(self._past) > MOST_REMEMBERED):
            del self._past[0]

    @contextmanager
    def as_it_was(self, world: World, rule: str, lag: ReadFromPast, now: int) -> Iterator[None]:
        """While the block runs, the world is what it was; it may only be read.

        Its last serial is an earlier one, too: lists of a Kubernetes API show it as their version.
        """
        undone: list[Change] = []
        serial = world.counts["serial"]
        for unit in reversed(self._past):
            if not _is_hidden(rule, lag, now, unit):
                break
            world.counts["serial"] = unit.serial_before
            for table, key, old in reversed(unit.changes):
                undone.append((table, key, table.set(key, old)))
        try:
            yield
        finally:
            world.counts["serial"] = serial
            for table, key, new in reversed(undone):
                table.set(key, new)


def _is_hidden(rule: str, lag: ReadFromPast, now: int, unit: _PastUnit) -> bool:
    """Whether a read at *now* does not see the unit yet; with a lag of reads, this one counts."""
    if lag.virtual:
        return unit.at > now - lag.virtual
    unit.hidden_from[rule] = unit.hidden_from.get(rule, 0) + 1
    return unit.hidden_from[rule] <= lag.reads
