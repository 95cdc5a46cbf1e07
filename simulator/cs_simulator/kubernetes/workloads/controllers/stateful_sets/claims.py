"""The claims to volumes of a StatefulSet's pods: made with them, and kept or not when they go."""

from typing import Any

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import items, mapping, text
from cs_simulator.kubernetes.kinds.core.volumes import PERSISTENT_VOLUME_CLAIMS as KIND
from cs_simulator.kubernetes.object_index import Pod
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers.stateful_sets.members import (
    claim_name,
    name_of,
)
from cs_simulator.kubernetes.workloads.reports import report

_DELETE = "Delete"
_POLICY = "spec.persistentVolumeClaimRetentionPolicy"


def ensure(
    unit: Unit, cluster: Cluster, owner: KubernetesObject, body: Body, ordinal: int, component: str
) -> str:
    """Make the claims of a pod that are not there; returns why there is one that it cannot have.

    Empty if all are there. *component* is who reports what was made.
    """
    for template in items(body, "spec.volumeClaimTemplates"):
        name = claim_name(template, owner, ordinal)
        found = _find(unit, owner, name)
        if found is not None:
            if '"deletionTimestamp"' in found.body:
                return f"pvc {name} is being deleted"
            continue
        pod = f"Pod {name_of(owner, ordinal)} in StatefulSet {owner.name}"
        try:
            making.make(unit, cluster, KIND, _claim(owner, body, template, name))
        except ApiError as refused:
            why = making.message_of(refused)
            failed = f"create Claim {name} for {pod} failed error: {why}"
            report(unit, owner, "FailedCreate", failed, component, kind="Warning")
            return f"failed to create PVC {name}: {why}"
        made = f"create Claim {name} {pod} success"
        report(unit, owner, "SuccessfulCreate", made, component)
    return ""


def _claim(owner: KubernetesObject, body: Body, template: Body, name: str) -> Body:
    metadata = mapping(template, "metadata")
    labels = {**mapping(metadata, "labels"), **mapping(body, "spec.selector.matchLabels")}
    goes_along = text(body, f"{_POLICY}.whenDeleted") == _DELETE
    references = [making.owner_reference(owner)] if goes_along else []
    return {
        "metadata": {
            **metadata,
            "name": name,
            "namespace": owner.namespace,
            "labels": labels,
            **({"ownerReferences": references} if references else {}),
        },
        "spec": mapping(template, "spec"),
    }


def hold(unit: Unit, owner: KubernetesObject, body: Body, ordinal: int, doomed: Pod | None) -> None:
    """Have the claims of a pod go with what the policy says: the set, or the pod, or nothing.

    *doomed* is the pod if it is one too many.
    """
    reference = _reference(unit, owner, body, doomed)
    for template in items(body, "spec.volumeClaimTemplates"):
        found = _find(unit, owner, claim_name(template, owner, ordinal))
        if found is None or (reference is None and '"ownerReferences"' not in found.body):
            continue
        claim = objects.body_of(found)
        metadata = claim["metadata"]
        pod = name_of(owner, ordinal)
        others = [
            each
            for each in metadata.get("ownerReferences", [])
            if each.get("uid") != owner.uid and (each.get("kind"), each.get("name")) != ("Pod", pod)
        ]
        metadata["ownerReferences"] = [*others, *([reference] if reference else [])]
        if not metadata["ownerReferences"]:
            del metadata["ownerReferences"]
        making.put_if_changed(unit, found, claim)


def _reference(
    unit: Unit, owner: KubernetesObject, body: Body, doomed: Pod | None
) -> dict[str, Any] | None:
    if doomed is not None and text(body, f"{_POLICY}.whenScaled") == _DELETE:
        return making.owner_reference(unit.world.kubernetes_objects[doomed.key])
    if text(body, f"{_POLICY}.whenDeleted") == _DELETE:
        return making.owner_reference(owner)
    return None


def _find(unit: Unit, owner: KubernetesObject, name: str) -> KubernetesObject | None:
    return objects.find(unit.world, owner.cluster_id, KIND.resource, owner.namespace, name)
