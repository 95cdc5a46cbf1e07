"""The Events that controllers, the scheduler and agents report about objects."""

from collections.abc import Sequence
from typing import Literal

from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds.events import EVENTS
from cs_simulator.kubernetes.nodes.events import is_kept
from cs_simulator.kubernetes.nodes.machine import dashed
from cs_simulator.kubernetes.nodes.names import EVENT_NAMESPACE
from cs_simulator.kubernetes.writing.rewriting import put_again

_SEPARATE = 10
_COMBINED = "(combined from similar events): "


def report_each(
    unit: Unit, about: KubernetesObject, reason: str, messages: Sequence[str], component: str
) -> None:
    """Put an Event about an object for each message; of very many, those after the tenth are one.

    So do the recorders of Kubernetes, ``EventAggregator`` in ``client-go``.
    """
    for message in messages[:_SEPARATE]:
        report(unit, about, reason, message, component)
    if rest := messages[_SEPARATE:]:
        last = f"{_COMBINED}{rest[-1]}"
        report(unit, about, reason, last, component, times=len(rest), like=_COMBINED)


def _is_going(unit: Unit, cluster_id: str, namespace: str) -> bool:
    """Whether a namespace is on its way out."""
    found = objects.find(unit.world, cluster_id, "namespaces", "", namespace)
    return (
        found is not None
        and '"deletionTimestamp"' in found.body  # most need no parsing
        and "deletionTimestamp" in objects.read(found)["metadata"]
    )


def report(
    unit: Unit,
    about: KubernetesObject,
    reason: str,
    message: str,
    component: str,
    *,
    kind: Literal["Normal", "Warning"] = "Normal",
    host: str = "",
    times: int = 1,
    like: str = "",
    once: bool = False,
    field: str = "",
) -> None:
    """Put an Event about an object; one that was reported before is counted once more.

    *host* is the name of the node whose agent reports it, *times* how often it has happened. Events
    that are *like* each other are one, whatever their messages say. With *once* it is not counted
    again: it is about a state that lasts. *field* is the part of the object that it is about:
    ``spec.containers{app}``. In a namespace on its way out nothing new can be made, so nothing is
    reported there. While the past is made up, what would have been cleared away by now is left out.
    """
    if not is_kept(unit, unit.now):
        return
    namespace = about.namespace or EVENT_NAMESPACE
    if _is_going(unit, about.cluster_id, namespace):
        return
    purpose = about.key, about.uid, component, kind, reason, like or message
    chance = unit.random_for("kubernetes report", *purpose, *([field] if field else []))
    name, now = f"{about.name}.{chance.hex(16)}", as_text(unit.now)
    found = objects.find(unit.world, about.cluster_id, EVENTS.resource, namespace, name)
    if found is not None and once:
        return
    if found is not None:
        body = objects.body_of(found)
        body["count"] = body.get("count", 1) + times
        body["message"] = message
        body["lastTimestamp"] = now
        put_again(unit, found, body)
        return
    body_of_about = objects.read(about)
    objects.put(
        unit,
        about.cluster_id,
        EVENTS,
        {
            "metadata": {
                "name": name,
                "namespace": namespace,
                "uid": dashed(chance.uuid4()),
                "creationTimestamp": now,
            },
            "involvedObject": {
                "kind": body_of_about["kind"],
                **({"namespace": about.namespace} if about.namespace else {}),
                "name": about.name,
                "uid": about.uid,
                "apiVersion": body_of_about["apiVersion"],
                "resourceVersion": str(about.version),
                **({"fieldPath": field} if field else {}),
            },
            "reason": reason,
            "message": message,
            "source": {"component": component, **({"host": host} if host else {})},
            "firstTimestamp": now,
            "lastTimestamp": now,
            "count": times,
            "type": kind,
            "eventTime": None,
            "reportingComponent": component,
            "reportingInstance": host,
        },
    )
