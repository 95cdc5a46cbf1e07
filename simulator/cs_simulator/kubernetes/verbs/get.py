"""``get``: one object by its name."""

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import list_options, metrics, refusals
from cs_simulator.kubernetes.objects import find
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.shapes import shape_of
from cs_simulator.kubernetes.shown import View
from cs_simulator.operations import Reply


def get(request: Request, unit: Unit) -> Reply:
    """Answer with an object, in the shape asked for."""
    if not request.kind.is_kept:
        return metrics.get(request, unit)
    version, present = list_options.version_of(request.query), unit.world.counts["serial"]
    if version > present:
        raise list_options.too_large(version, present)
    shape = shape_of(request.header("Accept"), request.query)
    found = find(
        unit.world, request.cluster_id, request.kind.resource, request.namespace, request.name
    )
    if found is None:
        raise refusals.not_found(request.kind, request.name)
    return Reply(View(unit.world, request.kind, shape, unit.now).one(found))
