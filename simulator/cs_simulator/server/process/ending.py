"""The time between a signal and the end, in which a proxy notices that the server is ending.

From the signal on ``readyz`` answers 503, and each answer says that its connection is closed after
it. Calls are answered as before, also on new connections: a proxy sends some until it has looked at
``readyz``. Streams go on until the end, since their readers would come back at once.
"""

import asyncio
from contextlib import suppress

from aiohttp import web

from cs_simulator.runtime.logs import log
from cs_simulator.server.app import BOUNDS, SIMULATOR
from cs_simulator.server.process.deadline import Deadline


async def answer_for_the_last_time(
    app: web.Application, seconds: float, stop: asyncio.Event, deadline: Deadline
) -> None:
    """Say that the server is ending, and wait for so many real seconds, or until *stop* is set."""
    app[SIMULATOR].is_ending = app[BOUNDS].is_ending = True
    log.info("server.ending", seconds=seconds)
    if not seconds:
        return
    with deadline.delayed(seconds), suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()
    stop.clear()
