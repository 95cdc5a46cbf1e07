"""Records as rows, and rows as records: the fields of a record are the columns of its table.

A record begins with its serial, and only that changes: the id of its row is the tenant's number
times 2^40 plus the serial.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, get_type_hints

from cs_simulator.domain.records import Record, tables

SERIAL_BITS = 40
SERIAL_MASK = (1 << SERIAL_BITS) - 1

# A statement of SQLite takes at most 32766 values; far fewer keep the text of it short.
_ROWS_IN_A_STATEMENT = 64


@dataclass(frozen=True, slots=True)
class TableCodec:
    """How the records of one table are written and read."""

    table: str
    record: type[Any]
    columns: tuple[str, ...]
    readers: tuple[tuple[int, Callable[[Any], object]], ...]
    """The places of fields that SQLite gives back as something else, and what makes them whole."""

    def row(self, tenant: int, record: Record) -> tuple[object, ...]:
        """The row of a record."""
        return (tenant << SERIAL_BITS | record.serial, *record[1:])

    def decode(self, row: tuple[Any, ...]) -> Any:
        """The record of a row."""
        values = list(row)
        values[0] &= SERIAL_MASK
        for place, read in self.readers:
            values[place] = read(values[place])
        return self.record._make(values)

    @property
    def select(self) -> str:
        """SELECT of the tenant's rows in order; takes the first and the last id."""
        columns = ", ".join(("id", *self.columns))
        return f"SELECT {columns} FROM {self.table} WHERE id BETWEEN ? AND ? ORDER BY id"

    def insert(self, rows: int) -> str:
        """INSERT OR REPLACE of that many rows at once.

        One statement for many rows lets go of the interpreter lock once, not once for each row.
        """
        return _insert(self.table, self.columns, rows)


@cache
def _insert(table: str, columns: tuple[str, ...], rows: int) -> str:
    names = ", ".join(("id", *columns))
    places = "(" + ", ".join("?" * (len(columns) + 1)) + ")"
    values = ", ".join([places] * rows)
    return f"INSERT OR REPLACE INTO {table} ({names}) VALUES {values}"


def chunks(rows: list[tuple[object, ...]]) -> list[list[tuple[object, ...]]]:
    """The rows in pieces whose sizes are powers of two, so that few different statements occur."""
    pieces, start = [], 0
    while start < len(rows):
        size = _ROWS_IN_A_STATEMENT
        while size > len(rows) - start:
            size //= 2
        pieces.append(rows[start : start + size])
        start += size
    return pieces


def _codec(table: str, record: type[Any]) -> TableCodec:
    hints = get_type_hints(record)
    readers = [
        (index, hints[name])
        for index, name in enumerate(record._fields)
        if hints[name] is bool or issubclass(hints[name], StrEnum)
    ]
    return TableCodec(table, record, record._fields[1:], tuple(readers))


RESOURCES = {table.name: _codec(table.name, table.record) for table in tables.RESOURCES}
ENTRIES = {table.name: _codec(table.name, table.record) for table in tables.ENTRIES}
BY_NAME = {**RESOURCES, **ENTRIES}
BY_ENTRY: Mapping[type[Record], TableCodec] = {codec.record: codec for codec in ENTRIES.values()}
ALL = tuple(BY_NAME.values())
