"""The shapes in which a caller may ask for objects: whole, as a table, as metadata alone.

A shape is chosen by ``Accept``, as ``k8s.io/apiserver`` negotiates it: the first entry that can be
served counts. Bodies are JSON; every client that asks for protobuf takes JSON, too.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from cs_simulator.catalog import kubernetes_errors as errors

_SERVED = frozenset(("application/json", "application/*", "*/*"))
_META = "meta.k8s.io"
_VERSIONS = ("v1", "v1beta1")
_LISTS = {"PartialObjectMetadataList": "PartialObjectMetadata"}
_OBJECTS = ("Metadata", "Object", "None")


class Shape(NamedTuple):
    """How objects are shown."""

    form: str = ""
    """``Table``, ``PartialObjectMetadata``, or empty for whole objects."""
    version: str = "v1"
    """The version of ``meta.k8s.io`` that the form is of."""
    rows_have: str = "Metadata"
    """What is in the rows of a table besides cells: ``Metadata``, ``Object`` or ``None``."""

    @property
    def api_version(self) -> str:
        """What ``apiVersion`` is of a table, or of an object's metadata alone."""
        return f"{_META}/{self.version}"


WHOLE = Shape()


def shape_of(accept: str, query: Mapping[str, str]) -> Shape:
    """The shape that ``Accept`` asks for; raises 406 if nothing that it names can be served."""
    shape = _accepted(accept)
    if shape is None:
        raise errors.NOT_ACCEPTABLE()
    if shape.form != "Table":
        return shape
    wanted = query.get("includeObject") or "Metadata"
    if wanted not in _OBJECTS:
        raise errors.BAD_REQUEST(
            message=f'unrecognized includeObject value "{wanted}": must be one of'
            ' "None", "Metadata", "Object"'
        )
    return shape._replace(rows_have=wanted)


@lru_cache(maxsize=256)
def _accepted(accept: str) -> Shape | None:
    """The shape of the first entry that can be served; ``None`` if there is no such entry."""
    for entry in accept.split(",") if accept.strip() else ("*/*",):
        media, *parameters = (part.strip() for part in entry.split(";"))
        if media not in _SERVED:
            continue
        values = dict(each.split("=", 1) for each in parameters if "=" in each)
        form = values.get("as", "")
        if not form:
            return WHOLE
        form = _LISTS.get(form, form)
        is_known = form in ("Table", "PartialObjectMetadata") and values.get("g") == _META
        if is_known and values.get("v") in _VERSIONS:
            return Shape(form, values["v"])
    return None
