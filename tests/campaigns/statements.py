"""A mixed run in which one SQL statement fails, for every statement of it.

Clusters, clocks, scenarios, snapshots, resets and whole tenants are made and deleted, partly at
once; what is logged is folded in between, alone and for those who look at the tables. In each run
the n-th statement that SQLite gets fails with an I/O error, and in a second turn the three after it
too. Whatever was answered is so: in memory, in the file, in the journal, in the counters and after
a restart; whatever was refused left nothing; nothing hangs.
"""

import asyncio
import sqlite3
import subprocess
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp.test_utils import TestClient
from cs_simulator.server.app import SIMULATOR
from cs_simulator.storage.database import Database
from cs_simulator.storage.errors import StorageError
from cs_simulator.storage.staging import StagedConnection
from cs_simulator.storage.store import Store

from tests.campaigns.campaign import SECRETS, Campaign, Figures, Run
from tests.campaigns.causes import after_restart, in_file, in_memory, opened
from tests.support.builders import a_create_body
from tests.support.failing_statements import failing
from tests.support.old_databases import restore, versions

PATIENCE = 20.0
BURSTS = (1, 4)
STEADY = "steady"
"""The tenant to which nothing is done as a whole: what was answered to it is known exactly."""


@dataclass
class Counting:
    """Has statements fail from the n-th on, as many as *burst*; 0 for none."""

    first: int = 0
    burst: int = 1
    count: int = 0

    def __call__(self, _: str) -> bool:
        self.count += 1
        return self.first <= self.count < self.first + self.burst


@dataclass
class Mixed:
    """One mixed run, and what was answered in it."""

    client: TestClient
    created: set[str] = field(default_factory=set)
    """Names of the steady tenant's clusters that are answered as created, and not as deleted."""
    ids: dict[str, str] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    """Status of every answer of the API to the steady tenant, by request id."""
    api_errors: int = 0
    refused: int = 0

    async def call(
        self, method: str, path: str, body: object = None, tenant: str = STEADY
    ) -> tuple[int, Any]:
        headers = {"Authorization": f"acs {tenant}:unsigned", "X-Simulator-Tenant": tenant}
        async with asyncio.timeout(PATIENCE):
            async with self.client.request(method, path, json=body, headers=headers) as response:
                status, answer = response.status, await response.json()
        is_control = path.startswith("/_simulator/")
        if status >= 500:
            self.refused += 1
            code = answer["code" if is_control else "Code"]
            assert code == ("StorageFailed" if is_control else "InternalError"), answer
            self.api_errors += not is_control
        if tenant == STEADY and not is_control:
            self.answers[response.headers["x-acs-request-id"]] = status
        return status, answer

    async def control(self, method: str, path: str, body: object = None, tenant: str = STEADY):
        return await self.call(method, f"/_simulator/{path}", body, tenant)

    async def create(self, name: str, number: int, tenant: str = STEADY) -> None:
        block, password = f"172.28.{number}.0/24", SECRETS["password"]
        body = a_create_body(name=name, size=1, subnet_cidr=block, password=password)
        status, answer = await self.call("POST", "/clusters", body, tenant)
        if status == 202 and tenant == STEADY:
            self.created.add(name)
            self.ids[name] = answer["cluster_id"]

    async def delete(self, name: str) -> None:
        if name in self.ids:
            status, _ = await self.call("DELETE", f"/clusters/{self.ids[name]}")
            if status < 300:
                await self.control("POST", "clock/advance", {"by": "1h"})
                listed = await self.control("GET", "clusters")
                if listed[0] == 200:
                    still = {cluster["name"] for cluster in listed[1]["clusters"]}
                    self.created -= {name} - still

    async def fold(self) -> None:
        """Fold what is logged, as is done while there is nothing else to do."""
        store = self.client.app[SIMULATOR].store
        with suppress(StorageError):
            while store.is_behind:
                await store.fold()

    async def run(self) -> None:
        """Do everything once."""
        control, create = self.control, self.create
        together = asyncio.gather
        await together(create("s0", 1), create("o0", 1, "other"), create("d0", 1, "doomed"))
        await control("PUT", "scenario", {"name": "healthy"}, "other")
        await together(control("POST", "clock/advance", {"by": "10m"}), create("o1", 2, "other"))
        await control("PUT", "snapshots/a", tenant="other")
        await together(create("s1", 2), create("o2", 3, "other"), self.fold())
        await together(control("POST", "snapshots/a/load", tenant="other"), create("s2", 3))
        await together(control("POST", "tenants", {"name": "made", "ttl": "1h"}), create("s3", 4))
        await control("POST", "snapshots/a/fork", {"name": "forked"}, "other")
        await together(control("DELETE", "tenants/doomed"), create("s4", 5))
        await together(control("POST", "reset", {"keep": ["calls"]}, "other"), create("s5", 6))
        await together(create("d1", 1, "doomed"), create("o3", 4, "other"))
        await self.fold()
        for path in ("calls", "decisions", "snapshots", "timeline"):
            await control("GET", path)
        if "s0" in self.ids:
            await self.call("GET", f"/clusters/{self.ids['s0']}/logs")
        await self.call("GET", "/clusters")
        await self.delete("s1")
        await control("DELETE", "snapshots/a", tenant="other")
        await control("DELETE", "calls", tenant="other")


