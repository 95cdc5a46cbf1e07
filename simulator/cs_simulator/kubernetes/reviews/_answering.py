"""What all reviews have in common."""

from collections.abc import Mapping

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.bodies import read_body
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.writing.taking import take
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply


def asked(request: Request, unit: Unit) -> Body:
    """The review of the request's body; raises 400 for a body of another kind."""
    body, _ = take(Write.of(request, unit), read_body(request))
    return body


def answer(request: Request, body: Body, status: Mapping[str, object]) -> Reply:
    """The review with its answer in its status."""
    kind = request.kind
    return Reply(
        {
            "kind": kind.kind,
            "apiVersion": kind.api_version,
            "metadata": {"creationTimestamp": None, **body["metadata"]},
            "spec": body.get("spec") or {},
            "status": status,
        },
        201,
    )
