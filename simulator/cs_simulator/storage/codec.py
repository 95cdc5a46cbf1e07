"""Records as rows, and rows as records: the fields of a record are the columns of its table.

Only the serial, with which each record begins, is kept as something else: the id of a row is the
number of its tenant, or snapshot, times 2^40 plus the serial. So all rows of one number are one
range of ids in every table, and new rows are appended.

The last column is a checksum of the record. A row whose checksum fits is as it was written; one
without a checksum, which an earlier version wrote or which comes from elsewhere, is checked value
by value. So what is damaged is noticed before it is used.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import Any, TypeVar, get_type_hints
from zlib import crc32

import orjson

from cs_simulator.domain.checking import check_values
from cs_simulator.domain.records import Record, tables
from cs_simulator.storage.changes import TenantRow
from cs_simulator.storage.errors import DamageError

R = TypeVar("R")
Values = Record | Sequence[Any]
"""A record, or its values; the first one is its serial."""

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


def to_json(value: object) -> bytes:
    """The value as JSON; what SQLite could not keep either is refused as SQLite does it."""
    try:
        return orjson.dumps(value)
    except TypeError as problem:  # too large a number, or half a character
        raise sqlite3.DataError(str(problem)) from None


def checksum(serial: int, values: tuple[object, ...]) -> int:
    """The checksum of a record; never 0, which stands for none."""
    return crc32(to_json((serial, *values))) or 1


def compare(written: int, *readings: list[Any]) -> None:
    """Raise ``ValueError`` if a row has a checksum that is that of no reading of its values.

    A reading begins with the serial.
    """
    if written and all(written != checksum(values[0], tuple(values[1:])) for values in readings):
        raise ValueError("its checksum does not fit: it was changed, or damaged, outside")


@dataclass(frozen=True, slots=True)
class TableCodec:
    """How the records of one table are written and read."""

    table: str
    record: type[Any]
    columns: tuple[str, ...]
    """All but the id."""
    converters: tuple[tuple[int, Callable[[Any], object]], ...]
    """For each field that SQLite returns as another type: its index, and what converts it."""
    truths: tuple[int, ...]
    """The indexes of the truth values."""

    def row(self, number: int, values: Values) -> tuple[object, ...]:
        """The row of a record, of the tenant of that number; defaults stand for fields it lacks.

        Raises ``TypeError`` for a number of values that makes no record.
        """
        plain = values[:]  # a tuple or a list that JSON takes, and no record
        if len(plain) != len(self.columns) + 1:
            plain = self.record(*plain)[:]
        return (number << SERIAL_BITS | plain[0], *plain[1:], crc32(to_json(plain)) or 1)

    def decode(self, row: tuple[Any, ...], *, is_trusted: bool = True) -> Any:
        """The record of a row; raises :class:`DamageError` if it is not as it was written.

        A row that is not *is_trusted* is checked value by value, whatever its checksum is.
        """
        *values, written = row
        values[0] &= SERIAL_MASK
        try:
            if not written or not is_trusted:
                check_values(self.record, values)
            stored = values.copy()
            for index, convert in self.converters:
                values[index] = convert(values[index])
            compare(written, values, stored)  # a truth value may have been given as a number
        except ValueError as problem:
            raise DamageError(f"{self.table} {values[0]}: {problem}") from None
        return self.record._make(values)

    def is_proven(self, row: tuple[Any, ...]) -> bool:
        """Whether a row has the checksum of its values; faster than :meth:`decode`.

        It may be wrong about a row that is as it was written, but not about another one.
        """
        *values, written = row
        for index in self.truths:
            values[index] = bool(values[index])
        return bool(written) and written == checksum(values[0] & SERIAL_MASK, tuple(values[1:]))

    @property
    def select_from(self) -> str:
        """The beginning of a SELECT of rows that :meth:`decode` takes."""
        return f"SELECT {', '.join(('id', *self.columns, 'checksum'))} FROM {self.table}"

    @property
    def select(self) -> str:
        """SELECT of a range of rows in order; takes the first and the last id."""
        return f"{self.select_from} WHERE id BETWEEN ? AND ? ORDER BY id"

    def insert(self, rows: int) -> str:
        """INSERT OR REPLACE of that many rows at once.

        One statement for many rows releases the interpreter lock once, not once for each row.
        """
        return _insert(self.table, self.columns, rows)


@cache
def _insert(table: str, columns: tuple[str, ...], rows: int) -> str:
    names = ", ".join(("id", *columns, "checksum"))
    placeholders = "(" + ", ".join("?" * (len(columns) + 2)) + ")"
    values = ", ".join([placeholders] * rows)
    return f"INSERT OR REPLACE INTO {table} ({names}) VALUES {values}"


def chunks(rows: Sequence[R]) -> list[Sequence[R]]:
    """The rows in pieces whose sizes are powers of two, so that few different statements occur."""
    pieces, start = [], 0
    while start < len(rows):
        size = _ROWS_IN_A_STATEMENT
        while size > len(rows) - start:
            size //= 2
        pieces.append(rows[start : start + size])
        start += size
    return pieces


def insert_rows(
    database: sqlite3.Connection, codec: TableCodec, rows: list[tuple[object, ...]]
) -> None:
    """Insert rows of a table, or replace those of the same ids."""
    for piece in chunks(rows):
        database.execute(codec.insert(len(piece)), list(chain.from_iterable(piece)))


def _codec(table: str, record: type[Any]) -> TableCodec:
    types = get_type_hints(record)
    converters = [
        (index, types[field])
        for index, field in enumerate(record._fields)
        if types[field] is bool or issubclass(types[field], StrEnum)
    ]
    truths = tuple(index for index, convert in converters if convert is bool)
    return TableCodec(table, record, record._fields[1:], tuple(converters), truths)


RESOURCES = {table.name: _codec(table.name, table.record) for table in tables.RESOURCES}
ENTRIES = {table.name: _codec(table.name, table.record) for table in tables.ENTRIES}
BY_ENTRY: dict[type[Any], TableCodec] = {codec.record: codec for codec in ENTRIES.values()}
"""The codec of each type of entry."""
CODECS = {**RESOURCES, **ENTRIES}
ALL = tuple(CODECS.values())

TENANT_COLUMNS = ("id", *TenantRow._fields[1:], "checksum")
"""The columns of a tenant's own row."""
SELECT_TENANTS = f"SELECT {', '.join(TENANT_COLUMNS)} FROM tenant"
INSERT_TENANT = (
    f"INSERT OR REPLACE INTO tenant ({', '.join(TENANT_COLUMNS)})"
    f" VALUES ({', '.join('?' * len(TENANT_COLUMNS))})"
)

PUT_TENANT = f"""
INSERT INTO tenant ({", ".join(TENANT_COLUMNS)}) VALUES ({", ".join("?" * len(TENANT_COLUMNS))})
ON CONFLICT (id) DO UPDATE SET {
    ", ".join(f"{column} = excluded.{column}" for column in TENANT_COLUMNS[1:])
}
"""


def tenant_values(tenant_row: TenantRow) -> tuple[object, ...]:
    """The values of a tenant's own row, by :data:`TENANT_COLUMNS`."""
    values = tenant_row._replace(
        clock_rate=float(tenant_row.clock_rate), reading=float(tenant_row.reading)
    )
    return (*values, checksum(values.number, values[1:]))


def tenant_row_of(row: tuple[Any, ...], *, is_trusted: bool = True) -> TenantRow:
    """A tenant's own row, as :data:`SELECT_TENANTS` returns it; raises :class:`DamageError`."""
    *values, written = row
    try:
        if not written or not is_trusted:
            check_values(TenantRow, values)
        compare(written, values)
    except ValueError as problem:
        raise DamageError(f"its own row: {problem}") from None
    return TenantRow._make(values)
