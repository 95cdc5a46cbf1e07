"""Scenarios around a given one: its rules act at other times, with other numbers, or not at all."""

import re
from collections.abc import Iterator, Mapping
from os import fspath
from typing import Any

import orjson
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cs_simulator.domain import instants
from cs_simulator.runtime.files import scenario_library
from cs_simulator.scenarios.file import lint, reader
from cs_simulator.scenarios.file.checks.rules import of_rule
from cs_simulator.scenarios.file.model import checker
from cs_simulator.scenarios.rule import Rule
from cs_simulator.testing.explore.alphabet import words
from cs_simulator.testing.explore.options import Base
from cs_simulator.testing.explore.rules import Drawn, any_firing, written
from cs_simulator.testing.explore.values import Json

_VARIED = ("fire", "select", "then", "ttl")
_OF_A_RUN = ("script", "expect")
_DURATION = re.compile(r"(\d+(\.\d+)?(ms|s|m|h|d))+")
_PERCENT = re.compile(r"(\d+)%")
_DROPPED: Json = {}


def read_base(base: Base) -> Json:
    """The scenario to vary, without its script and what is expected of that.

    Raises ``UsageError`` if there is no such file, and ``UnusableFileError`` for a scenario that
    ``lint`` refuses.
    """
    if isinstance(base, Mapping):
        loaded = reader.read("base", orjson.dumps(base).decode(), scenario_library.load)
    else:
        loaded = scenario_library.read(fspath(base))
    lint.refuse_errors(loaded, words())
    return {key: value for key, value in loaded.source.items() if key not in _OF_A_RUN}


def around(base: Json, added: SearchStrategy[list[Drawn]]) -> SearchStrategy[Json]:
    """Scenarios like *base*, with the rules that *added* gives before its own.

    The rules of the base keep their ids. Added ones come first, so that none is kept from acting
    by a rule that always does.
    """
    rules = [_one_of(rule) for rule in base.get("rules", ())]
    parts = (st.tuples(*rules), added)
    return st.builds(lambda own, others: _with_rules(base, own, others), *parts)


def _with_rules(base: Json, own: tuple[Json, ...], added: list[Drawn]) -> Json:
    """The base with other rules; an added rule has an id that no other has."""
    kept = [rule for rule in own if rule]
    taken = {rule["id"] for rule in kept}
    return {**base, "rules": [*written(added, taken), *kept]}


def _one_of(rule: Json) -> SearchStrategy[Json]:
    """A rule of the base left out, as it is, or changed in one place."""
    changes = [
        [*filter(_is_usable, found)] for found in (_other_firings(rule), _other_values(rule))
    ]
    changed = [st.sampled_from(found) for found in changes if found]
    return st.one_of(st.just(_DROPPED), *[st.just(rule)] * 2, *changed)


def _other_firings(rule: Json) -> Iterator[Json]:
    """The rule with each other way to fire."""
    bare = {key: value for key, value in rule.items() if key not in ("fire", "select", "ttl")}
    return (bare | firing for firing in any_firing())


def _other_values(rule: Json) -> Iterator[Json]:
    """The rule with one number, duration or share changed."""
    for key in _VARIED:
        if key in rule:
            yield from ({**rule, key: value} for value in _others(rule[key]))


def _others(value: Any) -> Iterator[Any]:
    """The value with one number or duration in it changed."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from ({**value, key: other} for other in _others(inner))
        case list():
            for place, inner in enumerate(value):
                yield from (
                    [*value[:place], other, *value[place + 1 :]] for other in _others(inner)
                )
        case bool():
            return
        case int() | float():
            yield from (value + 1, value - 1, value * 2)
        case str():
            yield from _other_texts(value)


def _other_texts(text: str) -> Iterator[str]:
    """Half and double a duration or a share; nothing for another text."""
    if _DURATION.fullmatch(text):
        microseconds = instants.duration(text)
        yield from (instants.duration_text(time) for time in (microseconds // 2, microseconds * 2))
    elif share := _PERCENT.fullmatch(text):
        number = int(share[1])
        yield from (f"{number // 2}%", f"{min(number * 2, 100)}%")


def _is_usable(rule: Json) -> bool:
    """Whether ``lint`` finds nothing wrong with a rule."""
    try:
        read = checker(Rule).validate_python(rule)
    except ValueError:
        return False
    return not any(of_rule((), read, words()))
