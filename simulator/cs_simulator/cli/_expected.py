"""What ``explore`` expects at the end of each run: expectations of a file, and invariants."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from cs_simulator.cli._output import fail, note
from cs_simulator.domain.errors import UsageError

if TYPE_CHECKING:
    from cs_simulator.scenarios.file.problems import Problem

_HEAD = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: expected}\nexpect:\n"
_INDENT = "  "


def of(invariants: Iterable[str], name: str | None) -> list[dict[str, Any]]:
    """What is expected: the invariants that always are, those that are named, and the file's.

    Exits where one of them makes no sense.
    """
    chosen = [*_by_default(), *map(_invariant, invariants), *_of_file(name)]
    return [each for number, each in enumerate(chosen) if each not in chosen[:number]]


def _by_default() -> list[dict[str, Any]]:
    from cs_simulator.scenarios.expectations.invariants import all_invariants

    return [{"invariant": name} for name, each in all_invariants().items() if each.by_default]


def _of_file(name: str | None) -> list[dict[str, Any]]:
    """The expectations of a scenario, or of a list of them; exits where it cannot be used.

    Those about rules are left out, with a note: each run has other rules.
    """
    if name is None:
        return []
    file, text = _read(name)
    is_scenario = isinstance(_yaml(name, text), dict)
    expected = _checked(file, text) if is_scenario else _checked_list(file, text)
    kept = [each for each in expected if "rule" not in each]
    if len(kept) < len(expected):
        left_out = len(expected) - len(kept)
        note(f"--expect {name}: {left_out} about rules left out, since each run has its own rules")
    if not kept:
        fail(f"--expect {name}: nothing is expected of a client; write expect: into it")
    return kept


def _invariant(written: str) -> dict[str, Any]:
    try:
        invariant = yaml.safe_load(written)
    except yaml.YAMLError:
        fail(f"--invariant {written}: write a name, or name: value")
    text = f"- {yaml.safe_dump({'invariant': invariant}, default_flow_style=True)}"
    source, problems = _linted(Path("expected"), _HEAD + text)
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        fail(f"--invariant {written}: {errors[0].message}")
    [expectation] = source
    return expectation


def _read(name: str) -> tuple[Path, str]:
    from cs_simulator.runtime.files import scenario_library

    try:
        file = scenario_library.find(name)
        return file, scenario_library.read_text(file)
    except UsageError as error:
        fail(f"--expect {error}")
    except OSError as error:
        fail(f"--expect {name}: {error.strerror}")
    except UnicodeDecodeError:
        fail(f"--expect {name}: it is not UTF-8")


def _yaml(name: str, text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        fail(f"--expect {name}: it is no YAML: give a scenario, or a list of expectations")


def _checked(file: Path, text: str) -> list[dict[str, Any]]:
    source, problems = _linted(file, text)
    _refuse(problems)
    return source


def _checked_list(file: Path, text: str) -> list[dict[str, Any]]:
    """The same, of a list, which is read as that of a scenario."""
    below = "".join(f"{_INDENT}{line}\n" for line in text.splitlines())
    source, problems = _linted(file, _HEAD + below)
    lines, columns = _HEAD.count("\n"), len(_INDENT)
    _refuse(
        each._replace(line=max(each.line - lines, 1), column=max(each.column - columns, 1))
        for each in problems
    )
    return source


def _refuse(problems: "Iterable[Problem]") -> None:
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        fail("\n".join(map(str, errors)))


def _linted(file: Path, text: str) -> "tuple[list[dict[str, Any]], list[Problem]]":
    """The expectations of the text of a scenario, and what is wrong with it."""
    from cs_simulator.cluster_types import registry
    from cs_simulator.kubernetes import vocabulary
    from cs_simulator.runtime.files import scenario_library
    from cs_simulator.scenarios.file import lint, reader
    from cs_simulator.scenarios.file.problems import UnusableFileError

    try:
        loaded = reader.read(str(file), text, scenario_library.load)
    except UnusableFileError as error:
        return [], list(error.problems)
    return loaded.source.get("expect", []), lint.lint(loaded, vocabulary(registry()))
