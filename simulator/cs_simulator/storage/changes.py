"""What is to be written for one tenant: its head, records put and dropped, entries added."""

from dataclasses import dataclass, field
from typing import NamedTuple

from cs_simulator.domain.records import Record


class TenantRow(NamedTuple):
    """The row of a tenant, column by column: everything about it that is not a record."""

    number: int
    name: str
    origin: str
    seed: int
    clock_mode: str
    clock_rate: float
    now: int
    counts: str
    """JSON: the last number given, by what is numbered."""
    spec: str = "{}"
    """JSON: what the tenant was made with."""
    last_seen: str = "{}"
    """JSON: what each polling read returned last."""
    expires: int = 0
    """The real instant at which the tenant goes; 0 for never."""


@dataclass(slots=True)
class Changes:
    """Changes of one tenant since they were last taken. A record dropped is ``None``.

    A record that came and went in between leaves no trace.
    """

    records: dict[str, dict[int, Record | None]] = field(default_factory=dict)
    entries: list[Record] = field(default_factory=list)
    fresh: set[tuple[str, int]] = field(default_factory=set)
    """Records that the store has never seen."""
    cleared: dict[str, int] | None = None
    """Not ``None`` if everything of the tenant is to be deleted first; then, once written, the
    number of rows deleted by table."""
    kept: frozenset[str] = frozenset()
    """The tables that a clearing leaves alone."""
    is_gone: bool = False
    """Whether the tenant itself is to be forgotten."""

    def put(self, table: str, record: Record, *, is_new: bool) -> None:
        """Note a record that was put."""
        self.records.setdefault(table, {})[record.serial] = record
        if is_new:
            self.fresh.add((table, record.serial))

    def drop(self, table: str, record: Record) -> None:
        """Note a record that was dropped."""
        rows = self.records.setdefault(table, {})
        if (table, record.serial) in self.fresh:
            self.fresh.discard((table, record.serial))
            rows.pop(record.serial, None)
        else:
            rows[record.serial] = None
