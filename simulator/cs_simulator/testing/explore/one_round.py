"""One round of a search: a search of Hypothesis with a seed of its own, over a few examples."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.strategies import SearchStrategy

from cs_simulator.domain.errors import UsageError
from cs_simulator.testing.explore import strategy
from cs_simulator.testing.explore.commands import CommandRun, key_of
from cs_simulator.testing.explore.engine import Interrupted, Search, chosen_settings, search
from cs_simulator.testing.explore.options import Options
from cs_simulator.testing.explore.outcome import Finding, Outcome, judge
from cs_simulator.testing.explore.shards import WHOLE, Shard

_DRAWN = 4  # scenarios that may be drawn for each one that is run: none is run twice
_MOST_TIMED_OUT = 10
"""Runs of a round that may take all of their time: each takes very long, and says little."""


@dataclass(frozen=True, slots=True)
class Known:
    """A find, as far as it explains others: they are not shrunk and shown once more."""

    kind: str
    acted: frozenset[tuple[str, str]]
    since: int
    """The number of the round that has found it."""

    @classmethod
    def of(cls, finding: Finding, outcome: Outcome, since: int) -> "Known":
        """What a find needs: the kinds of faults that acted, and on what."""
        return cls(finding.kind, _places(outcome), since)

    def explains(self, finding: Finding, outcome: Outcome) -> bool:
        """Whether a bug shows in the same way, and all that this one needs has acted there, too."""
        return finding.kind == self.kind and self.acted <= _places(outcome)


def _places(outcome: Outcome) -> frozenset[tuple[str, str]]:
    return frozenset((acted.kind, acted.place) for acted in outcome.acted)


@contextmanager
def own_folder(folder: Path) -> Iterator[None]:
    """Let Hypothesis keep what it keeps in a folder, instead of the current one."""
    set_hypothesis_home_dir(folder / ".hypothesis")
    try:
        yield
    finally:
        set_hypothesis_home_dir(None)


class OneRound:
    """A round, and what it has met."""

    def __init__(
        self,
        size: int,
        run: Callable[[Mapping[str, Any]], CommandRun],
        known: Sequence[Known],
        is_over: Callable[[], bool],
        shard: Shard = WHOLE,
    ) -> None:
        self.size, self._run, self._known, self._is_over = size, run, known, is_over
        self._shard = shard
        self.met = Search()
        self.kept: dict[str, CommandRun] = {}
        """The runs that showed a bug, by their scenarios."""
        self.is_whole = False
        """Whether it came to its end."""
        self.called: set[str] = set()
        """The operations that the command has called."""
        self._timed_out = 0
        self._last: Outcome | None = None
        self._error: Exception | None = None

    def search(self, options: Options, seed: int) -> None:
        """Run examples until it is over, or a find is as small as it can be made.

        Raises what keeps the command, or the simulator, from being run.
        """
        chosen = chosen_settings(
            _DRAWN * self.size * self._shard.count,
            database=None,
            derandomize=False,
            suppress_health_check=list(HealthCheck),
        )
        made_up = _made_up(options)
        how: dict[str, Any] = {"chosen": chosen, "drawn_from": seed, "met": self.met}
        if not self._shard.is_whole:
            how["owns"] = self._owns
        try:
            search(made_up, self._one, key="command", **how)
        except Interrupted:
            if self._error:
                raise self._error from None
            self.is_whole = self._has_run_all()
        else:
            self.is_whole = True

    def _has_run_all(self) -> bool:
        return self.met.find is None and self.met.runs >= self.size

    def _owns(self, source: Mapping[str, Any]) -> bool:
        if self._is_over():
            raise Interrupted
        return self._shard.owns(source)

    def _one(self, source: Mapping[str, Any]) -> Outcome:
        """Run one example. What fails in the simulator is no bug of the command, nor shrunk."""
        try:
            return self._outcome(source)
        except Exception as error:
            self._error = error
            raise Interrupted from error

    def _outcome(self, source: Mapping[str, Any]) -> Outcome:
        if self._has_run_all() or (self.met.find is None and self._is_over()):
            raise Interrupted
        if self._timed_out >= _MOST_TIMED_OUT and self._last:
            return _forgiven(self._last)
        run = self._run(source)
        self._timed_out += run.has_timed_out
        self.called |= run.called
        self._last = run.outcome
        finding = judge(run.outcome)
        if finding is None:
            return run.outcome
        if any(known.explains(finding, run.outcome) for known in self._known):
            return _forgiven(run.outcome)
        self.kept[key_of(source)] = run
        return run.outcome


def _made_up(options: Options) -> SearchStrategy[dict[str, Any]]:
    """Scenarios about what the command calls, or else about anything."""
    try:
        return strategy(options)
    except UsageError:
        return strategy(replace(options, called=()))


def _forgiven(outcome: Outcome) -> Outcome:
    """The outcome without anything that would be a find."""
    seen = replace(outcome.seen, missed=(), internal_errors=0)
    return replace(outcome, seen=seen, failure=None, endless="")
