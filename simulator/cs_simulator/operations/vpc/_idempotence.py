"""Calls of the style RPC that are repeated with their ``ClientToken``: they are done once."""

from collections.abc import Callable, Mapping

from cs_simulator.catalog import vpc_errors
from cs_simulator.engine.unit import Unit
from cs_simulator.operations import _client_tokens
from cs_simulator.operations._operation import Call

# What differs between a call and its repetition.
_OF_ONE_SENDING = {
    "AccessKeyId", "SecurityToken", "Signature", "SignatureMethod", "SignatureNonce",
    "SignatureType", "SignatureVersion", "Timestamp",
}  # fmt: skip


def answered_once(
    call: Call, unit: Unit, make: Callable[[], Mapping[str, object]]
) -> dict[str, object]:
    """What the first call with the token of this one was answered with, or what *make* returns.

    Raises ``IdempotentParameterMismatch`` if that call had other parameters.
    """
    name, token = call.operation.name, call.query.get("ClientToken", "")
    asked = {key: value for key, value in call.query.items() if key not in _OF_ONE_SENDING}
    digest = _client_tokens.digest_of(asked) if token else ""
    mismatch = vpc_errors.TOKEN_MISMATCH("ClientToken")
    answer = _client_tokens.earlier_answer(unit, name, token, digest, mismatch)
    if answer is None:
        answer = dict(make())
        _client_tokens.remember(unit, name, token, digest, answer)
    return answer
