"""How objects that are kept look to those who read them: in the version and shape asked for.

What is kept as text is joined, not parsed, wherever nothing in it has to be changed.
"""

from typing import NamedTuple

import orjson

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import tables
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.nodes import heartbeats
from cs_simulator.kubernetes.shapes import Shape

Shown = Body | orjson.Fragment
"""What can be a part of an answer."""


class View(NamedTuple):
    """Objects of a kind as one caller sees them at one instant."""

    world: World
    kind: Kind
    shape: Shape
    now: int

    def one(self, found: KubernetesObject) -> Shown:
        """An object by itself."""
        return self.shaped(self.body(found)) if self.shape.form else self.whole(found)

    def shaped(self, body: Body) -> Body:
        """An object by itself, of which this is the body."""
        if self.shape.form == "Table":
            metadata = {"resourceVersion": body["metadata"].get("resourceVersion", "")}
            return tables.table(self.kind, self.shape, [body], metadata, self.now)
        return tables.metadata_of(body, self.shape) if self.shape.form else body

    def many(self, found: list[KubernetesObject], metadata: Body) -> Body:
        """A list of objects, with its own metadata."""
        if self.shape.form == "Table":
            bodies = [self.body(each) for each in found]
            return tables.table(self.kind, self.shape, bodies, metadata, self.now)
        if self.shape.form:
            kind, version = "PartialObjectMetadataList", self.shape.api_version
        else:
            kind, version = self.kind.many, self.kind.api_version
        items = [self.one(each) for each in found]
        return {"kind": kind, "apiVersion": version, "metadata": metadata, "items": items}

    def event(self, found: KubernetesObject, *, with_columns: bool) -> Shown:
        """An object in an event of a watch; the columns of a table are needed only once."""
        shown = self.one(found)
        if self.shape.form == "Table" and not with_columns and isinstance(shown, dict):
            shown["columnDefinitions"] = None
        return shown

    def whole(self, found: KubernetesObject) -> Shown:
        """The object as it is kept, or changed where it was written in another version."""
        if _is_written_as(found, self.kind):
            return orjson.Fragment(heartbeats.text_of(self.world, found, self.now))
        return self.body(found)

    def body(self, found: KubernetesObject) -> Body:
        """A new copy of the object's body, in the version of the kind."""
        body: Body = orjson.loads(heartbeats.text_of(self.world, found, self.now))
        if not _is_written_as(found, self.kind):
            body["kind"], body["apiVersion"] = self.kind.kind, self.kind.api_version
            if self.kind.convert is not None:
                self.kind.convert(body)
        return body


def _is_written_as(found: KubernetesObject, kind: Kind) -> bool:
    """Whether the object was written in this version of its kind; ``objects.put`` begins so."""
    return found.body.startswith(f'{{"kind":"{kind.kind}","apiVersion":"{kind.api_version}",')
