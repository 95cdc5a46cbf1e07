"""What only one of several simulators behind a proxy can answer, and is refused by the others.

The proxy leads a call to the replica that has its tenant, by the tenant's name. Replicas do not
know each other: each refuses what would be a false answer from it, with 421 (Misdirected Request).
"""

from typing import Any

from aiohttp import web

from cs_simulator.server.control._request import ControlCall, ControlError, named
from cs_simulator.server.control.contract.endpoint import Endpoint, Scope
from cs_simulator.server.control.contract.snapshots import FORK_ELSEWHERE
from cs_simulator.signing.credentials import Credential

_NAME_TENANT = "?tenant=NAME or the header X-Simulator-Tenant"


class MisdirectedError(ControlError):
    """The call is one for another replica, or does not say for which; answered with 421."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message, status=421, code=code)


def check(replica: str, endpoint: Endpoint[Any], request: web.Request) -> None:
    """Raise :class:`MisdirectedError` for a call that this simulator must not answer.

    *replica* is its name, empty where it stands alone: then any call is for it that does not name
    a replica.
    """
    wanted = named(request, "replica")
    if wanted and wanted != replica:
        own = f"is the replica {replica!r}" if replica else "has no name (see --replica)"
        raise MisdirectedError(
            f"this simulator {own}, and the call is for {wanted!r}: send it there, or, if a proxy"
            " was to do so, check the names of its servers",
            "WrongReplica",
        )
    if not replica:
        return
    if endpoint.scope is Scope.ONE and not wanted:
        raise MisdirectedError(
            f"each replica answers this for itself, and this one is {replica!r}: name the one that"
            f" you mean, by ?replica={replica} or the header X-Simulator-Replica",
            "ReplicaRequired",
        )
    if endpoint.scope is Scope.NAMED_TENANT and not named(request, "tenant"):
        raise MisdirectedError(
            f"several replicas share the tenants: name the tenant of this call, by {_NAME_TENANT},"
            " which leads to the replica that has it",
            "TenantRequired",
        )


def check_new_tenant(call: ControlCall, given: object) -> str:
    """The name of a tenant that is to be made; *given* is that of the body.

    Behind a proxy it is the one by which the proxy chose this replica. Raises
    :class:`ControlError` for another one, and for a call that chose the replica otherwise.
    """
    if named(call.request, "replica"):
        raise ControlError(
            "the replica of a new tenant follows from its name: leave out ?replica= and the header"
            " X-Simulator-Replica"
        )
    name = call.named_tenant
    if given and given != name:
        raise MisdirectedError(
            f"the call names the tenant {name!r}, by which its replica was chosen, and its body"
            f" {given!r}: give the same name in both, or none in the body",
            "WrongTenant",
        )
    return name


def refuse_fork(call: ControlCall) -> None:
    """Raise :class:`MisdirectedError` for a new tenant of another one's snapshot.

    It is only refused where there are several replicas.
    """
    if not call.simulator.settings.replica:
        return
    raise MisdirectedError(
        "the new tenant may belong to another replica than the snapshot: download its file"
        " (GET snapshots/NAME/file), make the new tenant (POST tenants?tenant=NEW), upload the file"
        " to it (PUT snapshots/NAME/file?tenant=NEW) and load it"
        " (POST snapshots/NAME/load?tenant=NEW)",
        FORK_ELSEWHERE,
    )


def check_key(call: ControlCall, credential: Credential) -> None:
    """Raise :class:`MisdirectedError` if the call names another tenant than that of its key."""
    name = call.named_tenant
    if name == credential.tenant or not call.simulator.settings.replica:
        return
    raise MisdirectedError(
        f"the key belongs to the tenant {credential.tenant!r}, and the call names {name!r}: name"
        f" the key's, by {_NAME_TENANT}. {mapping_note(credential) or ''}".rstrip(),
        "WrongTenant",
    )


def mapping_note(credential: Credential) -> str | None:
    """What the proxy must know to lead calls that the key signs to its tenant, if anything."""
    if credential.access_key_id == credential.tenant:
        return None
    return (
        "Calls that it signs find their replica only if the proxy knows whose key it is: add the"
        f" line '{credential.access_key_id} {credential.tenant}' to its tenants.map"
    )
