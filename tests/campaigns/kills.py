"""``kill -9`` at any moment: what was answered is there, what was not is there whole or not at all.

A real process works on a real file while eight connections create, delete and move the clock. Its
end comes after a number of requests sent and answered, drawn from a fixed seed, so that requests
are under way when it comes.
"""

import asyncio
import json
import random
import shutil
import sqlite3
import sys
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field

import aiohttp

from tests.campaigns.campaign import SECRETS, Campaign, Figures, Run
from tests.support.answer import Answer
from tests.support.builders import a_create_body

CONNECTIONS = 8
BUSIEST = 70  # requests sent and answered before the latest kill
MOST_TURNS = 60  # of the event loop between the last of them and the kill
QUOTAS = ("clusters", "eips", "slbs", "security_groups", "routes_per_vpc")


class ProcessGoneError(Exception):
    """The process is gone, and no request needs to be sent any more."""


@dataclass
class Ledger:
    """What was requested and what was answered, over all lives of the process."""

    requested: int = 0
    sent: dict[str, int] = field(default_factory=dict)
    """Sizes of the clusters whose creation was sent, by name."""
    created: dict[str, dict] = field(default_factory=dict)
    """Answers to creations, by name."""
    tasks: set[str] = field(default_factory=set)
    """Tasks that answers of this life named."""
    deleting: set[str] = field(default_factory=set)
    """Names of clusters whose deletion was sent."""
    deleted: set[str] = field(default_factory=set)
    """Names of clusters whose deletion was answered."""

    def survivors(self):
        return set(self.created) - self.deleting

    def undecided(self):
        return (set(self.sent) - set(self.created)) | (self.deleting - self.deleted)


class Life:
    """One life of the process, which ends a number of requests sent and answered from now.

    What is sent and answered comes in waves, since the process answers in groups; so the end waits
    for some more turns of the event loop, to come in the middle of the process's work as well.
    """

    def __init__(self, process, session):
        self._process, self._session = process, session
        self._requests, self._turns = None, 0
        self._ending = None
        self.is_over = False

    def end_after(self, requests, turns):
        self._requests, self._turns = requests, turns

    def _count(self):
        if self._requests is None:
            return
        self._requests -= 1
        if self._requests == 0:
            self._ending = asyncio.create_task(self._end_in_some_turns())

    async def _end_in_some_turns(self):
        for _ in range(self._turns):
            await asyncio.gather(a_turn())
        self.end()

    def end(self):
        if not self.is_over:
            self.is_over = True
            self._process.kill()

    async def call(self, method, path, body=None):
        if self.is_over:
            raise ProcessGoneError
        sending = asyncio.ensure_future(self._exchange(method, path, body))
        self._count()
        answer = await sending
        self._count()
        return answer

    async def _exchange(self, method, path, body):
        try:
            async with self._session.request(method, path, json=body) as response:
                return Answer(response.status, await response.json())
        except aiohttp.ClientError:
            raise ProcessGoneError from None


async def a_turn():
    """Let everybody else have a turn."""


