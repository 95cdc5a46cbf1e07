"""Swarm clusters of ten nodes, from their creation to running."""

from cs_simulator.runtime.simulator import Simulator

from tests.benchmarks.inside import (
    Stopwatch,
    create,
    memory,
    settings,
    steps_of_a_day,
    with_storage,
)


async def measure(folder: str, clusters: int = 10_000) -> dict[str, float]:
    watch = Stopwatch()
    async with Simulator.open(settings(f"{folder}/steps.db")) as simulator:
        await create(simulator, 0, clusters, size=10)
        found = await steps_of_a_day(simulator, watch)
        tenant = await simulator.tenants.get("default")
        states = {cluster.state for cluster in tenant.world.clusters}
        assert states == {"running"}, states
        assert len(tenant.world.nodes) == clusters * 10
    return {**with_storage(found, watch), "mib": memory("VmHWM")}
