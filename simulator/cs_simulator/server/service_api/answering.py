"""One call of the API, from the socket and back to it."""

import os

from aiohttp import web

from cs_simulator.catalog import errors
from cs_simulator.domain import ids
from cs_simulator.domain.errors import DamagedTenantError
from cs_simulator.domain.randomness import DerivedRandom
from cs_simulator.operations import Answer, ErrorKeys, refusal
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.service_api.incoming import read_and_admit


async def answer_call(simulator: Simulator, request: web.Request) -> web.StreamResponse:
    """Read the request, have it answered for its tenant, and render the answer."""
    try:
        answer = await _answer(simulator, request)
        if answer.transport_fault is None:
            return render(answer)
        from cs_simulator.server.service_api import faulty_response  # for the servers that need it

        return await faulty_response.send(answer, answer.transport_fault, request)
    except DamagedTenantError as damaged:
        error = errors.TENANT_DAMAGED(reason=str(damaged))
        return render(refusal(error, _random_request_id(), _keys(simulator)))
    except Exception:  # noqa: BLE001 - what fails before there is a tenant to count it for
        request_id = _random_request_id()
        log.exception("call.broke", request_id=request_id)
        return render(refusal(errors.INTERNAL_ERROR(), request_id, _keys(simulator)))


async def _answer(simulator: Simulator, request: web.Request) -> Answer:
    settings = simulator.settings
    if len(request.raw_path) > settings.url_limit:
        error = errors.INVALID_URL("url", f"at most {settings.url_limit} bytes")
    else:
        try:
            return await simulator.dispatcher.answer(*await read_and_admit(simulator, request))
        except web.RequestPayloadError:
            error = errors.INVALID_PARAMETER("body", "it cannot be read in its Content-Encoding")
        except web.HTTPRequestEntityTooLarge:
            error = errors.BODY_TOO_LARGE("body", "send less", limit=settings.body_limit)
    name = simulator.gateway.tenant_of(request.headers.get("Authorization", ""))
    tenant = await simulator.tenants.get(name)
    return refusal(error, tenant.next_request_id(), _keys(simulator))


def _random_request_id() -> str:
    """The id of a call that has no tenant to derive one from."""
    return ids.request_id(DerivedRandom(os.urandom(64)))


def _keys(simulator: Simulator) -> ErrorKeys:
    return ErrorKeys(simulator.settings.error_keys)


def render(answer: Answer) -> web.Response:
    """The answer as a response: always JSON, always labelled so, always with its request id."""
    return web.Response(
        status=answer.status,
        body=answer.body,
        headers={
            "Content-Type": answer.content_type,
            "x-acs-request-id": answer.request_id,
            **dict(answer.headers),
        },
    )
