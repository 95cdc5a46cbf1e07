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
from functools import partial
from pathlib import Path

import orjson
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
PLENTY = (*(f"{name}=10000000" for name in LIMITS), "nodes_per_cluster=10000")


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


FIGURES = {each.__name__: each for each in (listing, growth, steps, reset, loading)}


def main() -> None:
    tune_gc()
    with tempfile.TemporaryDirectory() as own:
        folder = sys.argv[2] if len(sys.argv) > 2 else own
        Path(folder).mkdir(exist_ok=True)
        print(json.dumps(asyncio.run(FIGURES[sys.argv[1]](folder))))


if __name__ == "__main__":
    main()
