"""Virtual time for the user's code: sleeping moves a tenant's clock, and that clock is shown.

``with tenant.virtual_time():`` is this. In the block, ``time.sleep``, ``asyncio.sleep``, time-outs
of both, and the clocks of :mod:`time` and :mod:`datetime` are the tenant's, in the thread that
entered and in those that it starts. The simulator's own threads, test tools and the network keep
real time.
"""

import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType

from cs_simulator.client.clock import Clock
from cs_simulator.client.connection import Connection
from cs_simulator.client.virtual_time import loops, runners, threads
from cs_simulator.client.virtual_time.bindings import Bindings, VirtualTimeWarning
from cs_simulator.client.virtual_time.kernel import Kernel, Runner
from cs_simulator.client.virtual_time.runners import StandIn
from cs_simulator.client.virtual_time.tenant_clock import (
    TenantClock,
    VirtualTimeError,
)
from cs_simulator.client.virtual_time.wall_clock import WallClock

__all__ = ["VirtualTime", "VirtualTimeError", "VirtualTimeWarning"]

_LOCK = threading.RLock()


@dataclass(slots=True)
class _Entered:
    """A tenant whose time is entered."""

    kernel: Kernel
    clock: TenantClock
    times: int = 0
    """How often it is entered, by all threads."""


_ENTERED: dict[tuple[str, str], _Entered] = {}
"""By the address of the simulator and the name of the tenant."""
_INSTALLED = ExitStack()
_BINDINGS = Bindings(
    (
        StandIn(time.sleep, threads.sleep),
        StandIn(time.monotonic, lambda runner: runner.kernel.monotonic()),
        StandIn(time.monotonic_ns, lambda runner: runner.kernel.monotonic_ns()),
    )
)


class VirtualTime:
    """The context manager; it may be entered several times, one in the other, and by threads."""

    def __init__(self, connection: Connection, name: str, clock: Clock) -> None:
        self._clock = TenantClock(connection, name, clock)

    def __enter__(self) -> None:
        """Enter virtual time.

        Raises :class:`VirtualTimeError` for a clock that runs by itself, and where it cannot be.
        """
        with _LOCK:
            runner = runners.current()
            entered = _ENTERED.get(self._clock.key) or self._begin(runner)
            if runner is None:
                runner = Runner(entered.kernel)
                entered.kernel.add(runner)
                runners.enter(runner)
            elif runner.kernel is not entered.kernel:
                raise VirtualTimeError(
                    f"another thread is in the virtual time of {self._clock.key[1]}, and this one"
                    " in that of another tenant: let one thread enter both"
                )
            entered.times += 1
            runner.times += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with _LOCK:
            entered, runner = _ENTERED[self._clock.key], runners.current()
            entered.times -= 1
            if not entered.times:
                self._finish(entered)
            if runner is not None:
                runner.times -= 1
                if not runner.times:
                    runners.leave()
                    entered.kernel.end(runner)

    async def __aenter__(self) -> None:
        """Enter virtual time, in a coroutine."""
        self.__enter__()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.__exit__(kind, error, trace)

    def _begin(self, runner: Runner | None) -> _Entered:
        """Begin with a tenant that nobody has entered; it joins those that this thread has."""
        loops.check()
        clock = self._clock
        if not _ENTERED:
            _install()
        try:
            clock.begin()
            kernel = Kernel(clock) if runner is None else runner.kernel
            if runner is not None:
                kernel.follow(clock)
            entered = _ENTERED[clock.key] = _Entered(kernel, clock)
        finally:
            if not _ENTERED:
                _INSTALLED.close()
        return entered

    def _finish(self, entered: _Entered) -> None:
        """Leave a tenant's time for good."""
        del _ENTERED[self._clock.key]
        if entered.kernel.clocks == [entered.clock]:
            loops.hand_over(entered.kernel)
            entered.kernel.close()
        else:
            entered.kernel.leave(entered.clock)
        if not _ENTERED:
            _INSTALLED.close()
        entered.clock.end()


def _install() -> None:
    """Replace what tells the time and what waits."""
    with ExitStack() as installed:
        wall_clock = WallClock()
        wall_clock.start()
        installed.callback(wall_clock.stop)
        for patches in (threads.PATCHES, loops.PATCHES):
            patches.put()
            installed.callback(patches.put_back)
        _BINDINGS.replace()
        installed.callback(_BINDINGS.put_back)
        _INSTALLED.push(installed.pop_all())
