"""Client tokens: a call that is repeated with its token has no second effect."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.domain.instants import HOUR
from cs_simulator.domain.records import ClientToken
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply

VALID_FOR = 24 * HOUR
"""How long a token stands for its call, in virtual time."""


def token_of(body: Mapping[str, object]) -> str:
    """The token of a call; empty if its body has none."""
    token = body.get("client_token")
    return token if isinstance(token, str) else ""


def earlier_reply(call: Call, unit: Unit, body: Mapping[str, object]) -> Reply | None:
    """The reply of the call that had the same token; ``None`` if there was none.

    Raises ``IdempotentParameterMismatch`` if that call was another one.
    """
    token = token_of(body)
    known = unit.world.client_tokens.get(_key(call, token)) if token else None
    if known is None or unit.now - known.created >= VALID_FOR:
        return None
    if known.digest != _digest(call, body):
        raise ack_errors.TOKEN_OF_ANOTHER_REQUEST(client_token=token)
    ids: dict[str, Any] = orjson.loads(known.answer)
    return Reply(
        status=call.operation.task_status,
        body={**ids, "request_id": call.request_id},
        cluster_id=ids["cluster_id"],
        task_id=ids["task_id"],
    )


def remember(call: Call, unit: Unit, body: Mapping[str, object], reply: Reply) -> Reply:
    """Note what a call with a token is answered with; returns the reply."""
    token = token_of(body)
    if token:
        unit.put(
            unit.world.client_tokens,
            ClientToken(
                serial=unit.serial(),
                token=_key(call, token),
                operation=call.operation.name,
                digest=_digest(call, body),
                answer=orjson.dumps(
                    {"cluster_id": reply.cluster_id, "task_id": reply.task_id}
                ).decode(),
                created=unit.now,
            ),
        )
    return reply


def _key(call: Call, token: str) -> str:
    """What a token is kept by: each operation has tokens of its own."""
    return f"{call.operation.name} {token}"


def _digest(call: Call, body: Mapping[str, object]) -> str:
    """A digest of a call's path and body, whatever the order of the keys. It keeps no secret."""
    path = orjson.dumps(sorted(call.parameters.items()))
    return sha256(path + orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()
