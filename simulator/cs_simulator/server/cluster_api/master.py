"""The clusters' own addresses, over TLS: one port for all, whatever their type.

The client's certificate says which cluster is called, and so which API is. Only that of Kubernetes
clusters has callers without a certificate.
"""

from dataclasses import replace

from aiohttp import web

from cs_simulator.runtime.certificates import cluster_of
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.cluster_api import kubernetes, swarm
from cs_simulator.server.http.bounds import Bounds
from cs_simulator.server.http.responses import refuse_on_cluster_port
from cs_simulator.server.http.server import serve_with

# What an API server of Kubernetes takes, by default: k8s.io/apiserver, MaxRequestBodyBytes.
_LARGEST_BODY = 3 * 1024 * 1024


def create_master(simulator: Simulator, bounds: Bounds) -> web.Application:
    """An application that serves the addresses of all clusters."""
    app = web.Application()

    async def handle(request: web.Request) -> web.StreamResponse:
        transport = request.transport
        presented = (transport.get_extra_info("peercert") if transport else None) or {}
        names = presented.get("subjectAltName", ())
        if cluster_of(names) is not None:
            return await swarm.answer(simulator, request, names)
        return await kubernetes.answer(simulator, request)

    async def end_streams(app: web.Application) -> None:  # noqa: ARG001 - aiohttp's signature
        simulator.watchers.close()
        simulator.long_work.is_over.set()

    app.on_shutdown.append(end_streams)
    settings = simulator.settings
    settings = replace(settings, body_limit=max(settings.body_limit, _LARGEST_BODY))
    serve_with(app, handle, refuse_on_cluster_port, bounds, settings)
    return app
