"""Reads without end in one tenant: whether its file and its memory stop growing."""

from tests.benchmarks.figure import Effort, Figure, Group, Sample, Scene
from tests.benchmarks.in_process import inside
from tests.benchmarks.installation import Installation


def growth(found: Sample, what: str) -> float:
    """By how many percent something grew in the second half of the reads."""
    return (found[f"{what} 100 %"] / found[f"{what} 50 %"] - 1) * 100


def _measure(installation: Installation, effort: Effort) -> Sample:
    found = inside(installation, "polling", effort.polls)
    return {
        **found,
        "file growth": growth(found, "file"),
        "memory growth": growth(found, "memory"),
    }


_WHAT = "reads without end in one tenant, all journalled"
_AMOUNTS = tuple(
    Figure(name=f"{_WHAT}: {what} at {part} %", key=f"{what} {part} %", unit="MiB", digits=1)
    for what in ("file", "memory")
    for part in (10, 50, 100)
)
GROUP = Group(
    name="polling",
    measures="reads without end in one tenant, in process",
    scenes=(
        Scene(
            measure=_measure,
            times=lambda _repeat: 1,
            figures=(
                Figure(name=f"{_WHAT}: how many", key="reads", unit="reads"),
                *_AMOUNTS,
                *(
                    Figure(
                        name=f"{_WHAT}: growth of the {what} in the second half",
                        key=f"{what} growth", unit="%", digits=1, at_most=5,
                        verdict=("bounded", "not bounded"),
                    )
                    for what in ("file", "memory")
                ),
                Figure(name=f"{_WHAT}: CPU of a read", key="cpu", unit="µs", digits=1),
            ),
        ),
    ),
)  # fmt: skip
