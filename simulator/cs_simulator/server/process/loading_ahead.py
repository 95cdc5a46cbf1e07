"""Loading what the first creation of a cluster needs, once the server has started.

It takes about a tenth of a second, which would otherwise be part of that call, and of all that come
at the same time.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from cs_simulator.runtime.simulator import Simulator

# How many real seconds a server has for its first answers before that.
PAUSE = 0.1


@contextmanager
def loading_ahead(simulator: Simulator) -> Iterator[asyncio.Task[None]]:
    """Load it on a thread, unless the block is left before; yields the task that does."""
    task = asyncio.create_task(_load(simulator))
    try:
        yield task
    finally:
        task.cancel()


async def _load(simulator: Simulator) -> None:
    await asyncio.sleep(PAUSE)
    await asyncio.to_thread(lambda: simulator.cluster_types.plans)
