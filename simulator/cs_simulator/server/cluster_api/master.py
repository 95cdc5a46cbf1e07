"""The clusters' own addresses, over mutual TLS: one port for all, whatever their type.

The client's certificate says which cluster is called, and so which API is.
"""

from aiohttp import web

from cs_simulator.runtime.cluster_certificates import user_of
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.cluster_api import kubernetes, swarm
from cs_simulator.server.http.bounds import Bounds
from cs_simulator.server.http.responses import refuse_on_cluster_port
from cs_simulator.server.http.server import serve_with


def create_master(simulator: Simulator, bounds: Bounds) -> web.Application:
    """An application that serves the addresses of all clusters."""
    app = web.Application()

    async def handle(request: web.Request) -> web.StreamResponse:
        transport = request.transport
        presented = (transport.get_extra_info("peercert") if transport else None) or {}
        names = presented.get("subjectAltName", ())
        user = user_of(names)
        if user is not None:
            return await kubernetes.answer(simulator, request, user)
        return await swarm.answer(simulator, request, names)

    serve_with(app, handle, refuse_on_cluster_port, bounds, simulator.settings)
    return app
