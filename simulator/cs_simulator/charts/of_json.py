"""The picture of a tenant from its JSON, as ``GET /_simulator/picture`` answers it."""

from collections.abc import Mapping
from typing import Any

from cs_simulator.charts.model import Bar, Mark, Picture, Row
from cs_simulator.domain import instants

Json = Mapping[str, Any]


def picture(source: Json) -> Picture:
    """The picture."""
    return Picture(
        now=instants.from_text(source["now"]),
        began=instants.from_text(source["began"]),
        ended=instants.from_text(source["ended"]),
        is_complete=source["is_complete"],
        rows=tuple(map(_row, source["rows"])),
    )


def _row(source: Json) -> Row:
    given = _given(source)
    given["bars"] = tuple(map(_bar, source["bars"]))
    given["marks"] = tuple(map(_mark, source["marks"]))
    return Row(**given)


def _bar(source: Json) -> Bar:
    ended = source["ended"]
    times = {
        "started": instants.from_text(source["started"]),
        "ended": None if ended is None else instants.from_text(ended),
    }
    given = {key: value for key, value in _given(source).items() if key in Bar._fields}
    return Bar(**given | times)


def _mark(source: Json) -> Mark:
    return Mark(**_given(source) | {"at": instants.from_text(source["at"])})


def _given(source: Json) -> dict[str, Any]:
    """What is not null."""
    return {key: value for key, value in source.items() if value is not None}
