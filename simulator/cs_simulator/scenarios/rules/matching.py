"""Which calls, steps and pods a rule is about: the keys of ``when``, and whether they match.

``when`` becomes a list of tests, each with the name of its key, so that the same code matches and
explains why a rule did not.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from cs_simulator.domain import globs
from cs_simulator.domain.instants import DAY, HOUR, MINUTE
from cs_simulator.scenarios.rules.patterns import is_name, is_regex, matches_one
from cs_simulator.scenarios.rules.pods import NO_POD, MatchedPod, PodTest, tests_of_pods

if TYPE_CHECKING:
    from cs_simulator.scenarios.rules.conditions import Operators, When

# ---- what rules are evaluated on


def _no_state() -> str:
    return ""


def _never() -> int:
    return 0


def _no_tasks(_of: str) -> int:
    return 0


class MatchContext(NamedTuple):
    """A call, a step of a task, or a stage of a pod, as rules see it; the rest is empty."""

    now: int
    operation: str
    action: str = ""
    """The action of RAM policies that the call is: ``cs:DeleteCluster``."""
    account: str = ""
    """The tenant, which is the AccessKey id."""
    stage: str = ""
    region_id: str = ""
    zone_id: str = ""
    instance_type: str = ""
    cluster: str = ""
    """The cluster's name."""
    state: str = ""
    cluster_types: tuple[str, ...] = ()
    """What the cluster's type is called: by the simulator, by the API, with its profile."""
    pool: str = ""
    """The name of the node pool that it is about, if it is about one."""
    pools: tuple[str, ...] = ()
    """Names and ids of the node pools that it is about: both of one, or the names of new ones."""
    task: str = ""
    """The type of the task, as the API spells it."""
    cluster_id: str = ""
    task_id: str = ""
    instance_id: str = ""
    number: int = 0
    """The node's number within its cluster, from 1."""
    group: Callable[[], tuple[int, ...]] = tuple
    """Returns the numbers of the nodes that go through the same stage of the task."""
    headers: Mapping[str, str] = {}
    """By lower-case name."""
    query: Mapping[str, str] = {}
    body: Any = None
    pod: MatchedPod = NO_POD
    request_id: str = ""
    working_state: Callable[[], str] = _no_state
    """Returns the state of a node pool of the cluster that is being changed; empty if none is."""
    running_since: Callable[[], int] = _never
    """Returns the instant at which the creation of the cluster ended; 0 before it has."""

    tasks_under_way: Callable[[str], int] = _no_tasks
    """Returns how many tasks have not ended: of the ``cluster``, or of the ``account``."""

    @property
    def owner(self) -> str:
        """The name of the cluster, followed by that of the pool if there is one."""
        return f"{self.cluster}/{self.pool}" if self.pool else self.cluster


Test = Callable[[MatchContext], bool]
Tests = tuple[tuple[str, Test], ...]
"""Tests with the names of the keys that they come from."""


def unmet_condition(tests: Tests, context: MatchContext) -> str:
    """The key of the first test that fails; empty if all of them pass."""
    for name, test in tests:
        if not test(context):
            return name
    return ""


# ---- the tests of ``when``


def tests_of(when: "When") -> Tests:
    """Tests for everything but operation and stage, which select the candidates."""
    of_pods = ((key, _matches_pod(test)) for key, test in tests_of_pods(when))
    return (*_tests(when), *of_pods)


def _tests(when: "When") -> Iterator[tuple[str, Test]]:
    for name in ("account", "region_id", "zone_id", "instance_type", "task", "state"):
        patterns = getattr(when, name)
        if patterns is not None:
            yield name, _matches_field(name, patterns)
    for name, test in _OF_NAMES.items():
        patterns = getattr(when, name)
        if patterns is not None:
            yield name, test(patterns)
    for header, patterns in when.headers.items():
        yield f"headers.{header}", _matches_header(header, patterns)
    for path, operators in when.body.items():
        yield f"body.{path}", _matches_body(path, operators)
    if when.time is not None:
        after, before = _time_of_day(when.time.after), _time_of_day(when.time.before)
        yield "time", _is_between(after, before)


