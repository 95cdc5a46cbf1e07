"""Finding a scenario that breaks a client, and the smallest one that still does.

Hypothesis chooses and shrinks; its profiles, its database and ``--hypothesis-seed`` count, since
the settings are made from its default ones. A scenario is run once: the same one is the same run.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings, target
from hypothesis.errors import Flaky, Unsatisfiable
from hypothesis.reporting import with_reporter
from hypothesis.strategies import SearchStrategy

from cs_simulator.testing.explore.coverage import Acted
from cs_simulator.testing.explore.outcome import Finding, Outcome, judge

Source = Mapping[str, Any]
Run = Callable[[Source], Outcome]

MOST_SHRINKING = 400
"""The runs that are spent on a smaller scenario: far more than one with two rules needs."""
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
    examples: int = 0
    """How many scenarios Hypothesis chose, those included that were run already."""
    runs: int = 0
    """How many scenarios were run, those of shrinking included."""
    runs_to_find: int = 0
    """How many of them until the first find."""
    runs_with_faults: int = 0
    """Under how many of them a fault acted."""
    acted: set[Acted] = field(default_factory=set)
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


def search(
    strategy: SearchStrategy[Any],
    run: Run,
    *,
    key: str,
    chosen: settings,
    drawn_from: int | None = None,
    met: Search | None = None,
) -> Search:
    """Run scenarios until one is a find, and then smaller ones; returns what was met.

    *key* names the search in the database of Hypothesis and, with ``derandomize``, in its draws.
    With *drawn_from*, that is the seed. What *run* raises as :class:`Interrupted` is raised; *met*
    has what was met until then.
    """
    met = Search() if met is None else met
    examples = _Examples(run, met)

    def example(source: Source) -> None:
        examples.check(source)

    example._hypothesis_internal_add_digest = key.encode()  # type: ignore[attr-defined]  # noqa: SLF001
    searching = chosen(given(strategy)(example))
    if drawn_from is not None:
        searching = seed(drawn_from)(searching)
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
    return met


def _say_nothing(text: object) -> None:
    """Leave the report of a find to whoever asked for it."""


class _Examples:
    """Runs scenarios, each once, and keeps the find that Hypothesis asked for last."""

    def __init__(self, run: Run, met: Search) -> None:
        self._run, self._met = run, met
        self._finds: dict[str, Find | None] = {}
        self._outcomes: dict[str, int] = {}

    def check(self, source: Source) -> None:
        """Raise if a scenario is a find of the same kind as the first one."""
        self._met.examples += 1
        find, pairs = self._of(source)
        target(float(pairs), label="pairs of state and fault that were seen")
        first = self._met.find
        if find and (first is None or find.finding.kind == first.finding.kind):
            self._met.find = find
            self._met.runs_to_find = self._met.runs_to_find or self._met.runs
            raise _FoundError

    def _of(self, source: Source) -> tuple[Find | None, int]:
        key = json.dumps(source, sort_keys=True)
        if key not in self._finds:
            if self._is_exhausted():
                return None, 0
            outcome = self._run(source)
            self._count(outcome)
            finding = judge(outcome)
            find = Find(source=source, outcome=outcome, finding=finding) if finding else None
            self._finds[key], self._outcomes[key] = find, len(outcome.acted)
        return self._finds[key], self._outcomes[key]

    def _is_exhausted(self) -> bool:
        met = self._met
        return met.find is not None and met.runs - met.runs_to_find >= MOST_SHRINKING

    def _count(self, outcome: Outcome) -> None:
        self._met.runs += 1
        self._met.runs_with_faults += bool(outcome.acted)
        self._met.acted |= outcome.acted
