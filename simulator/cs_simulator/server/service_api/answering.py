"""One call of the API, from what was received to what is sent."""

from contextlib import suppress

from aiohttp import web
from aiohttp.http_parser import RawRequestMessage

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError, DamagedTenantError, LimitError, TenantAwayError
from cs_simulator.operations import Answer, ErrorKeys, keys_for, refusal
from cs_simulator.runtime.calls.request_ids import random_request_id
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.http.body import ClientGoneError
from cs_simulator.server.http.connection import Connection, connection_of
from cs_simulator.server.http.rendering import (
    LAST,
    USUAL,
    Framing,
    OneWrite,
    Written,
    framing_of,
    whole,
)
from cs_simulator.server.service_api.incoming import (
    Received,
    admitted,
    incoming_of,
    received_of,
)
from cs_simulator.signing.rpc import ACTION, KEY
from cs_simulator.storage.errors import StorageError


async def answer_request(simulator: Simulator, request: web.Request) -> web.StreamResponse:
    """Answer a call that aiohttp has received."""
    received, framing = received_of(simulator, request), framing_of(request)
    answer = await _answer_call(simulator, received, connection_of(request), framing)
    return Written() if answer is None else OneWrite(answer)


async def answer_in_place(
    simulator: Simulator, message: RawRequestMessage, body: bytes, connection: Connection
) -> bytes:
    """Answer a call that has come whole; returns what is still to be sent."""
    received = Received(
        message.method, message.path, message.url, message.headers, connection.has_left, body
    )
    answer = await _answer_call(simulator, received, connection, USUAL)
    if answer is None:
        return b""
    return whole(answer, LAST if connection.is_ending else USUAL)


async def _answer_call(
    simulator: Simulator, received: Received, connection: Connection, framing: Framing
) -> Answer | None:
    """The answer to a call; ``None`` if it is sent already, or nobody waits for it."""
    try:
        answer = await _answer(simulator, received)
        if answer.transport_fault is None:
            return answer
        from cs_simulator.server.service_api import faulty_response  # for the servers that need it

        is_over, fault = simulator.long_work.is_over, answer.transport_fault
        await faulty_response.send(answer, fault, connection, framing, is_over)
    except LimitError as limit:
        error = errors.TOO_MANY_TENANTS(reason=str(limit))
        return _refuse(simulator, error, random_request_id())
    except TenantAwayError as away:
        return _refuse(simulator, _away(away), random_request_id(), is_rpc=_is_rpc(received))
    except DamagedTenantError as damaged:
        error = errors.TENANT_DAMAGED(reason=str(damaged))
        return _refuse(simulator, error, random_request_id())
    except (ClientGoneError, ConnectionError):
        log.debug("call.abandoned", method=received.method)
    except Exception:  # noqa: BLE001 - what fails before there is a tenant to count it for
        request_id = random_request_id()
        log.exception("call.broke", request_id=request_id)
        simulator.metrics.internal_errors[""] += 1
        return _refuse(simulator, errors.INTERNAL_ERROR(), request_id)
    return None


async def _answer(simulator: Simulator, received: Received) -> Answer:
    limit = simulator.settings.url_limit
    try:
        if len(received.target) > limit:
            raise errors.INVALID_URL("url", f"at most {limit} bytes")
        body = received.body if received.read is None else await received.read()
        name, incoming = admitted(simulator, received, incoming_of(simulator, received, body))
    except ApiError as error:
        request_id = await _next_request_id(simulator, received)
        log.warning("call.refused", code=error.code, method=received.method, request_id=request_id)
        return _refuse(simulator, error, request_id, is_rpc=_is_rpc(received))
    try:
        return await simulator.dispatcher.answer(name, incoming)
    except TenantAwayError as away:
        keys = keys_for(incoming, ErrorKeys(simulator.settings.error_keys))
        return _counted(simulator, refusal(_away(away), random_request_id(), keys))


async def _next_request_id(simulator: Simulator, received: Received) -> str:
    """The next id of the tenant whose call it is; a refused request makes no tenant."""
    key = received.url.query.get(KEY, "") if _is_rpc(received) else ""
    name = simulator.gateway.tenant_of(received.headers.get("Authorization", ""), key)
    if name not in simulator.tenants:
        return random_request_id()
    async with simulator.tenants.held(name) as tenant:
        request_id = tenant.next_request_id()
        with suppress(StorageError):
            await simulator.keep(tenant)  # so that it is given to nobody else after a restart
            return request_id
    return random_request_id()


def _is_rpc(received: Received) -> bool:
    """Whether a request is a call of the style RPC, as far as its body does not have to be read."""
    return received.target.startswith("/?") and ACTION in received.url.query


def _away(away: TenantAwayError) -> ApiError:
    rows = {row.code: row for row in (errors.TENANT_LEAVING, errors.TENANT_MOVED)}
    error = rows[away.code](reason=str(away))
    error.headers = away.headers
    return error


def _refuse(
    simulator: Simulator, error: ApiError, request_id: str, *, is_rpc: bool = False
) -> Answer:
    """The answer to a call that has no tenant, or did not get to it; it is counted."""
    keys = ErrorKeys.RPC if is_rpc else ErrorKeys(simulator.settings.error_keys)
    return _counted(simulator, refusal(error, request_id, keys))


def _counted(simulator: Simulator, answer: Answer) -> Answer:
    simulator.metrics.call("", answer.code, 0.0)
    return answer
