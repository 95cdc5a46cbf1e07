"""A clock for runs that take no real time and are the same every time."""

from collections.abc import Awaitable, Callable

from cs_simulator.runtime.system_clock import SystemClock


class ManualClock:
    """Real time that moves only when the simulator would wait for it, starting at *wall*."""

    def __init__(self, wall: int) -> None:
        self._wall = wall
        self._elapsed = 0.0
        self.wait: Callable[[float], Awaitable[bool]] | None = None
        """Waits in another way for the seconds of a rule, and returns whether it did."""

    @property
    def system_clock(self) -> SystemClock:
        """The clock as a simulator takes it."""
        return SystemClock(monotonic=self._monotonic, wall=self._wall_now, sleep=self._sleep)

    def _monotonic(self) -> float:
        return self._elapsed

    def _wall_now(self) -> int:
        return self._wall + round(self._elapsed * 1_000_000)

    async def _sleep(self, seconds: float) -> None:
        if self.wait is None or not await self.wait(seconds):
            self._elapsed += seconds
