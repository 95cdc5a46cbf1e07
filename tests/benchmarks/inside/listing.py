"""The list of 10,000 clusters, against turning the same data into JSON."""

import statistics
import time

import orjson
from cs_simulator.runtime.simulator import Simulator

from tests.benchmarks.inside import a_get, create, settings

_TIMES = 15


async def measure(folder: str, amount: int = 10_000) -> dict[str, float]:
    """Ratios of CPU time: of a list that is as before, and of one that a creation has changed."""
    async with Simulator.open(settings(f"{folder}/list.db")) as simulator:
        await create(simulator, 0, amount)
        get = a_get("/clusters")
        clusters = orjson.loads((await simulator.dispatcher.answer("default", get)).body)
        again, changed, plain = [], [], []
        for number in range(_TIMES):
            await create(simulator, amount + number, amount + number + 1)
            for found in (changed, again):
                began = time.thread_time()
                await simulator.dispatcher.answer("default", get)
                found.append(time.thread_time() - began)
            began = time.thread_time()
            orjson.dumps(clusters)
            plain.append(time.thread_time() - began)
    middle = statistics.median(plain)
    return {
        "again": statistics.median(again) / middle,
        "changed": statistics.median(changed) / middle,
    }
