"""Making and deleting the pods of a set, with the Events about it."""

from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import mapping
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers.replicas import deletion_order
from cs_simulator.kubernetes.workloads.controllers.replicas.pod_sets import PodSet
from cs_simulator.kubernetes.workloads.reports import report, report_each

_OF_TEMPLATE = ("labels", "annotations", "finalizers")


def make_pods(pod_set: PodSet, count: int) -> str:
    """Make pods of the template, until one is refused; returns why it was, empty if none was."""
    unit, owner = pod_set.unit, pod_set.found
    if not making.is_open(unit.world, owner.cluster_id, owner.namespace):
        return ""
    made, why, first = [], "", None
    for number in range(count):
        name = making.new_name(
            unit, pod_set.cluster, PODS, owner.namespace, f"{owner.name}-", number
        )
        try:
            if first is None:
                first = making.make(unit, pod_set.cluster, PODS, _new_pod(pod_set, name))
            else:
                making.make_like(unit, pod_set.cluster, PODS, first, name)
        except ApiError as refused:
            why = making.message_of(refused)
            if refused.aftermath is not None:
                refused.aftermath(unit)
            break
        made.append(f"Created pod: {name}")
    report_each(unit, owner, "SuccessfulCreate", made, pod_set.kind.component)
    if why:
        said = f"Error creating: {why}"
        report(unit, owner, "FailedCreate", said, pod_set.kind.component, kind="Warning")
    return why


def _new_pod(pod_set: PodSet, name: str) -> Body:
    template, owner = mapping(pod_set.body, "spec.template"), pod_set.found
    metadata = mapping(template, "metadata")
    return {
        "metadata": {
            **{field: metadata[field] for field in _OF_TEMPLATE if field in metadata},
            "name": name,
            "namespace": owner.namespace,
            "generateName": f"{owner.name}-",
            "ownerReferences": [making.owner_reference(owner)],
        },
        "spec": mapping(template, "spec"),
    }


def delete_pods(pod_set: PodSet, count: int) -> None:
    """Delete so many of the active pods, those first that Kubernetes ranks first."""
    unit, owner = pod_set.unit, pod_set.found
    pods = [pod for pod in index_of(unit.world).pods_controlled_by(owner.uid) if pod.is_active]
    related = pod_set.kind.related(unit, owner)
    chosen = deletion_order.first_to_go(pods, count, related, unit.now)
    for pod in chosen:
        making.delete(unit, unit.world.kubernetes_objects[pod.key])
    messages = [f"Deleted pod: {pod.name}" for pod in chosen]
    report_each(unit, owner, "SuccessfulDelete", messages, pod_set.kind.component)
