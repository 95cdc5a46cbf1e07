"""What a suspended task waits for, as the frames of its coroutines show it."""

import gc
from collections.abc import Iterator
from types import AsyncGeneratorType, CoroutineType, FrameType, GeneratorType
from typing import Any

from cs_simulator.client.virtual_time import callers

_LOOP_NETWORK = frozenset(
    {
        "asyncio.base_events", "asyncio.selector_events", "asyncio.sslproto", "asyncio.streams",
        "asyncio.subprocess", "asyncio.base_subprocess", "asyncio.unix_events",
    }
)  # fmt: skip
"""Modules of asyncio that wait for sockets and processes."""
_OTHER = frozenset(
    {
        ("asyncio.tasks", "sleep"),
        ("asyncio.base_events", "serve_forever"),
        ("asyncio.base_events", "shutdown_default_executor"),
        ("aiohttp.web_protocol", "start"),
    }
)
"""Functions that wait for something else: for time, for a thread, for the next request."""
_LONGEST = 1000
_FRAMED: tuple[type, ...] = (CoroutineType, GeneratorType, AsyncGeneratorType)


def place_in_network(task: Any) -> object:
    """Where a task waits for something that comes over a socket; ``None`` for one that does not.

    A task that sleeps, or waits for another task, does not, in whatever library it does.
    """
    frames = list(_frames(task.get_coro()))
    if not frames or _name(frames[-1]) in _OTHER:
        return None
    if any(
        callers.package(frame) in callers.NETWORK or _name(frame)[0] in _LOOP_NETWORK
        for frame in frames
    ):
        return id(frames[-1]), frames[-1].f_lasti
    return None


def _name(frame: FrameType) -> tuple[str, str]:
    return str(frame.f_globals.get("__name__")), frame.f_code.co_name


def _frames(awaitable: Any) -> Iterator[FrameType]:
    """The frames of a chain of awaitables, from the outermost to the innermost."""
    for _ in range(_LONGEST):
        if isinstance(awaitable, CoroutineType):
            frame, awaitable = awaitable.cr_frame, awaitable.cr_await
        elif isinstance(awaitable, GeneratorType):
            frame, awaitable = awaitable.gi_frame, awaitable.gi_yieldfrom
        elif isinstance(awaitable, AsyncGeneratorType):
            frame, awaitable = awaitable.ag_frame, awaitable.ag_await
        else:
            awaitable = _inside(awaitable)
            if awaitable is None:
                return
            continue
        if frame is not None:
            yield frame


def _inside(wrapper: Any) -> Any:
    """What another kind of awaitable wraps: the interpreter has some, and libraries their own."""
    return next((one for one in gc.get_referents(wrapper) if isinstance(one, _FRAMED)), None)