def _matches_field(field_name: str, patterns: tuple[str, ...]) -> Test:
    names = frozenset(filter(is_name, patterns))
    globs = [pattern for pattern in patterns if pattern not in names]

    def test(context: MatchContext) -> bool:
        value = getattr(context, field_name)
        return value in names or matches_one(globs, value)

    return test


def _matches_name(patterns: tuple[str, ...]) -> Test:
    searches = [_search(pattern) for pattern in patterns]
    return lambda context: any(search(context.cluster) for search in searches)


def _matches_type(patterns: tuple[str, ...]) -> Test:
    return lambda context: any(matches_one(patterns, name) for name in context.cluster_types)


def _matches_pool(patterns: tuple[str, ...]) -> Test:
    searches = [_search(pattern) for pattern in patterns]
    return lambda context: any(search(name) for name in context.pools for search in searches)


_OF_NAMES: dict[str, Callable[[tuple[str, ...]], Test]] = {
    "cluster": _matches_name,
    "cluster_type": _matches_type,
    "node_pool": _matches_pool,
}


def _matches_pod(test: PodTest) -> Test:
    return lambda context: test(context.pod)


def _search(pattern: str) -> Callable[[str], object]:
    if is_regex(pattern):
        from cs_simulator.scenarios.rules import regex  # few scenarios have one

        return regex.compiled(pattern[1:-1]).search
    return globs.compiled(pattern).match


def _matches_header(name: str, patterns: tuple[str, ...]) -> Test:
    lower = name.lower()
    return lambda context: (
        lower in context.headers and matches_one(patterns, context.headers[lower])
    )


def _matches_body(path: str, operators: "Operators") -> Test:
    keys, tests = body_path(path), operator_tests(operators)

    def test(context: MatchContext) -> bool:
        value = value_at(context.body, keys)
        return all(passes(value) for passes in tests)

    return test


def operator_tests(operators: "Operators") -> list[Callable[[Any], bool]]:
    """A test for each of the operators that are given; all must pass."""
    return [_OPERATORS[name](operand) for name, operand in operators.given()]


def body_path(text: str) -> tuple[str | int, ...]:
    """The keys and list indices of a path such as ``labels[0].key``."""
    parts = re.findall(r"[^.\[\]]+|\[\d+\]", text)
    return tuple(int(part[1:-1]) if part.startswith("[") else part for part in parts)


def value_at(body: Any, path: tuple[str | int, ...]) -> Any:
    """The value at a path of a JSON body; ``None`` where there is none."""
    value = body
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _is_between(after: int, before: int) -> Test:
    def test(context: MatchContext) -> bool:
        time = context.now % DAY
        return after <= time < before if after <= before else time >= after or time < before

    return test


def _time_of_day(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * HOUR + int(minutes) * MINUTE


# ---- the operators


def _compares(compare: Callable[[Any, Any], bool]) -> Callable[[Any], Callable[[Any], bool]]:
    def with_limit(limit: Any) -> Callable[[Any], bool]:
        return lambda value: type(value) in (int, float) and compare(value, limit)

    return with_limit


def _is_same(value: Any, operand: Any) -> bool:
    """Equal and of the same type: 1 is neither ``true`` nor ``"1"``."""
    return bool(value == operand and type(value) is type(operand))


_OPERATORS: dict[str, Callable[[Any], Callable[[Any], bool]]] = {
    "eq": lambda operand: lambda value: _is_same(value, operand),
    "ne": lambda operand: lambda value: not _is_same(value, operand),
    "gt": _compares(operator.gt),
    "gte": _compares(operator.ge),
    "lt": _compares(operator.lt),
    "lte": _compares(operator.le),
    "in": lambda operands: lambda value: value in operands,
    "glob": lambda pattern: lambda value: isinstance(value, str) and globs.matches(pattern, value),
    "exists": lambda wanted: lambda value: (value is not None) is wanted,
}
