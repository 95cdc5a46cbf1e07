"""The wall clock of the user's code, by time-machine: the others' is real.

time-machine replaces what :mod:`time` and :mod:`datetime` do inside, for names that were bound
before, too; it asks the last of its *travellers* for the time. This one answers by who asks.
"""

import sys
from typing import Any

from cs_simulator.client.extras import extra
from cs_simulator.client.virtual_time import callers, runners


class WallClock:
    """``time.time``, ``datetime.now`` and what else tells the time of day."""

    def __init__(self) -> None:
        with extra("virtual-time", "virtual_time()"):
            import _time_machine
            import time_machine
        real_ns = _time_machine.original_time_ns

        class Follower(time_machine.Traveller):
            def time_ns(self) -> int:
                runner = runners.current()
                if runner is None or callers.is_tool(sys._getframe(1)):
                    return int(real_ns())
                return runner.kernel.wall() * 1000

        self._travel: Any = time_machine.travel(0, tick=False)
        self._travellers = time_machine.traveller_stack
        self._follower = Follower(0, None, tick=False)

    def start(self) -> None:
        """Tell virtual time."""
        self._travel.start()
        self._travellers[-1] = self._follower

    def stop(self) -> None:
        """Tell real time."""
        self._travel.stop()
