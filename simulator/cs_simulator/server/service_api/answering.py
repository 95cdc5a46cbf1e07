"""One call of the API, from the socket and back to it."""

from contextlib import suppress

from aiohttp import web

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError, DamagedTenantError, LimitError
from cs_simulator.operations import Answer, ErrorKeys, refusal
from cs_simulator.runtime.calls.request_ids import random_request_id
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.http.body import ClientGoneError
from cs_simulator.server.http.responses import render
from cs_simulator.server.service_api.incoming import read_and_admit
from cs_simulator.signing.rpc import ACTION, KEY
from cs_simulator.storage.errors import StorageError


async def answer_call(simulator: Simulator, request: web.Request) -> web.StreamResponse:
    """Read the request, have it answered for its tenant, and render the answer."""
    try:
        answer = await _answer(simulator, request)
        if answer.transport_fault is None:
            return render(answer)
        from cs_simulator.server.service_api import faulty_response  # for the servers that need it

        is_over = simulator.long_work.is_over
        return await faulty_response.send(answer, answer.transport_fault, request, is_over)
    except LimitError as limit:
        error = errors.TOO_MANY_TENANTS(reason=str(limit))
        return render(_refuse(simulator, error, random_request_id()))
    except DamagedTenantError as damaged:
        error = errors.TENANT_DAMAGED(reason=str(damaged))
        return render(_refuse(simulator, error, random_request_id()))
    except (ClientGoneError, ConnectionError):
        log.debug("call.abandoned", method=request.method)
        return web.Response()  # to nobody
    except Exception:  # noqa: BLE001 - what fails before there is a tenant to count it for
        request_id = random_request_id()
        log.exception("call.broke", request_id=request_id)
        simulator.metrics.internal_errors[""] += 1
        return render(_refuse(simulator, errors.INTERNAL_ERROR(), request_id))


async def _answer(simulator: Simulator, request: web.Request) -> Answer:
    limit = simulator.settings.url_limit
    try:
        if len(request.raw_path) > limit:
            raise errors.INVALID_URL("url", f"at most {limit} bytes")
        name, incoming = await read_and_admit(simulator, request)
    except ApiError as error:
        request_id = await _next_request_id(simulator, request)
        log.warning("call.refused", code=error.code, method=request.method, request_id=request_id)
        return _refuse(simulator, error, request_id, is_rpc=_is_rpc(request))
    return await simulator.dispatcher.answer(name, incoming)


async def _next_request_id(simulator: Simulator, request: web.Request) -> str:
    """The next id of the tenant whose call it is; a refused request makes no tenant."""
    key = request.query.get(KEY, "") if _is_rpc(request) else ""
    name = simulator.gateway.tenant_of(request.headers.get("Authorization", ""), key)
    if name not in simulator.tenants:
        return random_request_id()
    async with simulator.tenants.held(name) as tenant:
        request_id = tenant.next_request_id()
        with suppress(StorageError):
            await simulator.keep(tenant)  # so that it is given to nobody else after a restart
            return request_id
    return random_request_id()


def _is_rpc(request: web.Request) -> bool:
    """Whether a request is a call of the style RPC, as far as its body does not have to be read."""
    return request.raw_path.startswith("/?") and ACTION in request.query


def _refuse(
    simulator: Simulator, error: ApiError, request_id: str, *, is_rpc: bool = False
) -> Answer:
    """The answer to a call that has no tenant, or did not get to it; it is counted."""
    keys = ErrorKeys.RPC if is_rpc else ErrorKeys(simulator.settings.error_keys)
    answer = refusal(error, request_id, keys)
    simulator.metrics.call("", answer.code, 0.0)
    return answer
