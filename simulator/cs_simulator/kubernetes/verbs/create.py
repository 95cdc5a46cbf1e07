"""``create``: make an object."""

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.bodies import read_body
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.reviews import REVIEWS
from cs_simulator.kubernetes.writing.answers import written
from cs_simulator.kubernetes.writing.creating import create as _create
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply


def create(request: Request, unit: Unit) -> Reply:
    """Make the object of the request's body, or answer it if it is a review."""
    if not request.kind.is_kept:
        return REVIEWS[request.kind.resource](request, unit)
    outcome = _create(Write.of(request, unit), read_body(request))
    return written(request, outcome)
