"""Finding the fewest faults with which an expectation still fails."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

from cs_simulator.domain.errors import UsageError
from cs_simulator.scenarios.expectations.verdict import Verdict
from cs_simulator.scenarios.rules.fault_filter import FaultFilter, FaultOccurrence

Verdicts = Sequence[tuple[dict[str, Any], Verdict]]
Run = Callable[[FaultFilter], Awaitable[Verdicts]]
"""Makes the run with the faults that a filter allows; returns the verdicts on expectations."""

MAX_RUNS = 500
"""The number of runs that are spent on smaller sets, once no fault can be left out any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """The faults that are left when all that can be are left out."""

    expectation: int
    """The number of the expectation, from 1."""
    source: dict[str, Any]
    """The expectation, as the scenario has it."""
    reason: str
    """Why it fails with the faults that are left."""
    acted: int
    """The number of faults in the whole run."""
    left: list[FaultOccurrence]
    runs: int
    is_smallest: bool
    """Whether no smaller set of faults does it; if not, none of these can be left out."""


async def shrink(run: Run, expectation: int | None = None) -> Shrunk:
    """The fewest faults that make an expectation fail, by default the first one that fails.

    Raises :class:`UsageError` if the expectation is met with all faults.
    """
    whole = FaultFilter()
    verdicts = await run(whole)
    number = _failing(verdicts, expectation)
    search = _Search(run, number)
    left = await search.smallest(whole.acted)
    return Shrunk(
        expectation=number,
        source=verdicts[number - 1][0],
        reason=(await search.verdict(left)).reason,
        acted=len(whole.acted),
        left=left,
        runs=search.runs + 1,
        is_smallest=search.is_exhaustive,
    )


def _failing(verdicts: Verdicts, expectation: int | None) -> int:
    """The number of the expectation, which must fail."""
    failing = [number for number, (_, verdict) in enumerate(verdicts, 1) if not verdict.passed]
    if not verdicts:
        raise UsageError("nothing is expected", advice="write expect: into the scenario")
    if expectation is None and not failing:
        raise UsageError("everything is as expected; there is nothing to be explained")
    number = failing[0] if expectation is None else expectation
    if not 1 <= number <= len(verdicts):
        raise UsageError(f"there are {len(verdicts)} expectations", subject=f"--expect {number}")
    if number not in failing:
        raise UsageError("it is met, in spite of all faults", subject=f"--expect {number}")
    return number


class _Search:
    """Delta debugging, and then all smaller sets, as long as there are not too many."""

    def __init__(self, run: Run, number: int) -> None:
        self._run, self._number = run, number
        self._known: dict[frozenset[FaultOccurrence], bool] = {}
        self.runs = 0
        self.is_exhaustive = True

    async def smallest(self, acted: list[FaultOccurrence]) -> list[FaultOccurrence]:
        """A smallest part of the faults with which the expectation fails."""
        left = await self._reduced(acted)
        fewer = await self._fewer(acted, len(left))
        return left if fewer is None else fewer

    async def verdict(self, chosen: Sequence[FaultOccurrence]) -> Verdict:
        """The verdict on the expectation of a run with these faults only."""
        self.runs += 1
        return (await self._run(FaultFilter(chosen)))[self._number - 1][1]

    async def _reduced(self, acted: list[FaultOccurrence]) -> list[FaultOccurrence]:
        """Leave out parts, larger ones first, as long as the expectation still fails."""
        left, parts = acted, 2
        while left:
            size = -(-len(left) // parts)
            cuts = [left[at : at + size] for at in range(0, len(left), size)]
            for cut in cuts:
                rest = [fault for fault in left if fault not in cut]
                if await self._fails(rest):
                    left, parts = rest, max(parts - 1, 2)
                    break
            else:
                if size == 1:
                    break
                parts = min(parts * 2, len(left))
        return left

    async def _fewer(self, acted: list[FaultOccurrence], than: int) -> list[FaultOccurrence] | None:
        """The first smaller set with which it fails, within the number of runs."""
        for size in range(than):
            if self.runs + comb(len(acted), size) > MAX_RUNS:
                self.is_exhaustive = False
                return None
            for chosen in combinations(acted, size):
                if await self._fails(chosen):
                    return list(chosen)
        return None

    async def _fails(self, chosen: Sequence[FaultOccurrence]) -> bool:
        key = frozenset(chosen)
        if key not in self._known:
            self._known[key] = not (await self.verdict(chosen)).passed
        return self._known[key]
