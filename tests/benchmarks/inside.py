"""Figures that are measured in process, each in a process of its own.

``python -m tests.benchmarks.inside NAME [FOLDER]`` prints one JSON object.
"""

import asyncio
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import orjson
from cs_simulator.cluster_types.ack.cluster_type import ACK
from cs_simulator.operations import Incoming
from cs_simulator.runtime.files.server_scenario import ServerScenario
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.scenarios import compiler
from cs_simulator.server.process.listening import tune_gc

from tests.benchmarks.rules import written
from tests.support.builders import a_create_body
from tests.support.worlds import a_tenant

LIMITS = ("clusters", "eips", "slbs", "security_groups", "routes_per_vpc")
FEWER = ("nodes_per_cluster", "kubernetes_clusters", "managed_clusters")
PLENTY = (
    *(f"{name}=10000000" for name in LIMITS),
    *(f"{name}=10000" for name in FEWER),
)


def settings(db: str) -> Settings:
    return Settings(db=db, clock="frozen", quota=PLENTY, log_level="warning")


def a_create(number: int, **changes: object) -> Incoming:
    """A creation that collides with no other; each vSwitch has addresses for 256 of 15 nodes."""
    vpc, block = divmod(number, 256)
    body = a_create_body(
        name=f"bench-{number}",
        vpc_id=f"vpc-bench{vpc}",
        vswitch_id=f"vsw-bench{vpc}",
        subnet_cidr=f"10.0.{block}.0/24",
        **changes,
    )
    raw = json.dumps(body).encode()
    return Incoming("POST", "/clusters", "/clusters", {}, raw, "application/json", "")


async def create(simulator: Simulator, first: int, last: int, **changes: object) -> None:
    """Create clusters, 64 at a time as that many connections would."""
    for start in range(first, last, 64):
        calls = [a_create(n, **changes) for n in range(start, min(start + 64, last))]
        answers = await asyncio.gather(
            *(simulator.dispatcher.answer("default", each) for each in calls)
        )
        assert all(answer.status == 202 for answer in answers), answers[0]


async def listing(folder: str) -> dict[str, float]:
    async with Simulator.open(settings(f"{folder}/list.db")) as simulator:
        await create(simulator, 0, 10_000)
        get = Incoming("GET", "/clusters", "/clusters", {}, b"", "", "")
        body = (await simulator.dispatcher.answer("default", get)).body
        clusters = orjson.loads(body)
        ours, plain = [], []
        for _ in range(15):
            began = time.perf_counter()
            await simulator.dispatcher.answer("default", get)
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            orjson.dumps(clusters)
            plain.append(time.perf_counter() - began)
    return {"ratio": statistics.median(ours) / statistics.median(plain)}


async def growth(folder: str) -> dict[str, float]:
    async with Simulator.open(settings(f"{folder}/growth.db")) as simulator:
        times = {}
        for stored in (100, 50_000):
            done = 0 if stored == 100 else 2_100
            await create(simulator, done, stored)
            took = []
            for number in range(stored, stored + 2_000):
                call = a_create(number)
                began = time.perf_counter()
                await simulator.dispatcher.answer("default", call)
                took.append(time.perf_counter() - began)
            times[stored] = statistics.median(took)
    return {"ratio": times[50_000] / times[100]}


COUNT = 10_000


async def steps(folder: str) -> dict[str, float]:
    async with Simulator.open(settings(f"{folder}/steps.db")) as simulator:
        await create(simulator, 0, COUNT, size=10)
        tenant = await simulator.tenants.get("default")
        began = time.perf_counter()
        advanced = await simulator.advance(tenant, tenant.now(0.0) + 86_400_000_000)
        took = time.perf_counter() - began
        states = {cluster.state for cluster in tenant.world.clusters}
        assert states == {"running"}, states
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rate": advanced.ran / took, "steps": advanced.ran, "mib": peak}


POOLS = 10
IN_POOL = 10


def a_post(path: str, body: dict[str, object]) -> Incoming:
    return Incoming("POST", path, path, {}, json.dumps(body).encode(), "application/json", "")


