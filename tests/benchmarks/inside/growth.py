"""A creation with many clusters stored, against one with few."""

import statistics
import time

from cs_simulator.runtime.simulator import Simulator

from tests.benchmarks.inside import a_create, create, settings

FEW = 100
MEASURED = 2_000


async def measure(folder: str, many: int = 50_000) -> dict[str, float]:
    async with Simulator.open(settings(f"{folder}/growth.db")) as simulator:
        times = {}
        for stored in (FEW, many):
            done = 0 if stored == FEW else FEW + MEASURED
            await create(simulator, done, stored)
            took = []
            for number in range(stored, stored + MEASURED):
                call = a_create(number)
                began = time.perf_counter()
                await simulator.dispatcher.answer("default", call)
                took.append(time.perf_counter() - began)
            times[stored] = statistics.median(took)
    return {"ratio": times[many] / times[FEW]}
