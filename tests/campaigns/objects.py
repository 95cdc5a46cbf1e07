"""Objects of a cluster's API, written by several clients, watched by another, and ``kill -9``.

What was answered is there after the kill, what was not is there whole or not at all. Versions grow
strictly, over kills too. Who watches sees nothing that is lost, and what was sent, put onto the
list that came before it, is what is there.
"""

import asyncio
import base64
import json
import random
import ssl
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import aiohttp
import yaml
from cs_simulator.cluster_types.ack.creation import example

from tests.campaigns.campaign import Campaign, Figures, Run
from tests.campaigns.killing.life import ProcessGoneError, simulator

CLIENTS = 5
BUSIEST = 150  # requests sent and answered before the latest kill
MAPS = "/api/v1/namespaces/default/configmaps"
SYSTEMS_OWN = "kube-root-ca.crt"  # which every namespace has
GONE = None


@dataclass
class Known:
    """What is known of the objects, over all lives of the process."""

    there: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Version and content of each object, as it was answered last."""
    maybe: dict[str, str | None] = field(default_factory=dict)
    """What an object is if a request was done that was not answered; :data:`GONE` if deleted."""
    seen: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    """What those who watched have seen of objects in this life, as of which version."""
    latest: int = 0
    """The largest version that was answered or seen."""
    made: int = 0
    counts: dict[str, int] = field(default_factory=lambda: {"writes answered": 0, "events": 0})

    def note(self, version):
        self.latest = max(self.latest, version)
        return version


class Cluster:
    """A cluster's address, as one client calls it."""

    def __init__(self, life, session, server):
        self._life, self._session, self._server = life, session, server

    async def call(self, method, path, body=None, content_type="application/json"):
        """Status and body of an answer."""
        self._life.check()
        data = None if body is None else json.dumps(body)
        headers = {"Content-Type": content_type}
        sending = asyncio.ensure_future(self._exchange(method, path, data, headers))
        self._life.count()
        answer = await sending
        self._life.count()
        return answer

    async def _exchange(self, method, path, data, headers):
        try:
            async with self._session.request(
                method, self._server + path, data=data, headers=headers
            ) as response:
                return response.status, await response.json()
        except aiohttp.ClientError:
            raise ProcessGoneError from None

    async def events(self, version):
        """The events of a watch from a version, until the process is gone."""
        url = f"{self._server}{MAPS}?watch=true&resourceVersion={version}"
        with suppress(aiohttp.ClientError):
            async with self._session.get(url) as response:
                async for line in response.content:
                    if line.endswith(b"\n"):
                        yield json.loads(line)


async def called(life, cluster_id):
    """The address in the cluster's kubeconfig, and the TLS of its user."""
    answer, _ = await life.call("default", "GET", f"/k8s/{cluster_id}/user_config")
    config = yaml.safe_load(answer.body["config"])
    cluster, user = config["clusters"][0]["cluster"], config["users"][0]["user"]
    trusted = base64.b64decode(cluster["certificate-authority-data"]).decode()
    context = ssl.create_default_context(cadata=trusted)
    return cluster["server"], context, user


def with_user(context, user, folder):
    """The TLS with the certificate of the user, which has to be in files for that."""
    for name in ("certificate", "key"):
        (folder / name).write_bytes(base64.b64decode(user[f"client-{name}-data"]))
    context.load_cert_chain(folder / "certificate", folder / "key")
    return context


async def run(given: Run) -> Figures:
    """Kill the process again and again while clients write; look at what is left each time."""
    file, known, chance = given.folder / "state.db", Known(), random.Random(given.seed)
    async with simulator(file) as life:
        body = example({"name": "objects"}, 1)
        answer, _ = await life.call("default", "POST", "/clusters", body)
        cluster_id = answer.body["cluster_id"]
        await life.control("default", "POST", "clock/advance", {"until": "idle"})
    for _ in range(given.amount):
        await live(file, given.folder, cluster_id, known, chance)
    async with simulator(file) as life, connected(life, given.folder, cluster_id) as cluster:
        await look(cluster, known)
    return {**known.counts, "acknowledged and lost": 0}


async def live(file, folder, cluster_id, known, chance):
    """One life of the process, from what is left of the last one to its end."""
    async with simulator(file) as life, connected(life, folder, cluster_id) as cluster:
        version = await look(cluster, known)
        watched = asyncio.create_task(watch(cluster, known, version))
        life.end_after(chance.randint(2, BUSIEST), turns=chance.randint(0, 60))
        async with asyncio.TaskGroup() as clients:
            for number in range(CLIENTS):
                clients.create_task(write(cluster, known, chance, number))
        await watched


