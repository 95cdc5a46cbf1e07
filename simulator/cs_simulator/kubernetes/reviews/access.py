"""May a user do something, and what may a user do: everything, since RBAC is not enforced."""

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import refusals
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.reviews._answering import answer, asked
from cs_simulator.operations import Reply

_ALLOWED = {"allowed": True, "reason": "the simulator keeps RBAC objects and does not enforce them"}
_EVERYTHING = {
    "resourceRules": [{"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]}],
    "nonResourceRules": [{"verbs": ["*"], "nonResourceURLs": ["*"]}],
    "incomplete": False,
}


def review(request: Request, unit: Unit) -> Reply:
    """Say that a user may do it; raises 422 unless exactly one thing is asked for."""
    body = asked(request, unit)
    spec: Body = body.get("spec") or {}
    if bool(spec.get("resourceAttributes")) == bool(spec.get("nonResourceAttributes")):
        cause = refusals.wrong(
            "spec.resourceAttributes",
            spec.get("resourceAttributes"),
            "exactly one of nonResourceAttributes or resourceAttributes must be specified",
        )
        raise refusals.invalid(request.kind, "", [cause])
    return answer(request, body, _ALLOWED)


def review_rules(request: Request, unit: Unit) -> Reply:
    """Say what the caller may do in a namespace; raises 422 without one."""
    body = asked(request, unit)
    spec: Body = body.get("spec") or {}
    if not spec.get("namespace"):
        raise refusals.bad_request("no namespace on request")
    return answer(request, body, _EVERYTHING)
