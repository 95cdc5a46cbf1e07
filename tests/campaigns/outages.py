"""The database stops to work and comes back, again and again, while it is in use.

Eight callers create, delete, read, move clocks, save snapshots, make and delete tenants. Meanwhile
one cause after the other keeps everything from being written for some moments. In the end memory,
file, journal, counters and what a restart finds have exactly what was answered.
"""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from aiohttp.test_utils import TestClient
from cs_simulator.server.app import SIMULATOR

from tests.campaigns.campaign import SECRETS, Campaign, Figures, Run
from tests.campaigns.causes import after_restart, in_file, in_memory, opened
from tests.docs.pages import block
from tests.support.broken_storage import CAUSES
from tests.support.builders import a_create_body

PATIENCE = 30.0
CALLERS = 8
TENANTS = [f"tenant{number}" for number in range(5)]
# A full disk needs a disk of its own; the campaign `causes` has one.
USED = [cause for name, cause in CAUSES.items() if name != "disk full"]
LONGEST_OUTAGE, LONGEST_PEACE = 30, 40  # in calls that are answered meanwhile


@dataclass
class Known:
    """What was answered to one tenant."""

    created: dict[str, str] = field(default_factory=dict)
    """Ids of the clusters whose creation was answered, by name."""
    deleting: set[str] = field(default_factory=set)
    """Names of the clusters whose deletion was sent."""
    answers: dict[str, int] = field(default_factory=dict)
    """Status of each answer of the API, by request id."""


class Use:
    """The use of a simulator by several callers."""

    def __init__(self, client: TestClient, chance: random.Random) -> None:
        self._client = client
        self._chance = chance
        self._numbers = iter(range(1, 10**9))
        self.known = {name: Known() for name in TENANTS}
        self.statuses: Counter[int] = Counter()
        self.is_over = False
        self._answered = asyncio.Event()

    async def some_answers(self, most: int) -> None:
        """Wait until some more calls are answered, at least one and at most *most*."""
        wanted = self.statuses.total() + self._chance.randint(1, most)
        async with asyncio.timeout(PATIENCE):
            while self.statuses.total() < wanted:
                self._answered.clear()
                await self._answered.wait()

    async def call(self, tenant: str, method: str, path: str, body: object = None) -> Any:
        headers = {"Authorization": f"acs {tenant}:unsigned", "X-Simulator-Tenant": tenant}
        async with asyncio.timeout(PATIENCE):
            async with self._client.request(method, path, json=body, headers=headers) as response:
                status, answer = response.status, await response.json()
        self.statuses[status] += 1
        self._answered.set()
        if not path.startswith("/_simulator/"):
            self.known[tenant].answers[response.headers["x-acs-request-id"]] = status
        elif status >= 500:
            assert answer["code"] == "StorageFailed", answer
        return status, answer

    async def be_busy(self) -> None:
        """Do one thing after the other until it is over."""
        while not self.is_over:
            tenant, drawn = self._chance.choice(TENANTS), self._chance.random()
            known = self.known[tenant]
            if drawn < 0.5:
                await self._create(tenant, known)
            elif drawn < 0.6 and known.created:
                await self._delete(tenant, known)
            else:
                await self._do_else(tenant, drawn)

    async def _create(self, tenant: str, known: Known) -> None:
        name = f"c{next(self._numbers)}"
        body = a_create_body(
            name=name, size=0, vpc_id=f"vpc-{name}", vswitch_id=f"vsw-{name}",
            password=SECRETS["password"],
        )  # fmt: skip
        status, answer = await self.call(tenant, "POST", "/clusters", body)
        if status == 202:
            known.created[name] = answer["cluster_id"]

    async def _delete(self, tenant: str, known: Known) -> None:
        name = self._chance.choice(sorted(known.created))
        known.deleting.add(name)
        await self.call(tenant, "DELETE", f"/clusters/{known.created[name]}")

    async def _do_else(self, tenant: str, drawn: float) -> None:
        control = "/_simulator/"
        if drawn < 0.7:
            await self.call(tenant, "POST", f"{control}clock/advance", {"by": "1m"})
        elif drawn < 0.9:
            await self.call(tenant, "GET", "/clusters")
        elif drawn < 0.95:
            await self.call(tenant, "PUT", f"{control}snapshots/one")
        else:
            name = f"short-lived{self._chance.randrange(3)}"
            await self.call(tenant, "POST", f"{control}tenants", {"name": name})
            await self.call(tenant, "DELETE", f"{control}tenants/{name}")


async def run(given: Run) -> Figures:
    chance, path = random.Random(given.seed), given.folder / "x.db"
    async with opened(path, quota=("clusters=100000",)) as client:
        simulator = client.app[SIMULATOR]
        use = Use(client, chance)
        callers = [asyncio.ensure_future(use.be_busy()) for _ in range(CALLERS)]
        for _ in range(given.amount):
            async with chance.choice(USED)(simulator):
                await use.some_answers(LONGEST_OUTAGE)
            await use.some_answers(LONGEST_PEACE)
        use.is_over = True
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*callers)
        async with client.get("/_simulator/readyz") as ready:
            assert ready.status == 200, await ready.text()
        await simulator.maintenance.do_round()
        for tenant, known in use.known.items():
            await check(use, tenant, known)
        memory = await in_memory(simulator)
        assert memory == await in_file(simulator.store), "memory and file differ"
    assert await after_restart(path) == memory, "a restart shows something else"
    return {
        "calls": use.statuses.total(),
        "refused": use.statuses[500],
        "clusters created": sum(len(known.created) for known in use.known.values()),
        "acknowledged and lost": 0,
    }


async def check(use: Use, tenant: str, known: Known) -> None:
    """Check that a tenant has what was answered to it, and its journal too."""
    _, listed = await use.call(tenant, "GET", "/clusters")
    names = {cluster["name"] for cluster in listed}
    lost = known.created.keys() - known.deleting - names
    assert not lost, f"{tenant}: answered and lost: {sorted(lost)}"
    assert names <= known.created.keys(), f"{tenant}: refused and there: {sorted(names)}"
    simulator = use._client.app[SIMULATOR]
    number = (await simulator.tenants.get(tenant)).number
    await simulator.flush(await simulator.tenants.get(tenant))
    rows = await simulator.store._database.rows(
        f"SELECT request_id, status FROM ({block('example: calls by sqlite3')}) WHERE tenant = ?",
        number,
    )
    assert len(dict(rows)) == len(rows), f"{tenant}: a request id was given twice"
    assert dict(rows) == known.answers, f"{tenant}: the journal has something else"


CAMPAIGN = Campaign(
    name="outages",
    proves="a database that fails again and again in use has in the end exactly what was answered",
    unit="outages",
    amount=300,
    short=12,
    run=run,
)
