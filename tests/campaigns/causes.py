"""Everything that can stop a write, crossed with everything that writes.

In each case the write is refused with an explanation, in the dialect of its plane, and leaves
nothing: not in memory, not in the file, not after a restart at that moment. Probes answer. When the
cause is gone, the same write succeeds, and memory, file and a restart agree on that as well.
"""

import asyncio
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.app import SIMULATOR, create_app
from cs_simulator.storage.errors import StorageError
from cs_simulator.storage.store import Store

from tests.campaigns.campaign import SECRETS, Campaign, Figures, Run
from tests.support.broken_storage import CAUSES, fill_disk, no_longer_files, slow, small_disk
from tests.support.builders import FIXTURES, a_create_body
from tests.support.old_databases import restore, versions

PATIENCE = 20.0
_RUNNING = ("realtime", "scaled")
LATER = {"Authorization": "acs other:unsigned"}


@dataclass
class Case:
    """A simulator on a file, on which one write is tried."""

    client: TestClient
    cluster_id: str = ""

    @property
    def simulator(self) -> Simulator:
        return self.client.app[SIMULATOR]

    async def call(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """Status and body of a call, which is answered in time."""
        async with asyncio.timeout(PATIENCE):
            async with self.client.request(method, path, json=body, headers=headers) as response:
                return response.status, await response.json()

    async def control(self, method: str, path: str, body: object = None) -> Any:
        return await self.call(method, f"/_simulator/{path}", body)

    async def create(self, name: str, number: int, **headers: str) -> Any:
        body = a_create_body(
            name=name, size=1, subnet_cidr=f"172.28.{number}.0/24", password=SECRETS["password"]
        )
        return await self.call("POST", "/clusters", body, **headers)


Write = Callable[[Case], Awaitable[Any]]
WRITES: dict[str, Write] = {
    "create": lambda case: case.create("new", 9),
    "advance": lambda case: case.control("POST", "clock/advance", {"by": "1h"}),
    "clock set": lambda case: case.control("PUT", "clock", {"mode": "scaled", "rate": 2}),
    "snapshot saved": lambda case: case.control("PUT", "snapshots/two"),
    "snapshot loaded": lambda case: case.control("POST", "snapshots/one/load"),
    "snapshot deleted": lambda case: case.control("DELETE", "snapshots/one"),
    "snapshot forked": lambda case: case.control("POST", "snapshots/one/fork", {"name": "forked"}),
    "reset": lambda case: case.control("POST", "reset", {}),
    "reset but the calls": lambda case: case.control("POST", "reset", {"keep": ["calls"]}),
    "tenant made": lambda case: case.control("POST", "tenants", {"name": "made", "ttl": "1h"}),
    "tenant deleted": lambda case: case.control("DELETE", "tenants/other"),
    "scenario": lambda case: case.control("PUT", "scenario", {"name": "healthy"}),
    "fixtures": lambda case: case.control("PUT", "fixtures", FIXTURES),
    "state by hand": lambda case: case.control(
        "PATCH", f"clusters/{case.cluster_id}", {"state": "inactive"}
    ),
    "journal cleared": lambda case: case.control("DELETE", "calls"),
}
MIGRATION = "migration"
ALL_CAUSES = [*CAUSES, "slow"]


def cases() -> list[tuple[str, str]]:
    """Every write with every cause, so ordered that the first of them have each of both."""
    writes, causes = list(WRITES), ALL_CAUSES
    crossed = [
        (write, causes[(number + turn) % len(causes)])
        for turn in range(len(causes))
        for number, write in enumerate(writes)
    ]
    return [*[(MIGRATION, cause) for cause in ("disk full", "I/O error", "read-only")], *crossed]


@dataclass
class Tally:
    refused: int = 0
    succeeded: int = 0
    probes: int = 0
    restarts: int = 0
    skipped: list[str] = field(default_factory=list)


async def run(given: Run) -> Figures:
    tally = Tally()
    for number, (write, cause) in enumerate(given.mine(cases()[: given.total])):
        folder = given.folder / f"case{number}"
        with ExitStack() as opened:
            is_small = opened.enter_context(small_disk(folder))
            if cause in ("disk full", "read-only") and write == MIGRATION and not is_small:
                tally.skipped.append(f"{write}, {cause}")
                continue
            if cause == "disk full" and not is_small:
                tally.skipped.append(f"{write}, {cause}")
                continue
            try:
                await _try(write, cause, folder, tally)
            except Exception as problem:
                raise AssertionError(f"{write}, {cause}: {problem!r}") from problem
    return {
        "refused": tally.refused,
        "done once the cause was gone": tally.succeeded,
        "probes": tally.probes,
        "restarts": tally.restarts,
        "skipped": len(tally.skipped),
        "acknowledged and lost": 0,
    }


async def _try(write: str, cause: str, folder: Path, tally: Tally) -> None:
    if write == MIGRATION:
        await _try_migration(cause, folder, tally)
        return
    path = folder / "x.db"
    async with opened(path) as client:
        case = Case(client)
        await _prepare(case)
        if cause == "slow":
            await _try_slowly(case, WRITES[write], tally)
        else:
            await _try_failing(case, WRITES[write], cause, folder, tally)
        _succeeded(await WRITES[write](case), is_repeated=True)
        after = await in_memory(case.simulator)
        assert after == await in_file(case.simulator.store)
        journal = await case.control("GET", "calls")
        assert journal[0] == 200
    assert await after_restart(path) == after
    tally.succeeded += 1
    tally.restarts += 1


def opened(path: Path, **more: Any) -> TestClient:
    """A client of a simulator on that file."""
    settings = Settings(db=str(path), clock="frozen", log_level="error", master_port="none", **more)
    return TestClient(TestServer(create_app(settings)))


async def _prepare(case: Case) -> None:
    status, created = await case.create("before", 1)
    assert status == 202, created
    case.cluster_id = created["cluster_id"]
    assert (await case.create("elsewhere", 2, **LATER))[0] == 202
    await case.control("POST", "clock/advance", {"by": "1h"})
    await case.control("PUT", "snapshots/one")
    assert (await case.create("later", 3))[0] == 202


async def _try_failing(case: Case, write: Write, cause: str, folder: Path, tally: Tally) -> None:
    before = await in_memory(case.simulator)
    async with CAUSES[cause](case.simulator):
        for _ in range(2):  # the second one is held up by nothing that the first one left
            _refused(await write(case))
            tally.refused += 1
        await _probe(case, tally)
        assert await in_memory(case.simulator) == before, "memory has what was refused"
        assert await in_file(case.simulator.store) == before, "the file has what was refused"
        image = _image(folder)
    assert await after_restart(image) == before, "a restart shows what was refused"
    tally.restarts += 1
    status, answer = await case.control("GET", "readyz")
    assert status == 200, answer
    tally.probes += 1


async def _try_slowly(case: Case, write: Write, tally: Tally) -> None:
    async with slow(case.simulator) as goes_on:
        writing = asyncio.ensure_future(write(case))
        for path in ("livez", "health"):
            assert (await case.control("GET", path))[0] == 200
        status, answer = await case.control("GET", "readyz")
        assert (status, "has not answered" in answer["message"]) == (503, True)
        tally.probes += 3
        assert not writing.done(), "answered before it was kept"
        goes_on.set()
        _succeeded(await writing)


def _refused(outcome: Any) -> None:
    status, body = outcome
    assert status == 500, f"answered {status}: {body}"
    if "Code" in body:
        assert body["Code"] == "InternalError", body
    else:
        assert body["code"] == "StorageFailed", body
        assert "database" in body["message"], body


def _succeeded(outcome: Any, *, is_repeated: bool = False) -> None:
    """Check that a write succeeded; a second time it may find that there is nothing more to do."""
    status, body = outcome
    is_over = is_repeated and status in (400, 404, 409)
    assert status in (200, 201, 202) or is_over, f"answered {status}: {body}"


async def _probe(case: Case, tally: Tally) -> None:
    assert (await case.control("GET", "livez"))[0] == 200
    status, refused = await case.control("GET", "readyz")
    assert (status, refused["code"]) == (503, "NotReady"), refused
    _, health = await case.control("GET", "health")
    assert health["status"] == "failing" or "in use" in refused["message"], health
    tally.probes += 3


def _image(folder: Path) -> Path:
    """A copy of the files as they are now, as ``kill -9`` would leave them.

    Another process makes it: closing a file in this one would release the lock of SQLite.
    """
    image = folder.parent / f"{folder.name}-image"
    image.mkdir()
    for name in ("x.db", "x.db-wal"):
        away = folder / f"{name}.away"
        source = away if away.exists() else folder / name
        subprocess.run(["cp", str(source), str(image / name)], check=True)
    return image / "x.db"


# ---- what there is


async def in_memory(simulator: Simulator) -> dict[str, Any]:
    """The records of every tenant as calls find them, its clock, and its snapshots, by name."""
    found = {}
    reading = simulator.system_clock.monotonic()
    for name in simulator.tenants.names():
        tenant = await simulator.tenants.get(name)
        tables = tenant.world.tables
        records = {table: sorted(tables[table].records.values()) for table in tables}
        snapshots = await simulator.store.snapshots_of(tenant.number)
        clock = tenant.world.clock
        stands = None if clock.speed else clock.now(reading)
        found[name] = (records, stands, [snapshot.name for snapshot in snapshots])
    return found


async def in_file(store: Store) -> dict[str, Any]:
    """The same, as it is in the file."""
    found = {}
    for number, name, *_ in await store.tenants():
        stored = await store.load(name)
        assert stored is not None
        records = {table: sorted(rows) for table, rows in stored.records.items()}
        snapshots = await store.snapshots_of(number)
        row = stored.tenant_row
        stands = None if row.clock_mode in _RUNNING else row.now
        found[name] = (records, stands, [snapshot.name for snapshot in snapshots])
    return found


async def after_restart(path: Path) -> dict[str, Any]:
    async with opened(path) as client:
        return await in_memory(client.app[SIMULATOR])


# ---- migrations


@contextmanager
def _full(path: Path) -> Iterator[None]:
    filler = fill_disk(path.parent)
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def _limited(path: Path) -> Iterator[None]:
    with no_longer_files(path.stat().st_size):
        yield


@contextmanager
def _mounted_read_only(path: Path) -> Iterator[None]:
    subprocess.run(["mount", "-o", "remount,ro", str(path.parent)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(path.parent)], check=True)


MIGRATION_CAUSES = {"disk full": _full, "I/O error": _limited, "read-only": _mounted_read_only}


async def _try_migration(cause: str, folder: Path, tally: Tally) -> None:
    path = folder / "x.db"
    restore(versions()[0], path)
    before = path.read_bytes()
    with MIGRATION_CAUSES[cause](path), pytest.raises(StorageError, match=str(path)):
        await Store.open(str(path))
    tally.refused += 1
    assert path.read_bytes() == before, "a migration that failed changed the file"
    assert await after_restart(path)
    tally.succeeded += 1
    tally.restarts += 1


CAMPAIGN = Campaign(
    name="causes",
    proves=(
        "a write that cannot be kept is refused and leaves nothing, probes say why, and it goes on "
        "when the cause is gone"
    ),
    unit="cases",
    amount=len(cases()),
    short=14,
    run=run,
)
