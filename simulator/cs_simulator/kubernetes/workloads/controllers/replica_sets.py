"""ReplicaSets: as many pods of a template as are wanted."""

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import mapping, number
from cs_simulator.kubernetes.kinds.apps import REPLICA_SETS as KIND
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.object_index import Pod, index_of
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers._controller import (
    Controller,
    controlled_by,
    itself,
)
from cs_simulator.kubernetes.workloads.reports import report

NAME = "replicaset-controller"


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Make or delete pods, and write how many there are."""
    found = unit.world.kubernetes_objects.get(subject)
    if found is None:
        return
    body = objects.body_of(found)
    if "deletionTimestamp" not in body["metadata"]:
        pods = [pod for pod in index_of(unit.world).pods_controlled_by(found.uid) if pod.is_active]
        missing = number(body, "spec.replicas") - len(pods)
        for _ in range(missing):
            if not _add(unit, cluster, found, body):
                break
        for pod in sorted(pods, key=_rank)[: max(-missing, 0)]:
            _delete(unit, found, pod)
    _write_status(unit, found)


def _rank(pod: Pod) -> tuple[bool, bool, bool, int]:
    """Pods that go first: bound to no node, not running, not ready, the youngest."""
    return bool(pod.node), pod.phase == "Running", pod.is_ready, -pod.serial


def _add(unit: Unit, cluster: Cluster, owner: KubernetesObject, body: Body) -> bool:
    template = mapping(body, "spec.template")
    name = making.new_name(unit, cluster, PODS, owner.namespace, f"{owner.name}-")
    pod: Body = {
        "metadata": {
            **mapping(template, "metadata"),
            "name": name,
            "namespace": owner.namespace,
            "generateName": f"{owner.name}-",
            "ownerReferences": [making.owner_reference(owner)],
        },
        "spec": mapping(template, "spec"),
    }
    try:
        making.make(unit, cluster, PODS, pod)
    except ApiError as refused:
        why = f"Error creating: {making.message_of(refused)}"
        report(unit, owner, "FailedCreate", why, NAME, kind="Warning")
        return False
    report(unit, owner, "SuccessfulCreate", f"Created pod: {name}", NAME)
    return True


def _delete(unit: Unit, owner: KubernetesObject, pod: Pod) -> None:
    making.delete(unit, unit.world.kubernetes_objects[pod.key])
    report(unit, owner, "SuccessfulDelete", f"Deleted pod: {pod.name}", NAME)


def _write_status(unit: Unit, found: KubernetesObject) -> None:
    body = objects.body_of(found)
    pods = [pod for pod in index_of(unit.world).pods_controlled_by(found.uid) if pod.is_active]
    ready = sum(pod.is_ready for pod in pods)
    status = {"replicas": len(pods), "fullyLabeledReplicas": len(pods), "readyReplicas": ready}
    status["availableReplicas"] = ready
    making.put_status(
        unit,
        found,
        {
            **{name: count for name, count in status.items() if count or name == "replicas"},
            "observedGeneration": number(body, "metadata.generation"),
        },
    )


REPLICA_SETS = Controller(
    name=NAME,
    triggers={
        KIND.resource: itself,
        PODS.resource: controlled_by(KIND.resource, KIND.kind),
    },
    reconcile=reconcile,
)
