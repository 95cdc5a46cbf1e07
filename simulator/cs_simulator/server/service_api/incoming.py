"""Reading a request from aiohttp: no module below this one knows of sockets."""

from aiohttp import web

from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.operations import Incoming, as_rpc
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.http.body import read_body
from cs_simulator.signing.request import SignedRequest, by_name
from cs_simulator.signing.rpc import KEY

_NOTHING: dict[str, str] = {}


def has_left(request: web.Request) -> bool:
    """Whether the caller has closed the connection."""
    transport = request.transport
    return transport is None or transport.is_closing()


def _target(request: web.Request) -> str:
    """Path and query as on the wire, without the scheme and the host that clients tell a proxy."""
    target = request.raw_path
    return target if target[:1] == "/" else "/" + target.partition("://")[2].partition("/")[2]


async def read_incoming(simulator: Simulator, request: web.Request) -> Incoming:
    """The request with its body; raises what :func:`read_body` raises."""
    headers = request.headers
    target = _target(request)
    path, mark, _ = target.partition("?")
    incoming = Incoming(
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
    return as_rpc(incoming) if path == "/" else incoming


def key_of(incoming: Incoming) -> str:
    """The AccessKey id among the parameters of a call of the style RPC; empty for other calls."""
    return incoming.query.get(KEY, "") if incoming.action else ""


async def read_and_admit(simulator: Simulator, request: web.Request) -> tuple[str, Incoming]:
    """The name of the tenant whose call it is, and the request with the gateway's decision."""
    incoming = await read_incoming(simulator, request)
    gateway, headers = simulator.gateway, request.headers
    if not gateway.verifies:
        return gateway.tenant_of(headers.get("Authorization", ""), key_of(incoming)), incoming
    admission = gateway.admit(
        SignedRequest(incoming.method, _target(request), by_name(headers.items()), incoming.body),
        rpc_key=key_of(incoming) if incoming.action else None,
    )
    if admission.refused or admission.policy:
        incoming = incoming._replace(refused=admission.refused, policy=admission.policy)
    return admission.tenant, incoming
