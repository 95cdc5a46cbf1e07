"""What clusters cost whose own APIs are called, and watched."""

from tests.benchmarks import watches
from tests.benchmarks.figure import Effort, Figure, Group, Sample, Scene
from tests.benchmarks.installation import Installation

_MANY = f"{watches.CLUSTERS} Kubernetes clusters"


def _measure(installation: Installation, _effort: Effort) -> Sample:
    return watches.measure(installation)


GROUP = Group(
    name="watches",
    measures="clusters whose own APIs are called, and watched",
    scenes=(
        Scene(
            measure=_measure,
            figures=(
                Figure(
                    name=f"{_MANY} of one node: memory of each", key="there", unit="KiB", at_most=80
                ),
                Figure(
                    name=f"{_MANY}, called at their addresses: memory of each besides",
                    key="called", unit="KiB", at_most=200,
                ),
                Figure(
                    name=f"{_MANY}, with a watch of nodes each: memory of each watch",
                    key="watch", unit="KiB", at_most=60,
                ),
                Figure(
                    name=f"{_MANY}, watched: from a write to its event",
                    key="p50", unit="ms", digits=1, at_most=20,
                ),
            ),
        ),
    ),
)  # fmt: skip
