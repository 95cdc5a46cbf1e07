"""Making, changing and deleting objects as controllers do, with the server's own checks."""

from typing import Any

from cs_simulator.cluster_types.ack.policies.review import CREATE
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.writing import creating, options, removal
from cs_simulator.kubernetes.writing.admission import admit
from cs_simulator.kubernetes.writing.amounts import check_room
from cs_simulator.kubernetes.writing.grace import grace_of
from cs_simulator.kubernetes.writing.namespaces import NAMESPACES
from cs_simulator.kubernetes.writing.rewriting import put_again
from cs_simulator.kubernetes.writing.write import Write

# As the API server's own names: no vowels, so that no words come out.
LETTERS = "bcdfghjklmnpqrstvwxz2456789"
_SUFFIX = 5
_LONGEST_PREFIX = 63 - _SUFFIX


def make(unit: Unit, cluster: Cluster, kind: Kind, body: Body) -> KubernetesObject:
    """Make an object whose name and namespace are in its metadata; returns the record.

    Raises:
        ApiError: what the server refuses the object with: a policy, a name that is taken, a
            namespace that is on its way out. The message is for an event about the owner.

    """
    metadata = body["metadata"]
    name, namespace = metadata["name"], metadata.get("namespace", "")
    write = Write(unit, cluster, kind, namespace, name, verb="create", validation=options.IGNORE)
    creating.create(write, body)
    found = objects.find(unit.world, cluster.cluster_id, kind.resource, namespace, name)
    if found is None:
        raise LookupError(f"{kind.resource} {namespace}/{name} is not there")
    return found


def make_like(
    unit: Unit, cluster: Cluster, kind: Kind, first: KubernetesObject, name: str
) -> KubernetesObject:
    """Make one more object like one that was made before in this unit of work; returns the record.

    It is neither completed nor checked again; only the policies are asked, and whether there is
    room for it.

    Raises:
        ApiError: what it is refused with.

    """
    body = objects.body_of(first)
    metadata = body["metadata"]
    for of_first in ("uid", "creationTimestamp", "resourceVersion"):
        del metadata[of_first]
    metadata["name"] = name
    write = Write(unit, cluster, kind, first.namespace, name, verb="create")
    admit(write, CREATE, body)
    check_room(write)
    return objects.put(unit, cluster.cluster_id, kind, body)


def is_open(world: World, cluster_id: str, namespace: str) -> bool:
    """Whether something can be made in a namespace: not in one that is on its way out."""
    found = objects.find(world, cluster_id, NAMESPACES, "", namespace)
    return found is not None and "deletionTimestamp" not in objects.read(found)["metadata"]


def message_of(refused: ApiError) -> str:
    """What the server says of an object that it refuses, for an event."""
    return str(refused.message)


def put_if_changed(unit: Unit, found: KubernetesObject, body: Body) -> KubernetesObject:
    """Put another body of an object, unless it is as it was; returns the record."""
    return found if body == objects.read(found) else put_again(unit, found, body)


def put_status(unit: Unit, found: KubernetesObject, status: dict[str, Any]) -> KubernetesObject:
    """Put another status of an object, unless it is as it was; returns the record."""
    body = objects.body_of(found)
    body["status"] = status
    return put_if_changed(unit, found, body)


def delete(unit: Unit, found: KubernetesObject, *, policy: str = options.BACKGROUND) -> None:
    """Delete an object, unless it is on its way out: a pod with its grace period."""
    if "deletionTimestamp" not in objects.read(found)["metadata"]:
        removal.begin(unit, found, policy, grace_of(unit.world, found))


def owner_reference(owner: KubernetesObject) -> dict[str, Any]:
    """The reference by which an object says that *owner* controls it."""
    body = objects.read(owner)
    return {
        "apiVersion": body["apiVersion"],
        "kind": body["kind"],
        "name": owner.name,
        "uid": owner.uid,
        "controller": True,
        "blockOwnerDeletion": True,
    }


def new_name(
    unit: Unit, cluster: Cluster, kind: Kind, namespace: str, prefix: str, number: int = 0
) -> str:
    """A name for one of many objects of an owner, which no object of the kind has.

    It depends on the cluster, the prefix and the instant, and not on what other calls have made.
    Who makes many at an instant counts them in *number*: the first names are not tried again then.
    """
    prefix = prefix[:_LONGEST_PREFIX]
    while True:
        chance = unit.random_for(
            "kubernetes name", cluster.name, kind.resource, namespace, prefix, unit.now, number
        )
        name = prefix + letters(chance.number(64), _SUFFIX)
        if objects.find(unit.world, cluster.cluster_id, kind.resource, namespace, name) is None:
            return name
        number += 1


def letters(number: int, count: int) -> str:
    """A number as so many of the letters that names have."""
    text = ""
    for _ in range(count):
        number, letter = divmod(number, len(LETTERS))
        text += LETTERS[letter]
    return text
