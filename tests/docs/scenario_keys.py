"""The generated tables of keys in ``scenarios/README.md``: what the declared fields say of them."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from cs_simulator.scenarios.declaration import is_required, key_of
from cs_simulator.scenarios.file.field_docs import meanings, plain
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules.conditions import FirePolicy, Operators, Selection, When
from cs_simulator.scenarios.scenario import Scenario
from cs_simulator.scenarios.timeline import ACTIONS

from tests.docs.scenario_format import default_as_written, what_it_takes
from tests.docs.tables import code, table

_SECTIONS = {
    "clock": "[`clock` and `seed`](#clock-and-seed)",
    "seed": "[`clock` and `seed`](#clock-and-seed)",
} | {
    key: f"[`{key}`](#{key})"
    for key in (
        "include", "fixtures", "durations", "rules", "timeline", "expect", "script",
        "when", "fire", "select", "then",
    )
}  # fmt: skip
"""Where more is said of a key."""


def _keys(declared: Any) -> list[tuple[str, str]]:
    """The keys of a part of a file, each with what it means and where more is said of it."""
    docs = meanings(declared)
    return [(key_of(field), _cell(declared, field, docs[field.name])) for field in fields(declared)]


def _cell(declared: Any, field: Any, meaning: str) -> str:
    text = meaning[:1].lower() + meaning[1:].removesuffix(".")
    if is_required(field):
        text += " (required)"
    section = _SECTIONS.get(key_of(field)) if declared in (Scenario, Rule) else None
    return f"{text}; see {section}" if section else text


def _of_class(declared: Any, head: str, second: str) -> Callable[[], str]:
    return lambda: table((head, second), [(code(key), text) for key, text in _keys(declared)])


def conditions() -> str:
    """The keys of ``when``, with what they are and what matches."""
    rows = zip(_keys(When), fields(When), strict=True)
    return table(
        ("key", "value", "matches"),
        [(code(key), what_it_takes(field.type), text) for (key, text), field in rows],
    )


def firing() -> str:
    """The keys of ``fire``, with their defaults and when the rule acts."""
    rows = zip(_keys(FirePolicy), fields(FirePolicy), strict=True)
    return table(
        ("key", "default", "the rule acts"),
        [(code(key), _NOT_GIVEN.get(key, default_as_written(f)), text) for (key, text), f in rows],
    )


_NOT_GIVEN = {"times": "no limit", "nth": "any", "window": "always", "per": ""}


def actions() -> str:
    """The actions of the timeline, with their keys."""
    rows = [
        (code(name), _listed(action.needed), _listed(action.possible), plain(action.does))
        for name, action in ACTIONS.items()
    ]
    return table(("`do`", "required", "optional", "what happens"), rows)


def _listed(keys: tuple[str, ...]) -> str:
    return ", ".join(map(code, keys))


KEYS: dict[str, Callable[[], str]] = {
    "scenario-keys": _of_class(Scenario, "key", "value"),
    "rule-keys": _of_class(Rule, "key", "value"),
    "when-keys": conditions,
    "operators": _of_class(Operators, "operator", "holds if"),
    "fire-keys": firing,
    "select-keys": _of_class(Selection, "key", "value"),
    "timeline-actions": actions,
}
"""What makes each region, by its name."""
