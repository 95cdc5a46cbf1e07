"""Who owns whom in a cluster, by ``metadata.ownerReferences``."""

from collections import defaultdict
from functools import cached_property

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.writing.rewriting import put_again


class Owners:
    """The owners in one cluster, looked up once, while objects of it are removed.

    While it is used, nothing new is put.
    """

    def __init__(self, world: World, cluster_id: str) -> None:
        self._world = world
        self._cluster_id = cluster_id

    def dependents_of(self, uid: str) -> list[KubernetesObject]:
        """The objects that an owner still has."""
        return [
            found
            for key in self._dependents.get(uid, ())
            if (found := self._world.kubernetes_objects.get(key)) is not None
            and self.is_owned(objects.body_of(found), uid)
        ]

    def owners_of(self, body: Body) -> list[KubernetesObject]:
        """The owners of an object that are still there."""
        return [
            found
            for each in body["metadata"].get("ownerReferences", ())
            if (key := self._by_uid.get(each.get("uid"))) is not None
            and (found := self._world.kubernetes_objects.get(key)) is not None
            and found.uid == each["uid"]
        ]

    def is_owned(self, body: Body, uid: str) -> bool:
        """Whether an object refers to an owner."""
        references = body["metadata"].get("ownerReferences", ())
        return any(each.get("uid") == uid for each in references)

    def blocks(self, found: KubernetesObject, uid: str) -> bool:
        """Whether an owner that is deleted in the foreground waits for the object."""
        references = objects.body_of(found)["metadata"].get("ownerReferences", ())
        return any(
            each.get("uid") == uid and each.get("blockOwnerDeletion") is True for each in references
        )

    def unblock(self, unit: Unit, found: KubernetesObject) -> KubernetesObject:
        """Let the owners of an object go before it does."""
        body = objects.body_of(found)
        for each in body["metadata"].get("ownerReferences", ()):
            if each.get("blockOwnerDeletion") is True:
                each["blockOwnerDeletion"] = False
        return put_again(unit, found, body)

    def forget(self, unit: Unit, found: KubernetesObject, uid: str) -> None:
        """Take the reference to an owner from an object."""
        body = objects.body_of(found)
        metadata = body["metadata"]
        left = [each for each in metadata["ownerReferences"] if each.get("uid") != uid]
        metadata["ownerReferences"] = left
        if not left:
            del metadata["ownerReferences"]
        put_again(unit, found, body)

    @cached_property
    def _by_uid(self) -> dict[str, str]:
        everything = objects.everything_of(self._world, self._cluster_id)
        return {each.uid: each.key for each in everything}

    @cached_property
    def _dependents(self) -> dict[str, list[str]]:
        """The keys of the objects that have an owner, by its uid; most bodies need no parsing."""
        keys: dict[str, list[str]] = defaultdict(list)
        everything = objects.everything_of(self._world, self._cluster_id)
        for found in sorted(
            (each for each in everything if '"ownerReferences"' in each.body),
            key=lambda each: each.key,
        ):
            for reference in objects.body_of(found)["metadata"].get("ownerReferences", ()):
                keys[reference.get("uid", "")].append(found.key)
        return keys
