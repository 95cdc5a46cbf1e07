"""Many Kubernetes clusters with small node pools, in process."""

from tests.benchmarks.figure import Effort, Figure, Group, Sample, Scene, at_most_three
from tests.benchmarks.in_process import inside
from tests.benchmarks.installation import Installation


def _measure(installation: Installation, _effort: Effort) -> Sample:
    return inside(installation, "pools", 1000, 10)


GROUP = Group(
    name="pools",
    measures="many Kubernetes clusters with small node pools, in process",
    scenes=(
        Scene(
            measure=_measure,
            times=at_most_three,
            figures=(
                Figure(
                    name="1,000 Kubernetes clusters × 10 pools × 10 nodes to active, in process",
                    key="rate", unit="steps/s", at_least=50_000,
                ),
                Figure(
                    name="a node pool of 10 nodes among 10,000, read for the first time",
                    key="detail", unit="µs", at_most=300,
                ),
            ),
        ),
    ),
)  # fmt: skip
