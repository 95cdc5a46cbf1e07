"""Node pools of Kubernetes clusters, from their creation to active."""

import asyncio
import statistics
import time
from functools import partial
from itertools import islice

import orjson
from cs_simulator.runtime.simulator import Simulator

from tests.benchmarks import bodies
from tests.benchmarks.inside import (
    DAY,
    Stopwatch,
    a_get,
    a_post,
    memory,
    settings,
    steps_of_a_day,
    with_storage,
)

POOLS = 10
READS = 200


def _a_cluster(number: int) -> dict[str, object]:
    """A creation whose VPC has no other cluster; each vSwitch has addresses for all its nodes."""
    return bodies.kubernetes(
        name=f"pools-{number}",
        vpcid=f"vpc-bench{number}",
        vswitch_ids=[f"vsw-bench{number}"],
        container_cidr="10.32.0.0/16",
        service_cidr="10.64.0.0/20",
    )


async def measure(folder: str, clusters: int = 100, in_pool: int = 100) -> dict[str, float]:
    """Steps of the nodes; ``detail`` is the microseconds that a first read of a pool takes."""
    watch = Stopwatch()
    async with Simulator.open(settings(f"{folder}/pools.db")) as simulator:
        answer = partial(simulator.dispatcher.answer, "default")
        calls = [a_post("/clusters", _a_cluster(number)) for number in range(clusters)]
        created = await asyncio.gather(*map(answer, calls))
        assert all(each.status == 202 for each in created), created[0]
        tenant = await simulator.tenants.get("default")
        await simulator.advance(tenant, tenant.now(0.0) + DAY)
        for number, each in enumerate(created):
            path = f"/clusters/{orjson.loads(each.body)['cluster_id']}/nodepools"
            pools = [bodies.pool(f"pool-{n}", in_pool, f"vsw-bench{number}") for n in range(POOLS)]
            answers = await asyncio.gather(*(answer(a_post(path, pool)) for pool in pools))
            assert {one.status for one in answers} == {200}, answers[-1]
        found = await steps_of_a_day(simulator, watch)
        assert len(tenant.world.nodes) == clusters * POOLS * in_pool
        assert {group.state for group in tenant.world.node_groups} == {"active"}
        took = []
        for group in islice(tenant.world.node_groups, READS):
            read = a_get(f"/clusters/{group.cluster_id}/nodepools/{group.group_id}")
            began = time.perf_counter()
            await answer(read)
            took.append(time.perf_counter() - began)
    found["detail"] = statistics.median(took) * 1e6
    return {**with_storage(found, watch), "mib": memory("VmHWM")}
