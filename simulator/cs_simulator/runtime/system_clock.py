"""The only place that reads the real clocks. What it gives is passed on as arguments."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


def _wall() -> int:
    return time.time_ns() // 1000  # whole microseconds: enough, and exact


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clocks of the machine: tests pass their own."""

    monotonic: Callable[[], float] = time.monotonic
    """Seconds that only grow, from an arbitrary start."""
    wall: Callable[[], int] = _wall
    """Microseconds since 1970 UTC."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Let so many real seconds pass: what a rule makes a caller wait."""
