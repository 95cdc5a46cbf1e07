"""The list of 10,000 clusters, against turning the same data into JSON."""

import statistics
import time

import orjson
from cs_simulator.runtime.simulator import Simulator

from tests.benchmarks.inside import a_get, create, settings


async def measure(folder: str, amount: int = 10_000) -> dict[str, float]:
    async with Simulator.open(settings(f"{folder}/list.db")) as simulator:
        await create(simulator, 0, amount)
        get = a_get("/clusters")
        clusters = orjson.loads((await simulator.dispatcher.answer("default", get)).body)
        ours, plain = [], []
        for _ in range(15):
            began = time.thread_time()
            await simulator.dispatcher.answer("default", get)
            ours.append(time.thread_time() - began)
            began = time.thread_time()
            orjson.dumps(clusters)
            plain.append(time.thread_time() - began)
    return {"ratio": statistics.median(ours) / statistics.median(plain)}
