"""What rules have counted, of all subjects together."""

from collections.abc import Iterable

from cs_simulator.domain.records import RuleCounter
from cs_simulator.scenarios.rules.firing import FireCount


def totals(counters: Iterable[RuleCounter]) -> dict[str, FireCount]:
    """How often each rule has matched and fired, by its id; a rule that never has is missing."""
    found: dict[str, FireCount] = {}
    for counter in counters:
        before = found.get(counter.rule, FireCount())
        found[counter.rule] = FireCount(
            before.matched + counter.matched, before.fired + counter.fired
        )
    return found
