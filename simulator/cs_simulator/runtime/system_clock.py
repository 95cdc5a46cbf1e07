"""The only module that reads real clocks. Readings are passed on as arguments."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path


def _wall() -> int:
    return time.time_ns() // 1000  # whole microseconds: exact, and precise enough


@cache
def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clocks of the machine; tests pass their own."""

    monotonic: Callable[[], float] = time.monotonic
    """Seconds that only grow, from an arbitrary start."""
    wall: Callable[[], int] = _wall
    """Microseconds since 1970 UTC."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Wait for real seconds, where a rule delays a call."""
    boot: str = field(default_factory=_boot)
    """Which boot of the machine this is: within one, the monotonic readings of all processes are
    comparable. Empty where the system does not say."""
