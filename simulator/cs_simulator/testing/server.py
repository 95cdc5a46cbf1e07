"""A simulator inside a test run: in a thread of its own, or in the test's event loop."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from cs_simulator.client import Connection, Tenant
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app

if TYPE_CHECKING:
    from aliyunsdkcore.client import AcsClient

_DEFAULTS = {"db": ":memory:", "clock": "polling", "log_level": "error", "port": 0}


@asynccontextmanager
async def served(**settings: Any) -> AsyncIterator[str]:
    """A simulator in this event loop, on a free port; yields its address."""
    chosen = Settings(**{**_DEFAULTS, **settings})
    runner = web.AppRunner(create_app(chosen), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, chosen.host, chosen.port)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


class Simulator:
    """A running simulator: ``with Simulator() as sim: tenant = sim.tenant()``.

    With a *url*, or ``CS_SIMULATOR_URL`` in the environment, it is the simulator at that address,
    which is left running. Otherwise one is started in a thread; the keywords are its settings (see
    ``serve --help``).
    """

    def __init__(self, url: str = "", *, token: str = "", **settings: Any) -> None:
        self.url = url or os.environ.get("CS_SIMULATOR_URL", "")
        self._token = token or os.environ.get("CS_SIMULATOR_CONTROL_TOKEN", "")
        self._settings = settings
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: asyncio.Event | None = None
        self._error: BaseException | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start it, unless it runs elsewhere, and wait until it answers."""
        if not self.url:
            is_ready = threading.Event()
            self._thread = threading.Thread(
                target=lambda: asyncio.run(self._serve(is_ready)), name="cs-simulator", daemon=True
            )
            self._thread.start()
            is_ready.wait()
            if self._error is not None:
                raise self._error
        self.connection = Connection(self.url, self._token)

    def stop(self) -> None:
        """Stop it, unless it runs elsewhere."""
        self.connection.close()
        if self._thread is not None and self._loop is not None and self._end is not None:
            with suppress(RuntimeError):  # its loop has ended already
                self._loop.call_soon_threadsafe(self._end.set)
            self._thread.join()
            self._thread, self.url = None, ""

    def tenant(self, **options: Any) -> Tenant:
        """A new tenant: ``seed``, ``clock``, ``fixtures``, ``scenario``, ``quotas``, ``ttl``."""
        return Tenant.make(self.connection, **options)

    def legacy_client(self, **options: Any) -> "AcsClient":
        """A client of ``aliyun-python-sdk-core`` for a new tenant."""
        return self.tenant(**options).legacy_client()

    def tea_client(self, **options: Any) -> Any:
        """A client of ``alibabacloud_cs20151215`` for a new tenant."""
        return self.tenant(**options).tea_client()

    async def _serve(self, is_ready: threading.Event) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        try:
            async with served(**self._settings) as url:
                self.url = url
                is_ready.set()
                await self._end.wait()
        except BaseException as error:  # noqa: BLE001 - raised in the thread that waits
            self._error = error
        finally:
            is_ready.set()
