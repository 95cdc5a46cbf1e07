"""Tables as ``kubectl get`` prints them: columns, and a row of cells for each object."""

from collections.abc import Sequence

from cs_simulator.kubernetes.kinds import Body, Column, Kind
from cs_simulator.kubernetes.shapes import Shape


def table(kind: Kind, shape: Shape, bodies: Sequence[Body], metadata: Body, now: int) -> Body:
    """The objects as a ``Table``, with the metadata of the list; ages are those at *now*."""
    return {
        "kind": "Table",
        "apiVersion": shape.api_version,
        "metadata": metadata,
        "columnDefinitions": [_definition(column) for column in kind.columns],
        "rows": [_row(kind, shape, body, now) for body in bodies],
    }


def metadata_of(body: Body, shape: Shape) -> Body:
    """An object's metadata alone, as a ``PartialObjectMetadata``."""
    return {
        "kind": "PartialObjectMetadata",
        "apiVersion": shape.api_version,
        "metadata": body["metadata"],
    }


def _definition(column: Column) -> Body:
    return {
        "name": column.name,
        "type": column.type,
        "format": column.format,
        "description": column.description,
        "priority": 1 if column.is_wide else 0,
    }


def _row(kind: Kind, shape: Shape, body: Body, now: int) -> Body:
    cells = [column.value(body, now) for column in kind.columns]
    return {"cells": cells, "object": _object_of_row(body, shape)}


def _object_of_row(body: Body, shape: Shape) -> Body | None:
    if shape.rows_have == "None":
        return None
    return body if shape.rows_have == "Object" else metadata_of(body, shape)
