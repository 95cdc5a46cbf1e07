"""Reading the entries of a table from its rows: SQLite chooses by the conditions.

Functions are part of a transaction on the connection that they take.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cs_simulator.storage.codec import TableCodec, row_ids
from cs_simulator.storage.conditions import Condition, Value, column, where


class Part(NamedTuple):
    """Which of the entries that were chosen: some of the newest, or of the oldest."""

    newest: bool = True
    size: int | None = None
    """How many; ``None`` for all."""
    skip: int = 0
    """How many are left out before them."""

    @property
    def end(self) -> int | None:
        """How many have to be found."""
        return None if self.size is None else self.skip + self.size

    def of(self, ordered: list[Any]) -> list[Any]:
        """The part of a list in that order."""
        return ordered[self.skip : self.end]

    @property
    def sql(self) -> str:
        """What follows the conditions."""
        size = -1 if self.size is None else self.size
        return f"ORDER BY id {'DESC' if self.newest else ''} LIMIT {size} OFFSET {self.skip}"


Groups = dict[tuple[Value, ...], tuple[int, int]]
"""How many entries have some values, and the id of the first one, by the values."""


@dataclass(frozen=True, slots=True)
class EntryRows:
    """The entries of one table."""

    codec: TableCodec

    def read(
        self,
        database: sqlite3.Connection,
        tenant: int,
        conditions: Sequence[Condition],
        part: Part,
    ) -> list[Any]:
        """A part of the entries that meet all conditions, in the order of the part."""
        chosen, values = where(self.codec, tenant, conditions)
        rows = database.execute(f"{self.codec.select_from} WHERE {chosen} {part.sql}", values)
        return [self.codec.decode(row) for row in rows]

    def columns(
        self,
        database: sqlite3.Connection,
        tenant: int,
        fields: Sequence[str],
        conditions: Sequence[Condition],
        part: Part,
    ) -> list[tuple[Any, ...]]:
        """Some fields of a part of the entries."""
        chosen, values = where(self.codec, tenant, conditions)
        names = ", ".join(column(self.codec, field) for field in fields)
        sql = f"SELECT {names} FROM {self.codec.table} WHERE {chosen} {part.sql}"
        return database.execute(sql, values).fetchall()

    def count(
        self, database: sqlite3.Connection, tenant: int, conditions: Sequence[Condition]
    ) -> int:
        """How many entries meet all conditions."""
        chosen, values = where(self.codec, tenant, conditions)
        sql = f"SELECT count(*) FROM {self.codec.table} WHERE {chosen}"
        count: int = database.execute(sql, values).fetchone()[0]
        return count

    def groups(
        self,
        database: sqlite3.Connection,
        tenant: int,
        fields: Sequence[str],
        conditions: Sequence[Condition],
    ) -> Groups:
        """The entries that meet all conditions, by the values of some fields."""
        chosen, values = where(self.codec, tenant, conditions)
        names = ", ".join(column(self.codec, field) for field in fields)
        sql = f"SELECT {names}, count(*), min(id) FROM {self.codec.table} WHERE {chosen}"
        rows = database.execute(f"{sql} GROUP BY {names}", values)
        return {row[:-2]: (row[-2], row[-1]) for row in rows}

    def clear(self, database: sqlite3.Connection, tenant: int) -> int:
        """Delete all entries of a tenant; returns how many there were."""
        sql = f"DELETE FROM {self.codec.table} WHERE id BETWEEN ? AND ?"
        return database.execute(sql, row_ids(tenant)).rowcount
