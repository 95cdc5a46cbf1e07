"""What a creation costs with many clusters stored, against one with few."""

import time

from cs_simulator.runtime.simulator import Simulator

from tests.benchmarks.inside import a_create, create, settings

FEW = 100


async def measure(folder: str, many: int = 50_000, measured: int = 2_000) -> dict[str, float]:
    """The ratio of the CPU time of so many creations, one after the other, all threads."""
    async with Simulator.open(settings(f"{folder}/growth.db")) as simulator:
        took = {}
        for stored in (FEW, many):
            done = 0 if stored == FEW else FEW + measured
            await create(simulator, done, stored)
            calls = [a_create(number) for number in range(stored, stored + measured)]
            began = time.process_time()
            for call in calls:
                await simulator.dispatcher.answer("default", call)
            took[stored] = time.process_time() - began
    return {"ratio": took[many] / took[FEW]}
