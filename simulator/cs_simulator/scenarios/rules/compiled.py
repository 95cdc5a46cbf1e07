"""Rules as the engine asks them: which ones are meant for a call or a step, found at once.

Compiled from a file by :mod:`cs_simulator.scenarios.file.compiler`; a thousand rules for other
operations, or for clusters of other names, cost nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from heapq import merge
from typing import TYPE_CHECKING, Any, NamedTuple

from cs_simulator.domain.durations import Distribution
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.rules.firing import FirePolicy
from cs_simulator.scenarios.rules.matching import MatchContext, Tests
from cs_simulator.scenarios.rules.selection import Selection

if TYPE_CHECKING:
    from cs_simulator.scenarios.faults import Fault

Globs = tuple[str, ...] | None


class CompiledRule(NamedTuple):
    """One rule, ready to be asked."""

    place: int
    """Its place in the file: of those that are meant, the first that acts wins."""
    id: str
    phase: Phase
    kind: str
    operations: Globs
    stages: Globs
    names: tuple[str, ...]
    """The clusters' names, where rules name them without wildcards; empty for any."""
    tests: Tests
    selection: Selection
    firing: FirePolicy
    fault: "Fault"
    ttl: int | None


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
        self.seed = seed
        self.looks_back = max((_lag(rule.fault) for rule in rules), default=0)
        """How much of what was must be remembered, in virtual microseconds; 0 for nothing."""
        self.phases = frozenset(rule.phase for rule in rules)
        self._found: dict[tuple[str, str, str], _Candidates] = {}

    def may_match(
        self, phase: Phase, operation: str, name: Callable[[], str], stage: str = ""
    ) -> bool:
        """Whether it is worth asking: a rule is for that, and for a cluster of that name."""
        if phase not in self.phases:
            return False
        found = self._for(phase, operation, stage)
        return bool(found.for_all) or (bool(found.by_name) and name() in found.by_name)

    def candidates_for(self, phase: Phase, subject: MatchContext) -> Iterator[CompiledRule]:
        """The rules that may be meant, in their order; the rest of ``when`` is to be asked."""
        found = self._for(phase, subject.operation, subject.stage)
        named = found.by_name.get(subject.cluster, ()) if found.by_name else ()
        if not named:
            return iter(found.for_all)
        return merge(found.for_all, named, key=lambda rule: rule.place)

    def _for(self, phase: Phase, operation: str, stage: str) -> _Candidates:
        key = (phase, operation, stage)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._candidates(phase, operation, stage)
        return found

    def _candidates(self, phase: Phase, operation: str, stage: str) -> _Candidates:
        mine = [
            rule
            for rule in self.all
            if rule.phase == phase and fits(rule.operations, operation) and fits(rule.stages, stage)
        ]
        by_name: dict[str, list[CompiledRule]] = {}
        for rule in mine:
            for name in rule.names:
                by_name.setdefault(name, []).append(rule)
        return _Candidates(
            tuple(rule for rule in mine if not rule.names),
            {name: tuple(rules) for name, rules in by_name.items()},
        )


def fits(globs: Globs, value: str) -> bool:
    """Whether the value is like one of the patterns; without patterns, every one is."""
    return globs is None or any(fnmatchcase(value, each) for each in globs)


def _lag(fault: Any) -> int:
    """How far back a fault looks; one that counts reads may look back as far as it likes."""
    if getattr(fault, "reads", 0):
        return 2**62
    return int(getattr(fault, "lag", 0))
