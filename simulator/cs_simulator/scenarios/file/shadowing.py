"""Rules that never act, since a rule before them acts on everything that they match."""

from collections.abc import Iterable, Iterator
from itertools import product

from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules.conditions import FirePolicy, Selection
from cs_simulator.scenarios.rules.patterns import is_name, matches_one

# The keys by which most rules of a long file differ: a rule is compared with few others only.
_ANCHORS = ("operation", "cluster")

_MOST_COMPARISONS = 100_000

Condition = dict[str, object]


def shadowed_rules(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """The ids of rules that never act, each with that of the rule that always acts before it."""
    always: dict[tuple[object, ...], list[tuple[str, Condition]]] = {}
    comparisons = 0
    for rule in rules:
        condition = rule.condition
        for anchors in product(*(_anchors(condition, name) for name in _ANCHORS)):
            covering = always.get((rule.acts_in, *anchors), ())
            comparisons += len(covering)
            if comparisons > _MOST_COMPARISONS:
                return  # in a file of thousands of rules that are all alike, the first are enough
            earlier = next((id_ for id_, other in covering if _covers(other, condition)), None)
            if earlier is not None:
                yield rule.id, earlier
                break
        if _acts_always(rule):
            own = (rule.acts_in, *(_anchors(condition, name)[-1] for name in _ANCHORS))
            always.setdefault(own, []).append((rule.id, condition))


def _anchors(condition: Condition, name: str) -> tuple[str | None, ...]:
    """The keys of rules that may cover this one: those for any name, and those for its name."""
    globs = condition.get(name)
    if isinstance(globs, tuple) and len(globs) == 1 and is_name(globs[0]):
        return (None, str(globs[0]))
    return (None,)


def _acts_always(rule: Rule) -> bool:
    """Whether it acts on everything that it matches."""
    is_unlimited = rule.fire == FirePolicy() and rule.select == Selection() and rule.ttl is None
    return is_unlimited and rule.enabled and rule.then.fires_always


def _covers(earlier: Condition, later: Condition) -> bool:
    """Whether everything that the later condition matches is matched by the earlier one."""
    return all(
        name in later and (later[name] == wanted or _is_within(later[name], wanted))
        for name, wanted in earlier.items()
    )


def _is_within(names: object, globs: object) -> bool:
    """Whether all of the names match one of the patterns."""
    if not isinstance(names, tuple) or not isinstance(globs, tuple):
        return False
    return all(matches_one(globs, str(name)) for name in names)
