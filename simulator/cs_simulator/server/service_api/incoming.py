"""Reading a request from aiohttp: no module below this one knows of sockets."""

from aiohttp import web

from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.operations import Incoming
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.http.body import read_body
from cs_simulator.signing.request import SignedRequest, by_name

_NOTHING: dict[str, str] = {}


def has_left(request: web.Request) -> bool:
    """Whether the caller has closed the connection."""
    transport = request.transport
    return transport is None or transport.is_closing()


async def read_incoming(simulator: Simulator, request: web.Request) -> Incoming:
    """The request with its body; raises what :func:`read_body` raises."""
    headers = request.headers
    target = request.raw_path
    if not target.startswith("/"):  # with scheme and host, as clients write it to a proxy
        target = "/" + target.partition("://")[2].partition("/")[2]
    path, mark, _ = target.partition("?")
    return Incoming(
        request.method,
        path,
        target,
        {escape_invalid(k): escape_invalid(v) for k, v in request.query.items()}
        if mark
        else _NOTHING,
        await read_body(request, simulator.settings.body_limit) if request.body_exists else b"",
        headers.get("Content-Type", ""),
        escape_invalid(headers.get("x-acs-region-id", "")),
        simulator.system_clock.wall(),
        headers=headers,
        has_left=lambda: has_left(request),
    )


async def read_and_admit(simulator: Simulator, request: web.Request) -> tuple[str, Incoming]:
    """The name of the tenant whose call it is, and the request with the gateway's decision."""
    incoming = await read_incoming(simulator, request)
    gateway, headers = simulator.gateway, request.headers
    if not gateway.verifies:
        return gateway.tenant_of(headers.get("Authorization", "")), incoming
    admission = gateway.admit(
        SignedRequest(incoming.method, incoming.target, by_name(headers.items()), incoming.body)
    )
    if admission.refused or admission.policy:
        incoming = incoming._replace(refused=admission.refused, policy=admission.policy)
    return admission.tenant, incoming
