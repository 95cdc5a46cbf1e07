"""Running an application of aiohttp by our own server."""

from contextlib import AsyncExitStack

from aiohttp import web

from cs_simulator.server.http.server import HttpServer


async def set_up(app: web.Application, opened: AsyncExitStack, grace: float) -> HttpServer:
    """The running application's server; both are cleaned up with *opened*.

    Answers in progress may take *grace* real seconds then.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=grace)
    opened.push_async_callback(runner.cleanup)
    await runner.setup()
    server = runner.server
    assert isinstance(server, HttpServer)  # noqa: S101 - see serve_with
    # Once the ports are closed: aiohttp closes a connection whose first request is on its way.
    opened.push_async_callback(server.bounds.settle, grace)
    return server
