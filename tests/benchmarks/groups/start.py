"""From the start of the process to its first answer, and what it has then."""

import time
from contextlib import AbstractContextManager

from tests.benchmarks import bodies, servers
from tests.benchmarks.figure import Effort, Figure, Group, Sample, Scene
from tests.benchmarks.installation import Installation


def _started(opened: AbstractContextManager[servers.Server]) -> Sample:
    with opened as server:
        sample = {
            "ms": server.started_in * 1000,
            "cpu": server.used() * 1000,
            "mib": server.resident_mib(),
        }
        began = time.perf_counter()
        server.ask("POST", "/clusters", bodies.swarm())
        sample["first"] = (time.perf_counter() - began) * 1000
    return sample


def _simulator(installation: Installation, _effort: Effort) -> Sample:
    return _started(servers.simulator(installation))


def _bare(installation: Installation, _effort: Effort) -> Sample:
    return _started(servers.bare(installation))


GROUP = Group(
    name="start",
    measures="the start of the process, against the bare server",
    scenes=(
        Scene(
            measure=_simulator,
            bare=_bare,
            times=lambda repeat: repeat * 3,
            figures=(
                Figure(
                    name="process start to first answer",
                    key="ms", unit="ms", is_ratio=True, at_most=1.2,
                ),
                Figure(
                    name="process start to first answer: CPU", key="cpu", unit="ms", is_ratio=True
                ),
                Figure(name="resident memory when ready", key="mib", unit="MiB", at_most=60),
                Figure(
                    name="the first creation, made at once: it loads what creations need",
                    key="first", unit="ms", digits=1,
                ),
            ),
        ),
    ),
)  # fmt: skip
