"""The aiohttp application: one handler for every path, since routing is by our own table.

``create_app(settings)`` is everything a test needs; the simulator is opened when the application
starts, and closed when it stops, once everything is committed.
"""

from collections.abc import AsyncIterator, Iterable

from aiohttp import web

from cs_simulator.cluster_types import ClusterType
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.server.control import dispatch
from cs_simulator.server.service_api.answering import answer_call

SIMULATOR = web.AppKey("simulator", Simulator)
CONTROL_PREFIX = "/_simulator/"


def create_app(
    settings: Settings,
    system_clock: SystemClock | None = None,
    cluster_types: Iterable[ClusterType] | None = None,
) -> web.Application:
    """An application that serves one simulator: the API and its control plane."""
    app = web.Application(client_max_size=settings.body_limit)

    async def running(app: web.Application) -> AsyncIterator[None]:
        async with Simulator.open(settings, system_clock, cluster_types) as simulator:
            app[SIMULATOR] = simulator
            yield

    async def handle(request: web.Request) -> web.StreamResponse:
        simulator = app[SIMULATOR]
        if request.raw_path.startswith(CONTROL_PREFIX):
            return await dispatch.answer(simulator, request)
        return await answer_call(simulator, request)

    async def end_streams(app: web.Application) -> None:
        app[SIMULATOR].watchers.close()

    app.cleanup_ctx.append(running)
    app.on_shutdown.append(end_streams)
    app.router.add_route("*", r"/{path:[\s\S]*}", handle)
    return app
