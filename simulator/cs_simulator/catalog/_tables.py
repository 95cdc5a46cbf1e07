"""The format of the catalogue's tables, and reading them.

A table is a JSON array of rows; a row is the array of a record's values, in the order of its
fields. :mod:`cs_simulator.catalog.build` writes tables and :func:`read` reads them. JSON, because
parsing YAML takes dozens of times as long: a fifth of a second for the instance types.
"""

from dataclasses import fields
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")

FOLDER = Path(__file__).parent
"""Where the data files are; importing ``importlib.resources`` for it would slow every start."""


def columns(record: "type[DataclassInstance]") -> tuple[str, ...]:
    """The names of a record's fields, in the order of a row's values."""
    return tuple(field.name for field in fields(record))


def read(table: str, record: type[Record]) -> dict[str, Record]:
    """The records of a table, keyed by their first field, in the table's order."""
    rows: list[list[Any]] = orjson.loads((FOLDER / "tables" / f"{table}.json").read_bytes())
    names = columns(record)
    made = (record(**dict(zip(names, map(_compact, row), strict=True))) for row in rows)
    return {getattr(row, names[0]): row for row in made}


def _compact(value: Any) -> Any:
    """The value as a record holds it: lists as tuples, and equal strings as one object.

    Eras, families and versions repeat hundreds of times; sharing them saves most of their memory.
    """
    if value.__class__ is str:
        return intern(value)
    if value.__class__ is list:
        return tuple(map(_compact, value))
    return value
