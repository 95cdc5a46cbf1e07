"""Stories of workloads over ``kill -9``: they end as in a process that nobody has killed.

Each story is played twice, each time by processes of their own: once without a kill, and once with
kills while requests are answered and while time passes. A request that was not answered is sent
again, as careful clients do; one that was done after all is refused then, or changes nothing.
"""

import random
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from cs_simulator.cluster_types.ack.creation import example
from cs_simulator.domain import instants
from cs_simulator.domain.instants import SECOND

from tests.campaigns.campaign import Campaign, Figures, Run
from tests.campaigns.killing.life import ProcessGoneError, simulator
from tests.campaigns.objects import connected
from tests.support.index_contents import differences
from tests.support.pools import a_pool_body
from tests.support.workload_stories import STEPS, Answered, requests_of
from tests.support.workload_stories.laws import PAUSES, Done

LONGEST = 20
NOT_TWICE = ("grow", "shrink")
"""Steps that do more if they are done twice."""
BUSIEST = 20  # requests sent and answered before the latest kill
LISTS = (
    "/api/v1/nodes", "/api/v1/pods", "/api/v1/events", "/api/v1/services", "/api/v1/endpoints",
    "/api/v1/persistentvolumeclaims", "/api/v1/persistentvolumes",
    "/apis/apps/v1/deployments", "/apis/apps/v1/replicasets", "/apis/apps/v1/statefulsets",
    "/apis/apps/v1/daemonsets", "/apis/apps/v1/controllerrevisions", "/apis/batch/v1/jobs",
    "/apis/batch/v1/cronjobs", "/apis/policy/v1/poddisruptionbudgets",
    "/apis/discovery.k8s.io/v1/endpointslices", "/apis/coordination.k8s.io/v1/leases",
)  # fmt: skip


class Play:
    """A story that is played by one process after the other."""

    def __init__(self, folder: Path, steps: list[Done], chance: random.Random | None) -> None:
        folder.mkdir()
        self._folder, self._file, self._chance = folder, folder / "state.db", chance
        self._steps = steps
        self._cluster_id = ""
        self._instances: list[str] = []
        self._answers: list[Answered] = []
        """What was answered to the requests of the step that is under way."""
        self._place, self._until = 0, 0
        self.kills = 0

    async def end(self) -> dict[str, Any]:
        """Play the story; returns the objects that there are then, by list."""
        await self._begin()
        while self._place < len(self._steps):
            await self._live()
        async with self._connected() as (_, cluster):
            return {path: (await cluster.call("GET", path))[1]["items"] for path in LISTS}

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Any]:
        async with (
            simulator(self._file) as life,
            connected(life, self._folder, self._cluster_id) as cluster,
        ):
            yield life, cluster

    async def _begin(self) -> None:
        """Make a cluster with three nodes."""
        async with simulator(self._file) as life:
            body = example({"name": "stories", "nodepools": [a_pool_body("pool", 3)]}, 1)
            answer, _ = await life.call("default", "POST", "/clusters", body)
            self._cluster_id = answer.body["cluster_id"]
            ended = await life.control("default", "POST", "clock/advance", {"until": "idle"})
            self._until = instants.from_text(ended["now"]) + 60 * SECOND
            await life.control("default", "POST", "clock/advance", self._target())
            path = f"/clusters/{self._cluster_id}/nodes"
            answer, _ = await life.call("default", "GET", path)
            self._instances = sorted(each["instance_id"] for each in answer.body["nodes"])

    def _target(self) -> dict[str, str]:
        return {"to": instants.as_text(self._until)}

    async def _live(self) -> None:
        """One life of the process: it ends with the story, or is killed."""
        async with self._connected() as (life, cluster):
            if self._chance:
                turns = self._chance.randint(0, 60)
                life.end_after(self._chance.randint(1, BUSIEST), turns=turns)
            try:
                while self._place < len(self._steps):
                    await self._do(life, cluster, self._steps[self._place])
            except ProcessGoneError:
                self.kills += 1

    async def _do(self, life: Any, cluster: Any, step: Done) -> None:
        """Do a step, or what is left of it."""
        requests, known = requests_of(step.what, step.number), list(self._answers)
        try:
            sent = next(requests)
            while True:
                if not known:
                    answered = await self._send(life, cluster, sent)
                    self._answers.append(answered)
                else:
                    answered = known.pop(0)
                sent = requests.send(answered)
        except StopIteration:
            pass
        target = {"to": instants.as_text(self._until + step.seconds * SECOND)}
        await life.control("default", "POST", "clock/advance", target)
        self._until += step.seconds * SECOND
        self._place += 1
        self._answers = []

    async def _send(self, life: Any, cluster: Any, sent: Any) -> Answered:
        if sent.plane == "cluster":
            return Answered(
                *await cluster.call(sent.method, sent.path, sent.body, sent.content_type)
            )
        node = self._instances[int(sent.path) % len(self._instances)]
        await life.control("default", "PATCH", f"nodes/{node}", sent.body)
        return Answered(200, None)


async def run(given: Run) -> Figures:
    """Play stories until there have been as many kills."""
    kills = stories = steps = 0
    while kills < given.amount:
        chance = random.Random(f"{given.seed} {stories}")
        story = [
            Done(
                chance.choice(sorted(STEPS.keys() - NOT_TWICE)),
                chance.randint(0, 15),
                chance.choice(PAUSES),
            )
            for _ in range(chance.randint(5, LONGEST))
        ]
        folder = given.folder / str(stories)
        folder.mkdir()
        plain = await Play(folder / "plain", story, None).end()
        killed = Play(folder / "killed", story, chance)
        found = differences(plain, await killed.end())
        assert found == [], f"{story}: with {killed.kills} kills it ends otherwise: {found}"
        kills, stories, steps = kills + killed.kills, stories + 1, steps + len(story)
        shutil.rmtree(folder)
    return {"stories": stories, "steps": steps, "ended otherwise": 0}


CAMPAIGN = Campaign(
    name="workload_kills",
    proves=(
        "`kill -9` while controllers work or time passes changes nothing: each story of workloads"
        " ends with the objects of a process that nobody has killed"
    ),
    unit="kills",
    amount=100,
    short=1,
    run=run,
)
