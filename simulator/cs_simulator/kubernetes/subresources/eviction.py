"""``eviction``: delete a pod, as ``kubectl drain`` does.

Budgets for disruptions are not enforced: an eviction is never put off.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import bodies, refusals
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.subresources._subresource import Subresource, listed
from cs_simulator.kubernetes.writing import answers, deleting, options
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply


def create(request: Request, unit: Unit) -> Reply:
    """Delete the pod by the options in the eviction."""
    body = bodies.read_body(request)
    metadata = body.get("metadata") or {}
    said = metadata.get("name") if isinstance(metadata, dict) else None
    if said and said != request.name:
        raise refusals.bad_request("name in URL does not match name in Eviction object")
    chosen = options.of_deletion(request, body.get("deleteOptions") or {})
    deleting.delete(Write.of(request, unit), chosen)
    return answers.success(201)


EVICTION = Subresource(verbs={"create": create}, is_of=listed("eviction"))
