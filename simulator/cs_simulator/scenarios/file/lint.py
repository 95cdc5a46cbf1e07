"""What a scenario says that cannot work, or is surely a mistake; each problem has its position.

Whether names exist is checked here, and whether the parts of a rule ever meet. The codes of all
problems are in :mod:`cs_simulator.scenarios.file.problems`.
"""

from collections.abc import Iterator
from itertools import islice

from cs_simulator.scenarios.file.checks import expectations, fixtures, script, timeline
from cs_simulator.scenarios.file.checks.names import Found
from cs_simulator.scenarios.file.checks.rules import of_rule
from cs_simulator.scenarios.file.document import Document
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import (
    MOST_PROBLEMS,
    SHADOWED,
    Problem,
    UnusableFileError,
)
from cs_simulator.scenarios.file.reader import LoadedScenario
from cs_simulator.scenarios.file.shadowing import shadowed_rules
from cs_simulator.scenarios.scenario import Scenario
from cs_simulator.scenarios.vocabulary import Vocabulary


def lint(loaded: LoadedScenario, vocabulary: Vocabulary) -> list[Problem]:
    """What is wrong with a readable scenario, in the order of its files and lines.

    At most :data:`MOST_PROBLEMS` are returned: nobody reads more.
    """
    problems = list(islice(_problems(loaded, vocabulary), MOST_PROBLEMS))
    files = [file.name for file in loaded.documents]
    problems.sort(key=lambda problem: (files.index(problem.file), problem.line, problem.column))
    for later in loaded.later:
        if len(problems) < MOST_PROBLEMS:
            problems += lint(later, vocabulary)
    return problems[:MOST_PROBLEMS]


def refuse_errors(loaded: LoadedScenario, vocabulary: Vocabulary) -> list[Problem]:
    """Raise :class:`UnusableFileError` for every error; returns the warnings."""
    problems = lint(loaded, vocabulary)
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        raise UnusableFileError(errors)
    return problems


def _problems(loaded: LoadedScenario, vocabulary: Vocabulary) -> Iterator[Problem]:
    rules, steps = {rule.id: rule for rule in loaded.scenario.rules}, loaded.scenario.script
    names, pools = script.names_made(steps), script.pools_made(steps)
    context = expectations.Context(rules, names, pools, vocabulary)
    context.has_late_answers = _has_late_answers(loaded)
    ids = fixtures.ids_of(loaded.scenario.fixtures)
    for file in loaded.documents:
        for found in _of_file(file, context, ids):
            yield file.problem(*found)
    yield from _shadowed(loaded)


def _of_file(file: Document, context: expectations.Context, ids: frozenset[str]) -> Iterator[Found]:
    scenario, vocabulary = file.read_as(Scenario), context.vocabulary
    yield from fixtures.of_fixtures(scenario.fixtures, vocabulary.default_ids)
    yield from timeline.of_clock(scenario.clock)
    yield from timeline.of_durations(scenario, vocabulary)
    for index, rule in enumerate(scenario.rules):
        yield from of_rule(("rules", index), rule, vocabulary)
    yield from timeline.of_timeline(scenario, vocabulary)
    sources = file.value.get("expect", ())
    for index, (expected, source) in enumerate(zip(scenario.expect, sources, strict=True)):
        yield from expectations.of_expectation(("expect", index), expected, source, context)
    steps = file.value.get("script", ())
    yield from script.of_script(scenario.script, steps, context)
    yield from fixtures.of_references(scenario, ids)


def _has_late_answers(loaded: LoadedScenario) -> bool:
    """Whether a rule of a scenario, or of one that its timeline loads, lets answers be late."""
    is_late = any(rule.then.delays_answers for rule in loaded.scenario.rules)
    return is_late or any(map(_has_late_answers, loaded.later))


def _shadowed(loaded: LoadedScenario) -> Iterator[Problem]:
    for rule_id, earlier_id in shadowed_rules(loaded.scenario.rules):
        file, path = _position_of(loaded, rule_id)
        message = (
            f"{rule_id} never acts: {earlier_id} before it always does; put it before that one, or"
            f" give {earlier_id} a fire"
        )
        yield file.problem(path, SHADOWED, message)


def _position_of(loaded: LoadedScenario, rule_id: str) -> tuple[Document, Path]:
    for file in loaded.documents:
        for index, rule in enumerate(file.value.get("rules", ())):
            if rule["id"] == rule_id:
                return file, ("rules", index, "id")
    return loaded.documents[0], ()
