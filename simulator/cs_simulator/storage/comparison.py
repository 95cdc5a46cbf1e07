"""How two snapshots differ, or a snapshot and what its tenant has now, record by record."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from cs_simulator.domain.records import tables
from cs_simulator.storage.codec import RESOURCES, row_ids
from cs_simulator.storage.snapshots import Snapshot, check_there


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How the records of one table differ, each by its label."""

    added: list[str]
    removed: list[str]
    changed: dict[str, dict[str, tuple[Any, Any]]]
    """Of each changed record, the fields that differ, with the values before and after."""


Differences = dict[str, Difference]
"""By table, for those tables that differ."""


def compare(database: sqlite3.Connection, before: Snapshot, after: Snapshot | int) -> Differences:
    """The resources that were added, removed and changed between two snapshots.

    *after* may be the number of a tenant, which stands for what it has now. Raises
    :class:`~cs_simulator.storage.errors.SnapshotGoneError`.
    """
    for snapshot in (before, after):
        if isinstance(snapshot, Snapshot):
            check_there(database, snapshot)
    numbers = (before.number, after if isinstance(after, int) else after.number)
    differences = {}
    for table in tables.RESOURCES:
        old, new = (_records(database, table.name, number) for number in numbers)
        if old != new:
            differences[table.name] = _difference(table, old, new)
    return differences


def _records(database: sqlite3.Connection, table: str, number: int) -> dict[int, Any]:
    """The records of a table of a snapshot or a tenant, by serial."""
    codec = RESOURCES[table]
    rows = database.execute(codec.select, row_ids(number))
    return {record.serial: record for record in map(codec.decode, rows)}


def _difference(
    table: tables.ResourceTable[Any, Any], old: dict[int, Any], new: dict[int, Any]
) -> Difference:
    return Difference(
        added=[table.label_of(new[serial]) for serial in sorted(new.keys() - old.keys())],
        removed=[table.label_of(old[serial]) for serial in sorted(old.keys() - new.keys())],
        changed={
            table.label_of(new[serial]): _changed_fields(old[serial], new[serial])
            for serial in sorted(old.keys() & new.keys())
            if old[serial] != new[serial]
        },
    )


def _changed_fields(old: Any, new: Any) -> dict[str, tuple[Any, Any]]:
    pairs = zip(new._fields, old, new, strict=True)
    return {field: (before, after) for field, before, after in pairs if before != after}
