"""ControllerRevisions: the templates that a DaemonSet or a StatefulSet has had, in order.

The latest one that says what the present template says is the present one. A template that comes
back does not get another revision: its own gets the next number.
"""

from collections.abc import Collection
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import mapping, number
from cs_simulator.kubernetes.kinds.apps import CONTROLLER_REVISIONS as KIND
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.workloads import making

HASH = "controller-revision-hash"
"""The label of pods that says which revision they are of, and that of revisions of DaemonSets."""
_LETTERS = 10


class Revision(NamedTuple):
    """A ControllerRevision."""

    found: KubernetesObject
    number: int
    hash: str
    """The last part of its name."""
    data: Body
    """The part of the owner that it keeps, as a strategic merge patch."""

    @property
    def name(self) -> str:
        """Its name: that of the owner, and the hash."""
        return self.found.name

    @property
    def template(self) -> Body:
        """The template that it keeps."""
        kept = mapping(self.data, "spec.template")
        return {name: value for name, value in kept.items() if name != "$patch"}


class History(NamedTuple):
    """The revisions of an owner, whose template has one."""

    present: Revision
    all: list[Revision]
    """By number; the present one has the highest."""
    collisions: int
    """How many names of revisions were taken by others."""

    def named(self, name: str) -> Revision | None:
        """The revision of a name; ``None`` if there is none."""
        return next((each for each in self.all if each.name == name), None)


def history_of(
    unit: Unit, cluster: Cluster, owner: KubernetesObject, body: Body, label: str
) -> History:
    """The revisions of an owner, with one for its present template, which is made if need be.

    A new one has its hash in *label*.
    """
    template = mapping(body, "spec.template")
    data: Body = {"spec": {"template": {**template, "$patch": "replace"}}}
    collisions = number(body, "status.collisionCount")
    known = _revisions_of(unit, owner) or _adopted(unit, owner, body)
    same = [each for each in known if each.data == data]
    latest = known[-1].number if known else 0
    if not same:
        name, digest, collisions = _new_name(unit, owner, data, collisions)
        made: Body = {
            "metadata": {
                "name": name,
                "namespace": owner.namespace,
                "labels": {**mapping(template, "metadata.labels"), label: digest},
                "annotations": mapping(body, "metadata.annotations"),
                "ownerReferences": [making.owner_reference(owner)],
            },
            "data": data,
            "revision": latest + 1,
        }
        present = _read(making.make(unit, cluster, KIND, made))
        return History(present, [*known, present], collisions)
    present = same[-1]
    if present.number == latest:
        return History(present, known, collisions)
    renewed = _put(unit, present, {"revision": latest + 1})
    return History(renewed, [*(each for each in known if each != present), renewed], collisions)


def drop_old(unit: Unit, history: History, in_use: Collection[str], limit: int) -> None:
    """Delete the oldest revisions that are not in use, by hash, but for as many as are kept."""
    old = [each for each in history.all[:-1] if each.hash not in in_use]
    for each in old[: max(len(old) - limit, 0)]:
        making.delete(unit, each.found)


def _revisions_of(unit: Unit, owner: KubernetesObject) -> list[Revision]:
    dependents = index_of(unit.world).dependents_but_pods(owner.uid)
    found = [_read(each) for each in dependents if each.resource == KIND.resource]
    return sorted(found, key=lambda each: each.number)


def _read(found: KubernetesObject) -> Revision:
    body = objects.body_of(found)
    digest = found.name.rpartition("-")[2]
    return Revision(found, number(body, "revision"), digest, mapping(body, "data"))


def _adopted(unit: Unit, owner: KubernetesObject, body: Body) -> list[Revision]:
    """The revisions that an owner of this name had before, which was deleted without them."""
    selector = mapping(body, "spec.selector")
    selecting = index_of(unit.world).selecting
    keys = selecting.orphans(owner.cluster_id, KIND.resource, owner.namespace, selector)
    changes = {"metadata": {"ownerReferences": [making.owner_reference(owner)]}}
    found = [_read(unit.world.kubernetes_objects[key]) for key in keys]
    adopted = [_put(unit, each, changes) for each in found]
    return sorted(adopted, key=lambda each: each.number)


def _put(unit: Unit, revision: Revision, changes: dict[str, Any]) -> Revision:
    body = objects.body_of(revision.found)
    metadata = {**body["metadata"], **changes.get("metadata", {})}
    return _read(
        making.put_if_changed(unit, revision.found, {**body, **changes, "metadata": metadata})
    )


def _new_name(
    unit: Unit, owner: KubernetesObject, data: Body, collisions: int
) -> tuple[str, str, int]:
    """The first name that nothing has, its hash, and how many names were taken."""
    while True:
        written = orjson.dumps([data, collisions], option=orjson.OPT_SORT_KEYS)
        digest = making.letters(int.from_bytes(sha256(written).digest()[:8]), _LETTERS)
        name = f"{owner.name}-{digest}"
        place = (owner.cluster_id, KIND.resource, owner.namespace, name)
        if objects.find(unit.world, *place) is None:
            return name, digest, collisions
        collisions += 1
