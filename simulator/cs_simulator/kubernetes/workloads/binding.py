"""Putting a pod on a node: what is written into the pod, and what is reported of it."""

from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._filling import part
from cs_simulator.kubernetes.kinds._reading import items
from cs_simulator.kubernetes.workloads.reports import report
from cs_simulator.kubernetes.writing.rewriting import put_again

SCHEDULER = "default-scheduler"
"""The scheduler of a cluster, as pods and events name it."""


def bind(unit: Unit, found: KubernetesObject, node_name: str) -> KubernetesObject:
    """Put a pod on the node of that name, as the cluster's scheduler does; returns the record."""
    body = as_bound(objects.body_of(found), node_name, as_text(unit.now))
    bound = put_again(unit, found, body)
    message = f"Successfully assigned {found.namespace}/{found.name} to {node_name}"
    report(unit, bound, "Scheduled", message, SCHEDULER)
    return bound


def as_bound(pod: Body, node_name: str, now: str) -> Body:
    """The body of a pod, changed to one that is on a node since *now*."""
    part(pod, "spec")["nodeName"] = node_name
    status = part(pod, "status")
    status.pop("nominatedNodeName", None)
    conditions = items(pod, "status.conditions")
    others = [each for each in conditions if each.get("type") != "PodScheduled"]
    scheduled = {
        "type": "PodScheduled",
        "status": "True",
        "lastProbeTime": None,
        "lastTransitionTime": now,
    }
    status["conditions"] = [*others, scheduled]
    return pod
