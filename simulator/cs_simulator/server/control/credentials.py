"""``credentials``: the AccessKeys that may sign calls. No answer shows a secret.

They exist as long as the process: secrets are stored nowhere.
"""

from cs_simulator.domain.errors import UsageError
from cs_simulator.server.control._replicas import check_key, mapping_note
from cs_simulator.server.control._request import ControlCall, ControlError, NotFoundError, route
from cs_simulator.server.control.contract import server as contract
from cs_simulator.server.control.contract.values import Deleted
from cs_simulator.server.control.rendering.values import instant_or_none
from cs_simulator.signing import credentials
from cs_simulator.signing.credentials import Credential


@route(contract.LIST_CREDENTIALS)
async def get_credentials(call: ControlCall) -> contract.CredentialList:
    """List the keys that may sign, without their secrets."""
    keyring = call.simulator.gateway.keyring
    return {"credentials": [_object(credential) for credential in keyring]}


@route(contract.PUT_CREDENTIAL)
async def put_credential(call: ControlCall) -> contract.AddedCredential:
    """Add a key, or replace the one with the same id."""
    try:
        credential = credentials.from_object(call.body)
    except UsageError as error:
        raise ControlError(str(error)) from None
    check_key(call, credential)
    call.simulator.gateway.keyring.put(credential)
    note = mapping_note(credential) if call.simulator.settings.replica else None
    return {**_object(credential), "note": note}


@route(contract.DELETE_CREDENTIAL)
async def delete_credential(call: ControlCall) -> Deleted:
    """Delete a key."""
    keyring = call.simulator.gateway.keyring
    credential = keyring.find(call.subject)
    if credential is None:
        raise NotFoundError("credential", call.subject)
    check_key(call, credential)
    keyring.drop(call.subject)
    return {"deleted": call.subject}


def _object(credential: Credential) -> contract.Credential:
    return {
        "access_key_id": credential.access_key_id,
        "tenant": credential.tenant,
        "status": "Active" if credential.is_active else "Inactive",
        "has_security_token": bool(credential.security_token),
        "expires": instant_or_none(credential.expires),
        "has_policy": credential.policy is not None,
        "account_id": credential.account_id,
        "principal": credential.principal or credential.access_key_id,
    }