@asynccontextmanager
async def connected(life, folder, cluster_id):
    """The cluster's address on a session of its own, for a block."""
    server, context, user = await called(life, cluster_id)
    connector = aiohttp.TCPConnector(ssl=with_user(context, user, folder))
    async with aiohttp.ClientSession(connector=connector) as session:
        yield Cluster(life, session, server)


# ---- what clients do


async def write(cluster, known, chance, number):
    """Create, change and delete objects of one's own, until the process is gone."""
    with suppress(ProcessGoneError):
        while True:
            own = [name for name in known.there if name.startswith(f"m{number}-")]
            drawn = chance.random()
            if drawn < 0.45 or not own:
                await create(cluster, known, f"m{number}-{known.made}")
            elif drawn < 0.8:
                await change(cluster, known, chance.choice(own), str(chance.random()))
            else:
                await delete(cluster, known, chance.choice(own))


async def create(cluster, known, name):
    known.made += 1
    known.maybe[name] = "new"
    body = {"metadata": {"name": name}, "data": {"content": "new"}}
    status, made = await cluster.call("POST", MAPS, body)
    assert status == 201, made
    answered(known, name, made)


async def change(cluster, known, name, content):
    known.maybe[name] = content
    status, changed = await cluster.call(
        "PATCH",
        f"{MAPS}/{name}",
        {"data": {"content": content}},
        content_type="application/merge-patch+json",
    )
    assert status == 200, changed
    answered(known, name, changed)


async def delete(cluster, known, name):
    known.maybe[name] = GONE
    status, answer = await cluster.call("DELETE", f"{MAPS}/{name}")
    assert status == 200, answer
    del known.maybe[name], known.there[name]
    known.counts["writes answered"] += 1


def answered(known, name, body):
    """Take in an object as a write was answered."""
    version, before = int(body["metadata"]["resourceVersion"]), known.there.get(name, (0, ""))[0]
    assert version > before, f"{name}: the version {version} comes after {before}"
    del known.maybe[name]
    known.there[name] = known.note(version), body["data"]["content"]
    known.counts["writes answered"] += 1


async def watch(cluster, known, version):
    """Take in what happens, until the process is gone: versions grow."""
    async for event in cluster.events(version):
        metadata = event["object"]["metadata"]
        assert event["type"] in ("ADDED", "MODIFIED", "DELETED"), event
        assert int(metadata["resourceVersion"]) > version, f"{version} comes before {metadata}"
        version = known.note(int(metadata["resourceVersion"]))
        is_gone = event["type"] == "DELETED"
        content = GONE if is_gone else event["object"]["data"]["content"]
        known.seen[metadata["name"]] = version, content
        known.counts["events"] += 1


# ---- what is left


async def look(cluster, known):
    """Compare what is there with what is known; returns the version of the list."""
    status, found = await cluster.call("GET", MAPS)
    assert status == 200, found
    version = int(found["metadata"]["resourceVersion"])
    assert version >= known.latest, f"version {version} after {known.latest} was shown"
    known.latest = version
    there = {
        item["metadata"]["name"]: (
            int(item["metadata"]["resourceVersion"]),
            item["data"]["content"],
        )
        for item in found["items"]
        if item["metadata"]["name"] != SYSTEMS_OWN
    }
    for name in known.there.keys() | known.maybe.keys() | there.keys():
        expect(known, name, there.get(name))
    for name, (at, content) in known.seen.items():
        found = there.get(name)
        is_later = found is not None and found[0] > at
        was_deleted = found is None and (name not in known.there or name in known.maybe)
        assert found == (at, content) or is_later or was_deleted, f"{name}: {found} after {at}"
    known.there, known.maybe, known.seen = there, {}, {}
    return version


def expect(known, name, found):
    """Fail if an object is neither as it was answered, nor as an unanswered request makes it."""
    if found == known.there.get(name):
        return
    assert name in known.maybe, f"{name}: {found}, and {known.there.get(name)} was answered"
    content = found[1] if found else GONE
    assert content == known.maybe[name], f"{name}: {content} is not {known.maybe[name]}"


CAMPAIGN = Campaign(
    name="objects",
    proves=(
        "`kill -9` at any moment loses, halves and takes back nothing that clients of a cluster's"
        " Kubernetes API wrote or watched, and versions grow"
    ),
    unit="kills",
    amount=300,
    short=3,
    run=run,
)
