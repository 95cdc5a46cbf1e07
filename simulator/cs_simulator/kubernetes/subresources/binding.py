"""``binding``: put a pod on a node, as schedulers do."""

from cs_simulator.domain.instants import as_text
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import bodies, refusals
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.subresources._subresource import Subresource, listed
from cs_simulator.kubernetes.writing import answers, updating
from cs_simulator.kubernetes.writing.paths import value_at
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply

_BINDING = Kind(kind="Binding", plural="bindings")


def create(request: Request, unit: Unit) -> Reply:
    """Write the node into the pod; raises 409 for a pod that has one."""
    node = value_at(bodies.read_body(request), "target.name")
    if not isinstance(node, str) or not node:
        cause = refusals.required("target.name")
        raise refusals.invalid(_BINDING, request.name, [cause])
    write = Write.of(request, unit)._replace(verb="patch")

    def bound(pod: Body) -> Body:
        present = value_at(pod, "spec.nodeName")
        if present:
            why = f'pod {request.name} is already assigned to node "{present}"'
            raise refusals.conflict(request.kind, request.name, why)
        return _bound(pod, node, as_text(unit.now))

    updating.change(write, bound)
    return answers.success(201)


def _bound(pod: Body, node: str, now: str) -> Body:
    pod.setdefault("spec", {})["nodeName"] = node
    status = pod.setdefault("status", {})
    others = [each for each in status.get("conditions", []) if each["type"] != "PodScheduled"]
    scheduled = {"type": "PodScheduled", "status": "True", "lastTransitionTime": now}
    status["conditions"] = [*others, scheduled]
    return pod


BINDING = Subresource(verbs={"create": create}, is_of=listed("binding"))
