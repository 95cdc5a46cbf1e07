"""Ten thousand lives of clusters in one tenant: file, memory and latency grow by what is kept only.

Eight clients create a cluster each, poll it until it runs, scale it, read its nodes and its log,
delete it and poll it until it is gone; then they begin anew. The clock is one that polling moves.
What is kept of a life is its history: journal, events, log, traces, and its tasks, which can still
be read by their ids. Anything else that grows fails the campaign.
"""

import asyncio
import sqlite3
import statistics
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cs_simulator.storage import folding

from tests.campaigns.campaign import SECRETS, Campaign, Figures, Run
from tests.campaigns.killing.life import simulator
from tests.support.builders import a_create_body
from tests.support.cluster_kinds import type_in_use

CLIENTS = 8
MEASUREMENTS = 10
READS = 300  # of which the first decile is a measurement: other processes disturb it least
TENANT = "soak"
KEPT = {"task", "log", "event", "trace", "call", "call_segment"}
"""The tables that have what is kept of a life."""
# Bytes that a life may leave: in memory its three tasks, in their table and its index.
MOST_IN_MEMORY, MOST_IN_FILE = 4_000, 40_000
# How many times as long a read may take at the end; machines are noisy.
SLOWEST = 2.0
# Fewer lives than that say nothing about memory: the caches, which are bounded, are not full.
ENOUGH = 5_000


@dataclass(frozen=True)
class Measurement:
    """What was measured after some lives, with no call under way."""

    lives: int
    memory: int
    """Resident memory of the process, in bytes."""
    file: int
    """Bytes of the file and of its write-ahead log."""
    read: float
    """The first decile of the seconds that a read takes."""


async def run(given: Run) -> Figures:
    """Let clusters live and die, and measure what is left of them."""
    file, measured = given.folder / "state.db", []
    async with simulator(file) as life:
        made = {"name": TENANT, "clock": {"mode": "polling"}}
        await life.control("default", "POST", "tenants", made)
        part = max(given.amount // MEASUREMENTS, 1)
        for first in range(0, given.amount, part):
            await live(life, first, min(part, given.amount - first))
            measured.append(await measure(life, file, min(first + part, given.amount)))
    with closing(sqlite3.connect(file)) as database:
        with database:
            folding.fold(database)  # as the next start would do it
        check_rows(database)
    return check_growth(measured)


# ---- lives


async def live(life, first, amount):
    numbers = iter(range(first, first + amount))

    async def one_after_the_other():
        for number in numbers:
            await one_life(life, number)

    await asyncio.gather(*[one_after_the_other() for _ in range(CLIENTS)])


async def one_life(life, number):
    body = a_create_body(
        name=f"s{number}", subnet_cidr=f"172.{16 + number % 16}.{number // 16 % 256}.0/24",
        password=SECRETS["password"],
    )  # fmt: skip
    path = f"/clusters/{(await ok(life, 'POST', '/clusters', body))['cluster_id']}"
    await poll(life, path, size=1)
    await grow(life, path, body)
    await poll(life, path, size=2)
    for what in ("nodes", "logs"):
        assert await ok(life, "GET", f"{path}/{what}")
    await ok(life, "DELETE", path)
    await poll(life, path, size=None)


async def grow(life, path, body):
    """Let a cluster of one node have two."""
    if type_in_use() == "swarm":
        await ok(life, "PUT", path, {**body, "size": 2})
        return
    [pool] = (await ok(life, "GET", f"{path}/nodepools"))["nodepools"]
    pool_path = f"{path}/nodepools/{pool['nodepool_info']['nodepool_id']}"
    await ok(life, "POST", pool_path, {"count": 1})


async def ok(life, method, path, body=None):
    (status, answer), _ = await life.call(TENANT, method, path, body)
    assert status < 300, (method, path, status, answer)
    return answer


async def poll(life, path, size):
    """Read a cluster until it runs with that size; ``None`` for until it is gone."""
    for _ in range(200):
        (status, cluster), _ = await life.call(TENANT, "GET", path)
        if status == 404:
            assert size is None, cluster
            return
        assert status == 200, cluster
        if (cluster["state"], cluster["size"]) == ("running", size):
            return
    raise AssertionError(f"{path} does not get there: {cluster}")


# ---- what is left of them


async def measure(life, file, lives):
    await life.control(TENANT, "GET", "calls?limit=1")  # everything of the journal is written
    seconds = []
    for _ in range(READS):
        begun = time.perf_counter()
        await ok(life, "GET", "/clusters")
        seconds.append(time.perf_counter() - begun)
    size = sum(path.stat().st_size for path in (file, wal_of(file)))
    return Measurement(lives, life.resident_memory(), size, statistics.quantiles(seconds, n=10)[0])


def wal_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def check_rows(database):
    tables = database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('tenant', 'snapshot')"
    ).fetchall()
    for (table,) in tables:
        [(count,)] = database.execute(f"SELECT count(*) FROM {table}").fetchall()
        assert not count or table in KEPT, f"{count} rows of {table} are left"
    [(row,)] = database.execute(f"SELECT length(last_seen) FROM tenant WHERE name = '{TENANT}'")
    assert row < 10_000, f"{row} bytes of what was seen last"


def check_growth(measured: list[Measurement]) -> Figures:
    """Figures of the second half: in the first one, caches are filled."""
    first, half, last = measured[0], measured[len(measured) // 2], measured[-1]
    lives = max(last.lives - half.lives, 1)
    in_memory, in_file = ((last.memory - half.memory) / lives, (last.file - half.file) / lives)
    slower = last.read / first.read
    if last.lives >= ENOUGH:
        assert in_memory < MOST_IN_MEMORY, measured
        assert in_file < MOST_IN_FILE, measured
        assert slower < SLOWEST, measured
    return {
        "memory at the beginning, half way, at the end (MiB)": ", ".join(
            f"{one.memory / 2**20:.0f}" for one in (first, half, last)
        ),
        "bytes of history for each life in memory": round(in_memory),
        "in the file": round(in_file),
        "a read at the end against the beginning": round(slower, 2),
    }


CAMPAIGN = Campaign(
    name="soak",
    proves="a tenant in which clusters come and go for ever keeps their history and nothing else",
    unit="lives",
    amount=10_000,
    short=16,
    run=run,
    alone="one tenant lives through all of it; parts would not show what grows",
)
