"""``credentials``: the AccessKeys that may sign calls. Secrets go in, and never come out.

They live as long as the process does: secrets are kept nowhere.
"""

from cs_simulator.domain import instants
from cs_simulator.domain.errors import UsageError
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.signing import credentials
from cs_simulator.signing.credentials import Credential


@route("GET", "credentials")
async def get_credentials(call: ControlCall) -> object:
    """List the keys that may sign, without their secrets."""
    return {"credentials": [_object(each) for each in call.simulator.gateway.keyring]}


@route("PUT", "credentials")
async def put_credential(call: ControlCall) -> object:
    """Add a key, or change the one of its id."""
    try:
        credential = credentials.from_object(call.body)
    except UsageError as problem:
        raise ControlError(str(problem)) from None
    call.simulator.gateway.keyring.put(credential)
    return _object(credential)


@route("DELETE", "credentials/{id}")
async def delete_credential(call: ControlCall) -> object:
    """Take a key away."""
    if not call.simulator.gateway.keyring.drop(call.subject):
        raise ControlError(f"there is no credential {call.subject!r}", status=404, code="NotFound")
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
