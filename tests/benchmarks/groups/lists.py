"""What many clusters cost a list and a creation, in process."""

from tests.benchmarks.figure import Effort, Figure, Group, Sample, Scene, at_most_three
from tests.benchmarks.in_process import inside
from tests.benchmarks.installation import Installation


def _listing(installation: Installation, _effort: Effort) -> Sample:
    return inside(installation, "listing")


def _growth(installation: Installation, _effort: Effort) -> Sample:
    return inside(installation, "growth")


GROUP = Group(
    name="lists",
    measures="what many stored clusters cost, in process",
    scenes=(
        Scene(
            measure=_listing,
            figures=(
                Figure(
                    name="GET /clusters of 10,000 after a change, against orjson.dumps of them",
                    key="changed", unit="×", digits=2, at_most=4,
                ),
                Figure(
                    name="GET /clusters of 10,000 again, against orjson.dumps of them",
                    key="again", unit="×", digits=2, at_most=4,
                ),
            ),
        ),
        Scene(
            measure=_growth,
            times=at_most_three,
            figures=(
                Figure(
                    name="a create with 50,000 clusters stored, against 100: CPU",
                    key="ratio", unit="×", digits=2, at_most=1.2,
                ),
            ),
        ),
    ),
)  # fmt: skip
