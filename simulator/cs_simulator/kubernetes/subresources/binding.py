"""``binding``: put a pod on a node, as schedulers do."""

from cs_simulator.domain.instants import as_text
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import bodies, refusals
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.subresources._subresource import Subresource, listed
from cs_simulator.kubernetes.workloads.binding import as_bound
from cs_simulator.kubernetes.writing import answers, updating
from cs_simulator.kubernetes.writing.paths import value_at
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply

_BINDING = Kind(kind="Binding", plural="bindings")
_OF_POD = Kind(kind="Pod", plural="pods/binding")


def create(request: Request, unit: Unit) -> Reply:
    """Write the node into the pod; raises 409 for a pod that can have none, or has one."""
    node = value_at(bodies.read_body(request), "target.name")
    if not isinstance(node, str) or not node:
        cause = refusals.required("target.name")
        raise refusals.invalid(_BINDING, request.name, [cause])
    write = Write.of(request, unit)._replace(verb="patch")

    def bound(pod: Body) -> Body:
        why = _why_not(pod)
        if why:
            raise refusals.conflict(_OF_POD, request.name, f"pod {request.name} {why}")
        return as_bound(pod, node, as_text(unit.now))

    updating.change(write, bound)
    return answers.success(201)


def _why_not(pod: Body) -> str:
    """What keeps a pod from being put on a node; empty for nothing."""
    if value_at(pod, "metadata.deletionTimestamp"):
        return "is being deleted, cannot be assigned to a host"
    present = value_at(pod, "spec.nodeName")
    if present:
        return f'is already assigned to node "{present}"'
    if value_at(pod, "spec.schedulingGates"):
        return "has non-empty .spec.schedulingGates"
    return ""


BINDING = Subresource(verbs={"create": create}, is_of=listed("binding"))