async def count_statements(folder: Path) -> int:
    """How many statements a run has in which none fails."""
    async with opened(folder / "clean.db") as client:
        counting = Counting()
        with failing(client.app[SIMULATOR], counting):
            mixed = Mixed(client)
            await mixed.run()
        await _check(mixed, folder, folder / "clean.db")
        assert not mixed.refused
    return counting.count


async def one_run(folder: Path, first: int, burst: int) -> Mixed:
    path = folder / f"{first}-{burst}.db"
    async with opened(path) as client:
        mixed = Mixed(client)
        with failing(client.app[SIMULATOR], Counting(first, burst)):
            await mixed.run()
        after = await _check(mixed, folder, path)
    assert await after_restart(path) == after, "a restart shows something else"
    return mixed


async def _check(mixed: Mixed, folder: Path, path: Path) -> dict[str, Any]:
    simulator = mixed.client.app[SIMULATOR]
    status, answer = await mixed.control("GET", "readyz")
    assert status == 200, answer
    await simulator.maintenance.do_round()
    counted = sum(
        sum(histogram.buckets)
        for (_, code), histogram in simulator.metrics.calls.items()
        if code == "InternalError"
    )
    assert counted == mixed.api_errors, f"{counted} calls counted as failed"
    status, listed = await mixed.call("GET", "/clusters")
    names = {cluster["name"] for cluster in listed}
    assert names == mixed.created, f"{sorted(names)} in place of {sorted(mixed.created)}"
    status, journal = await mixed.control("GET", "calls")
    kept = {entry["request_id"]: entry["status"] for entry in journal["calls"]}
    lost = {key: status for key, status in mixed.answers.items() if kept.get(key) != status}
    # Without its tenant, which could not be read, a call has no journal to be in.
    assert not {status for key, status in lost.items() if status < 500 or key in kept}, lost
    for tenant in list(simulator.tenants.loaded.values()):
        await simulator.flush(tenant)
    memory = await in_memory(simulator)
    assert memory == await in_file(simulator.store), "memory and file differ"
    image = _image(path)
    assert await after_restart(image) == memory, "kill -9 would take something back"
    return memory


def _image(path: Path) -> Path:
    """A copy of the files, as ``kill -9`` would leave them."""
    image = path.with_name(f"{path.stem}-image.db")
    for suffix in ("", "-wal"):
        subprocess.run(["cp", f"{path}{suffix}", f"{image}{suffix}"], check=True)
    return image


# ---- opening and migrating


class Interrupted(StagedConnection):
    """A connection that stops in the middle of what it does, after so many looks."""

    looks = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = type(self).looks
        self.set_progress_handler(self._look, 200)

    def _look(self) -> int:
        self.left -= 1
        return self.left == 0


async def interrupted_openings(folder: Path, most: int) -> int:
    """Open an old database, which stops after one look, after two…, until it does not; how many."""
    old = folder / "old.db"
    restore(versions()[0], old)
    before = old.read_bytes()
    for looks in range(1, most + 1):
        connection = type("Connection", (Interrupted,), {"looks": looks})
        try:
            database = await Database.open(str(old), connection_class=connection)
        except StorageError:
            with sqlite3.connect(old) as checked:
                assert checked.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            checked.close()
            assert old.read_bytes() == before or looks > 1
            continue
        await database.close()
        return looks - 1
    store = await Store.open(str(old))
    await store.close()
    return most


async def run(given: Run) -> Figures:
    statements = await count_statements(given.folder)
    cases = [(first, burst) for burst in BURSTS for first in range(1, statements + 1)]
    step = max(len(cases) / given.total, 1)
    chosen = [cases[int(number * step)] for number in range(min(given.total, len(cases)))]
    tally: Counter[str] = Counter()
    mine = given.mine(chosen)
    for first, burst in mine:
        try:
            mixed = await one_run(given.folder, first, burst)
        except Exception as problem:
            text = f"statement {first} of {statements}, {burst} at once: {problem!r}"
            raise AssertionError(text) from problem
        tally["refused"] += mixed.refused
        tally["answered"] += len(mixed.answers)
    is_first = given.shard.index == 1  # openings are the same in each shard
    openings = await interrupted_openings(given.folder, most=given.total) if is_first else 0
    return {
        "runs": len(mine),
        "statements of a run": statements,
        "calls refused": tally["refused"],
        "openings interrupted": openings,
        "acknowledged and lost": 0,
    }


CAMPAIGN = Campaign(
    name="statements",
    proves="whichever SQL statement fails, what was answered is so, and what was not left nothing",
    unit="runs",
    amount=1200,
    short=8,
    run=run,
    greatest=("statements of a run",),
)
