"""A picture of a world, as the console draws it."""

from collections.abc import Iterable

from cs_simulator.charts.colours import colour_of
from cs_simulator.charts.model import Bar, Mark, Picture, Row
from cs_simulator.domain import instants
from cs_simulator.server.control.contract import picture as contract
from cs_simulator.server.control.rendering.values import instant_or_none


def picture_object(picture: Picture, rows: list[contract.Row]) -> contract.Picture:
    """A picture with its rows as they were rendered."""
    return {
        "now": instants.as_exact_text(picture.now),
        "began": instants.as_exact_text(picture.began),
        "ended": instants.as_exact_text(picture.ended),
        "is_complete": picture.is_complete,
        "rows": rows,
    }


def row_object(row: Row) -> contract.Row:
    """A row with its bars and marks."""
    return {
        "id": row.id,
        "kind": row.kind,
        "label": row.label,
        "note": row.note,
        "cluster_id": row.cluster_id or None,
        "group_id": row.group_id or None,
        "task_id": row.task_id or None,
        "instance_id": row.instance_id or None,
        "bars": _bars(row.bars),
        "marks": _marks(row.marks),
    }


def _bars(bars: Iterable[Bar]) -> list[contract.Bar]:
    return [
        {
            "name": bar.name,
            "started": instants.as_exact_text(bar.started),
            "ended": instant_or_none(bar.ended),
            "status": bar.status,
            "task_id": bar.task_id or None,
            "instance_id": bar.instance_id or None,
            "stage": bar.stage or None,
            "colour": colour_of(bar),
            "detail": bar.detail,
        }
        for bar in bars
    ]


def _marks(marks: Iterable[Mark]) -> list[contract.Mark]:
    return [
        {
            "at": instants.as_exact_text(mark.at),
            "kind": mark.kind,
            "text": mark.text,
            "request_id": mark.request_id or None,
            "rule": mark.rule or None,
            "task_id": mark.task_id or None,
        }
        for mark in marks
    ]
