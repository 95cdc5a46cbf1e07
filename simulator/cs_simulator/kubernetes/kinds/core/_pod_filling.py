"""What the server fills into a Pod, and what it says of a new one."""

from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._pod_defaults import fill_spec
from cs_simulator.kubernetes.kinds._reading import Body, items, mapping

_TOLERATED = 300  # seconds: what the plug-in DefaultTolerationSeconds gives each Pod
_TAINTS = ("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")
_MEASURED = ("cpu", "memory")


def set_defaults(pod: Body) -> None:
    """Fill in a Pod: its spec, and what the server's own admission adds to it."""
    spec = part(pod, "spec")
    fill_spec(spec)
    account = spec.get("serviceAccountName") or spec.get("serviceAccount") or "default"
    fill(spec, {"enableServiceLinks": True, "preemptionPolicy": "PreemptLowerPriority"})
    fill(spec, {"priority": 0, "serviceAccountName": account, "serviceAccount": account})
    _tolerate(spec)


def complete(unit: Unit, _cluster: Cluster, pod: Body, before: Body | None) -> None:
    """Give a new Pod its first status: nothing runs it yet."""
    fill(part(pod, "status"), {"phase": "Pending", "qosClass": quality_of(pod)})
    if before is None and items(pod, "spec.schedulingGates"):
        fill(part(pod, "status"), {"conditions": [_gated(as_text(unit.now))]})


def _gated(now: str) -> Body:
    return {
        "type": "PodScheduled",
        "status": "False",
        "lastProbeTime": None,
        "lastTransitionTime": now,
        "reason": "SchedulingGated",
        "message": "Scheduling is blocked due to non-empty scheduling gates",
    }


def quality_of(pod: Body) -> str:
    """Its class of quality of service: ``Guaranteed``, ``Burstable`` or ``BestEffort``."""
    resources = [
        mapping(each, "resources")
        for field in ("spec.containers", "spec.initContainers")
        for each in items(pod, field)
    ]
    if all(_is_guaranteed(each) for each in resources):
        return "Guaranteed"
    asks = any(mapping(each, where) for each in resources for where in ("requests", "limits"))
    return "Burstable" if asks else "BestEffort"


def _is_guaranteed(resources: Body) -> bool:
    limits, requests = mapping(resources, "limits"), mapping(resources, "requests")
    return all(name in limits and limits[name] == requests.get(name) for name in _MEASURED)


def _tolerate(spec: Body) -> None:
    """Let the Pod stay on a node that is away for a while, unless it says for how long."""
    given = items(spec, "tolerations")
    for taint in _TAINTS:
        if not any(_tolerates(each, taint) for each in given):
            given.append(
                {
                    "key": taint,
                    "operator": "Exists",
                    "effect": "NoExecute",
                    "tolerationSeconds": _TOLERATED,
                }
            )
    spec["tolerations"] = given


def _tolerates(toleration: Body, taint: str) -> bool:
    is_of_key = toleration.get("key") in (taint, None, "")
    return is_of_key and toleration.get("effect") in ("NoExecute", None, "")
