"""Which ReplicaSets belong to which deployment: adoption and release by the selector.

As ``pkg/controller/controller_ref_manager.go`` of Kubernetes does it.
"""

from collections.abc import Iterable

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.kinds._reading import items, mapping
from cs_simulator.kubernetes.kinds.apps import REPLICA_SETS
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.selecting import selector_of
from cs_simulator.kubernetes.selectors.in_objects import matches
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers._controller import (
    Change,
    Trigger,
    controlled_by,
)
from cs_simulator.kubernetes.writing.rewriting import put_again


def owners_and_selecting(kind: Kind) -> Trigger:
    """What finds the objects of a kind that control the changed one, or would adopt it."""
    of_body = controlled_by(kind.resource, kind.kind)

    def found_keys(change: Change) -> Iterable[str]:
        before, after = change.before, change.after
        if after is None:
            return of_body(change)
        index = index_of(change.world)
        controller = index.controller_of(after.key)
        if controller is None:
            keys = [] if before is None else [*of_body(change)]
            labels = mapping(objects.read(after), "metadata.labels")
            keys += index.selecting.selecting(
                after.cluster_id, kind.resource, after.namespace, labels
            )
            return dict.fromkeys(keys)
        # The uid of an owner is in the body of what it owns: most need no parsing.
        if before is not None and controller.uid not in before.body:
            return of_body(change)
        return (controller.key,) if controller.resource == kind.resource else ()

    return found_keys


def claim_sets(unit: Unit, deployment: KubernetesObject, body: Body) -> None:
    """Let go the sets that are not selected any more, and take those that nothing controls."""
    index, table = index_of(unit.world), unit.world.kubernetes_objects
    selector = selector_of(body)
    for owned in index.dependents_of(deployment.uid):
        if owned.resource == REPLICA_SETS.resource and index.controller_of(owned.key) == deployment:
            labels = mapping(objects.read(owned), "metadata.labels")
            if not matches(selector, labels):
                _refer(unit, owned, _others(owned, deployment))
    for key in index.selecting.orphans(
        deployment.cluster_id, REPLICA_SETS.resource, deployment.namespace, selector
    ):
        orphan = table[key]
        references = [*_others(orphan, deployment), making.owner_reference(deployment)]
        _refer(unit, orphan, references)


def _others(owned: KubernetesObject, owner: KubernetesObject) -> list[Body]:
    references = items(objects.body_of(owned), "metadata.ownerReferences")
    return [each for each in references if each.get("uid") != owner.uid]


def _refer(unit: Unit, owned: KubernetesObject, references: list[Body]) -> None:
    body = objects.body_of(owned)
    body["metadata"]["ownerReferences"] = references
    if not references:
        del body["metadata"]["ownerReferences"]
    put_again(unit, owned, body)
