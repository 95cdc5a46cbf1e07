"""Finding a scenario that breaks a client, and the smallest one that still does.

Hypothesis chooses and shrinks; its profiles, its database and ``--hypothesis-seed`` count, since
the settings are made from its default ones. A scenario is run once: the same one is the same run.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings, target
from hypothesis.errors import Flaky, Unsatisfiable
from hypothesis.reporting import with_reporter
from hypothesis.strategies import SearchStrategy

from cs_simulator.testing.explore.coverage import Acted
from cs_simulator.testing.explore.outcome import Finding, Outcome, judge
from cs_simulator.testing.explore.two_searches import making_up_and_shrinking

Source = Mapping[str, Any]
Run = Callable[[Source], Outcome]
Owns = Callable[[Source], bool]
Searching = Callable[[], None]

MOST_SHRINKING = 400
"""The runs that are spent on a smaller scenario: far more than one with two rules needs."""
FURTHER = 100
"""The examples that are spent on a graver find, once one is known that is not."""
_HURRIED = (HealthCheck.too_slow, HealthCheck.data_too_large)  # about tests of microseconds


class Interrupted(BaseException):
    """Raised by a run to end the search at once; Hypothesis lets it pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """A scenario that breaks the client."""

    source: Source
    outcome: Outcome
    finding: Finding


@dataclass(slots=True, kw_only=True)
class Search:
    """What a search has met so far."""

    find: Find | None = None
    """The smallest one at the end."""
    also: Find | None = None
    """One that is less grave."""
    examples: int = 0
    """How many scenarios Hypothesis chose, those included that were run already."""
    runs: int = 0
    """How many scenarios were run, those of shrinking included."""
    examples_to_find: int = 0
    """How many of these until the first find."""
    runs_to_find: int = 0
    """How many of them until the first find."""
    runs_with_faults: int = 0
    """Under how many of them a fault acted."""
    acted: set[Acted] = field(default_factory=set)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    """What was seen of each scenario that was run, by its JSON."""
    is_flaky: bool = False
    """Whether a run under the same scenario went differently the second time."""


class _FoundError(Exception):
    """A scenario broke the client, as far as Hypothesis is concerned."""


def chosen_settings(examples: int | None = None, **given_settings: Any) -> settings:
    """The default settings of Hypothesis, with so many examples, for examples of milliseconds."""
    default = settings()
    checks = {*default.suppress_health_check, *_HURRIED}
    chosen = {
        "max_examples": default.max_examples if examples is None else examples,
        "deadline": None,
        "print_blob": False,
        "report_multiple_bugs": False,
        "suppress_health_check": [check for check in HealthCheck if check in checks],
        "phases": [phase for phase in default.phases if phase is not Phase.explain],
    }
    return settings(**(chosen | given_settings))


def seed_of(chosen: settings) -> int | None:
    """A seed for several searches; none where Hypothesis has one that does not change."""
    is_given = chosen.derandomize or hypothesis.core.global_force_seed is not None
    return None if is_given else secrets.randbits(63)


def search(
    strategy: SearchStrategy[Any],
    run: Run,
    *,
    key: str,
    chosen: settings,
    drawn_from: int | None = None,
    met: Search | None = None,
    only_grave: bool = False,
    owns: Owns | None = None,
) -> Search:
    """Run scenarios until one is a find, and then smaller ones; returns what was met.

    *key* names the search in the database of Hypothesis and, with ``derandomize``, in its draws.
    With *drawn_from*, that is the seed. With *owns*, only scenarios for which it is true are run
    until one is a find; the smaller ones may be any. What *run* raises as :class:`Interrupted` is
    raised; *met* has what was met until then.
    """
    met = Search() if met is None else met
    examples = _Examples(run, met, owns, only_grave=only_grave)

    def example(source: Source) -> None:
        examples.check(source)

    example._hypothesis_internal_add_digest = key.encode()  # type: ignore[attr-defined]  # noqa: SLF001
    if owns is None:
        _search(_seeded(chosen(given(strategy)(example)), drawn_from), chosen, met)
        return met
    for part in making_up_and_shrinking(chosen):
        # The seed comes first here: it takes the database of settings away.
        _search(part(_seeded(given(strategy)(example), drawn_from)), part, met)
        if met.find is None:
            break
    return met


def _seeded(searching: Searching, drawn_from: int | None) -> Searching:
    return searching if drawn_from is None else seed(drawn_from)(searching)


def _search(searching: Searching, chosen: settings, met: Search) -> None:
    try:
        if chosen.verbosity > Verbosity.normal:
            searching()
        else:
            with with_reporter(_say_nothing):
                searching()
    except _FoundError:
        pass
    except (Flaky, Unsatisfiable) as problem:
        met.is_flaky = isinstance(problem, Flaky)
        if not met.is_flaky:
            raise


def search_graver(
    strategy: SearchStrategy[Any],
    run: Run,
    *,
    key: str,
    chosen: settings,
    met: Search,
    drawn: int | None,
) -> Find | None:
    """A find that is graver than that of a search, which only shows that the client gives up.

    The same scenarios are tried, and some more: the number *drawn* is the seed of both searches.
    """
    most = min(chosen.max_examples, met.examples_to_find + FURTHER)
    fewer = settings(chosen, max_examples=most, database=None)
    former, met.find = met.find, None
    search(strategy, run, key=key, chosen=fewer, drawn_from=drawn, met=met, only_grave=True)
    found, met.find = met.find, former
    return found


def _say_nothing(text: object) -> None:
    """Leave the report of a find to whoever asked for it."""


class _Examples:
    """Runs scenarios, each once, and keeps the find that Hypothesis asked for last."""

    def __init__(self, run: Run, met: Search, owns: Owns | None, *, only_grave: bool) -> None:
        self._run, self._met, self._owns, self._only_grave = run, met, owns, only_grave
        self._found_at = 0

    def check(self, source: Source) -> None:
        """Raise if a scenario is a find of the same kind as the first one."""
        self._met.examples += 1
        outcome = self._of(source)
        target(float(len(outcome.acted) if outcome else 0), label="pairs of state and fault")
        finding = judge(outcome) if outcome else None
        if outcome is None or finding is None or not self._counts(finding):
            return
        if self._met.find is None:
            self._found_at = self._met.runs
            self._met.runs_to_find = self._met.runs_to_find or self._met.runs
            self._met.examples_to_find = self._met.examples_to_find or self._met.examples
        self._met.find = Find(source=source, outcome=outcome, finding=finding)
        raise _FoundError

    def _counts(self, finding: Finding) -> bool:
        first = self._met.find
        if first is not None:
            return finding.kind == first.finding.kind
        return finding.is_grave or not self._only_grave

    def _of(self, source: Source) -> Outcome | None:
        key = json.dumps(source, sort_keys=True)
        known = self._met.outcomes
        if key not in known and self._may_run(source) and not self._is_exhausted():
            known[key] = self._run(source)
            self._count(known[key])
        return known.get(key)

    def _may_run(self, source: Source) -> bool:
        return self._owns is None or self._met.find is not None or self._owns(source)

    def _is_exhausted(self) -> bool:
        return self._met.find is not None and self._met.runs - self._found_at >= MOST_SHRINKING

    def _count(self, outcome: Outcome) -> None:
        self._met.runs += 1
        self._met.runs_with_faults += bool(outcome.acted)
        self._met.acted |= outcome.acted
