"""Reads of one cluster, over one connection and over many."""

from tests.benchmarks.figure import Figure, Group, Scene
from tests.benchmarks.loads import READ, at, bare_loaded, loaded
from tests.benchmarks.needs import WRK


def _scene(journal: str, connections: int, rate: float) -> Scene:
    name = f"{READ.name}, --journal {journal}"
    where = at(connections)
    figures = [
        Figure(
            name=f"{name}: CPU of a request {where}",
            key="cpu", unit="µs", digits=1, is_ratio=True, at_most=0.9,
        ),
        Figure(
            name=f"{name}: CPU of a request {where}, with all that is put off",
            key="life", unit="µs", digits=1, is_ratio=True,
        ),
        Figure(
            name=f"{name}: requests/s {where}",
            key="rate", unit="requests/s", is_ratio=True, at_least=rate,
        ),
        Figure(
            name=f"{name}: p99 {where}",
            key="p99", unit="ms", digits=2, is_ratio=True, at_most=2.5,
        ),
    ]  # fmt: skip
    return Scene(
        measure=loaded(READ, connections, "--journal", journal),
        bare=bare_loaded(READ, connections),
        figures=tuple(figures if connections > 1 else figures[2:3]),
    )


GROUP = Group(
    name="reads",
    measures="reads of a cluster, against the bare server",
    needs=(WRK,),
    scenes=tuple(
        _scene(journal, connections, rate)
        for journal, rate in (("writes", 1.0), ("all", 0.9))
        for connections in (64, 1)
    ),
)
