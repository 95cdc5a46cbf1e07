"""What the first creation needs is loaded before it comes, if there is time."""

import asyncio

from cs_simulator.cluster_types import all_types
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.process.loading_ahead import PAUSE, loading_ahead


def has_loaded(simulator):
    return "plans" in vars(simulator.cluster_types)


async def test_cluster_types_are_loaded_without_a_call():
    async with Simulator.open(Settings(db=":memory:"), cluster_types=all_types()) as simulator:
        assert not has_loaded(simulator)
        with loading_ahead(simulator):
            async with asyncio.timeout(PAUSE + 30):
                while not has_loaded(simulator):
                    await asyncio.to_thread(lambda: None)


async def test_a_server_that_ends_before_does_not_load_them():
    async with Simulator.open(Settings(db=":memory:"), cluster_types=all_types()) as simulator:
        with loading_ahead(simulator) as task:
            pass
        await asyncio.wait([task])

        assert not has_loaded(simulator)
