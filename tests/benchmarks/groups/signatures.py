"""What it costs to verify signatures: the same signed calls with and without."""

from tests.benchmarks.figure import Effort, Figure, Group, Sample, Scene
from tests.benchmarks.installation import Installation
from tests.benchmarks.loads import CREATE, READ, Call, at, loaded
from tests.benchmarks.needs import WRK


def _scene(call: Call, connections: int) -> Scene:
    def measure(installation: Installation, effort: Effort) -> Sample:
        none, enforce = (
            loaded(call, connections, "--journal", "writes", "--auth", auth)(installation, effort)
            for auth in ("none", "enforce")
        )
        return {key: enforce[key] / none[key] for key in ("rate", "cpu")}

    name = f"{call.name}, --auth enforce against none"
    where = at(connections)
    return Scene(
        measure=measure,
        figures=(
            Figure(
                name=f"{name}: requests/s {where}", key="rate", unit="×", digits=2, at_least=0.85
            ),
            Figure(name=f"{name}: CPU of a request {where}", key="cpu", unit="×", digits=2),
        ),
    )


GROUP = Group(
    name="signatures",
    measures="the verification of signatures",
    needs=(WRK,),
    scenes=tuple(_scene(call, connections) for call in (CREATE, READ) for connections in (1, 64)),
)
