"""The server's process: from settings to open ports, until a signal stops it."""

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable, Collection, Coroutine
from contextlib import AsyncExitStack
from typing import Any

from cs_simulator.runtime import access, logs, settings_check
from cs_simulator.runtime.log_writer import write_now
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.moot_options import not_applied
from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX, Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.server.app import SIMULATOR, create_app
from cs_simulator.server.http.server import HttpServer
from cs_simulator.server.process.announcement import announced
from cs_simulator.server.process.cluster_port import ClusterPort
from cs_simulator.server.process.deadline import Deadline
from cs_simulator.server.process.ending import answer_for_the_last_time
from cs_simulator.server.process.loading_ahead import loading_ahead
from cs_simulator.server.process.ports import open_port
from cs_simulator.server.process.running import set_up
from cs_simulator.server.process.tls import api_context

# Real seconds that answers in progress may take after a signal: the process ends within one, and
# within those of ``deadline`` in any case.
GRACE = 0.5


def listen(settings: Settings, given: Collection[str] = (), started_in: str = "") -> None:
    """Serve until SIGTERM or SIGINT.

    *given* are the names of the settings that are not left to their defaults, *started_in* is the
    folder of a simulator in the background.

    Raises :class:`UsageError`, :class:`~cs_simulator.domain.errors.HookError` or
    ``StorageError``.
    """
    settings_check.check(settings)
    logs.configure(settings.log_level, settings.log_format, settings.replica)
    settings = _secured(settings)
    run = _runner()
    try:
        run(_serve(settings, given, started_in))
    finally:
        log.flush()


def _runner() -> Callable[[Coroutine[Any, Any, None]], None]:
    """What runs the server: uvloop if it is installed, else asyncio."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run
    run: Callable[[Coroutine[Any, Any, None]], None] = uvloop.run
    return run


def _secured(settings: Settings) -> Settings:
    """Refuse an address that others can reach without --allow-remote; with it, require a token."""
    chosen = access.secured(settings)
    if chosen.control_token != settings.control_token:
        write_now(f"control plane token: {chosen.control_token}")  # once, never in a log
    return chosen


async def _serve(settings: Settings, given: Collection[str], started_in: str) -> None:
    stop, deadline = asyncio.Event(), Deadline(SystemClock())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
        deadline.follow(number)
    async with AsyncExitStack() as opened:
        hooks = _hooks(settings, stop, opened)
        await hooks("start.d", "")
        if stop.is_set():
            return
        clusters = ClusterPort(settings, opened, GRACE)
        settings = clusters.settings
        app = create_app(settings)
        server = await set_up(app, opened, GRACE)
        clusters.serve(app)
        tune_gc()
        simulator = app[SIMULATOR]
        simulator.waits_for = "the hooks of ready.d"
        notes = await not_applied(simulator, given)
        addresses = await open_ports(server, simulator, settings, opened)
        await hooks("ready.d", addresses[0])
        simulator.waits_for = ""
        if not stop.is_set():
            with announced(settings, addresses, notes, started_in), loading_ahead(simulator):
                await stop.wait()
                stop.clear()  # a second signal cuts short what runs now
                await answer_for_the_last_time(app, settings.shutdown_delay, stop, deadline)
                if settings.config_dir:
                    with deadline.paused():  # hooks have a time limit of their own
                        await hooks("shutdown.d", addresses[0])
    log.info("server.stopped")


def _hooks(
    settings: Settings, stop: asyncio.Event, opened: AsyncExitStack
) -> Callable[[str, str], Awaitable[None]]:
    """A function that runs the hooks of a moment, given the server's address."""
    if not settings.config_dir:
        return _no_hooks
    from cs_simulator.runtime.hooks.run import Hooks

    hooks = Hooks(settings.config_dir, settings.hook_timeout, stop)
    opened.callback(hooks.close)

    async def run(moment: str, endpoint: str) -> None:
        given = {"URL": access.from_here(endpoint), "CONTROL_TOKEN": settings.control_token}
        await hooks.run(moment, {ENVIRONMENT_PREFIX + name: text for name, text in given.items()})

    return run


async def _no_hooks(moment: str, endpoint: str) -> None:
    """Do nothing."""


async def open_ports(
    server: HttpServer, simulator: Simulator, settings: Settings, opened: AsyncExitStack
) -> list[str]:
    """Listen for calls of the API; returns the addresses, first that of ``--port``."""
    context, addresses = None, []
    if settings.tls or settings.tls_port >= 0:
        context = api_context(settings, simulator.authority)
    if settings.tls_port >= 0:
        beside, close = open_port(server, settings.host, settings.tls_port, context, "--tls-port")
        opened.callback(close)
        addresses.append(beside)
    endpoint, close = open_port(
        server, settings.host, settings.port, context if settings.tls else None
    )
    opened.callback(close)
    return [endpoint, *addresses]


def tune_gc() -> None:
    """Run Python's garbage collector seldom: worlds are records without cycles.

    Objects that exist at the start are never searched again. The threshold is the new objects of
    some thousand calls, and more than a long advance has waiting for a commit, which are gone then;
    cycles, which only errors and closed connections leave, stay that long.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(400_000, 10, 20)
