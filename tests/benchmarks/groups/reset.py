"""The reset of a tenant, in process."""

from tests.benchmarks.figure import Effort, Figure, Group, Sample, Scene
from tests.benchmarks.in_process import inside
from tests.benchmarks.installation import Installation


def _measure(installation: Installation, _effort: Effort) -> Sample:
    return inside(installation, "reset")


GROUP = Group(
    name="reset",
    measures="the reset of a tenant, in process",
    scenes=(
        Scene(
            measure=_measure,
            figures=(
                Figure(
                    name="reset of a tenant with 20 clusters × 20 nodes",
                    key="ms", unit="ms", digits=1, at_most=5,
                ),
            ),
        ),
    ),
)  # fmt: skip
