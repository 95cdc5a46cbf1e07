"""The server's process: from settings to open ports, until a signal stops it."""

import asyncio
import gc
import os
import secrets
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web

from cs_simulator import __version__
from cs_simulator.catalog.defaults import default_resources
from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime import logs, settings_check
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX, Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.app import BOUNDS, SIMULATOR, create_app
from cs_simulator.server.cluster_api.swarm import create_master
from cs_simulator.server.http.hosts import is_loopback
from cs_simulator.server.http.listener import Listener
from cs_simulator.server.http.server import HttpServer
from cs_simulator.server.process.ports import LazyListener, bind_master, open_port
from cs_simulator.server.process.tls import api_context, master_context

# Real seconds that answers in progress may take after a signal: the process ends within one.
GRACE = 0.5


def listen(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT.

    Raises :class:`UsageError`, :class:`~cs_simulator.domain.errors.HookError` or
    ``StorageError``.
    """
    settings_check.check(settings)
    logs.configure(settings.log_level, settings.log_format)
    settings = _secured(settings)
    run = _runner()
    try:
        run(_serve(settings))
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
    """Refuse an address that others can reach without --allow-remote; with it, generate a token."""
    if is_loopback(settings.host):
        return settings
    if not settings.allow_remote:
        raise UsageError(
            f"--host {settings.host} can be reached from other machines; add --allow-remote if"
            " that is intended"
        )
    if settings.control_token:
        return settings
    token = secrets.token_urlsafe(24)
    print(f"control plane token: {token}", file=sys.stderr)  # noqa: T201 - once, never in a log
    return replace(settings, control_token=token)


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with AsyncExitStack() as opened:
        hooks = _hooks(settings, stop, opened)
        await hooks("start.d", "")
        if stop.is_set():
            return
        master = bind_master(settings)
        if master:
            opened.callback(master.close)
            settings = replace(settings, master_port=str(master.getsockname()[1]))
        app = create_app(settings)
        server = await _set_up(app, opened)
        if master:
            serve_master = partial(_serve_master, app, settings, master, opened)
            opened.push_async_callback(LazyListener(master, serve_master).close)
        tune_gc()
        simulator = app[SIMULATOR]
        simulator.waits_for = "the hooks of ready.d"
        endpoint = await _open_ports(server, simulator, settings, opened)
        await hooks("ready.d", endpoint)
        simulator.waits_for = ""
        if not stop.is_set():
            with _announced(settings, endpoint):
                await stop.wait()
                stop.clear()  # a second signal cuts short what runs now
                await hooks("shutdown.d", endpoint)
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
        given = {"URL": _from_here(endpoint), "CONTROL_TOKEN": settings.control_token}
        await hooks.run(moment, {ENVIRONMENT_PREFIX + name: text for name, text in given.items()})

    return run


async def _no_hooks(moment: str, endpoint: str) -> None:
    """Do nothing."""


def _from_here(endpoint: str) -> str:
    """The address by which this machine reaches the server, also if it listens on all."""
    return endpoint.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")


async def _set_up(app: web.Application, opened: AsyncExitStack) -> HttpServer:
    """The running application's server; both are cleaned up with *opened*."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE)
    opened.push_async_callback(runner.cleanup)
    await runner.setup()
    server = runner.server
    assert isinstance(server, HttpServer)  # noqa: S101 - see serve_with
    return server


async def _open_ports(
    server: HttpServer, simulator: Simulator, settings: Settings, opened: AsyncExitStack
) -> str:
    """Listen for calls of the API; returns the address of ``--port``."""
    context = None
    if settings.tls or settings.tls_port >= 0:
        context = api_context(settings, simulator.authority)
    if settings.tls_port >= 0:
        _, close = open_port(server, settings.host, settings.tls_port, context)
        opened.callback(close)
    endpoint, close = open_port(
        server, settings.host, settings.port, context if settings.tls else None
    )
    opened.callback(close)
    return endpoint


async def _serve_master(
    app: web.Application, settings: Settings, master: socket.socket, opened: AsyncExitStack
) -> None:
    """Serve the clusters' own addresses, once the first connection has come."""
    simulator = app[SIMULATOR]
    context = await asyncio.to_thread(master_context, settings, simulator.authority)
    server = await _set_up(create_master(simulator, app[BOUNDS]), opened)
    opened.callback(Listener(server, master, context).close)


def tune_gc() -> None:
    """Run Python's garbage collector seldom: worlds are records without cycles.

    Objects that exist at the start are never searched again. The threshold is the new objects of
    some thousand calls; cycles, which only errors and closed connections leave, stay that long.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(100_000, 20, 50)


@contextmanager
def _announced(settings: Settings, endpoint: str) -> Iterator[None]:
    """Log the server's address and write the endpoint file, which is removed in the end."""
    path = Path(settings.endpoint_file) if settings.endpoint_file else None
    if path:
        _write_atomically(path, endpoint)
    region = settings.default_region
    vpc = next(v for v in default_resources().vpcs.values() if v.region_id == region)
    switch = next(s for s in default_resources().vswitches.values() if s.vpc_id == vpc.vpc_id)
    log.info(
        "server.ready", endpoint=endpoint, version=__version__, database=settings.db,
        clock=settings.clock, region_id=region, vpc_id=vpc.vpc_id, vswitch_id=switch.vswitch_id,
        more=f"{endpoint}/_simulator/fixtures",
    )  # fmt: skip
    try:
        yield
    finally:
        if path:
            path.unlink(missing_ok=True)


def _write_atomically(path: Path, text: str) -> None:
    """Write a file so that no reader ever sees half of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text + "\n", "utf-8")
        draft.replace(path)
    except OSError as problem:
        raise UsageError(f"--endpoint-file {path}: {problem.strerror}") from None
