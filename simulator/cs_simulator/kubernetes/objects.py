"""Finding, putting and dropping the objects of a cluster's Kubernetes API.

Everything that changes one goes through :func:`put` and :func:`drop`, so that each change has a
version of its own, larger than all before, and reaches those who watch.
"""

from collections.abc import Iterator
from functools import lru_cache

import orjson

from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.cluster_apis import ObjectChange
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.kinds import Body, Kind


def key_of(cluster_id: str, resource: str, namespace: str, name: str) -> str:
    """The key of an object; *namespace* is empty for one that is in none."""
    return f"{cluster_id}/{resource}/{namespace}/{name}"


def find(
    world: World, cluster_id: str, resource: str, namespace: str, name: str
) -> KubernetesObject | None:
    """An object by its name; ``None`` if there is none."""
    return world.kubernetes_objects.get(key_of(cluster_id, resource, namespace, name))


def objects_of(
    world: World, cluster_id: str, resource: str, namespace: str = ""
) -> list[KubernetesObject]:
    """The objects of a kind by namespace and name; with *namespace* only those in it."""
    keys = world.kubernetes_resources[f"{cluster_id}/{resource}"]
    found = (world.kubernetes_objects[key] for key in keys)
    chosen = [each for each in found if not namespace or each.namespace == namespace]
    return sorted(chosen, key=lambda each: (each.namespace, each.name))


def everything_of(world: World, cluster_id: str) -> Iterator[KubernetesObject]:
    """All objects of a cluster, in no particular order."""
    for key in world.kubernetes_clusters[cluster_id]:
        yield world.kubernetes_objects[key]


def body_of(found: KubernetesObject) -> Body:
    """A new copy of an object's body, to be changed at will."""
    body: Body = orjson.loads(found.body)
    return body


def read(found: KubernetesObject) -> Body:
    """An object's body, to be read: the same for all who read it, so that nobody may change it."""
    return _parsed(found.body)


@lru_cache(maxsize=128)
def _parsed(body: str) -> Body:
    parsed: Body = orjson.loads(body)
    return parsed


def put(unit: Unit, cluster_id: str, kind: Kind, body: Body) -> KubernetesObject:
    """Put an object, which is new or replaces the one of its name; returns the record.

    *body* has at least ``metadata.name``, and ``metadata.namespace`` where the kind is in one. It
    gets ``apiVersion``, ``kind``, the next ``resourceVersion`` and, if it is new, ``uid`` and
    ``creationTimestamp`` unless it has them; all of that in the dictionary that is given, too.
    """
    metadata = body["metadata"]
    name = metadata["name"]
    namespace = metadata.get("namespace", "") if kind.namespaced else ""
    key = key_of(cluster_id, kind.resource, namespace, name)
    before = unit.world.kubernetes_objects.get(key)
    version = unit.serial()
    if before is None:
        metadata["uid"] = metadata.get("uid") or _uid(unit, key, version)
        metadata["creationTimestamp"] = metadata.get("creationTimestamp") or as_text(unit.now)
    else:
        metadata["uid"] = before.uid
    metadata["resourceVersion"] = str(version)
    whole = {
        "kind": kind.kind,
        "apiVersion": kind.api_version,
        **{name: value for name, value in body.items() if name not in ("kind", "apiVersion")},
    }
    body.update(whole)
    record = KubernetesObject(
        serial=before.serial if before else version,
        key=key,
        cluster_id=cluster_id,
        resource=kind.resource,
        namespace=namespace,
        name=name,
        uid=metadata["uid"],
        version=version,
        body=orjson.dumps(whole).decode(),
    )
    unit.object_changes.append(ObjectChange(version, before, record))
    return unit.put(unit.world.kubernetes_objects, record)


def drop(unit: Unit, found: KubernetesObject) -> None:
    """Remove an object. That has a version, too, which those who watch get with its last state."""
    unit.object_changes.append(ObjectChange(unit.serial(), found, None))
    unit.drop(unit.world.kubernetes_objects, found)


def _uid(unit: Unit, key: str, version: int) -> str:
    """The uid of a new object: another one for one that has the name of one that is gone."""
    digits = unit.random_for("kubernetes uid", key, version).uuid4()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
