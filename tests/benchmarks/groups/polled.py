"""From a creation to the answer that shows the cluster running, as a polling client sees it."""

import json
import statistics
import time

from tests.benchmarks import bodies, servers
from tests.benchmarks.figure import Effort, Figure, Group, Sample, Scene
from tests.benchmarks.installation import Installation
from tests.benchmarks.servers import TENANT, Server

_LIVES = 7


def _life(server: Server, number: int) -> float:
    began = time.perf_counter()
    _, answer = server.ask("POST", "/clusters", bodies.swarm(name=f"polled-{number}"))
    path = f"/clusters/{json.loads(answer)['cluster_id']}"
    while json.loads(server.ask("GET", path)[1])["state"] != "running":
        pass
    took = time.perf_counter() - began
    status, answer = server.ask("POST", f"/_simulator/reset?tenant={TENANT}")
    assert status == 200, answer
    return took * 1000


def _measure(installation: Installation, _effort: Effort) -> Sample:
    with servers.simulator(installation, "--clock", "polling") as server:
        return {"ms": statistics.median(_life(server, number) for number in range(_LIVES))}


GROUP = Group(
    name="polled",
    measures="a cluster's creation as a polling client sees it",
    scenes=(
        Scene(
            measure=_measure,
            figures=(
                Figure(
                    name="create to running, as a polling client sees it",
                    key="ms", unit="ms", digits=1, at_most=10,
                ),
            ),
        ),
    ),
)  # fmt: skip
