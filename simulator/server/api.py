"""One call of the API, from the socket and back to it."""

from aiohttp import web

from simulator.catalog import errors
from simulator.operations import Answer, ErrorKeys, refusal
from simulator.runtime.simulator import Simulator
from simulator.server.incoming import read_incoming, tenant_of

CONTENT_TYPE = "application/json;charset=UTF-8"


async def answer_call(simulator: Simulator, request: web.Request) -> web.Response:
    """Read the request, have it answered for its tenant, render the answer."""
    name = tenant_of(request)
    try:
        incoming = await read_incoming(simulator, request)
    except web.HTTPRequestEntityTooLarge:
        return render(await _too_large(simulator, name))
    return render(await simulator.perform(name, incoming))


async def _too_large(simulator: Simulator, name: str) -> Answer:
    tenant = await simulator.tenants.get(name)
    limit = simulator.settings.body_limit
    error = errors.BODY_TOO_LARGE("body", "send less", limit=limit)
    return refusal(error, tenant.request_id(), ErrorKeys(simulator.settings.error_keys))


def render(answer: Answer) -> web.Response:
    """The answer as a response: always JSON, always labelled so, always with its request id."""
    return web.Response(
        status=answer.status,
        body=answer.body,
        headers={"Content-Type": CONTENT_TYPE, "x-acs-request-id": answer.request_id},
    )
