"""From a scenario as it is written to the rules that the engine asks."""

import operator
import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

import orjson

from cs_simulator.domain.instants import HOUR, MINUTE
from cs_simulator.scenarios.file.model import Operators, Scenario, When
from cs_simulator.scenarios.file.model import Rule as WrittenRule
from cs_simulator.scenarios.rules import matching
from cs_simulator.scenarios.rules.compiled import CompiledRule, CompiledRules

_WILD = re.compile(r"[*?\[/]")
_GLOBS = ("account", "region_id", "zone_id", "instance_type", "state")


@lru_cache(maxsize=64)
def compiled(text: str) -> CompiledRules:
    """The rules of a scenario's JSON: equal texts share them, since they hold no state."""
    return of(scenario_of(text))


@lru_cache(maxsize=8)
def scenario_of(text: str) -> Scenario:
    """The scenario of a JSON text: what is put in force is asked for several times at once."""
    return Scenario.model_validate(orjson.loads(text))


def of(scenario: Scenario) -> CompiledRules:
    """The rules of a scenario."""
    durations = {
        (operation, stage): takes
        for operation, stages in scenario.durations.items()
        for stage, takes in stages.items()
    }
    rules = [_rule(place, rule) for place, rule in enumerate(scenario.rules)]
    return CompiledRules(rules, durations, scenario.seed)


def _rule(place: int, written: WrittenRule) -> CompiledRule:
    fault, when = written.fault, written.when
    names = when.cluster or ()
    is_literal = bool(names) and not any(_WILD.search(each) for each in names)
    return CompiledRule(
        place=place,
        id=written.id,
        phase=written.acts_in,
        kind=fault.kind(),
        operations=when.operation or fault.implies.get("operation"),
        stages=when.stage or fault.implies.get("stage"),
        names=names if is_literal else (),
        tests=_tests(when),
        selection=written.select.selection(),
        firing=written.fire.firing(),
        fault=fault,
        ttl=written.ttl,
    )


def _tests(when: When) -> matching.Tests:
    """Everything of ``when`` but operation and stage, which find the rule."""
    tests = [
        (name, matching.glob(name, patterns))
        for name in _GLOBS
        if (patterns := getattr(when, name)) is not None
    ]
    if when.cluster is not None:
        tests.append(("cluster", matching.name_like(when.cluster)))
    tests += [
        (f"headers.{name}", matching.header_like(name, patterns))
        for name, patterns in when.headers.items()
    ]
    tests += [
        (f"body.{path}", matching.body_field(path, _operators(operators)))
        for path, operators in when.body.items()
    ]
    if when.time is not None:
        after, before = _minutes(when.time.after), _minutes(when.time.before)
        tests.append(("time", matching.between(after, before)))
    return tuple(tests)


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * HOUR + int(minutes) * MINUTE


def _operators(given: Operators) -> tuple[Callable[[Any], bool], ...]:
    return tuple(_OPERATORS[name](getattr(given, name)) for name in sorted(given.model_fields_set))


def _compared(compare: Callable[[Any, Any], bool]) -> Callable[[Any], Callable[[Any], bool]]:
    def with_limit(limit: Any) -> Callable[[Any], bool]:
        return lambda value: type(value) in (int, float) and compare(value, limit)

    return with_limit


_OPERATORS: dict[str, Callable[[Any], Callable[[Any], bool]]] = {
    "eq": lambda wanted: lambda value: bool(value == wanted and type(value) is type(wanted)),
    "ne": lambda wanted: lambda value: not (value == wanted and type(value) is type(wanted)),
    "gt": _compared(operator.gt),
    "gte": _compared(operator.ge),
    "lt": _compared(operator.lt),
    "lte": _compared(operator.le),
    "is_in": lambda wanted: lambda value: value in wanted,
    "glob": lambda pattern: lambda value: isinstance(value, str) and fnmatchcase(value, pattern),
    "exists": lambda wanted: lambda value: (value is not None) is wanted,
}
