"""The aiohttp application: one handler for every path, since routing is by our own table.

``create_app(settings)`` is everything a test needs; the simulator is opened when the application
starts, and closed when it stops, once everything is committed.
"""

from collections.abc import AsyncIterator, Coroutine, Iterable
from typing import Any

from aiohttp import web
from aiohttp.http_parser import RawRequestMessage

from cs_simulator.cluster_types import ClusterType
from cs_simulator.operations import ErrorKeys
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.server.console import entry
from cs_simulator.server.control import dispatch
from cs_simulator.server.http.bounds import Bounds
from cs_simulator.server.http.connection import Connection
from cs_simulator.server.http.responses import CONTROL_PREFIX, refuse_on_api_port
from cs_simulator.server.http.server import Calls, serve_with
from cs_simulator.server.service_api.answering import answer_in_place, answer_request

SIMULATOR = web.AppKey("simulator", Simulator)
BOUNDS = web.AppKey("bounds", Bounds)


def create_app(
    settings: Settings,
    system_clock: SystemClock | None = None,
    cluster_types: Iterable[ClusterType] | None = None,
) -> web.Application:
    """An application that serves one simulator: the API and its control plane."""
    app = web.Application()
    app[BOUNDS] = Bounds(settings)

    async def running(app: web.Application) -> AsyncIterator[None]:
        async with Simulator.open(settings, system_clock, cluster_types) as simulator:
            app[SIMULATOR] = simulator
            yield

    async def handle(request: web.Request) -> web.StreamResponse:
        simulator = app[SIMULATOR]
        path = request.raw_path
        if path.startswith(CONTROL_PREFIX):
            if entry.is_of_page(path):
                return entry.serve_page(request)
            return await dispatch.answer(simulator, request)
        led = entry.lead(request)
        return await answer_request(simulator, request) if led is None else led

    def answer_call(
        message: RawRequestMessage, body: bytes, connection: Connection
    ) -> Coroutine[Any, Any, bytes]:
        return answer_in_place(app[SIMULATOR], message, body, connection)

    async def end_long_work(app: web.Application) -> None:
        app[SIMULATOR].watchers.close()
        await app[SIMULATOR].long_work.end()

    app.cleanup_ctx.append(running)
    app.on_shutdown.append(end_long_work)
    refuse = refuse_on_api_port(ErrorKeys(settings.error_keys))
    calls = Calls(_is_call, answer_call)
    serve_with(app, handle, refuse, app[BOUNDS], settings, calls)
    return app


def _is_call(target: str) -> bool:
    """Whether a request for that target is a call of the API, whatever its headers are."""
    is_of_control = target.startswith(CONTROL_PREFIX)
    return target[:1] == "/" and not is_of_control and not entry.may_lead(target)
