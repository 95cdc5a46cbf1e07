"""Whole tenants are made, reset, loaded, forked, deleted, evicted and ended beside their calls.

A real server in this process works on a real file. Six tenants are called by three clients each
while operators do things to them as a whole; four bystanders are only called. Every answer is
recorded with when it began and ended. In the end of each round memory, the file, a copy of the file
as a dead process would leave it, and a restart are compared: with each other, and with the answers.
"""

import asyncio
import random
import shutil
from collections import Counter, defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.registry import IDLE
from cs_simulator.server.app import SIMULATOR, create_app

from tests.campaigns.campaign import SECRETS, Campaign, Figures, Run
from tests.support.answer import Answer
from tests.support.builders import a_create_body
from tests.support.simulators import PLENTY, committed, flush_all, known

RACED = [f"raced{number}" for number in range(6)]
BYSTANDERS = [f"bystander{number}" for number in range(4)]
IN_A_ROUND = 60  # operations on whole tenants
CALLERS, OPERATORS = 3, 4
SLOW = {"id": "slow", "phase": "admit", "when": {"operation": "CreateCluster"}}
DELAYED = {**SLOW, "fire": {"every": 7}, "then": {"delay": "1ms"}}
# Whatever else is answered is one of these: gone, taken, or in another state by now.
REFUSALS = {400, 404, 409}
CLEARS = {"reset", "delete", "end"}
PUTS_BACK = {"load", "fork"}


