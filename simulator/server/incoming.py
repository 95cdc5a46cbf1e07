"""Reading a request from aiohttp: below this module nothing knows what a socket is."""

from aiohttp import web

from simulator.engine.redaction import writable
from simulator.operations import Incoming
from simulator.runtime.simulator import Simulator
from simulator.runtime.tenants import DEFAULT
from simulator.signing import authorization

_NOTHING: dict[str, str] = {}


async def read_incoming(simulator: Simulator, request: web.Request) -> Incoming:
    """The request with its body; raises ``HTTPRequestEntityTooLarge`` over the limit."""
    headers = request.headers
    target = request.raw_path
    if not target.startswith("/"):  # as a client writes it to a proxy: with scheme and host
        target = "/" + target.partition("://")[2].partition("/")[2]
    path, mark, _ = target.partition("?")
    return Incoming(
        request.method,
        path,
        target,
        {writable(k): writable(v) for k, v in request.query.items()} if mark else _NOTHING,
        await request.read() if request.body_exists else b"",
        headers.get("Content-Type", ""),
        writable(headers.get("x-acs-region-id", "")),
        simulator.edge.wall(),
    )


def tenant_of(request: web.Request) -> str:
    """The AccessKey id that signed the call; unsigned calls belong to ``default``."""
    header = request.headers.get("Authorization")
    signer = authorization.parse(header) if header else None
    return signer.access_key_id if signer else DEFAULT
