"""Creations of clusters, which are answered once they are committed."""

from tests.benchmarks.figure import Figure, Group, Scene
from tests.benchmarks.loads import CREATE, at, bare_loaded, loaded
from tests.benchmarks.needs import WRK

NAME = f"{CREATE.name}, durable"


def _scene(connections: int) -> Scene:
    where = at(connections)
    figures = [
        Figure(
            name=f"{NAME}: CPU of a request {where}",
            key="cpu", unit="µs", digits=1, is_ratio=True, at_most=2.5,
        ),
        Figure(
            name=f"{NAME}: CPU of a request {where}, with all that is put off",
            key="life", unit="µs", digits=1, is_ratio=True,
        ),
        Figure(
            name=f"{NAME}: requests/s {where}",
            key="rate", unit="requests/s", is_ratio=True, at_least=0.5,
        ),
        Figure(
            name=f"{NAME}: p99 {where}", key="p99", unit="ms", digits=2, is_ratio=True, at_most=2.5
        ),
    ]  # fmt: skip
    return Scene(
        measure=loaded(CREATE, connections, "--journal", "all"),
        bare=bare_loaded(CREATE, connections),
        figures=tuple(figures if connections > 1 else figures[2:3]),
    )


GROUP = Group(
    name="creates",
    measures="creations of clusters, against the bare server",
    needs=(WRK,),
    scenes=(_scene(64), _scene(1)),
)
