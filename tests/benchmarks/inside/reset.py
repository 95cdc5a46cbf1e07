"""The reset of a tenant with twenty clusters of twenty nodes."""

import statistics
import time

from cs_simulator.runtime.simulator import Simulator

from tests.benchmarks.inside import DAY, create, settings


async def measure(folder: str) -> dict[str, float]:
    async with Simulator.open(settings(f"{folder}/reset.db")) as simulator:
        took = []
        for _ in range(5):
            await create(simulator, 0, 20, size=20)
            tenant = await simulator.tenants.get("default")
            await simulator.advance(tenant, tenant.now(0.0) + DAY)
            began = time.perf_counter()
            await simulator.lifecycle.reset(tenant.name)
            took.append(time.perf_counter() - began)
    return {"ms": statistics.median(took) * 1000}
