"""What a thousand rules that are for others cost a call, and what it takes to load them."""

import tempfile

from tests.benchmarks.figure import Effort, Figure, Group, Sample, Scene
from tests.benchmarks.in_process import inside
from tests.benchmarks.installation import Installation
from tests.benchmarks.loads import CREATE, READ, Call, loaded
from tests.benchmarks.needs import WRK
from tests.benchmarks.rules import written


def _scene(call: Call) -> Scene:
    def measure(installation: Installation, effort: Effort) -> Sample:
        without = loaded(call, 1)(installation, effort)
        with tempfile.TemporaryDirectory() as folder:
            scenario = written(folder, 1000)
            under = loaded(call, 1, "--scenario", scenario)(installation, effort)
        return {"time": without["rate"] / under["rate"], "cpu": under["cpu"] / without["cpu"]}

    name = f"{call.name} under a scenario of 1,000 rules, against none"
    return Scene(
        measure=measure,
        figures=(
            Figure(name=f"{name}: time", key="time", unit="×", digits=2, at_most=1.2),
            Figure(name=f"{name}: CPU", key="cpu", unit="×", digits=2),
        ),
    )


def _loading(installation: Installation, _effort: Effort) -> Sample:
    return inside(installation, "loading")


GROUP = Group(
    name="rules",
    measures="a thousand rules that are for others",
    needs=(WRK,),
    scenes=(
        _scene(CREATE),
        _scene(READ),
        Scene(
            measure=_loading,
            figures=(
                Figure(
                    name="loading a scenario of 1,000 rules", key="ms", unit="ms", at_most=250
                ),
            ),
        ),
    ),
)  # fmt: skip
