"""Columns that a definition of custom resources adds to their tables.

What is in a cell is as in ``apiextensions-apiserver/pkg/registry/customresource/tableconvertor``.
"""

from collections.abc import Callable
from typing import Any

import orjson

from cs_simulator.domain.instants import SECOND
from cs_simulator.kubernetes.kinds._ages import duration, instant
from cs_simulator.kubernetes.kinds._columns import AGE, NAME, Column
from cs_simulator.kubernetes.kinds._jsonpath import Path, found_at, parsed
from cs_simulator.kubernetes.kinds._reading import Body, items, number, text

_MOST = 1 << 63
"""What JSON's whole numbers are below."""


def columns_of(version: Body) -> tuple[Column, ...]:
    """The columns for a version of a definition: those that it says, or else the age."""
    said = items(version, "additionalPrinterColumns")
    return (NAME, *map(_column, said)) if said else (NAME, AGE)


def _column(said: Body) -> Column:
    kind = text(said, "type", "string")
    return Column(
        name=text(said, "name"),
        value=_cell(kind, parsed(text(said, "jsonPath"))),
        type=kind,
        format=text(said, "format"),
        description=text(said, "description"),
        is_wide=number(said, "priority") > 0,
    )


def _cell(kind: str, path: Path | None) -> Callable[[Body, int], object]:
    convert = _CELLS.get(kind, _nothing)

    def cell(body: Body, now: int) -> object:
        values = found_at(path, body) if path else []
        return convert(values, now) if values else None

    return cell


def _nothing(_values: list[Any], _now: int) -> object:
    return None


def _text(values: list[Any], _now: int) -> object:
    return " ".join(map(_shown, values))


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "<nil>" if value is None else orjson.dumps(value).decode()


def _integer(values: list[Any], _now: int) -> object:
    found = int(values[0]) if _is_number(values[0]) else _MOST
    return found if abs(found) < _MOST else None


def _number(values: list[Any], _now: int) -> object:
    return values[0] if _is_number(values[0]) else None


def _boolean(values: list[Any], _now: int) -> object:
    return values[0] if isinstance(values[0], bool) else None


def _date(values: list[Any], now: int) -> object:
    if not isinstance(values[0], str):
        return None
    at = instant(values[0])
    return "<invalid>" if at is None else duration((now - at) // SECOND)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_CELLS: dict[str, Callable[[list[Any], int], object]] = {
    "boolean": _boolean,
    "date": _date,
    "integer": _integer,
    "number": _number,
    "string": _text,
}
