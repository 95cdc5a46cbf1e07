"""``token``: a token of a service account, as ``kubectl create token`` asks for one."""

from typing import Any

from cs_simulator.domain.instants import SECOND, as_text
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import bodies, objects, refusals, tokens
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.subresources._subresource import Subresource, listed
from cs_simulator.kubernetes.writing.metadata import is_list_of_texts, not_of
from cs_simulator.kubernetes.writing.paths import value_at
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply

_HOUR, _SHORTEST, _LONGEST = 3600, 600, 1 << 32  # seconds
_REQUEST = Kind(group="authentication.k8s.io", kind="TokenRequest", plural="tokenrequests")


def create(request: Request, unit: Unit) -> Reply:
    """Make a token; raises 404 for an account or an object to be bound to that is missing.

    It raises 400 for what is no request for a token, 422 for a time that is too short or too long,
    409 for another life of the object.
    """
    account = Write.of(request, unit).existing()
    body = bodies.read_body(request._replace(kind=_REQUEST))
    spec = body.get("spec")
    _check_types(spec)
    seconds = _seconds(request, value_at(body, "spec.expirationSeconds"))
    audiences = tuple(value_at(body, "spec.audiences") or tokens.AUDIENCES)
    token = tokens.Token(
        unit.world.name,
        request.cluster_id,
        tokens.Account(account.namespace, account.name, account.uid),
        audiences,
        unit.now // SECOND,
        unit.now // SECOND + seconds,
        _bound(request, unit, value_at(body, "spec.boundObjectRef")),
    )
    said = {**(spec or {}), "audiences": list(audiences), "expirationSeconds": seconds}
    return Reply(_answer(account, unit, token, said), 201)


def _check_types(spec: Any) -> None:
    """Raise 400 for a part of a request that is of another type than it has to be."""
    if not isinstance(spec, dict | None):
        raise not_of(_REQUEST, "spec: an object is needed")
    audiences, bound = (spec or {}).get("audiences"), (spec or {}).get("boundObjectRef")
    if audiences is not None and not is_list_of_texts(audiences):
        raise not_of(_REQUEST, "spec.audiences: its type must be []string")
    if not isinstance(bound, dict | None):
        raise not_of(_REQUEST, "spec.boundObjectRef: an object is needed")


def _answer(account: KubernetesObject, unit: Unit, token: tokens.Token, spec: Body) -> Body:
    ends = as_text((token.ends or 0) * SECOND)
    return {
        "kind": _REQUEST.kind,
        "apiVersion": _REQUEST.api_version,
        "metadata": {
            "name": account.name,
            "namespace": account.namespace,
            "creationTimestamp": as_text(unit.now),
        },
        "spec": spec,
        "status": {"token": tokens.make(unit.world, token), "expirationTimestamp": ends},
    }


def _seconds(request: Request, said: Any) -> int:
    if said is None:
        return _HOUR
    field = "spec.expirationSeconds"
    if not isinstance(said, int) or isinstance(said, bool):
        raise _invalid(request, refusals.wrong(field, said, "must be a number of seconds"))
    if said < _SHORTEST:
        what = "may not specify a duration less than 10 minutes"
        raise _invalid(request, refusals.wrong(field, said, what))
    if said > _LONGEST:
        what = "may not specify a duration larger than 2^32 seconds"
        raise _invalid(request, refusals.wrong(field, said, what))
    return said


def _bound(request: Request, unit: Unit, said: Body | None) -> tokens.Bound | None:
    """What the token is to end with."""
    if said is None:
        return None
    kind, name, uid = (str(said.get(field) or "") for field in ("kind", "name", "uid"))
    resource = tokens.BOUND_TO.get(kind)
    if resource is None:
        field = "spec.boundObjectRef.kind"
        cause = refusals.unsupported(field, kind, sorted(tokens.BOUND_TO))
        raise _invalid(request, cause)
    namespace = "" if resource == "nodes" else request.namespace
    found = objects.find(unit.world, request.cluster_id, resource, namespace, name)
    of_kind = Kind(kind=kind, plural=resource)
    if found is None:
        raise refusals.not_found(of_kind, name)
    if uid and uid != found.uid:
        why = f"the UID in the bound object reference ({uid}) does not match the UID in record"
        raise refusals.conflict(of_kind, name, f"{why} ({found.uid})")
    return tokens.Bound(kind, name, found.uid)


def _invalid(request: Request, cause: refusals.Cause) -> Exception:
    return refusals.invalid(_REQUEST, request.name, [cause])


TOKEN = Subresource(verbs={"create": create}, is_of=listed("token"))
