"""Clocks of the machine that stand still: for runs that are the same every time, and at once."""

from cs_simulator.runtime.system_clock import SystemClock


class ManualClock:
    """Real time as a rehearsal has it: it moves only when somebody would have waited."""

    def __init__(self, wall: int) -> None:
        self._wall = wall
        self._passed = 0.0

    @property
    def system_clock(self) -> SystemClock:
        """The clocks, to be handed to a simulator."""
        return SystemClock(monotonic=self._monotonic, wall=self._read_wall, sleep=self._sleep)

    def _monotonic(self) -> float:
        return self._passed

    def _read_wall(self) -> int:
        return self._wall + round(self._passed * 1_000_000)

    async def _sleep(self, seconds: float) -> None:
        self._passed += seconds