@asynccontextmanager
async def simulator(file):
    command = ["serve", "--port", "0", "--db", str(file), "--clock", "frozen", "--seed", "7"]
    for quota in QUOTAS:
        command += ["--quota", f"{quota}=100000"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "cs_simulator", *command, "--log-format", "json",
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    # The first line says where it listens; reading it is how to wait for that.
    line = await process.stderr.readline()
    assert b"server.ready" in line, line + await process.stderr.read()
    async with aiohttp.ClientSession(json.loads(line)["endpoint"]) as session:
        life = Life(process, session)
        try:
            yield life
        finally:
            life.end()
            await process.communicate()


async def be_busy(life, ledger, chance):
    """Create, delete and move the clock until the process is killed."""
    with suppress(ProcessGoneError):
        while True:
            drawn, free = chance.random(), sorted(ledger.survivors())
            if drawn < 0.08:
                await life.call("POST", "/_simulator/clock/advance", {"by": "20s"})
            elif drawn < 0.45 and free:
                await delete(life, ledger, chance.choice(free))
            else:
                await create(life, ledger, size=chance.randint(1, 3))


async def create(life, ledger, size):
    ledger.requested += 1
    name = f"k{ledger.requested}"
    ledger.sent[name] = size
    body = a_create_body(
        name=name, size=size, vpc_id=f"vpc-{name}", vswitch_id=f"vsw-{name}",
        subnet_cidr="172.28.0.0/16", password=SECRETS["password"],
    )  # fmt: skip
    status, answer = await life.call("POST", "/clusters", body)
    assert status == 202, answer
    ledger.created[name] = answer
    ledger.tasks.add(answer["task_id"])


async def delete(life, ledger, name):
    ledger.deleting.add(name)
    status, answer = await life.call("DELETE", f"/clusters/{ledger.created[name]['cluster_id']}")
    assert status == 202, answer
    ledger.deleted.add(name)
    ledger.tasks.add(answer["task_id"])


async def check_answers(life, ledger):
    """Compare what the restarted process answers with what its former lives have answered."""
    listed = await listed_by_name(life)
    assert set(listed) <= set(ledger.sent), "nothing that was not requested"
    assert ledger.survivors() <= set(listed), "everything that was answered"
    for name, answer in ledger.created.items():
        if name in listed:
            assert listed[name]["cluster_id"] == answer["cluster_id"]
    for name in ledger.deleted & set(listed):
        assert listed[name]["state"] == "deleting"
    for task_id in ledger.tasks:
        status, task = await life.call("GET", f"/tasks/{task_id}")
        assert (status, task["task_id"]) == (200, task_id)
    ledger.tasks.clear()
    take_in(ledger, listed)


def take_in(ledger, listed):
    """From now on, what nobody heard of counts as decided by what the file has of it."""
    for name in ledger.undecided():
        if name not in listed:
            ledger.sent.pop(name)
            ledger.created.pop(name, None)
            ledger.deleting.discard(name)
            ledger.deleted.discard(name)
            continue
        ledger.created[name] = {"cluster_id": listed[name]["cluster_id"]}
        if listed[name]["state"] == "deleting":
            ledger.deleting.add(name)
            ledger.deleted.add(name)
        else:
            ledger.deleting.discard(name)


async def listed_by_name(life):
    status, clusters = await life.call("GET", "/clusters")
    assert status == 200
    return {cluster["name"]: cluster for cluster in clusters}


HALF_DONE = {
    "a cluster without a task": """
        SELECT cluster_id FROM cluster
        WHERE cluster_id NOT IN (SELECT cluster_id FROM task)""",
    "a cluster under way without a running task": """
        SELECT cluster_id FROM cluster WHERE state IN ('initial', 'deleting')
        AND cluster_id NOT IN (SELECT cluster_id FROM task WHERE state = 'running')""",
    "a settled cluster with a running task": """
        SELECT cluster_id FROM cluster WHERE state NOT IN ('initial', 'deleting')
        AND cluster_id IN (SELECT cluster_id FROM task WHERE state = 'running')""",
    "a running task without a step": """
        SELECT task_id FROM task WHERE state = 'running'
        AND task_id NOT IN (SELECT task_id FROM step)""",
    "a step of a task that does not run": """
        SELECT id FROM step
        WHERE task_id NOT IN (SELECT task_id FROM task WHERE state = 'running')""",
    "a step of a node that is not there": """
        SELECT id FROM step WHERE instance_id != ''
        AND instance_id NOT IN (SELECT instance_id FROM node)""",
    "a node of a cluster that is not there": """
        SELECT instance_id FROM node WHERE cluster_id NOT IN (SELECT cluster_id FROM cluster)""",
    "a running cluster without all its nodes": """
        SELECT cluster_id FROM cluster WHERE state = 'running' AND size !=
        (SELECT count(*) FROM node WHERE node.cluster_id = cluster.cluster_id
         AND node.state = 'running')""",
    "a cluster without its network": """
        SELECT cluster_id FROM cluster WHERE vpc_id NOT IN (SELECT vpc_id FROM vpc)
        OR vswitch_id NOT IN (SELECT vswitch_id FROM vswitch)""",
    "a cluster without a line in its log": """
        SELECT id FROM cluster WHERE id & 0xffffffffff NOT IN (SELECT cluster FROM log)""",
}


def check_file(file, copy):
    """Look at a copy of what the dead process left: the next one gets it untouched."""
    for suffix in ("", "-wal"):
        left = file.with_name(file.name + suffix)
        if left.exists():
            shutil.copyfile(left, copy.with_name(copy.name + suffix))
    with closing(sqlite3.connect(copy)) as database:
        for what, sql in HALF_DONE.items():
            assert database.execute(sql).fetchall() == [], what
        assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]


async def check_end(life, ledger):
    """Let everything come to its end, and see that nothing was lost on the way."""
    status, advanced = await life.call("POST", "/_simulator/clock/advance", {"until": "idle"})
    assert (status, advanced["next"]) == (200, None)

    listed = await listed_by_name(life)
    assert set(listed) == ledger.survivors()
    for name, cluster in listed.items():
        assert (cluster["state"], cluster["size"]) == ("running", ledger.sent[name])
        assert json.loads(cluster["node_status"]) == {"health": cluster["size"], "unhealth": 0}
    for name in ledger.deleted:
        path = f"/clusters/{ledger.created[name]['cluster_id']}"
        assert (await life.call("GET", path)).status == 404


async def run(given: Run) -> Figures:
    """Kill the process again and again, and look at what is left each time."""
    file, ledger, chance = given.folder / "state.db", Ledger(), random.Random(given.seed)

    for life_number in range(given.amount):
        async with simulator(file) as life:
            await check_answers(life, ledger)
            life.end_after(chance.randint(2, BUSIEST), turns=chance.randint(0, MOST_TURNS))
            await asyncio.gather(*[be_busy(life, ledger, chance) for _ in range(CONNECTIONS)])
        check_file(file, given.folder / f"copy-{life_number}.db")

    async with simulator(file) as life:
        await check_answers(life, ledger)
        await check_end(life, ledger)
    assert len(ledger.created) > given.amount, "the runs were not busy"
    assert len(ledger.deleted) > given.amount, "the runs were not busy"
    return {
        "requests": ledger.requested,
        "creations answered": len(ledger.created),
        "deletions answered": len(ledger.deleted),
        "acknowledged and lost": 0,
    }


CAMPAIGN = Campaign(
    name="kills",
    proves="`kill -9` at any moment loses nothing that was answered and halves nothing",
    unit="kills",
    amount=1000,
    short=25,
    run=run,
)