class HandClock:
    """The machine's clocks, which an operator can put forward."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def system_clock(self) -> SystemClock:
        real = SystemClock()
        return SystemClock(
            monotonic=lambda: real.monotonic() + self.seconds,
            wall=lambda: real.wall() + int(self.seconds * 1e6),
        )


@dataclass(frozen=True)
class Entry:
    """One answer: to what, and between which ticks."""

    what: str
    tenant: str
    subject: str
    began: int
    ended: int
    status: int

    @property
    def is_done(self) -> bool:
        return self.status < 300

    def before(self, other: "Entry") -> bool:
        return self.ended < other.began


@dataclass
class Record:
    """Every answer of all rounds."""

    entries: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    """By tenant."""
    created: set[str] = field(default_factory=set)
    """The names of clusters whose creation was sent."""
    tick: count = field(default_factory=count)
    names: count = field(default_factory=count)

    def add(self, what, tenant, began, status, subject=""):
        entry = Entry(what, tenant, subject, began, next(self.tick), status)
        self.entries[tenant].append(entry)

    def of(self, tenant, *kinds):
        return [entry for entry in self.entries[tenant] if entry.what in kinds]


class Caller:
    """Calls a server, and records every answer."""

    def __init__(self, client: TestClient, record: Record) -> None:
        self._client, self.record = client, record

    async def send(self, what, tenant, subject, method, path, body=None):
        began = next(self.record.tick)
        headers = {"Authorization": f"acs {tenant}:{SECRETS['access key secret']}"}
        if path.startswith("/_simulator"):
            headers = {"X-Simulator-Tenant": tenant}
        async with self._client.request(method, path, json=body, headers=headers) as response:
            answer = Answer(response.status, await response.json())
        assert answer.status < 300 or answer.status in REFUSALS, (what, tenant, subject, answer)
        self.record.add(what, tenant, began, answer.status, subject)
        return answer

    async def control(self, what, tenant, subject, method, path, body=None):
        return await self.send(what, tenant, subject, method, f"/_simulator/{path}", body)

    async def create(self, tenant, chance):
        name = f"c{next(self.record.names)}"
        self.record.created.add(name)
        mine = {"vpc_id": f"vpc-{name}", "vswitch_id": f"vsw-{name}"}
        body = a_create_body(
            name=name, size=chance.randint(0, 1), subnet_cidr="172.28.0.0/16",
            password=SECRETS["password"], **mine,
        )  # fmt: skip
        return await self.send("create", tenant, name, "POST", "/clusters", body)


async def be_called(caller, tenant, chance, until):
    """Make calls of a tenant until its round is over."""
    while not until.is_set():
        drawn = chance.random()
        if drawn < 0.55:
            await caller.create(tenant, chance)
        elif drawn < 0.7:
            await caller.send("list", tenant, "", "GET", "/clusters")
        elif drawn < 0.8:
            listed = (await caller.send("list", tenant, "", "GET", "/clusters")).body
            if listed:
                chosen = chance.choice(listed)
                path = f"/clusters/{chosen['cluster_id']}"
                await caller.send("drop", tenant, chosen["name"], "DELETE", path)
        elif drawn < 0.9:
            how = chance.choice([{"by": "30s"}, {"until": "idle"}])
            await caller.control("advance", tenant, "", "POST", "clock/advance", how)
        elif drawn < 0.95:
            await caller.control("read", tenant, "", "GET", chance.choice(["clusters", "timeline"]))
        else:
            rules = {"rules": chance.choice([[], [DELAYED]])}
            await caller.control("rules", tenant, "", "PUT", "faults", rules)


async def be_stood_by(caller, tenant, chance, until):
    """Make calls of a tenant that nothing else is done to."""
    while not until.is_set():
        assert (await caller.create(tenant, chance)).status == 202
        (await caller.send("list", tenant, "", "GET", "/clusters")).ok()


async def operate(caller, simulator, hand, chance, left):
    """Do things to whole tenants as long as any are left to do."""
    while left:
        left.pop()
        tenant = chance.choice(RACED)
        await chance.choice(OPERATIONS)(caller, simulator, hand, chance, tenant)


async def reset(caller, _simulator, _hand, chance, tenant):
    keep = [name for name in ("calls", "clock", "fixtures") if chance.random() < 0.3]
    await caller.control("reset", tenant, "", "POST", "reset", {"keep": keep})


async def save(caller, _simulator, _hand, _chance, tenant):
    await caller.control("save", tenant, "", "PUT", "snapshots/one")


async def load(caller, _simulator, _hand, _chance, tenant):
    await caller.control("load", tenant, "", "POST", "snapshots/one/load")


async def fork(caller, _simulator, _hand, chance, tenant):
    """Fork to a free name while that is called."""
    name = await a_free_name(caller, chance)
    began, body = next(caller.record.tick), {"name": name}
    answer, *_ = await asyncio.gather(
        caller.control("fork of", tenant, name, "POST", "snapshots/one/fork", body),
        caller.create(name, chance),
    )
    caller.record.add("fork", name, began, answer.status)


async def a_free_name(caller, chance):
    """A new name, or one that was just deleted, and that is called all the time."""
    if chance.random() < 0.5:
        return f"new{next(caller.record.names)}"
    name = chance.choice(RACED)
    await caller.control("delete", name, "", "DELETE", f"tenants/{name}")
    return name


async def make(caller, _simulator, _hand, chance, _tenant):
    """Make a tenant that soon ends, while it is called."""
    name = await a_free_name(caller, chance)
    body = {"name": name, "seed": chance.randint(0, 9), "ttl": "15m", "clock": "frozen"}
    await asyncio.gather(
        caller.control("make", name, "", "POST", "tenants", body),
        *[caller.create(name, chance) for _ in range(3)],
    )


async def delete(caller, _simulator, _hand, _chance, tenant):
    await caller.control("delete", tenant, "", "DELETE", f"tenants/{tenant}")


async def evict(_caller, simulator, hand, _chance, _tenant):
    """Have everybody idle for a while, which no ``ttl`` survives for long."""
    hand.seconds += IDLE + 1
    simulator.tenants.evict_idle()


async def end(caller, simulator, _hand, _chance, _tenant):
    """End what has lived long enough: as the sleeper does from time to time."""
    ended = simulator.tenants.directory.ended()
    began = next(caller.record.tick)
    await simulator.maintenance.do_round()
    for name in ended:
        caller.record.add("end", name, began, 200)


OPERATIONS = [
    reset,
    reset,
    save,
    save,
    load,
    load,
    load,
    fork,
    fork,
    make,
    make,
    delete,
    evict,
    end,
]


@asynccontextmanager
async def serving(file, hand):
    settings = Settings(
        db=str(file), clock="frozen", quota=PLENTY, log_level="warning",
        connection_limit=10_000,
    )  # fmt: skip
    app = create_app(settings, hand.system_clock())
    async with TestClient(TestServer(app)) as client:
        yield client, app[SIMULATOR]


async def one_round(client, simulator, hand, record, chance, operations):
    """Let calls and operations race; the operations are as many as given."""
    caller, over, left = Caller(client, record), asyncio.Event(), [None] * operations
    for name in RACED:
        await save(caller, simulator, hand, chance, name)
    calls = [be_called(caller, name, fresh(chance), over) for name in RACED * CALLERS]
    calls += [be_stood_by(caller, name, fresh(chance), over) for name in BYSTANDERS]
    try:
        async with asyncio.TaskGroup() as tasks:
            for calling in calls:
                tasks.create_task(calling)
            operators = [
                tasks.create_task(operate(caller, simulator, hand, fresh(chance), left))
                for _ in range(OPERATORS)
            ]
            await asyncio.wait(operators)
            over.set()
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None


def fresh(chance):
    return random.Random(chance.random())


async def check_memory(simulator):
    """Memory has what the file has; returns both, by tenant, with clock and counts."""
    await flush_all(simulator)
    found = {}
    for name, tenant in simulator.tenants.loaded.items():
        assert known(simulator, name) == await committed(simulator, name), name
        found[name] = known(simulator, name), tenant.now(0.0), tenant.world.seed
    assert {stored.name for stored in await simulator.store.tenants()} >= set(found) - untouched(
        found
    )
    return found


def untouched(found):
    """The tenants that nothing was ever written for: they have no row."""
    return {name for name, (records, _, _) in found.items() if not any(records.values())}


async def check_file(file, found):
    """A simulator that is opened on the file has what the one before it had."""
    settings = Settings(db=str(file), clock="frozen", quota=PLENTY, log_level="warning")
    async with Simulator.open(settings) as again:
        for name, (records, now, seed) in found.items():
            tenant = await again.tenants.get(name)
            assert known(again, name) == records, name
            if any(records.values()):
                assert (tenant.now(0.0), tenant.world.seed) == (now, seed), name


def copy_of(file: Path) -> Path:
    """The file as a process that is killed now would leave it."""
    copy = file.with_name("copy.db")
    for suffix in ("", "-wal"):
        left = file.with_name(file.name + suffix)
        if left.exists():
            shutil.copyfile(left, copy.with_name(copy.name + suffix))
    return copy


def check_answers(record, found):
    """What was answered agrees with what there is; returns how many creations were checked."""
    checked = 0
    for tenant in record.entries:
        records = found[tenant][0]["cluster"] if tenant in found else []
        there = {cluster.name for cluster in records}
        wiped = [e for e in record.of(tenant, *CLEARS, *PUTS_BACK) if e.is_done]
        dropped = {e.subject for e in record.of(tenant, "drop") if e.is_done}
        for creation in record.of(tenant, "create"):
            name, since = creation.subject, [e for e in wiped if not e.before(creation)]
            if not creation.is_done:
                assert name not in there, f"{name} was answered {creation.status}, and exists"
            elif not since:
                assert name in there | dropped, f"{name} of {tenant} was answered, and is lost"
                checked += 1
            elif tenant in found and is_cleared(creation, since):
                assert name not in there, f"{name} of {tenant} was cleared, and exists"
                checked += 1
        assert there <= record.created, f"{tenant} has {there - record.created}"
    return checked


def is_cleared(creation, since):
    """Whether a creation was answered before something that cleared it, and nothing put it back."""
    clearing = [e for e in since if e.what in CLEARS and creation.before(e)]
    return bool(clearing) and all(
        any(e.before(last) for last in clearing) for e in since if e.what in PUTS_BACK
    )


async def run(given: Run) -> Figures:
    """Race in rounds, and compare after each of them."""
    file, chance = given.folder / "state.db", random.Random(given.seed)
    record, done, checked, hand = Record(), 0, 0, HandClock()
    while done < given.amount:
        operations = min(IN_A_ROUND, given.amount - done)
        async with serving(file, hand) as (client, simulator):
            await one_round(client, simulator, hand, record, chance, operations)
            found = await check_memory(simulator)
            await check_file(copy_of(file), found)
        await check_file(file, found)
        checked += check_answers(record, found)
        done += operations
    entries = [entry for of_tenant in record.entries.values() for entry in of_tenant]
    answers = Counter(entry.status for entry in entries)
    assert sum(answers.values()) > given.amount * 2, "the rounds were not busy"
    return {
        "calls": sum(answers.values()),
        "answered 500": sum(number for status, number in answers.items() if status >= 500),
        "creations answered": sum(e.what == "create" and e.is_done for e in entries),
        "outcomes checked": checked,
        "acknowledged and lost": 0,
    }


CAMPAIGN = Campaign(
    name="races",
    proves=(
        "what is done to a tenant as a whole excludes its calls: no bystander and no call is"
        " answered 500, and memory, file and answers agree"
    ),
    unit="operations on whole tenants",
    amount=1500,
    short=40,
    run=run,
)
