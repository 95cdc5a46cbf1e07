"""Reading a request from aiohttp: no module below this one knows of sockets."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import NamedTuple

from aiohttp import web
from yarl import URL

from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.operations import Incoming, as_rpc
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.http.body import read_body
from cs_simulator.signing.request import SignedRequest, by_name
from cs_simulator.signing.rpc import KEY

_NOTHING: dict[str, str] = {}


class Received(NamedTuple):
    """A request that was let in, whichever way it came."""

    method: str
    target: str
    """Its target as on the wire."""
    url: URL
    """The same, parsed."""
    headers: Mapping[str, str]
    has_left: Callable[[], bool]
    """Returns whether the caller has closed the connection."""
    body: bytes = b""
    read: Callable[[], Awaitable[bytes]] | None = None
    """Reads the body, and raises what :func:`read_body` raises; ``None`` if it is there."""


def has_left(request: web.Request) -> bool:
    """Whether the caller has closed the connection."""
    transport = request.transport
    return transport is None or transport.is_closing()


def received_of(simulator: Simulator, request: web.Request) -> Received:
    """A request of aiohttp's, whose body is still to be read."""
    return Received(
        request.method,
        request.raw_path,
        request.rel_url,
        request.headers,
        partial(has_left, request),
        read=partial(read_body, request, simulator.settings.body_limit),
    )


def _on_wire(target: str) -> str:
    """Path and query as on the wire, without the scheme and the host that clients tell a proxy."""
    return target if target[:1] == "/" else "/" + target.partition("://")[2].partition("/")[2]


async def read_incoming(simulator: Simulator, request: web.Request) -> Incoming:
    """A request of aiohttp's with its body; raises what :func:`read_body` raises."""
    body = await read_body(request, simulator.settings.body_limit)
    return incoming_of(simulator, received_of(simulator, request), body)


def incoming_of(simulator: Simulator, received: Received, body: bytes) -> Incoming:
    """The request with its body."""
    headers = received.headers
    target = _on_wire(received.target)
    path, mark, _ = target.partition("?")
    incoming = Incoming(
        received.method,
        path,
        target,
        _query(received.url) if mark else _NOTHING,
        body,
        headers.get("Content-Type", ""),
        escape_invalid(headers.get("x-acs-region-id", "")),
        simulator.system_clock.wall(),
        headers=headers,
        has_left=received.has_left,
    )
    return as_rpc(incoming) if path == "/" else incoming


def _query(url: URL) -> dict[str, str]:
    return {escape_invalid(name): escape_invalid(value) for name, value in url.query.items()}


def key_of(incoming: Incoming) -> str:
    """The AccessKey id among the parameters of a call of the style RPC; empty for other calls."""
    return incoming.query.get(KEY, "") if incoming.action else ""


def admitted(simulator: Simulator, received: Received, incoming: Incoming) -> tuple[str, Incoming]:
    """The name of the tenant whose call it is, and the request with the gateway's decision."""
    gateway, headers = simulator.gateway, received.headers
    if not gateway.verifies:
        return gateway.tenant_of(headers.get("Authorization", ""), key_of(incoming)), incoming
    admission = gateway.admit(
        SignedRequest(
            incoming.method, _on_wire(received.target), by_name(headers.items()), incoming.body
        ),
        rpc_key=key_of(incoming) if incoming.action else None,
    )
    if admission.refused or admission.permissions:
        incoming = incoming._replace(refused=admission.refused, permissions=admission.permissions)
    return admission.tenant, incoming
