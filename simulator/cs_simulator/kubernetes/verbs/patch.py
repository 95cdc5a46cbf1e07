"""``patch``: change a part of an object."""

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.writing import patching
from cs_simulator.kubernetes.writing.answers import written
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply


def patch(request: Request, unit: Unit) -> Reply:
    """Change the object by the request's patch, whose kind its content type says."""
    return written(request, patching.patched(Write.of(request, unit), request))
