"""``eviction``: delete a pod, as ``kubectl drain`` does, if the budget for disruptions lets it."""

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import bodies, disruptions, refusals
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.subresources._subresource import Subresource, listed
from cs_simulator.kubernetes.writing import answers, deleting, options
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply

_VERSIONS = ("policy/v1", "policy/v1beta1")


def create(request: Request, unit: Unit) -> Reply:
    """Delete the pod by the options in the eviction.

    Raises:
        ApiError: 400 for what is no eviction, 404 without the pod, 429 if its budget lets no pod
            go, 500 if it has several budgets, and what a deletion is refused with.

    """
    body = bodies.read_body(request)
    _check_kind(body)
    metadata = body.get("metadata")
    if not isinstance(metadata, dict | None):
        raise refusals.bad_request("metadata: an object is needed")
    said = (metadata or {}).get("name")
    if said and said != request.name:
        raise refusals.bad_request("name in URL does not match name in Eviction object")
    said_options = body.get("deleteOptions")
    chosen = options.of_deletion(request, {} if said_options is None else said_options)
    write = Write.of(request, unit)
    pod = write.existing()
    refused = disruptions.refusal_of(unit, pod)
    if refused is not None:
        raise refused
    deleting.check(write, pod, chosen)
    if not (write.is_dry_run or chosen.is_dry_run):
        disruptions.mark(unit, pod)
    deleting.delete(write, chosen._replace(version=""))
    return answers.success(201)


def _check_kind(body: Body) -> None:
    """Raise 400 if a body says that it is something else; it may say nothing."""
    said, version = body.get("kind") or "Eviction", body.get("apiVersion") or _VERSIONS[0]
    if said != "Eviction" or version not in _VERSIONS:
        raise refusals.bad_request(
            f"the object provided is unrecognized (must be of type Eviction): it is {said!r} of"
            f" {version!r}"
        )


EVICTION = Subresource(verbs={"create": create}, is_of=listed("eviction"))
