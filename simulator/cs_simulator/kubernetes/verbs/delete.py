"""``delete``: delete one object."""

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.bodies import read_body
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.writing import answers, deleting, options
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply


def delete(request: Request, unit: Unit) -> Reply:
    """Delete the object, as far as its finalizers allow; the answer shows it while it is there."""
    chosen = options.of_deletion(request, read_body(request))
    outcome = deleting.delete(Write.of(request, unit), chosen)
    headers = answers.warnings(list(outcome.warnings))
    return Reply(deleting.answer(request.kind, outcome), headers=headers)
