"""Parts of a list that is longer than an answer may be: where the next part begins, and as of when.

All parts show the objects as they were at the version of the first one, as etcd's do: what has
changed since is undone by the log of changes.
"""

import base64
import binascii
from typing import NamedTuple

import orjson

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.follower import changes_of
from cs_simulator.kubernetes.objects import objects_of

_FORMAT = "meta.k8s.io/v1"

Place = tuple[str, str]
"""Where an object stands in a list: its namespace and its name."""


class Rest(NamedTuple):
    """What a token says: what is left of a list."""

    version: int
    after: Place
    """The last object that was shown."""


def token(rest: Rest) -> str:
    """The text that asks for the rest."""
    said = {"v": _FORMAT, "rv": rest.version, "start": "/".join(rest.after)}
    return base64.urlsafe_b64encode(orjson.dumps(said)).decode().rstrip("=")


def rest_of(text: str) -> Rest:
    """What a token says; raises 400 for a text that is none."""
    try:
        said = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        version, (namespace, name) = said["rv"], said["start"].split("/")
        is_one = said["v"] == _FORMAT and type(version) is int and version > 0
    except (binascii.Error, ValueError, TypeError, KeyError, AttributeError):
        is_one = False
    if not is_one:
        raise errors.BAD_REQUEST(
            message="continue key is not valid: it is not one that a list was answered with"
        )
    return Rest(version, (namespace, name))


def objects_at(
    world: World, cluster_id: str, resource: str, namespace: str, version: int
) -> list[KubernetesObject] | None:
    """The objects of a kind as they were at a version, by namespace and name.

    ``None`` if that is not remembered.
    """
    now = objects_of(world, cluster_id, resource, namespace)
    present = world.counts["serial"]
    if version == present:
        return now
    changes = changes_of(world).since(cluster_id, resource, version, present)
    if changes is None:
        return None
    found = {each.key: each for each in now}
    for change in reversed(changes):
        if change.after is not None:
            found.pop(change.after.key, None)
        if change.before is not None and namespace in ("", change.before.namespace):
            found[change.before.key] = change.before
    return sorted(found.values(), key=place_of)


def place_of(found: KubernetesObject) -> Place:
    """Where an object stands in a list."""
    return found.namespace, found.name
