"""Who asks for the time, or waits: the user's code, or something that must keep real time.

Test tools, the simulator's own client and what watches child processes run in the same threads as
the user's code, and the network has time-outs of its own. They are known by the modules of their
frames. The standard library asks for others, so it is looked through.
"""

import sys
from types import FrameType

TOOLS = frozenset(
    {
        "_pytest", "pluggy", "pytest", "pytest_aiohttp", "pytest_asyncio", "pytest_cov",
        "pytest_timeout", "xdist", "execnet", "hypothesis", "coverage", "cs_simulator",
        "subprocess", "multiprocessing", "selectors", "socketserver",
    }
)  # fmt: skip
"""Packages whose waiting is about this machine."""
NETWORK = frozenset(
    {
        "aiohttp", "httpx", "httpcore", "grpc", "websockets", "h2", "aiosqlite", "asyncpg", "redis",
        "ssl", "socket", "http", "urllib3", "select",
    }
)  # fmt: skip
"""Packages that wait for sockets: what they wait for comes in real time."""
_FOR_OTHERS = frozenset(
    {"asyncio", "threading", "concurrent", "queue", "contextlib", "anyio", "async_timeout", "sched"}
)
_TIMED = frozenset({"asyncio.tasks", "asyncio.timeouts", "asyncio.locks", "asyncio.queues"})
"""Modules of asyncio whose functions wait for a time that their caller gives."""


def package(frame: FrameType) -> str:
    """The name of the package that a frame's code is in."""
    return str(frame.f_globals.get("__name__", "")).partition(".")[0]


def is_tool(frame: FrameType | None) -> bool:
    """Whether real time is meant where that frame, or who it works for, asks."""
    while frame is not None:
        name = package(frame)
        if name not in _FOR_OTHERS and not _is_own(frame):
            return name in TOOLS
        if _is_loop(frame):
            break
        frame = frame.f_back
    return False


def _is_loop(frame: FrameType) -> bool:
    """Whether it is a frame of an event loop that runs callbacks: below is who runs the loop."""
    return package(frame) == "asyncio" and frame.f_code.co_name in ("_run_once", "_run")


def _is_own(frame: FrameType) -> bool:
    """Whether it is a frame of virtual time itself, which runs what others gave it."""
    return str(frame.f_globals.get("__name__")).startswith(__package__)


def is_thread_of_tool(frame: FrameType | None) -> bool:
    """Whether a thread that is started there is no runner of the user's code by itself.

    Those of a pool are not: the jobs that they are given are.
    """
    while frame is not None and package(frame) == "threading":
        frame = frame.f_back
    if frame is None:
        return True
    return frame.f_globals.get("__name__") == "concurrent.futures.thread" or is_tool(frame)


def is_timed_by_user(depth: int = 2) -> bool:
    """Whether the user's code gives the time for which the caller of the caller sets a timer.

    It does not where a library for the network does, nor where the event loop asks for itself.
    """
    frame: FrameType | None = sys._getframe(depth)
    is_timed = False
    while frame is not None:
        name = package(frame)
        if name == "asyncio":
            if _is_loop(frame):
                break
            is_timed = is_timed or frame.f_globals.get("__name__") in _TIMED
        elif name not in _FOR_OTHERS:
            return name not in TOOLS and name not in NETWORK
        frame = frame.f_back
    return is_timed
