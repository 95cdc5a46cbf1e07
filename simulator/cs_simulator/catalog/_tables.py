"""The format of the catalogue's tables, and reading them.

A table is a JSON array of rows; a row is the array of a record's values, in the order of its
fields. :mod:`cs_simulator.catalog.build` writes tables and :func:`read` reads them. JSON, because
parsing YAML takes dozens of times as long: a fifth of a second for the instance types.
"""

from dataclasses import fields
from sys import intern
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")


def columns(record: "type[DataclassInstance]") -> tuple[str, ...]:
    """The names of a record's fields, in the order of a row's values."""
    return tuple(field.name for field in fields(record))


def read(table: str, record: type[Record]) -> dict[str, Record]:
    """The records of a table, keyed by their first field, in the table's order."""
    from importlib.resources import files  # slow to import, and some programs read no table

    source = files("cs_simulator.catalog").joinpath("tables", f"{table}.json")
    rows: list[list[Any]] = orjson.loads(source.read_bytes())
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
