"""What a scenario says that cannot work, or is surely a mistake; each problem has its position.

Whether names exist is checked here, and whether the parts of a rule fit together. The codes of all
problems are in :mod:`cs_simulator.scenarios.file.problems`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from cs_simulator.catalog import codes, instance_types, regions
from cs_simulator.catalog.known_operations import all_known
from cs_simulator.domain import globs
from cs_simulator.scenarios.expectations import expectation
from cs_simulator.scenarios.file.document import Document, Path
from cs_simulator.scenarios.file.problems import (
    BAD_VALUE,
    IMPOSSIBLE_FIRE,
    NO_SUCH_STAGE,
    SHADOWED,
    UNKNOWN_NAME,
    UNKNOWN_PLACE,
    WRONG_PHASE,
    Problem,
    UnusableFileError,
)
from cs_simulator.scenarios.file.reader import LoadedScenario
from cs_simulator.scenarios.file.shadowing import shadowed_rules
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules.conditions import FirePolicy
from cs_simulator.scenarios.rules.patterns import matches_one
from cs_simulator.scenarios.scenario import Scenario
from cs_simulator.scenarios.suggestions import did_you_mean
from cs_simulator.scenarios.timeline import TimelineAction

Stages = Mapping[str, Sequence[str]]
"""The names of the stages that tasks go through, by the operation that starts them."""


class _Found(NamedTuple):
    """A problem of the value at a path."""

    path: Path
    code: str
    message: str


def lint(loaded: LoadedScenario, stages: Stages) -> list[Problem]:
    """Everything that is wrong with a readable scenario, in the order of its files and lines."""
    problems: list[Problem] = []
    rule_ids = {rule.id for rule in loaded.scenario.rules}
    for file in loaded.documents:
        scenario = file.read_as(Scenario)
        problems += (file.problem(*found) for found in _of_file(file, scenario, rule_ids, stages))
    problems += _shadowed(loaded)
    files = [file.name for file in loaded.documents]
    problems.sort(key=lambda problem: (files.index(problem.file), problem.line, problem.column))
    return [*problems, *(problem for later in loaded.later for problem in lint(later, stages))]


def refuse_errors(loaded: LoadedScenario, stages: Stages) -> None:
    """Raise :class:`UnusableFileError` for every error; warnings are ignored."""
    errors = [problem for problem in lint(loaded, stages) if problem.is_error]
    if errors:
        raise UnusableFileError(errors)


def _of_file(
    file: Document, scenario: Scenario, rule_ids: set[str], stages: Stages
) -> Iterator[_Found]:
    for index, rule in enumerate(scenario.rules):
        yield from _of_rule(("rules", index), rule, stages)
    yield from _of_durations(scenario, stages)
    for index, action in enumerate(scenario.timeline):
        yield from _of_action(("timeline", index), action)
    yield from _of_expectations(file, scenario, rule_ids)


# ---- names


@cache
def operations() -> list[str]:
    """The operations that a rule may name."""
    return sorted({known.name for known in all_known().values()})


def _zones() -> Iterator[str]:
    return (zone for region in regions.all_regions().values() for zone in region.zones)


_PLACES: dict[str, Callable[[str], bool]] = {
    "region_id": lambda glob: _matches_any(glob, regions.all_regions()),
    "zone_id": lambda glob: _matches_any(glob, _zones()),
    "instance_type": lambda glob: _matches_any(glob, instance_types.all_instance_types()),
}


def _matches_any(glob: str, names: Iterable[str]) -> bool:
    return any(globs.matches(glob, name) for name in names)


def _unknown(
    path: Path, what: str, globs: Iterable[str] | None, known: Collection[str]
) -> Iterator[_Found]:
    """Names, or patterns that match none."""
    for glob in globs or ():
        if glob not in known and not _matches_any(glob, known):
            message = f"there is no {what} {glob!r}{did_you_mean(glob, known)}"
            yield _Found(path, UNKNOWN_NAME, message)


def _unknown_places(path: Path, name: str, globs: Iterable[str] | None) -> Iterator[_Found]:
    for glob in globs or ():
        if not _PLACES[name](glob):
            yield _Found((*path, name), UNKNOWN_PLACE, f"there is no {name} {glob!r}")


# ---- rules


def _of_rule(path: Path, rule: Rule, stages: Stages) -> Iterator[_Found]:
    when = (*path, "when")
    yield from _unknown((*when, "operation"), "operation", rule.when.operation, operations())
    known = sorted({name for names in stages.values() for name in names})
    yield from _unknown((*when, "stage"), "stage", rule.when.stage, known)
    for name in _PLACES:
        yield from _unknown_places(when, name, getattr(rule.when, name))
    yield from _of_fault((*path, "then", rule.then.kind()), rule)
    yield from _of_fire((*path, "fire"), rule.fire)
    yield from _of_stages((*when, "stage"), rule, stages)


def _of_fault(path: Path, rule: Rule) -> Iterator[_Found]:
    fault, phase = rule.then, rule.acts_in
    if phase not in fault.phases:
        message = f"{fault.kind()} acts in {' or '.join(fault.phases)}, not in {phase}"
        yield _Found(path, WRONG_PHASE, message)
    for message in fault.problems(phase):
        yield _Found(path, BAD_VALUE, message)
    code = getattr(fault, "code", "")
    is_own = getattr(fault, "status", None) is not None  # with its own status, any code will do
    if code and not is_own:
        yield from _unknown((*path, "code"), "code", (code,), codes.all_codes())


def _of_fire(path: Path, fire: FirePolicy) -> Iterator[_Found]:
    last = max((last for _, last in fire.nth), default=None)
    window = fire.window
    impossible = {
        "a probability of 0 never fires": fire.probability == 0,
        f"skip {fire.skip} leaves none of nth": last is not None and last <= fire.skip,
        "a window that lasts no time never opens": window.lasts == 0,
        "a window must close before it opens again: for must be at most every": bool(
            window.every and window.lasts and window.lasts > window.every
        ),
        "a window with every needs for": bool(window.every and window.lasts is None),
    }
    for message, is_so in impossible.items():
        if is_so:
            yield _Found(path, IMPOSSIBLE_FIRE, message)


def _of_stages(path: Path, rule: Rule, stages: Stages) -> Iterator[_Found]:
    """Stages that no plan of the operations that the rule names has."""
    operation_globs = rule.when.operation
    if rule.acts_in != "provision" or not rule.when.stage or not operation_globs:
        return
    plans = [names for name, names in stages.items() if matches_one(operation_globs, name)]
    known = {name for names in plans for name in names}
    for glob in rule.when.stage:
        if plans and not _matches_any(glob, known):
            message = f"{', '.join(operation_globs)} has no stage {glob!r}"
            yield _Found(path, NO_SUCH_STAGE, message)


# ---- durations, timeline, expectations


def _of_durations(scenario: Scenario, stages: Stages) -> Iterator[_Found]:
    for operation, given in scenario.durations.items():
        path: Path = ("durations", operation)
        if operation not in stages:
            message = f"no tasks begin with {operation!r}{did_you_mean(operation, stages)}"
            yield _Found(path, UNKNOWN_NAME, message)
            continue
        known = stages[operation]
        for stage in given:
            if stage not in known:
                message = f"{operation} has no stage {stage!r}{did_you_mean(stage, known)}"
                yield _Found((*path, stage), UNKNOWN_NAME, message)


def _of_action(path: Path, action: TimelineAction) -> Iterator[_Found]:
    yield from _unknown((*path, "operation"), "operation", action.operation, operations())
    for name in _PLACES:
        place = getattr(action, name)
        yield from _unknown_places(path, name, None if place is None else (place,))


def _of_expectations(file: Document, scenario: Scenario, rule_ids: set[str]) -> Iterator[_Found]:
    sources = file.value.get("expect", ())
    for index, (expected, source) in enumerate(zip(scenario.expect, sources, strict=True)):
        path: Path = ("expect", index)
        rule = expected.rule
        if rule is not None and rule not in rule_ids:
            message = f"there is no rule {rule!r}{did_you_mean(rule, rule_ids)}"
            yield _Found((*path, "rule"), UNKNOWN_NAME, message)
        operation = (expected.calls or {}).get("operation")
        if isinstance(operation, str):
            where = (*path, "calls", "operation")
            yield from _unknown(where, "operation", (operation,), operations())
        try:
            expectation.check(source)
        except ValueError as problem:
            yield _Found(path, BAD_VALUE, str(problem))


def _shadowed(loaded: LoadedScenario) -> Iterator[Problem]:
    for rule_id, earlier_id in shadowed_rules(loaded.scenario.rules):
        file, path = _position_of(loaded, rule_id)
        message = f"{rule_id} never acts: {earlier_id} before it always does"
        yield file.problem(path, SHADOWED, message)


def _position_of(loaded: LoadedScenario, rule_id: str) -> tuple[Document, Path]:
    for file in loaded.documents:
        for index, rule in enumerate(file.value.get("rules", ())):
            if rule["id"] == rule_id:
                return file, ("rules", index, "id")
    return loaded.documents[0], ()
