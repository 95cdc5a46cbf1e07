"""What is to be written for one tenant: its head, records put and dropped, entries added."""

from dataclasses import dataclass, field

from simulator.domain.records import Entry, Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The row of a tenant: everything about it that is not a record."""

    number: int
    name: str
    origin: str
    seed: int
    clock_mode: str
    clock_rate: float
    now: int
    counts: str
    """JSON."""


@dataclass(slots=True)
class Changes:
    """Changes of one tenant since they were last taken. A record dropped is ``None``.

    A record that came and went in between leaves no trace.
    """

    records: dict[str, dict[int, Resource | None]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    fresh: set[tuple[str, int]] = field(default_factory=set)
    """Records that the store has never seen."""
    cleared: dict[str, int] | None = None
    """Not ``None`` if everything of the tenant is to be deleted first; then, once written, the
    number of rows deleted by table."""

    def put(self, table: str, record: Resource, *, is_new: bool) -> None:
        """Note a record that was put."""
        self.records.setdefault(table, {})[record.serial] = record
        if is_new:
            self.fresh.add((table, record.serial))

    def drop(self, table: str, record: Resource) -> None:
        """Note a record that was dropped."""
        rows = self.records.setdefault(table, {})
        if (table, record.serial) in self.fresh:
            self.fresh.discard((table, record.serial))
            rows.pop(record.serial, None)
        else:
            rows[record.serial] = None
