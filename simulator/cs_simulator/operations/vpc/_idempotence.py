"""Calls of the style RPC that are repeated with their ``ClientToken``: they are done once."""

from collections.abc import Callable, Mapping
from hashlib import sha256

import orjson

from cs_simulator.catalog import vpc_errors
from cs_simulator.domain.records import ClientToken
from cs_simulator.engine.unit import Unit
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
    given = call.query.get("ClientToken", "")
    if not given:
        return dict(make())
    name = call.operation.name
    key, digest = f"{name}:{_digest(given)}", _digest(_parameters(call))
    earlier = unit.world.client_tokens.get(key)
    if earlier is None:
        answer = dict(make())
        unit.put(
            unit.world.client_tokens,
            ClientToken(
                serial=unit.serial(),
                token=key,
                operation=name,
                digest=digest,
                answer=orjson.dumps(answer).decode(),
                created=unit.now,
            ),
        )
        return answer
    if earlier.digest != digest:
        raise vpc_errors.TOKEN_MISMATCH("ClientToken")
    found: dict[str, object] = orjson.loads(earlier.answer)
    return found


def _parameters(call: Call) -> str:
    kept = {name: value for name, value in call.query.items() if name not in _OF_ONE_SENDING}
    return orjson.dumps(kept, option=orjson.OPT_SORT_KEYS).decode()


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
