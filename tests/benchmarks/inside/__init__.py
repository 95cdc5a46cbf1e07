"""Figures that are measured in process: each module here has a ``measure``, run in its own process.

``python -m tests.benchmarks.inside NAME FOLDER [AMOUNT]`` prints one JSON object. These modules run
with the package of another revision, too: they use little of it, and import what only some need
where they need it.
"""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

from cs_simulator.operations import Incoming
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.simulator import Simulator

from tests.benchmarks import bodies

_LIMITS = ("clusters", "eips", "slbs", "security_groups", "routes_per_vpc")
_FEWER = (
    "nodes_per_cluster", "nodes_per_kubernetes_cluster", "kubernetes_clusters", "managed_clusters",
)  # fmt: skip
_PLENTY = (
    *(f"{name}=10000000" for name in _LIMITS),
    *(f"{name}=10000" for name in _FEWER),
)
DAY = 86_400_000_000
"""A virtual day, in microseconds."""


def settings(db: str, **changes: Any) -> Settings:
    """Settings with a frozen clock and room for everything."""
    plain = {"db": db, "clock": "frozen", "quota": _PLENTY, "log_level": "warning"}
    return Settings(**{**plain, **changes})


def a_get(path: str) -> Incoming:
    """A read."""
    return Incoming("GET", path, path, {}, b"", "", "")


def a_post(path: str, body: dict[str, Any]) -> Incoming:
    """A write."""
    return Incoming("POST", path, path, {}, json.dumps(body).encode(), "application/json", "")


def a_create(number: int, **changes: Any) -> Incoming:
    """A creation that collides with no other; each vSwitch has addresses for 256 of 15 nodes."""
    vpc, block = divmod(number, 256)
    body = bodies.swarm(
        name=f"bench-{number}",
        vpc_id=f"vpc-bench{vpc}",
        vswitch_id=f"vsw-bench{vpc}",
        subnet_cidr=f"10.0.{block}.0/24",
        **changes,
    )
    return a_post("/clusters", body)


async def create(simulator: Simulator, first: int, last: int, **changes: Any) -> None:
    """Create clusters, 64 at a time as that many connections would."""
    for start in range(first, last, 64):
        calls = [a_create(n, **changes) for n in range(start, min(start + 64, last))]
        answers = await asyncio.gather(
            *(simulator.dispatcher.answer("default", each) for each in calls)
        )
        assert all(answer.status == 202 for answer in answers), answers[0]


class Stopwatch:
    """Seconds since it was started: real ones, and of CPU of this thread and of the process."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Begin anew."""
        self._began = self._now()

    @staticmethod
    def _now() -> tuple[float, float, float]:
        return time.perf_counter(), time.thread_time(), time.process_time()

    def read(self) -> tuple[float, float, float]:
        """Real seconds, CPU seconds of the thread, CPU seconds of the process."""
        real, thread, process = (
            now - then for now, then in zip(self._now(), self._began, strict=True)
        )
        return real, thread, process


async def steps_of_a_day(simulator: Simulator, watch: Stopwatch) -> dict[str, float]:
    """Advance by a day: steps, steps a second, seconds, and microseconds of CPU for each step.

    *watch* is started; ``cpu`` is the time of the thread that runs the steps.
    """
    tenant = await simulator.tenants.get("default")
    watch.start()
    advanced = await simulator.advance(tenant, tenant.now(0.0) + DAY)
    real, thread, _ = watch.read()
    return {
        "steps": advanced.ran,
        "rate": advanced.ran / real,
        "seconds": real,
        "cpu": thread / advanced.ran * 1e6,
    }


def with_storage(found: dict[str, float], watch: Stopwatch) -> dict[str, float]:
    """What was found of steps, with the CPU time of all threads as ``cpu_all``.

    To be called when the simulator is closed: then nothing that it put off is left.
    """
    _, _, process = watch.read()
    return {**found, "cpu_all": process / found["steps"] * 1e6}


def memory(what: str = "VmRSS") -> float:
    """MiB of memory of this process now, or with ``VmHWM`` at most so far."""
    lines = Path("/proc/self/status").read_text().splitlines()
    [found] = [line.split()[1] for line in lines if line.startswith(f"{what}:")]
    return int(found) / 1024


def size_of(database: str) -> float:
    """MiB of the files of a database."""
    path = Path(database)
    return sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*")) / 2**20
