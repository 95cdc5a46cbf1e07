"""Rules as the engine evaluates them: those that may match are found at once.

A thousand rules for other operations, or for clusters of other names, cost nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

from cs_simulator.domain.durations import Distribution
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.rules.matching import MatchContext, Tests
from cs_simulator.scenarios.rules.patterns import matches_one
from cs_simulator.scenarios.vocabulary import names_operation

if TYPE_CHECKING:
    from cs_simulator.scenarios.rules.conditions import FirePolicy, Selection
    from cs_simulator.scenarios.rules.fault import Fault

Globs = tuple[str, ...] | None


class CompiledRule(NamedTuple):
    """One rule, ready to be evaluated."""

    position: int
    """Its position in the file: of those that match, the first that fires wins."""
    id: str
    phase: Phase
    kind: str
    operations: Globs
    stages: Globs
    names: tuple[str, ...]
    """The clusters' names, where the rule names them without wildcards; empty for any."""
    tests: Tests
    selection: "Selection"
    firing: "FirePolicy"
    fault: "Fault"
    ttl: int | None
    enabled: bool
    images: tuple[str, ...] = ()
    """The patterns of images that it names; empty for any."""


class _Candidates(NamedTuple):
    """The rules of a phase for an operation and a stage."""

    for_all: tuple[CompiledRule, ...]
    by_name: Mapping[str, tuple[CompiledRule, ...]]


class CompiledRules:
    """All rules of a scenario, with its durations and its seed."""

    def __init__(
        self,
        rules: Sequence[CompiledRule],
        durations: Mapping[tuple[str, str], Distribution],
        seed: int | None,
    ) -> None:
        self.all = tuple(rules)
        self.durations = durations
        """By operation and stage."""
        self.seed = seed
        self.looks_back = max((rule.fault.looks_back() for rule in rules), default=0)
        """How much of the past must be kept, in virtual microseconds; 0 for nothing."""
        self.phases = frozenset(rule.phase for rule in rules)
        self._found: dict[tuple[str, str, str], _Candidates] = {}

    def may_match(
        self, phase: Phase, operation: str, name: Callable[[], str], stage: str = ""
    ) -> bool:
        """Whether some rule is for that operation and stage, and for a cluster of that name."""
        if phase not in self.phases:
            return False
        found = self._for(phase, operation, stage)
        return bool(found.for_all) or (bool(found.by_name) and name() in found.by_name)

    def candidates_for(self, phase: Phase, context: MatchContext) -> Iterator[CompiledRule]:
        """The rules whose operation, stage and cluster match, in the order of the file.

        Their other tests are still to be done.
        """
        found = self._for(phase, context.operation, context.stage)
        named = found.by_name.get(context.cluster, ()) if found.by_name else ()
        if not named:
            return iter(found.for_all)
        return merge(found.for_all, named, key=lambda rule: rule.position)

    def _for(self, phase: Phase, operation: str, stage: str) -> _Candidates:
        key = (phase, operation, stage)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._candidates(phase, operation, stage)
        return found

    def _candidates(self, phase: Phase, operation: str, stage: str) -> _Candidates:
        candidates = [
            rule
            for rule in self.all
            if rule.phase == phase
            and names_operation(rule.operations, operation)
            and fits(rule.stages, stage)
        ]
        by_name: dict[str, list[CompiledRule]] = {}
        for rule in candidates:
            for name in rule.names:
                by_name.setdefault(name, []).append(rule)
        return _Candidates(
            tuple(rule for rule in candidates if not rule.names),
            {name: tuple(rules) for name, rules in by_name.items()},
        )


def fits(globs: Globs, value: str) -> bool:
    """Whether the value matches one of the patterns; without patterns, every value does."""
    return globs is None or matches_one(globs, value)
