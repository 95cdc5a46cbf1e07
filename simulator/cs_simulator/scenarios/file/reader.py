"""Reading a scenario with the files that it includes; problems have file, line and column."""

from collections.abc import Callable
from typing import Any, NamedTuple

import orjson

from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.file import document
from cs_simulator.scenarios.file.document import Document
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import (
    DUPLICATE_ID,
    INCLUDE_CYCLE,
    UNREADABLE,
    Problem,
    UnusableFileError,
)
from cs_simulator.scenarios.scenario import Scenario
from cs_simulator.scenarios.suggestions import short

_LISTS = ("rules", "timeline", "expect", "script")

Load = Callable[[str, str], tuple[str, str]]
"""Returns path and text of the file that another file, the first argument, calls by the second;
raises ``OSError`` or ``ValueError``."""


class LoadedScenario(NamedTuple):
    """A scenario with everything that it includes."""

    scenario: Scenario
    source: dict[str, Any]
    """As one JSON object, without ``include``."""
    documents: tuple[Document, ...]
    """The file itself, then the files that it includes."""
    later: tuple["LoadedScenario", ...] = ()
    """The scenarios that its timeline loads."""


MOST_FILES = 100
"""As many files may be read for one scenario, each of them as often as it is included or loaded."""


def read(name: str, text: str, load: Load) -> LoadedScenario:
    """The scenario of a text; raises :class:`UnusableFileError` with every problem.

    Included rules come after the file's own, and a rule of the file replaces an included one of
    the same id.
    """
    files, length = 0, len(text)

    def counted(including: str, called: str) -> tuple[str, str]:
        nonlocal files, length
        path, found = load(including, called)
        files, length = files + 1, length + len(found)
        if files > MOST_FILES or length > document.LONGEST_TEXT:
            most = f"{MOST_FILES} files with {document.LONGEST_TEXT:,} characters in all"
            raise ValueError(f"write less: with it there would be more than {most}")
        return path, found

    return _read(name, text, counted, ())


def read_rules(name: str, text: str, within: dict[str, Any]) -> LoadedScenario:
    """The scenario *within* with the rules of a text: one rule, a list, or ``rules`` with a list.

    Raises :class:`UnusableFileError` with every problem, at its place in the text.
    """
    given = document.parse(text, name, "a rule, or a list of rules")
    place, parts = _rules_in(given.value)
    source = {**within, **parts}
    keys = {(*place, *path): position for path, position in given.keys.items()}
    values = {(*place, *path): position for path, position in given.values.items()}
    file = Document(name, source, keys, values)
    scenario = file.read_as(Scenario)
    problems = _duplicates(file)
    if problems:
        raise UnusableFileError(problems)
    return LoadedScenario(scenario, source, (file,))


def _rules_in(value: Any) -> tuple[Path, dict[str, Any]]:
    """Where in a scenario a value with rules belongs, and the scenario's part that has it."""
    if isinstance(value, dict) and value.keys() == {"rules"}:
        return (), value
    if isinstance(value, list):
        return ("rules",), {"rules": value}
    return ("rules", 0), {"rules": [value]}


def _read(name: str, text: str, load: Load, within: tuple[str, ...]) -> LoadedScenario:
    """The scenario of a text; *within* are the files whose timelines lead to it."""
    documents: list[Document] = []
    source = _merged(name, text, load, within, documents)
    problems = [problem for part in documents for problem in _duplicates(part)]
    if problems:
        raise UnusableFileError(problems)
    later = _inline(source, documents[0], load, (*within, name))
    is_alone = len(documents) == 1 and not later
    scenario = documents[0].read_as(Scenario) if is_alone else build(Scenario, source)
    return LoadedScenario(scenario, source, tuple(documents), tuple(later))


def _merged(
    name: str, text: str, load: Load, within: tuple[str, ...], documents: list[Document]
) -> dict[str, Any]:
    """The JSON of a file and its includes; adds the documents of all of them."""
    file = document.parse(text, name)
    file.read_as(Scenario)
    documents.append(file)
    source = {key: value for key, value in file.value.items() if key != "include"}
    for index, other in enumerate(file.value.get("include", ())):
        path = ("include", index)
        other_name, other_text = _load(file, path, other, load)
        if other_name in (*within, name):
            raise _unusable(file, path, INCLUDE_CYCLE, f"{other} includes this file; leave it out")
        included = _merged(other_name, other_text, load, (*within, name), documents)
        _merge(source, included)
    return source


def _load(file: Document, path: Path, name: str, load: Load) -> tuple[str, str]:
    try:
        return load(file.name, name)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        message = f"{short(name)}: {reason}; name another file, or leave it out"
        raise _unusable(file, path, UNREADABLE, message) from None


def _unusable(file: Document, path: Path, code: str, message: str) -> UnusableFileError:
    return UnusableFileError([file.problem(path, code, message)])


def _merge(source: dict[str, Any], included: dict[str, Any]) -> None:
    """Add what an included file has; where both have something, the including file wins."""
    for key in _LISTS:
        own, others = source.get(key, []), included.get(key, [])
        ids = {item["id"] for item in own if "id" in item}
        added = [item for item in others if "id" not in item or item["id"] not in ids]
        if own or added:
            source[key] = [*own, *added]
    for key in ("durations", "fixtures"):
        if key in included:
            source[key] = {**included[key], **source.get(key, {})}
    for key in ("seed", "clock"):
        if key in included:
            source.setdefault(key, included[key])


def _duplicates(file: Document) -> list[Problem]:
    seen: set[str] = set()
    found = []
    for index, rule in enumerate(file.value.get("rules", ())):
        if rule["id"] in seen:
            path = ("rules", index, "id")
            found.append(
                file.problem(
                    path, DUPLICATE_ID, f"the id {rule['id']!r} is taken; write another one"
                )
            )
        seen.add(rule["id"])
    return found


def _inline(
    source: dict[str, Any], file: Document, load: Load, within: tuple[str, ...]
) -> list[LoadedScenario]:
    """Put the scenarios that the timeline loads into it, so that no file is read later."""
    found = []
    actions = list(source.get("timeline", ()))
    for index, action in enumerate(actions):
        if action["do"] == "load_scenario":
            path = ("timeline", index, "scenario")
            loaded = _loaded(action["scenario"], file, path, load, within)
            actions[index] = {**action, "scenario": loaded.source}
            found.append(loaded)
    if found:
        source["timeline"] = actions
    return found


def _loaded(
    given: Any, file: Document, path: Path, load: Load, within: tuple[str, ...]
) -> LoadedScenario:
    """The scenario that a timeline names, or contains."""
    if isinstance(given, dict):
        return _read(file.name, orjson.dumps(given).decode(), load, within[:-1])
    name, text = _load(file, path, given, load)
    if name in within:
        raise _unusable(file, path, INCLUDE_CYCLE, f"{given} loads this file; name another one")
    return _read(name, text, load, within)