def a_kubernetes_create(number: int) -> Incoming:
    """A creation whose VPC has no other cluster; each vSwitch has addresses for all its nodes."""
    changes = {
        "vpcid": f"vpc-bench{number}",
        "vswitch_ids": [f"vsw-bench{number}"],
        "container_cidr": "10.32.0.0/16",
        "service_cidr": "10.64.0.0/20",
    }
    return a_post("/clusters", ACK.creation.example(changes, number))


def a_pool_create(number: int, cluster_id: str, pool: int) -> Incoming:
    scaling_group = {
        "vswitch_ids": [f"vsw-bench{number}"],
        "instance_types": ["ecs.g6.large"],
        "instance_charge_type": "PostPaid",
        "desired_size": IN_POOL,
    }
    body = {"nodepool_info": {"name": f"pool-{pool}"}, "scaling_group": scaling_group}
    return a_post(f"/clusters/{cluster_id}/nodepools", body)


async def pools(folder: str) -> dict[str, float]:
    """A thousand Kubernetes clusters, each with ten node pools of ten nodes."""
    count = COUNT // POOLS
    async with Simulator.open(settings(f"{folder}/pools.db")) as simulator:
        answer = partial(simulator.dispatcher.answer, "default")
        created = await asyncio.gather(*(answer(a_kubernetes_create(n)) for n in range(count)))
        assert all(each.status == 202 for each in created), created[0]
        tenant = await simulator.tenants.get("default")
        await simulator.advance(tenant, tenant.now(0.0) + 86_400_000_000)
        cluster_ids = [orjson.loads(each.body)["cluster_id"] for each in created]
        for number, cluster_id in enumerate(cluster_ids):
            calls = [a_pool_create(number, cluster_id, pool) for pool in range(POOLS)]
            answers = await asyncio.gather(*(answer(each) for each in calls))
            assert all(each.status == 200 for each in answers), answers[0]
        began = time.perf_counter()
        advanced = await simulator.advance(tenant, tenant.now(0.0) + 86_400_000_000)
        took = time.perf_counter() - began
        assert len(tenant.world.nodes) == count * POOLS * IN_POOL
        assert {group.state for group in tenant.world.node_groups} == {"active"}
        group = next(iter(tenant.world.node_groups))
        path = f"/clusters/{group.cluster_id}/nodepools/{group.group_id}"
        read = await median_of(partial(answer, Incoming("GET", path, path, {}, b"", "", "")))
    return {"rate": advanced.ran / took, "steps": advanced.ran, "detail": read * 1e6}


async def median_of(ask: Callable[[], Awaitable[object]], times: int = 200) -> float:
    """The median of the seconds that a call takes."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        await ask()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


async def reset(folder: str) -> dict[str, float]:
    async with Simulator.open(settings(f"{folder}/reset.db")) as simulator:
        took = []
        for _ in range(5):
            await create(simulator, 0, 20, size=20)
            tenant = await simulator.tenants.get("default")
            await simulator.advance(tenant, tenant.now(0.0) + 86_400_000_000)
            began = time.perf_counter()
            await simulator.lifecycle.reset(tenant.name)
            took.append(time.perf_counter() - began)
    return {"ms": statistics.median(took) * 1000}


async def loading(folder: str) -> dict[str, float]:
    """From the file to a tenant under its rules; what is loaded for the first one is loaded."""
    took = []
    for count in (1, 1000, 1000, 1000):
        compiler.compiled.cache_clear()
        began = time.perf_counter()
        common = ServerScenario(written(folder, count))
        common.read()
        tenant = a_tenant()
        tenant.change(0.0, partial(common.begin, own=""))
        assert len(tenant.world.rules.all) == count
        took.append(time.perf_counter() - began)
    return {"ms": statistics.median(took[1:]) * 1000}


FIGURES = {each.__name__: each for each in (listing, growth, steps, pools, reset, loading)}


def main() -> None:
    tune_gc()
    with tempfile.TemporaryDirectory() as own:
        folder = sys.argv[2] if len(sys.argv) > 2 else own
        Path(folder).mkdir(exist_ok=True)
        print(json.dumps(asyncio.run(FIGURES[sys.argv[1]](folder))))


if __name__ == "__main__":
    main()
