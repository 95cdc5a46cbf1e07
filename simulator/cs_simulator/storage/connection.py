"""A SQLite connection that writes a whole group of changes in one go.

aiosqlite runs each call on a thread of its own, and going there and back is what costs. So the
group is staged first, and ``commit()`` writes all of it: one hop for all calls that it holds.
"""

import sqlite3
from collections.abc import Callable
from itertools import chain
from typing import Any

from cs_simulator.storage import snapshots
from cs_simulator.storage.changes import Changes, TenantRow
from cs_simulator.storage.codec import ALL, BY_ENTRY, RESOURCES, SERIAL_BITS, chunks

_COLUMNS = TenantRow._fields[1:]
_PUT_TENANT = f"""
INSERT INTO tenant (id, {", ".join(_COLUMNS)}) VALUES (?, {", ".join("?" * len(_COLUMNS))})
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{column} = excluded.{column}" for column in _COLUMNS)}
"""

Group = list[tuple[TenantRow, Changes]]
Work = Callable[[sqlite3.Connection], Any]


class GroupConnection(sqlite3.Connection):
    """A connection whose ``commit`` does what was staged, all of it or nothing."""

    staged: Work | None = None
    outcome: Any = None
    """What the staged work gave."""

    def commit(self) -> None:
        """Do the staged work, if there is some, in one transaction."""
        work, self.staged = self.staged, None
        if work is None:
            super().commit()
            return
        try:
            # The COMMIT is inside: one that fails must not leave its transaction open.
            self.execute("BEGIN IMMEDIATE")
            self.outcome = work(self)
            self.execute("COMMIT")
        except BaseException:
            if self.in_transaction:
                self.execute("ROLLBACK")
            raise

    def write(self, group: Group) -> None:
        """Write a group; part of a transaction."""
        rows: dict[str, list[tuple[object, ...]]] = {}
        gone: dict[str, list[tuple[int]]] = {}
        for head, changes in group:
            if changes.cleared is not None:
                changes.cleared.update(snapshots.clear(self, head.number, changes.kept))
            if changes.is_gone:
                snapshots.drop_all(self, head.number)
                self.execute("DELETE FROM tenant WHERE id = ?", (head.number,))
                continue
            self._collect(head.number, changes, rows, gone)
            self.execute(_PUT_TENANT, head)
        for table, ids in gone.items():
            self.executemany(f"DELETE FROM {table} WHERE id = ?", ids)
        for codec in ALL:
            for piece in chunks(rows.get(codec.table, [])):
                self.execute(codec.insert(len(piece)), list(chain.from_iterable(piece)))

    @staticmethod
    def _collect(
        tenant: int,
        changes: Changes,
        rows: dict[str, list[tuple[object, ...]]],
        gone: dict[str, list[tuple[int]]],
    ) -> None:
        for table, records in changes.records.items():
            codec = RESOURCES[table]
            into = rows.setdefault(table, [])
            for serial, record in records.items():
                if record is None:
                    gone.setdefault(table, []).append((tenant << SERIAL_BITS | serial,))
                else:
                    into.append(codec.row(tenant, record))
        for entry in changes.entries:
            entry_codec = BY_ENTRY[type(entry)]
            rows.setdefault(entry_codec.table, []).append(entry_codec.row(tenant, entry))
