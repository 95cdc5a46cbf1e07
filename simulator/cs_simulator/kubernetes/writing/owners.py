"""Who owns whom in a cluster, by ``metadata.ownerReferences``."""

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.writing.rewriting import put_again


class Owners:
    """The owners in one cluster; an owner of another cluster is none."""

    def __init__(self, world: World, cluster_id: str) -> None:
        self._index = index_of(world)
        self._cluster_id = cluster_id

    def dependents_of(self, uid: str) -> list[KubernetesObject]:
        """The objects that an owner still has, in the order in which they were made."""
        found = self._index.dependents_of(uid)
        return [each for each in found if each.cluster_id == self._cluster_id]

    def owners_of(self, body: Body) -> list[KubernetesObject]:
        """The owners of an object that are still there."""
        references = body["metadata"].get("ownerReferences", ())
        found = (self._index.of_uid(each.get("uid", "")) for each in references)
        return [each for each in found if each and each.cluster_id == self._cluster_id]

    def is_owned(self, body: Body, uid: str) -> bool:
        """Whether an object refers to an owner."""
        references = body["metadata"].get("ownerReferences", ())
        return any(each.get("uid") == uid for each in references)

    def blocks(self, found: KubernetesObject, uid: str) -> bool:
        """Whether an owner that is deleted in the foreground waits for the object."""
        references = objects.read(found)["metadata"].get("ownerReferences", ())
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
