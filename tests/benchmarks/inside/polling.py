"""Reads without end in one tenant, journalled as by default: whether file and memory stay bounded.

A read that waits for nothing gives way to nobody: here, as on a server, others have their turn
after each 64.
"""

import asyncio
import time

import orjson
from cs_simulator.runtime.simulator import Simulator

from tests.benchmarks.inside import a_get, create, memory, settings, size_of

CLUSTERS = 10
PARTS = 10
_TURN = 64


async def measure(folder: str, reads: int) -> dict[str, float]:
    """MiB of file and memory after each tenth of the reads, as ``file 10 %`` and so on."""
    db = f"{folder}/polling.db"
    found: dict[str, float] = {"reads": reads}
    async with Simulator.open(settings(db)) as simulator:
        answer = simulator.dispatcher.answer
        await create(simulator, 0, CLUSTERS)
        listed = orjson.loads((await answer("default", a_get("/clusters"))).body)
        calls = [a_get(f"/clusters/{each['cluster_id']}") for each in listed]
        began = time.process_time()
        for part in range(1, PARTS + 1):
            for number in range(reads * (part - 1) // PARTS, reads * part // PARTS):
                assert (await answer("default", calls[number % CLUSTERS])).status == 200
                if number % _TURN == 0:
                    await asyncio.sleep(0)
            found[f"file {part * 100 // PARTS} %"] = size_of(db)
            found[f"memory {part * 100 // PARTS} %"] = memory()
        found["cpu"] = (time.process_time() - began) / reads * 1e6
    found["file closed"] = size_of(db)
    return found
