"""Records as rows, and rows as records: the fields of a record are the columns of its table.

Only the serial, with which each record begins, is kept as something else: the id of a row is the
number of its tenant, or snapshot, times 2^40 plus the serial. So all rows of one number are one
range of ids in every table, and new rows are appended.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, get_type_hints

from cs_simulator.domain.records import Record, tables

SERIAL_BITS = 40
SERIAL_MASK = (1 << SERIAL_BITS) - 1

# A statement of SQLite takes at most 32766 values; far fewer keep its text short.
_ROWS_IN_A_STATEMENT = 64


def row_id(number: int, serial: int) -> int:
    """The id of the row with that serial, of the tenant or snapshot of that number."""
    return number << SERIAL_BITS | serial


def row_ids(number: int) -> tuple[int, int]:
    """The first and the last id of the rows of a tenant or snapshot."""
    return number << SERIAL_BITS, (number + 1 << SERIAL_BITS) - 1


@dataclass(frozen=True, slots=True)
class TableCodec:
    """How the records of one table are written and read."""

    table: str
    record: type[Any]
    columns: tuple[str, ...]
    """All but the id."""
    converters: tuple[tuple[int, Callable[[Any], object]], ...]
    """For each field that SQLite returns as another type: its index, and what converts it."""

    def row(self, number: int, record: Record) -> tuple[object, ...]:
        """The row of a record, of the tenant of that number."""
        return (number << SERIAL_BITS | record.serial, *record[1:])

    def decode(self, row: tuple[Any, ...]) -> Any:
        """The record of a row."""
        values = list(row)
        values[0] &= SERIAL_MASK
        for index, convert in self.converters:
            values[index] = convert(values[index])
        return self.record._make(values)

    @property
    def select(self) -> str:
        """SELECT of a range of rows in order; takes the first and the last id."""
        columns = ", ".join(("id", *self.columns))
        return f"SELECT {columns} FROM {self.table} WHERE id BETWEEN ? AND ? ORDER BY id"

    def insert(self, rows: int) -> str:
        """INSERT OR REPLACE of that many rows at once.

        One statement for many rows releases the interpreter lock once, not once for each row.
        """
        return _insert(self.table, self.columns, rows)


@cache
def _insert(table: str, columns: tuple[str, ...], rows: int) -> str:
    names = ", ".join(("id", *columns))
    placeholders = "(" + ", ".join("?" * (len(columns) + 1)) + ")"
    values = ", ".join([placeholders] * rows)
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
    types = get_type_hints(record)
    converters = [
        (index, types[field])
        for index, field in enumerate(record._fields)
        if types[field] is bool or issubclass(types[field], StrEnum)
    ]
    return TableCodec(table, record, record._fields[1:], tuple(converters))


RESOURCES = {table.name: _codec(table.name, table.record) for table in tables.RESOURCES}
ENTRIES = {table.name: _codec(table.name, table.record) for table in tables.ENTRIES}
BY_ENTRY: dict[type[Any], TableCodec] = {codec.record: codec for codec in ENTRIES.values()}
"""The codec of each type of entry."""
ALL = (*RESOURCES.values(), *ENTRIES.values())
