"""What tests pay for their simulator, beside other servers that tests start for themselves."""

from tests.benchmarks import fixtures
from tests.benchmarks.figure import Effort, Figure, Group, Sample, Scene
from tests.benchmarks.installation import Installation
from tests.benchmarks.needs import HTTPSERVER, MOTO


def _ours(installation: Installation, _effort: Effort) -> Sample:
    return fixtures.ours(installation)


def _others(installation: Installation, _effort: Effort) -> Sample:
    return fixtures.others(installation)


def _beside(key: str) -> dict[str, str]:
    return {name.strip(): f"{name}{key}" for name in fixtures.OTHERS if name}


GROUP = Group(
    name="fixtures",
    measures="what a test pays for its server, against a bare one in a thread",
    needs=(MOTO, HTTPSERVER),
    scenes=(
        Scene(
            measure=_ours,
            bare=_others,
            figures=(
                Figure(
                    name="pytest: the session fixture, with its import and a first call",
                    key="start", unit="ms", is_ratio=True, at_most=1.2, beside=_beside("start"),
                ),
                Figure(
                    name="pytest: the session fixture, with its import and a first call: CPU",
                    key="start cpu", unit="ms", is_ratio=True, beside=_beside("start cpu"),
                ),
                Figure(
                    name="pytest: a tenant and a call for one more test",
                    key="turn", unit="ms", digits=1, at_most=1.5,
                    beside={"bare": "turn", **_beside("turn")},
                ),
                Figure(
                    name="pytest: a tenant and a call for one more test: CPU",
                    key="turn cpu", unit="ms", digits=1,
                    beside={"bare": "turn cpu", **_beside("turn cpu")},
                ),
            ),
        ),
    ),
)  # fmt: skip
