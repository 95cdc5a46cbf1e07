"""``deletecollection``: delete all objects of a list."""

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.bodies import read_body
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.selectors import selector_of
from cs_simulator.kubernetes.writing import deleting, options
from cs_simulator.kubernetes.writing.updating import body_for
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply


def deletecollection(request: Request, unit: Unit) -> Reply:
    """Delete the objects that the selectors choose; the answer is the list of them as they were."""
    kind = request.kind
    chosen = options.of_deletion(request, read_body(request))
    selector = selector_of(request.query, kind)
    write = Write.of(request, unit)
    listed = objects.objects_of(unit.world, request.cluster_id, kind.resource, request.namespace)
    selected = [each for each in listed if selector.matches(each)]
    for found in selected:
        each = write._replace(namespace=found.namespace, name=found.name)
        if each.found() is not None:  # not gone with another one
            deleting.delete(each, chosen)
    items = [body_for(kind, objects.body_of(each)) for each in selected]
    metadata = {"resourceVersion": str(unit.world.counts.get("serial", 0))}
    body = {"kind": f"{kind.kind}List", "apiVersion": kind.api_version, "metadata": metadata}
    return Reply({**body, "items": items})
