"""The lines of a watch: one event each."""

from typing import Literal

import orjson

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.cluster_apis import ObjectChange
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.selectors import Selector
from cs_simulator.kubernetes.shapes import Shape

Happening = Literal["ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR"]

_INITIAL_EVENTS_END = {"k8s.io/initial-events-end": "true"}


def line(happening: Happening, shown: object) -> bytes:
    """An event about an object that is shown so."""
    return orjson.dumps({"type": happening, "object": shown}, option=orjson.OPT_APPEND_NEWLINE)


def bookmark(kind: Kind, shape: Shape, version: int, *, ends_initial: bool = False) -> bytes:
    """The event that says up to which version everything was sent.

    With *ends_initial* it says that what was there at the beginning was sent, too.
    """
    metadata: Body = {"resourceVersion": str(version), "creationTimestamp": None}
    if ends_initial:
        metadata["annotations"] = _INITIAL_EVENTS_END
    return line("BOOKMARK", _nothing(kind, shape, metadata))


def _nothing(kind: Kind, shape: Shape, metadata: Body) -> Body:
    """An object, in the shape asked for, that has only this metadata."""
    if not shape.form:
        return {"kind": kind.kind, "apiVersion": kind.api_version, "metadata": metadata}
    alone = {
        "kind": "PartialObjectMetadata",
        "apiVersion": shape.api_version,
        "metadata": metadata,
    }
    if shape.form != "Table":
        return alone
    return {
        "kind": "Table",
        "apiVersion": shape.api_version,
        "metadata": {"resourceVersion": metadata["resourceVersion"]},
        "columnDefinitions": None,
        "rows": [{"cells": [""] * len(kind.columns), "object": alone}],
    }


def expired(version: int, oldest: int) -> bytes:
    """The event with which a watch ends whose version is not known, or not known any more."""
    status = {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "message": f"too old resource version: {version} ({oldest})",
        "reason": "Expired",
        "code": 410,
    }
    return line("ERROR", status)


def seen(
    change: ObjectChange, namespace: str, selector: Selector
) -> tuple[Happening, KubernetesObject] | None:
    """What a change is for those who watch a namespace, or all, with a selector.

    An object that begins to match is added, one that matches no more is deleted; it is then as it
    was before, with the version of the change. ``None`` if nothing was to be seen.
    """
    before = _matching(change.before, namespace, selector)
    after = _matching(change.after, namespace, selector)
    if after is not None:
        return ("ADDED" if before is None else "MODIFIED"), after
    if before is None:
        return None
    return "DELETED", _at_version(before, change.version)


def _matching(
    found: KubernetesObject | None, namespace: str, selector: Selector
) -> KubernetesObject | None:
    if found is None or (namespace and found.namespace != namespace):
        return None
    return found if selector.matches(found) else None


def _at_version(found: KubernetesObject, version: int) -> KubernetesObject:
    body: Body = orjson.loads(found.body)
    body["metadata"]["resourceVersion"] = str(version)
    return found._replace(version=version, body=orjson.dumps(body).decode())
