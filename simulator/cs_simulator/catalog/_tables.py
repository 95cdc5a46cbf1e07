"""How the catalogue's records lie in its tables, and how they are read back.

A table is a JSON list of rows, a row the list of one record's values in the order of the record's
fields: :mod:`cs_simulator.catalog.build` writes it, :func:`read` reads it, and both take the order
from the record itself. JSON, because YAML takes dozens of times as long: a fifth of a second for
the instance types. What the values mean is the records' business.
"""

from dataclasses import fields
from sys import intern
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")


def columns(record: "type[DataclassInstance]") -> tuple[str, ...]:
    """The names of a record's fields: what a row holds, in its order."""
    return tuple(field.name for field in fields(record))


def read(table: str, record: type[Record]) -> dict[str, Record]:
    """The records of a table by their first field, in the table's order."""
    # Imported here: it is not cheap, and a program that never asks need not pay for it.
    from importlib.resources import files

    source = files("cs_simulator.catalog").joinpath("tables", f"{table}.json")
    rows: list[list[Any]] = orjson.loads(source.read_bytes())
    names = columns(record)
    records = (record(**dict(zip(names, map(_kept, row), strict=True))) for row in rows)
    return {getattr(each, names[0]): each for each in records}


def _kept(value: Any) -> Any:
    """The value as records keep it: lists as tuples, and equal texts as one object.

    Eras, families and versions repeat hundreds of times; kept once, they cost next to nothing.
    """
    if value.__class__ is str:
        return intern(value)
    if value.__class__ is list:
        return tuple(map(_kept, value))
    return value
