"""Calls on clusters that are repeated with their ``client_token``."""

from collections.abc import Mapping

from cs_simulator.catalog import ack_errors
from cs_simulator.engine.unit import Unit
from cs_simulator.operations import _client_tokens
from cs_simulator.operations._operation import Call, Reply


def earlier_reply(call: Call, unit: Unit, body: Mapping[str, object]) -> Reply | None:
    """The reply of the call that had the same token; ``None`` if there was none.

    Raises ``IdempotentParameterMismatch`` if that call was another one.
    """
    token = _token_of(body)
    if not token:
        return None
    mismatch = ack_errors.TOKEN_OF_ANOTHER_REQUEST(client_token=token)
    ids = _client_tokens.earlier_answer(
        unit, call.operation.name, token, _digest(call, body), mismatch
    )
    if ids is None:
        return None
    return Reply(
        status=call.operation.task_status,
        body={**ids, "request_id": call.request_id},
        cluster_id=ids["cluster_id"],
        task_id=ids["task_id"],
    )


def remember(call: Call, unit: Unit, body: Mapping[str, object], reply: Reply) -> Reply:
    """Note what a call with a token is answered with; returns the reply."""
    token = _token_of(body)
    if token:
        ids = {"cluster_id": reply.cluster_id, "task_id": reply.task_id}
        _client_tokens.remember(unit, call.operation.name, token, _digest(call, body), ids)
    return reply


def _token_of(body: Mapping[str, object]) -> str:
    token = body.get("client_token")
    return token if isinstance(token, str) else ""


def _digest(call: Call, body: Mapping[str, object]) -> str:
    return _client_tokens.digest_of(dict(call.parameters), dict(body))
