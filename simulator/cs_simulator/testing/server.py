"""A simulator inside a test run: in a thread of its own, or in the test's event loop."""

import asyncio
import os
import socket
import sys
import threading
import warnings
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from cs_simulator import __version__
from cs_simulator.client import Connection, Tenant, UnreachableError
from cs_simulator.client.in_process import IN_PROCESS
from cs_simulator.client.server import health
from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime import access
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.simulator import Simulator as RunningSimulator
from cs_simulator.server.app import SIMULATOR, create_app
from cs_simulator.server.process.cluster_port import ClusterPort
from cs_simulator.server.process.listening import open_ports
from cs_simulator.server.process.running import set_up

if TYPE_CHECKING:
    from aliyunsdkcore.client import AcsClient

_VARIABLE = "CS_SIMULATOR_URL"
_DEFAULTS = {"db": ":memory:", "clock": "polling", "log_level": "error", "port": 0}
if sys.platform == "win32":
    _DEFAULTS["master_port"] = "none"  # its event loops do not say when a socket has a connection
PATIENCE = 30.0  # seconds that a start or a stop may take
_GRACE = 0.1  # seconds that answers in progress may take at the end


@asynccontextmanager
async def served(**settings: Any) -> AsyncIterator[str]:
    """A simulator in this event loop, on a free port; yields its address.

    Raises ``UsageError`` for settings that make no sense, an address that other machines reach
    without ``allow_remote`` and a ``control_token``, and a port that cannot be opened.
    """
    chosen = access.secured(Settings(**{**_DEFAULTS, **settings}))
    if chosen.control_token and not settings.get("control_token"):
        raise UsageError(f"host {chosen.host}: give a control_token, too")
    async with AsyncExitStack() as opened:
        clusters = ClusterPort(chosen, opened, _GRACE)
        chosen = clusters.settings
        app = create_app(chosen)
        server = await set_up(app, opened, _GRACE)
        clusters.serve(app)
        addresses = await open_ports(server, app[SIMULATOR], chosen, opened)
        url = access.from_here(addresses[0])
        IN_PROCESS[url] = _InProcess(app[SIMULATOR])
        opened.callback(IN_PROCESS.pop, url)
        yield url


class _InProcess:
    """What any thread may read of a simulator: nothing is changed."""

    def __init__(self, simulator: RunningSimulator) -> None:
        self._loaded = simulator.tenants.loaded
        self._system_clock = simulator.system_clock

    def now(self, tenant: str) -> int | None:
        found = self._loaded.get(tenant)
        return None if found is None else found.now(self._system_clock.monotonic())

    def internal_errors(self, tenant: str) -> int | None:
        found = self._loaded.get(tenant)
        return None if found is None else found.internal_errors


class Simulator:
    """A running simulator: ``with Simulator() as sim: tenant = sim.tenant()``.

    With a *url*, or ``CS_SIMULATOR_URL`` in the environment, it is the simulator at that address,
    which is left running. Otherwise one is started in a thread; the keywords are its settings (see
    ``serve --help``). With ``allow_remote=True`` and a *host* that other machines reach, its
    control plane has a token, which its own client knows.
    """

    def __init__(self, url: str = "", *, token: str = "", **settings: Any) -> None:
        self.url = url or os.environ.get(_VARIABLE, "")
        self._origin = "" if url else f"{_VARIABLE}: "
        self._token = token or os.environ.get("CS_SIMULATOR_CONTROL_TOKEN", "")
        self._settings = settings
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: asyncio.Event | None = None

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
        """Start it, unless it runs elsewhere, and wait until it answers.

        Raises at once what keeps it from starting, and ``TimeoutError`` after half a minute;
        ``UnreachableError`` if no simulator answers at the address of one that runs elsewhere.
        """
        if not self.url:
            self._start_thread()
            self.connection = Connection(self.url, self._token)
            return
        try:
            self.connection = Connection(self.url, self._token)
            version = health(self.connection).get("version")
        except ValueError as problem:
            raise ValueError(f"{self._origin}{problem}") from None
        except UnreachableError as problem:
            raise UnreachableError(f"{self._origin}{problem}") from None
        if version != __version__:
            text = f"{self._origin}{self.url} is version {version}, and this package {__version__}"
            warnings.warn(text, stacklevel=3)

    def _start_thread(self) -> None:
        socket.socket().close()  # raises where a test run forbids sockets
        self._secure()
        errors: list[BaseException] = []
        is_ready = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=[is_ready, errors], name="cs-simulator", daemon=True
        )
        self._thread.start()
        if not is_ready.wait(PATIENCE):
            self._end_thread(patience=0)
            raise TimeoutError(f"the simulator was not ready in {PATIENCE:g} s")
        if errors:
            self._end_thread()
            raise errors[0]

    def _secure(self) -> None:
        """Make the token that a simulator needs which other machines can reach."""
        chosen = access.secured(Settings(**{**_DEFAULTS, **self._settings}))
        if chosen.control_token:
            self._settings["control_token"] = self._token = chosen.control_token

    def stop(self) -> None:
        """Stop it, unless it runs elsewhere; raises ``TimeoutError`` if it does not end."""
        if hasattr(self, "connection"):
            self.connection.close()
        self._end_thread()

    def _end_thread(self, patience: float = PATIENCE) -> None:
        if self._thread is None:
            return
        if self._loop is not None and self._end is not None:
            with suppress(RuntimeError):  # its loop has ended already
                self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(patience)
        has_ended = not self._thread.is_alive()
        self._thread, self.url = None, ""
        if patience and not has_ended:
            raise TimeoutError(f"the simulator did not end in {patience:g} s")

    def tenant(self, **options: Any) -> Tenant:
        """A new tenant: ``seed``, ``clock``, ``fixtures``, ``scenario``, ``quotas``, ``ttl``."""
        return Tenant.make(self.connection, **options)

    def legacy_client(self, **options: Any) -> "AcsClient":
        """A client of ``aliyun-python-sdk-core`` for a new tenant."""
        return self.tenant(**options).legacy_client()

    def tea_client(self, **options: Any) -> Any:
        """A client of ``alibabacloud_cs20151215`` for a new tenant."""
        return self.tenant(**options).tea_client()

    def _run(self, is_ready: threading.Event, errors: list[BaseException]) -> None:
        try:
            asyncio.run(self._serve(is_ready))
        except BaseException as error:  # noqa: BLE001 - raised in the thread that waits
            errors.append(error)
        finally:
            is_ready.set()

    async def _serve(self, is_ready: threading.Event) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        async with served(**self._settings) as url:
            self.url = url
            is_ready.set()
            await self._end.wait()
