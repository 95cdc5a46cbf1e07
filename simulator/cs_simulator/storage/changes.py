"""What is to be written for one tenant: its own row, records put and dropped, entries appended."""

from dataclasses import dataclass, field
from typing import NamedTuple

from cs_simulator.domain.records import CallEntry, Record, kinds


class TenantRow(NamedTuple):
    """The row of a tenant, column by column: everything about it that is not a record."""

    number: kinds.TenantNumber
    name: str
    origin: str
    seed: kinds.Seed
    clock_mode: kinds.ClockModeName
    clock_rate: kinds.Rate
    now: kinds.Instant
    counts: kinds.Counters
    """JSON: the last number given, by what is numbered."""
    spec: kinds.JsonObject = "{}"
    """JSON: what the tenant was made with."""
    last_seen: kinds.JsonObject = "{}"
    """JSON: what each polling read returned last."""
    expires: kinds.End = 0
    """The real instant at which the tenant is deleted; 0 for never."""
    calls_allowed: kinds.Count = 0
    """The last number that a call may have had since."""
    now_allowed: kinds.Instant = 0
    """The latest virtual time that may have been shown since."""
    reading: float = 0.0
    """The monotonic reading at which the row was made."""
    boot: str = ""
    """Which boot of the machine that reading belongs to; empty if it is not known."""
    clock_interval: kinds.Duration = 0
    """By which a repeated read moves a polling clock; 0 where it moves to the next change."""

    def copied(self) -> "TenantRow":
        """The row of a copy, of which nothing was shown."""
        return self._replace(calls_allowed=0, now_allowed=0, reading=0.0, boot="")


class Settled(NamedTuple):
    """Where a tenant stands that is shown to nobody until it is loaded again."""

    name: str
    now: int
    calls: int


@dataclass(slots=True)
class Clearing:
    """The deletion of all rows of a tenant."""

    keeps: frozenset[str] = frozenset()
    """The tables whose rows are not deleted."""
    deletes_tenant: bool = False
    """Whether the tenant's own row and its snapshots are deleted too; nothing is written then."""
    deleted: dict[str, int] = field(default_factory=dict)
    """How many rows were deleted, by table, once that is committed."""


@dataclass(slots=True)
class Changes:
    """The changes of one tenant since the last group was collected.

    A record that was put and dropped within that time is not in it at all.
    """

    records: dict[str, dict[int, Record | None]] = field(default_factory=dict)
    """By table and serial; ``None`` for a record that was dropped."""
    entries: list[Record] = field(default_factory=list)
    answered: list[CallEntry] = field(default_factory=list)
    """Entries of calls that changed nothing: they hold even if what changed cannot be written."""
    fresh: set[tuple[str, int]] = field(default_factory=set)
    """Table and serial of the records that are not in the database yet."""
    makes_tenant: bool = False
    """Whether the tenant has no row of its own yet."""
    clearing: Clearing | None = None
    """What is deleted before anything of this is written."""

    @property
    def size(self) -> int:
        """How many records and entries there are, without those of calls that changed nothing."""
        return len(self.entries) + sum(map(len, self.records.values()))

    def put(self, table: str, record: Record, *, is_new: bool) -> None:
        """Add a record that was put."""
        self.records.setdefault(table, {})[record.serial] = record
        if is_new:
            self.fresh.add((table, record.serial))

    def drop(self, table: str, record: Record) -> None:
        """Add a record that was dropped."""
        rows = self.records.setdefault(table, {})
        if (table, record.serial) in self.fresh:
            self.fresh.discard((table, record.serial))
            rows.pop(record.serial, None)
        else:
            rows[record.serial] = None
