"""One call of the API, from the socket and back to it."""

from aiohttp import web

from simulator.catalog import errors
from simulator.operations import Answer, ErrorKeys, refusal
from simulator.runtime.simulator import Simulator
from simulator.runtime.tenant import Incoming
from simulator.runtime.tenants import DEFAULT
from simulator.signing import authorization

CONTENT_TYPE = "application/json;charset=UTF-8"


async def answer_call(simulator: Simulator, request: web.Request) -> web.Response:
    """Read the request, have it answered for its tenant, render the answer."""
    name = _tenant_of(request)
    try:
        body = await request.read() if request.can_read_body else b""
    except web.HTTPRequestEntityTooLarge:
        tenant = await simulator.tenants.get(name)
        limit = simulator.settings.body_limit
        return render(
            refusal(
                errors.BODY_TOO_LARGE("body", "send less", limit=limit),
                tenant.request_id(),
                ErrorKeys(simulator.settings.error_keys),
            )
        )
    return render(await simulator.perform(name, _incoming(simulator, request, body)))


def _incoming(simulator: Simulator, request: web.Request, body: bytes) -> Incoming:
    headers = request.headers
    target = request.raw_path
    return Incoming(
        method=request.method,
        raw_path=target.partition("?")[0],
        target=target,
        query=dict(request.query) if "?" in target else {},
        body=body,
        content_type=headers.get("Content-Type", ""),
        region_header=headers.get("x-acs-region-id", ""),
        received=simulator.edge.wall(),
    )


def _tenant_of(request: web.Request) -> str:
    """The AccessKey id that signed the call; unsigned calls belong to ``default``."""
    header = request.headers.get("Authorization")
    signer = authorization.parse(header) if header else None
    return signer.access_key_id if signer else DEFAULT


def render(answer: Answer) -> web.Response:
    """The answer as a response: always JSON, always labelled so, always with its request id."""
    return web.Response(
        status=answer.status,
        body=answer.body,
        headers={"Content-Type": CONTENT_TYPE, "x-acs-request-id": answer.request_id},
    )
