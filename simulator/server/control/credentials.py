"""``credentials``: the AccessKeys that may sign calls. Secrets go in, and never come out.

They live as long as the process does: secrets are kept nowhere.
"""

from simulator.domain import instants
from simulator.domain.errors import Misuse
from simulator.server.control._request import ControlCall, Refused, Routes
from simulator.signing import credentials
from simulator.signing.credentials import Credential


async def _get(call: ControlCall) -> object:
    return {"credentials": [_object(each) for each in call.simulator.gateway.keyring]}


async def _put(call: ControlCall) -> object:
    try:
        credential = credentials.from_object(call.body)
    except Misuse as problem:
        raise Refused(str(problem)) from None
    call.simulator.gateway.keyring.put(credential)
    return _object(credential)


async def _delete(call: ControlCall) -> object:
    if not call.simulator.gateway.keyring.drop(call.subject):
        raise Refused(f"there is no credential {call.subject!r}", status=404, code="NotFound")
    return {"deleted": call.subject}


def _object(credential: Credential) -> dict[str, object]:
    expires = credential.expires
    return {
        "access_key_id": credential.access_key_id,
        "tenant": credential.tenant,
        "status": "Active" if credential.is_active else "Inactive",
        "has_security_token": bool(credential.security_token),
        "expires": instants.as_text(expires) if expires is not None else None,
        "has_policy": credential.policy is not None,
    }


ROUTES: Routes = {
    ("GET", "credentials"): _get,
    ("PUT", "credentials"): _put,
    ("DELETE", "credentials/{id}"): _delete,
}
