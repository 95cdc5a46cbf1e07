"""What the pods of one large cluster cost, in process."""

from tests.benchmarks.figure import Effort, Figure, Group, Sample, Scene, at_most_three
from tests.benchmarks.in_process import inside
from tests.benchmarks.installation import Installation

_MANY = "10,000 pods on 1,000 nodes"


def _measure(installation: Installation, _effort: Effort) -> Sample:
    return inside(installation, "workloads", 1_000, 10_000)


GROUP = Group(
    name="workloads",
    measures="what the pods of one large cluster cost, in process",
    scenes=(
        Scene(
            measure=_measure,
            times=at_most_three,
            figures=(
                Figure(
                    name="a cluster of 1,000 nodes to the end of its components' start: CPU",
                    key="cluster", unit="s", digits=1,
                ),
                Figure(
                    name=f"{_MANY}, the first 1,000 from apply to ready: CPU of a pod",
                    key="few", unit="ms", digits=2,
                ),
                Figure(
                    name=f"{_MANY}, the last 1,000 from apply to ready: CPU of a pod",
                    key="many", unit="ms", digits=2,
                ),
                Figure(
                    name=f"{_MANY}, the last 1,000 against the first: CPU of a pod",
                    key="ratio", unit="×", digits=2, at_most=1.2,
                ),
                Figure(
                    name=f"{_MANY}: list of all pods, against orjson.dumps of them",
                    key="list_ratio", unit="×", digits=2, at_most=4,
                ),
                Figure(name=f"{_MANY}: list of all pods", key="list", unit="ms"),
                Figure(
                    name=f"{_MANY}, watched: CPU of an event", key="event", unit="µs", digits=1
                ),
                Figure(
                    name=f"{_MANY}, watched: events of a pod from apply to ready",
                    key="events", unit="events", digits=1,
                ),
                Figure(name=f"{_MANY}: memory of a pod", key="memory", unit="KiB", digits=1),
            ),
        ),
    ),
)  # fmt: skip
