"""What a scenario says that cannot be, or that is surely not meant: one line each, with its place.

Codes: E001 unreadable, E002 unknown key, E003 unknown operation, stage, code or rule, E004 taken
id, E005 bad duration or distribution, E006 include cycle, E007 impossible ``fire``, E008 bad value;
W101 shadowed rule, W102 effect impossible in its phase, W103 stage that the operation has not,
W104 unknown region, zone or instance type.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from itertools import product

from cs_simulator.catalog import codes, instance_types, regions
from cs_simulator.catalog.known_operations import all_known
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.file.document import BAD_VALUE, Document, Path
from cs_simulator.scenarios.file.model import Rule, Scenario
from cs_simulator.scenarios.file.problems import Problem, UnusableFileError, perhaps
from cs_simulator.scenarios.file.reader import LoadedScenario

UNKNOWN_NAME, IMPOSSIBLE_FIRE = "E003", "E007"
SHADOWED, WRONG_PHASE, NO_SUCH_STAGE, UNKNOWN_PLACE = "W101", "W102", "W103", "W104"
_WILD = re.compile(r"[*?\[/]")
Stages = Mapping[str, Sequence[str]]
"""The names of the stages that tasks go through, by the operation that starts them."""

# What a rule with one of these does depends on more than its being meant.
_SOMETIMES = ("throttle", "no_stock", "partial", "degradation")


def lint(whole: LoadedScenario, stages: Stages) -> list[Problem]:
    """Everything that is wrong with a scenario that can be read, in the order of its lines."""
    found: list[Problem] = []
    known_rules = {rule.id for rule in whole.scenario.rules}
    for here in whole.documents:
        scenario = here.read_as(Scenario)
        for place, rule in enumerate(scenario.rules):
            found += _of_rule(here, ("rules", place), rule, stages)
        found += _of_durations(here, scenario, stages)
        found += _of_timeline(here, scenario)
        found += _of_expectations(here, scenario, known_rules)
    found += _shadowed(whole)
    files = [here.name for here in whole.documents]
    found.sort(key=lambda each: (files.index(each.file), each.line, each.column))
    return [*found, *(problem for each in whole.loaded for problem in lint(each, stages))]


def is_error(problem: Problem) -> bool:
    """Whether it could not work; the rest are warnings."""
    return problem.code.startswith("E") or problem.code == WRONG_PHASE


def refuse_errors(whole: LoadedScenario, stages: Stages) -> None:
    """Raise :class:`UnusableFileError` for every error; warnings are ignored."""
    wrong = [problem for problem in lint(whole, stages) if is_error(problem)]
    if wrong:
        raise UnusableFileError(wrong)


@cache
def operations() -> list[str]:
    """The names that a rule may have for operations."""
    return sorted({known.name for known in all_known().values()})


def _of_rule(here: Document, path: Path, rule: Rule, stages: Stages) -> Iterator[Problem]:
    when, at = rule.when, here.problem
    for name, given, known in (
        ("operation", when.operation, operations()),
        ("stage", when.stage, sorted({name for names in stages.values() for name in names})),
    ):
        for each in _unknown(given, known):
            message = f"there is no {name} {each!r}{perhaps(each, known)}"
            yield at((*path, "when", name), UNKNOWN_NAME, message)
    for name, is_known in _PLACES.items():
        for each in getattr(when, name) or ():
            if not is_known(each):
                yield at((*path, "when", name), UNKNOWN_PLACE, f"there is no {name} {each!r}")
    yield from _of_fault(here, (*path, "then", rule.fault.kind()), rule)
    yield from _of_fire(here, (*path, "fire"), rule)
    yield from _of_stages(here, (*path, "when", "stage"), rule, stages)


def _unknown(given: tuple[str, ...] | None, known: list[str]) -> list[str]:
    return [each for each in given or () if each not in known and not _like(each, known)]


def _like(pattern: str, names: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for name in names)


def _zones() -> Iterator[str]:
    return (zone for region in regions.all_regions().values() for zone in region.zones)


_PLACES: dict[str, Callable[[str], bool]] = {
    "region_id": lambda glob: _like(glob, regions.all_regions()),
    "zone_id": lambda glob: _like(glob, _zones()),
    "instance_type": lambda glob: _like(glob, instance_types.all_instance_types()),
}


def _of_fault(here: Document, path: Path, rule: Rule) -> Iterator[Problem]:
    fault, phase = rule.fault, rule.acts_in
    for message in fault.problems(phase):
        is_phase = phase not in fault.phases and message.endswith(f"not in {phase}")
        yield here.problem(path, WRONG_PHASE if is_phase else BAD_VALUE, message)
    if getattr(fault, "status", None) is not None:
        return  # a status of one's own makes a code of one's own
    for code in fault.codes():
        if code not in codes.all_codes():
            message = f"there is no code {code!r}{perhaps(code, codes.all_codes())}"
            yield here.problem((*path, "code"), UNKNOWN_NAME, message)


def _of_fire(here: Document, path: Path, rule: Rule) -> Iterator[Problem]:
    fire = rule.fire
    last = max((last for _, last in fire.nth), default=None)
    window = fire.window
    for is_impossible, message in (
        (fire.probability == 0, "a probability of nothing never fires"),
        (last is not None and last <= fire.skip, f"skip {fire.skip} leaves none of nth"),
        (window.lasts == 0, "a window that lasts no time never opens"),
        (
            bool(window.every and window.lasts and window.lasts > window.every),
            "a window that opens every so often must close before it opens again",
        ),
        (bool(window.every and window.lasts is None), "a window with every needs for"),
    ):
        if is_impossible:
            yield here.problem(path, IMPOSSIBLE_FIRE, message)


def _of_stages(here: Document, path: Path, rule: Rule, stages: Stages) -> Iterator[Problem]:
    """A stage that no plan of the operations that are meant has."""
    if rule.acts_in != "provision" or not rule.when.stage or not rule.when.operation:
        return
    matched = [found for name, found in stages.items() if _like_any(name, rule.when.operation)]
    names = {name for found in matched for name in found}
    for each in rule.when.stage:
        if matched and not _like(each, names):
            operation = ", ".join(rule.when.operation)
            yield here.problem(path, NO_SUCH_STAGE, f"{operation} has no stage {each!r}")


def _like_any(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, each) for each in patterns)


def _of_durations(here: Document, scenario: Scenario, stages: Stages) -> Iterator[Problem]:
    for operation, given in scenario.durations.items():
        path: Path = ("durations", operation)
        if operation not in stages:
            message = f"no tasks begin with {operation!r}{perhaps(operation, stages)}"
            yield here.problem(path, UNKNOWN_NAME, message)
            continue
        known = stages[operation]
        for stage in given:
            if stage not in known:
                message = f"{operation} has no stage {stage!r}{perhaps(stage, known)}"
                yield here.problem((*path, stage), UNKNOWN_NAME, message)


def _of_timeline(here: Document, scenario: Scenario) -> Iterator[Problem]:
    for place, action in enumerate(scenario.timeline):
        path = ("timeline", place)
        for each in _unknown(action.operation, operations()):
            message = f"there is no operation {each!r}{perhaps(each, operations())}"
            yield here.problem((*path, "operation"), UNKNOWN_NAME, message)
        for name, is_known in _PLACES.items():
            given = getattr(action, name)
            if given is not None and not is_known(given):
                yield here.problem((*path, name), UNKNOWN_PLACE, f"there is no {name} {given!r}")


def _of_expectations(
    here: Document, scenario: Scenario, known_rules: set[str]
) -> Iterator[Problem]:
    for place, expected in enumerate(scenario.expect):
        path: Path = ("expect", place)
        if expected.rule is not None and expected.rule not in known_rules:
            message = f"there is no rule {expected.rule!r}{perhaps(expected.rule, known_rules)}"
            yield here.problem((*path, "rule"), UNKNOWN_NAME, message)
        operation = (expected.calls or {}).get("operation")
        if isinstance(operation, str) and _unknown((operation,), operations()):
            message = f"there is no operation {operation!r}{perhaps(operation, operations())}"
            yield here.problem((*path, "calls", "operation"), UNKNOWN_NAME, message)
        try:
            expected.check()
        except ValueError as problem:
            yield here.problem(path, BAD_VALUE, str(problem))


def _shadowed(whole: LoadedScenario) -> Iterator[Problem]:
    """Rules that are never asked, since one before them always acts on what they mean."""
    before: dict[tuple[object, ...], list[tuple[Rule, dict[str, object]]]] = {}
    for later in whole.scenario.rules:
        meaning = _meaning(later)
        for key in product((later.acts_in,), *(_anchors(meaning, name) for name in _ANCHORS)):
            covering = (each for each, mine in before.get(key, ()) if _covers(mine, meaning))
            if earlier := next(covering, None):
                here, path = _place_of(whole, later.id)
                message = f"{later.id} never acts: {earlier.id} before it always does"
                yield here.problem(path, SHADOWED, message)
                break
        if _always(later):
            own = (later.acts_in, *(_anchors(meaning, name)[-1] for name in _ANCHORS))
            before.setdefault(own, []).append((later, meaning))


# What most rules of a long file differ by: a rule is compared with few others only.
_ANCHORS = ("operation", "cluster")


def _anchors(meaning: dict[str, object], name: str) -> tuple[str | None, ...]:
    """Where rules are kept that may cover this one: those for anything, and those for its name."""
    given = meaning.get(name)
    if isinstance(given, tuple) and len(given) == 1 and not _WILD.search(given[0]):
        return (None, str(given[0]))
    return (None,)


def _always(rule: Rule) -> bool:
    is_simple = not rule.fire.model_fields_set and not rule.select.model_fields_set
    return is_simple and rule.ttl is None and rule.fault.kind() not in _SOMETIMES


def _covers(mine: dict[str, object], theirs: dict[str, object]) -> bool:
    """Whether everything that the second one means is meant by the first."""
    return all(
        name in theirs and (theirs[name] == wanted or _is_within(theirs[name], wanted))
        for name, wanted in mine.items()
    )


def _meaning(rule: Rule) -> dict[str, object]:
    said = {name: getattr(rule.when, name) for name in rule.when.model_fields_set}
    implied = all_kinds()[rule.fault.kind()].implies
    return {**{name: globs for name, globs in implied.items() if name not in said}, **said}


def _is_within(given: object, wanted: object) -> bool:
    """Whether all patterns of the one are names that the other's patterns fit."""
    if not isinstance(given, tuple) or not isinstance(wanted, tuple):
        return False
    return all(_like_any(str(each), map(str, wanted)) for each in given)


def _place_of(whole: LoadedScenario, rule_id: str) -> tuple[Document, Path]:
    for here in whole.documents:
        for place, rule in enumerate(here.value.get("rules", ())):
            if rule["id"] == rule_id:
                return here, ("rules", place, "id")
    return whole.documents[0], ()
