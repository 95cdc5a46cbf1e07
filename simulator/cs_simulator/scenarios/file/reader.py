"""Reading a scenario with what it includes: one whole, whose problems know files and lines."""

from collections.abc import Callable
from typing import Any, NamedTuple

import orjson

from cs_simulator.scenarios.file import document
from cs_simulator.scenarios.file.document import Document
from cs_simulator.scenarios.file.model import Scenario
from cs_simulator.scenarios.file.problems import Problem, UnusableFileError

INCLUDE_CYCLE, DUPLICATE_ID = "E006", "E004"
_LISTS = ("rules", "timeline", "expect", "script")

Load = Callable[[str, str], tuple[str, str]]
"""Gives name and text of what a file, the second argument, is called in another, the first;
raises ``OSError`` or ``ValueError``."""


class LoadedScenario(NamedTuple):
    """A scenario and everything that it includes."""

    scenario: Scenario
    written: dict[str, Any]
    """As one JSON object, without ``include``."""
    documents: tuple[Document, ...]
    """The file itself, then what it includes."""
    loaded: tuple["LoadedScenario", ...] = ()
    """The scenarios that its timeline loads."""


def read(name: str, text: str, load: Load, within: tuple[str, ...] = ()) -> LoadedScenario:
    """The scenario of a text; raises :class:`UnusableFileError` with every problem.

    *within* are the files whose timelines lead to it.

    Included rules come after the file's own, except that a rule of an id that an included file has
    as well takes that one's place.
    """
    documents: list[Document] = []
    written = _written(name, text, load, within, documents)
    problems = [problem for each in documents for problem in _duplicates(each)]
    if problems:
        raise UnusableFileError(problems)
    loaded = _inline(written, documents[0], load, (*within, name))
    is_alone = len(documents) == 1 and not loaded
    here = documents[0] if is_alone else Document(name, written)
    return LoadedScenario(here.read_as(Scenario), written, tuple(documents), tuple(loaded))


def _written(
    name: str, text: str, load: Load, within: tuple[str, ...], documents: list[Document]
) -> dict[str, Any]:
    here = document.parse(text, name)
    here.read_as(Scenario)
    documents.append(here)
    whole = {key: value for key, value in here.value.items() if key != "include"}
    for place, other in enumerate(here.value.get("include", ())):
        path = ("include", place)
        try:
            other_name, other_text = load(name, other)
        except (OSError, ValueError) as problem:
            reason = getattr(problem, "strerror", None) or str(problem)
            raise UnusableFileError(
                [here.problem(path, document.UNREADABLE, f"{other}: {reason}")]
            ) from None
        if other_name in (*within, name):
            raise UnusableFileError(
                [here.problem(path, INCLUDE_CYCLE, f"{other} includes this file")]
            )
        _merge(whole, _written(other_name, other_text, load, (*within, name), documents))
    return whole


def _merge(whole: dict[str, Any], other: dict[str, Any]) -> None:
    """Add what the other one says; where both say something, the including file wins."""
    for key in _LISTS:
        mine, theirs = whole.get(key, []), other.get(key, [])
        known = {each.get("id") for each in mine if "id" in each}
        added = [each for each in theirs if each.get("id") not in known or "id" not in each]
        if mine or added:
            whole[key] = [*mine, *added]
    for key in ("durations", "fixtures"):
        if key in other:
            whole[key] = {**other[key], **whole.get(key, {})}
    for key in ("seed", "clock"):
        if key in other:
            whole.setdefault(key, other[key])


def _duplicates(here: Document) -> list[Problem]:
    seen: set[str] = set()
    found = []
    for place, rule in enumerate(here.value.get("rules", ())):
        if rule["id"] in seen:
            path = ("rules", place, "id")
            found.append(here.problem(path, DUPLICATE_ID, f"the id {rule['id']!r} is taken"))
        seen.add(rule["id"])
    return found


def _inline(
    written: dict[str, Any], here: Document, load: Load, within: tuple[str, ...]
) -> list[LoadedScenario]:
    """Put the scenarios that the timeline loads into it, so that no file is read later."""
    found = []
    for place, action in enumerate(written.get("timeline", ())):
        if action["do"] == "load_scenario":
            path = ("timeline", place, "scenario")
            whole = _loaded(action["scenario"], here, path, load, within)
            written["timeline"][place] = {**action, "scenario": whole.written}
            found.append(whole)
    return found


def _loaded(
    given: Any, here: Document, path: document.Path, load: Load, within: tuple[str, ...]
) -> LoadedScenario:
    """The scenario that a file calls by its name, or has in itself."""
    if isinstance(given, dict):
        return read(here.name, orjson.dumps(given).decode(), load, within[:-1])
    try:
        name, text = load(here.name, given)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise UnusableFileError(
            [here.problem(path, document.UNREADABLE, f"{given}: {reason}")]
        ) from None
    if name in within:
        raise UnusableFileError([here.problem(path, INCLUDE_CYCLE, f"{given} loads this file")])
    return read(name, text, load, within)
