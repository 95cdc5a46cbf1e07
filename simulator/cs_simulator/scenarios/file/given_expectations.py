"""Expectations that stand by themselves, checked as those of a scenario are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.expectations.expectation import Expectation
from cs_simulator.scenarios.file import document
from cs_simulator.scenarios.file.checks import expectations as checks
from cs_simulator.scenarios.file.explanations import label
from cs_simulator.scenarios.file.problems import Problem, UnusableFileError
from cs_simulator.scenarios.scenario import Scenario
from cs_simulator.scenarios.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What a caller expects."""

    expectations: tuple[Expectation, ...]


def refuse_errors(
    given: Sequence[Any], scenario: Mapping[str, Any] | None, vocabulary: Vocabulary
) -> None:
    """Raise :class:`UnusableFileError` with what is wrong with expectations, or names nothing.

    *scenario* is the source of the one in force, whose rules they may be about.
    """
    file = document.parse(orjson.dumps({"expectations": given}).decode(), "expectations")
    found = file.read_as(_Given).expectations
    context = _context(scenario, vocabulary)
    problems: list[Problem] = []
    for index, (expected, source) in enumerate(zip(found, given, strict=True)):
        path = ("expectations", index)
        for problem in checks.of_expectation(path, expected, source, context):
            message = f"{label(problem.path)}: {problem.message}"
            problems.append(file.problem(problem.path, problem.code, message))
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        raise UnusableFileError(errors)


def unknown_in_choice(
    chosen_by: Mapping[str, Any], scenario: Mapping[str, Any] | None, vocabulary: Vocabulary
) -> Iterator[str]:
    """What by which calls are chosen no call can have, each with what to write instead."""
    for problem in checks.of_calls((), chosen_by, _context(scenario, vocabulary)):
        yield f"{label(problem.path)}: {problem.message}"


def _context(scenario: Mapping[str, Any] | None, vocabulary: Vocabulary) -> checks.Context:
    rules = {rule.id: rule for rule in build(Scenario, scenario).rules} if scenario else {}
    return checks.Context(rules, frozenset(), frozenset(), vocabulary)
