"""The only module that reads real clocks. Readings are passed on as arguments."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


def _wall() -> int:
    return time.time_ns() // 1000  # whole microseconds: exact, and precise enough


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clocks of the machine; tests pass their own."""

    monotonic: Callable[[], float] = time.monotonic
    """Seconds that only grow, from an arbitrary start."""
    wall: Callable[[], int] = _wall
    """Microseconds since 1970 UTC."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Wait for real seconds, where a rule delays a call."""
