"""``update``: put a whole object in the place of one."""

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.bodies import read_body
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.writing.answers import written
from cs_simulator.kubernetes.writing.updating import replace
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply


def update(request: Request, unit: Unit) -> Reply:
    """Put the request's body in the place of the object, as far as callers may change it."""
    outcome = replace(Write.of(request, unit), read_body(request))
    return written(request, outcome)
