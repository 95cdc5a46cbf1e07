"""Finding out which of the things that went wrong a run needs to end as it does."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any

from cs_simulator.domain.errors import UsageError
from cs_simulator.scenarios.rules.fault_filter import FaultFilter, FaultOccurrence

if TYPE_CHECKING:
    from cs_simulator.scenarios.expectations.judge import Verdict

    Verdicts = Sequence[tuple[dict[str, Any], Verdict]]
    Run = Callable[[FaultFilter], Awaitable[Verdicts]]
    """Makes the run with what a sieve lets through; gives the verdicts on what is expected."""

MOST_RUNS = 500
"""How many runs more are made to see whether fewer would do, once none can be left out."""


@dataclass(slots=True, kw_only=True)
class Shrunk:
    """What is left when everything is left out that can be."""

    expectation: int
    """Its number, from 1."""
    written: dict[str, Any]
    reason: str
    """Why it is not met with what is left."""
    acted: int
    """At how many occasions rules acted in the whole run."""
    left: list[FaultOccurrence] = field(default_factory=list)
    runs: int = 0
    is_smallest: bool = False
    """Whether nothing with fewer occasions does; if not, it is only that none can be left out."""


async def shrink(run: "Run", expectation: int | None = None) -> Shrunk:
    """The fewest occasions that still make the expectation fail, by default the first that does.

    Raises :class:`UsageError` if it is met with all of them.
    """
    whole = FaultFilter()
    verdicts = await run(whole)
    number = _failing(verdicts, expectation)
    search = _Search(run, number)
    left = await search.smallest(whole.acted)
    return Shrunk(
        expectation=number,
        written=verdicts[number - 1][0],
        reason=search.reason,
        acted=len(whole.acted),
        left=left,
        runs=search.runs + 1,
        is_smallest=search.is_exhaustive,
    )


def _failing(verdicts: "Verdicts", expectation: int | None) -> int:
    failing = [number for number, (_, each) in enumerate(verdicts, 1) if not each.passed]
    if not verdicts:
        raise UsageError("nothing is expected; write expect: into the scenario")
    if expectation is None and not failing:
        raise UsageError("everything is as expected; there is nothing to be explained")
    number = failing[0] if expectation is None else expectation
    if not 1 <= number <= len(verdicts):
        raise UsageError(f"--expect {number}: there are {len(verdicts)} expectations")
    if number not in failing:
        raise UsageError(f"--expect {number}: it is met, with everything that went wrong")
    return number


class _Search:
    """Delta debugging, and then, where it is not too much, everything that is smaller."""

    def __init__(self, run: "Run", number: int) -> None:
        self._run, self._number = run, number
        self._known: dict[frozenset[FaultOccurrence], bool] = {}
        self.runs = 0
        self.reason = ""
        self.is_exhaustive = True

    async def smallest(self, acted: list[FaultOccurrence]) -> list[FaultOccurrence]:
        left = await self._without_what_can_go(acted)
        fewer = await self._fewer(acted, len(left))
        left = left if fewer is None else fewer
        self.reason = (await self._verdict(left)).reason
        return left

    async def _fewer(self, acted: list[FaultOccurrence], than: int) -> list[FaultOccurrence] | None:
        """The first of all smaller choices that fails, as far as there is time for them."""
        for size in range(than):
            if self.runs + comb(len(acted), size) > MOST_RUNS:
                self.is_exhaustive = False
                return None
            for chosen in combinations(acted, size):
                if await self._fails(chosen):
                    return list(chosen)
        return None

    async def _without_what_can_go(self, acted: list[FaultOccurrence]) -> list[FaultOccurrence]:
        """Leave out parts, larger ones first, as long as it still fails."""
        left, parts = acted, 2
        while left:
            size = -(-len(left) // parts)
            cuts = [left[at : at + size] for at in range(0, len(left), size)]
            for cut in cuts:
                rest = [each for each in left if each not in cut]
                if await self._fails(rest):
                    left, parts = rest, max(parts - 1, 2)
                    break
            else:
                if size == 1:
                    break
                parts = min(parts * 2, len(left))
        return left

    async def _fails(self, chosen: Sequence[FaultOccurrence]) -> bool:
        key = frozenset(chosen)
        if key not in self._known:
            self._known[key] = not (await self._verdict(chosen)).passed
        return self._known[key]

    async def _verdict(self, chosen: Sequence[FaultOccurrence]) -> "Verdict":
        self.runs += 1
        return (await self._run(FaultFilter(chosen)))[self._number - 1][1]
