"""Provisioning of many nodes in process, and the restart on a file that has them."""

import tempfile

from tests.benchmarks import servers
from tests.benchmarks.figure import Effort, Figure, Group, Sample, Scene, at_most_three
from tests.benchmarks.in_process import inside
from tests.benchmarks.installation import Installation


def figures(what: str) -> tuple[Figure, ...]:
    """What is said of the steps of many nodes."""
    return (
        Figure(name=what, key="rate", unit="steps/s", at_least=50_000),
        Figure(name=f"{what}: steps in all", key="steps", unit="steps"),
        Figure(name=f"{what}: time in all", key="seconds", unit="s", digits=1),
        Figure(name=f"{what}: memory at most", key="mib", unit="MiB", at_most=400),
        Figure(name=f"{what}: CPU of a step", key="cpu", unit="µs", digits=1, at_most=16),
        Figure(
            name=f"{what}: CPU of a step, with its storage and all that is put off",
            key="cpu_all",
            unit="µs",
            digits=1,
        ),
    )


def _swarm(installation: Installation, _effort: Effort) -> Sample:
    with tempfile.TemporaryDirectory() as folder:
        found = inside(installation, "steps", folder=folder)
        with servers.simulator(installation, db=f"{folder}/steps.db") as server:
            return {**found, "restart": server.started_in}


def _pools(installation: Installation, _effort: Effort) -> Sample:
    return inside(installation, "pools", 100, 100)


GROUP = Group(
    name="steps",
    measures="steps of provisioning, in process",
    scenes=(
        Scene(
            measure=_swarm,
            times=at_most_three,
            figures=(
                *figures("10,000 Swarm clusters × 10 nodes to running, in process"),
                Figure(
                    name="restart on that database to ready",
                    key="restart", unit="s", digits=1, at_most=2,
                ),
            ),
        ),
        Scene(
            measure=_pools,
            times=at_most_three,
            figures=figures(
                "100 Kubernetes clusters × 10 pools × 100 nodes to active, in process"
            ),
        ),
    ),
)  # fmt: skip
