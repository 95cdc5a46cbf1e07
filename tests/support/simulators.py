"""A simulator in this process, without a socket: its calls, and what memory and file have then."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from cs_simulator.domain.records import CallEntry, tables
from cs_simulator.operations import Incoming
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.system_clock import SystemClock

from tests.support.answer import Answer
from tests.support.builders import a_create_body

PLENTY = tuple(
    f"{name}=10000"
    for name in (
        "clusters", "kubernetes_clusters", "managed_clusters", "eips", "slbs", "security_groups",
        "routes_per_vpc",
    )
)  # fmt: skip


@asynccontextmanager
async def opened(
    file: object, system_clock: SystemClock | None = None, **settings: Any
) -> AsyncIterator[Simulator]:
    """A simulator on that file, with a frozen clock and large quotas unless *settings* differ."""
    chosen = {"db": str(file), "clock": "frozen", "quota": PLENTY, "log_level": "error"}
    async with Simulator.open(Settings(**{**chosen, **settings}), system_clock) as simulator:
        yield simulator


class HandClock:
    """A monotonic clock that a test moves by hand."""

    def __init__(self) -> None:
        self.reading = 1000.0

    def system_clock(self) -> SystemClock:
        return SystemClock(monotonic=lambda: self.reading, wall=lambda: 0)


async def call(
    simulator: Simulator, method: str, path: str, body: object = None, tenant: str = "default"
) -> Answer:
    """Make a call."""
    raw = orjson.dumps(body) if body is not None else b""
    incoming = Incoming(method, path, path, {}, raw, "application/json", "")
    answer = await simulator.dispatcher.answer(tenant, incoming)
    return Answer(answer.status, orjson.loads(answer.body))


async def create(simulator: Simulator, key: str, tenant: str = "default", **changes: Any) -> Answer:
    """Create a cluster of that name, in a network of its own."""
    mine = {"vpc_id": f"vpc-{key}", "vswitch_id": f"vsw-{key}", "subnet_cidr": "172.28.0.0/16"}
    body = a_create_body(**{"name": key, "size": 2, **mine, **changes})
    return await call(simulator, "POST", "/clusters", body, tenant)


async def create_many(
    simulator: Simulator, count: int, tenant: str = "default", prefix: str = "c"
) -> list[int]:
    """The statuses of that many creations, all sent at once."""
    names = [f"{prefix}{number}" for number in range(count)]
    answers = await asyncio.gather(*[create(simulator, name, tenant) for name in names])
    return [answer.status for answer in answers]


async def names(simulator: Simulator, tenant: str = "default") -> list[str]:
    """The names of the clusters that a call lists."""
    return [
        cluster["name"]
        for cluster in (await call(simulator, "GET", "/clusters", tenant=tenant)).ok()
    ]


async def advance(simulator: Simulator, seconds: int) -> None:
    """Move the clock of the tenant ``default``."""
    tenant = await simulator.tenants.get("default")
    now = tenant.now(simulator.system_clock.monotonic())
    await simulator.advance(tenant, now + seconds * 1_000_000)


async def committed(simulator: Simulator, tenant: str = "default") -> dict[str, list[Any]]:
    """The records that the file has of a tenant, by table."""
    stored = await simulator.store.load(tenant)
    return {table: sorted(records) for table, records in stored.records.items()} if stored else {}


def known(simulator: Simulator, tenant: str = "default") -> dict[str, list[Any]]:
    """The records that memory has of a tenant, by table."""
    tables = simulator.tenants.loaded[tenant].world.tables
    return {name: sorted(table.records.values()) for name, table in tables.items()}


async def flush_all(simulator: Simulator) -> None:
    """Wait until everything of every tenant in memory is committed."""
    for tenant in list(simulator.tenants.loaded.values()):
        await simulator.flush(tenant)


async def journal(simulator: Simulator, tenant: str = "default") -> list[CallEntry]:
    """The calls of a tenant's journal."""
    await flush_all(simulator)
    return await simulator.store.history.read(tables.CALL, simulator.tenants.loaded[tenant].number)
