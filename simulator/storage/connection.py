"""A SQLite connection that writes a whole group of changes in one go.

aiosqlite runs each call on a thread of its own, and going there and back is what costs. So the
group is staged first, and ``commit()`` writes all of it: one hop for all calls that it holds.
"""

import sqlite3
from itertools import chain

from simulator.storage.changes import Changes, Head
from simulator.storage.codec import ALL, ENTRIES, RESOURCES, SERIAL_BITS, chunks

_PUT_TENANT = """
INSERT INTO tenant
    (id, name, origin, seed, clock_mode, clock_rate, now, counts, birth, glances, expires)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    origin = excluded.origin, seed = excluded.seed, clock_mode = excluded.clock_mode,
    clock_rate = excluded.clock_rate, now = excluded.now, counts = excluded.counts,
    birth = excluded.birth, glances = excluded.glances, expires = excluded.expires
"""

Group = list[tuple[Head, Changes]]


class GroupConnection(sqlite3.Connection):
    """A connection whose ``commit`` writes what was staged, all of it or nothing."""

    staged: Group | None = None

    def commit(self) -> None:
        """Write the staged group, if there is one, in one transaction."""
        group, self.staged = self.staged, None
        if group is None:
            super().commit()
            return
        try:
            # The COMMIT is inside: one that fails must not leave its transaction open.
            self.execute("BEGIN IMMEDIATE")
            self._write(group)
            self.execute("COMMIT")
        except BaseException:
            if self.in_transaction:
                self.execute("ROLLBACK")
            raise

    def _write(self, group: Group) -> None:
        rows: dict[str, list[tuple[object, ...]]] = {}
        gone: dict[str, list[tuple[int]]] = {}
        for head, changes in group:
            if changes.cleared is not None:
                self._clear(head.number, changes.cleared)
            if changes.is_gone:
                self.execute("DELETE FROM tenant WHERE id = ?", (head.number,))
                continue
            self._collect(head.number, changes, rows, gone)
            self.execute(_PUT_TENANT, head)
        for table, ids in gone.items():
            self.executemany(f"DELETE FROM {table} WHERE id = ?", ids)  # noqa: S608
        for codec in chain(RESOURCES.values(), ENTRIES.values()):
            for piece in chunks(rows.get(codec.table, [])):
                self.execute(codec.insert(len(piece)), list(chain.from_iterable(piece)))

    def _clear(self, tenant: int, cleared: dict[str, int]) -> None:
        """Delete everything of a tenant, and say how many rows of which table that were."""
        first, last = tenant << SERIAL_BITS, (tenant + 1 << SERIAL_BITS) - 1
        for codec in ALL:
            cleared[codec.table] = self.execute(
                f"DELETE FROM {codec.table} WHERE id BETWEEN ? AND ?",  # noqa: S608
                (first, last),
            ).rowcount

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
            entry_codec = ENTRIES[type(entry)]
            rows.setdefault(entry_codec.table, []).append(entry_codec.row(tenant, entry))
