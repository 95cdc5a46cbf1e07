"""``timeline``, ``clock`` and ``durations``: unknown names, and parts without an effect."""

from collections.abc import Iterator, Sequence

from cs_simulator.domain import instants
from cs_simulator.scenarios.file.checks.names import PLACES, Found, unknown, unknown_places
from cs_simulator.scenarios.file.checks.subjects import of_pool_name
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import IMPOSSIBLE_FIRE, NO_EFFECT, UNKNOWN_NAME
from cs_simulator.scenarios.rules.patterns import is_regex
from cs_simulator.scenarios.scenario import Scenario, ScenarioClock
from cs_simulator.scenarios.suggestions import instead, short
from cs_simulator.scenarios.timeline import TimelineAction
from cs_simulator.scenarios.vocabulary import Vocabulary

_BEGINS = {"end_outage": "start_outage", "recover_zone": "lose_zone"}
"""The actions that have an effect after another one only."""


def of_timeline(scenario: Scenario, vocabulary: Vocabulary) -> Iterator[Found]:
    """Everything that is wrong with the actions of a timeline."""
    start = scenario.clock.start if scenario.clock and scenario.clock.start else ""
    for index, action in enumerate(scenario.timeline):
        path: Path = ("timeline", index)
        yield from unknown(
            (*path, "operation"), "operation", action.operation, vocabulary.operations
        )
        for name in PLACES:
            place = getattr(action, name)
            yield from unknown_places(path, name, None if place is None else (place,))
        yield from _of_action(path, action, scenario.timeline, start, vocabulary)


def _of_action(
    path: Path,
    action: TimelineAction,
    timeline: Sequence[TimelineAction],
    start: str,
    vocabulary: Vocabulary,
) -> Iterator[Found]:
    for name in action.node_pool or ():
        if is_regex(name):
            message = f"{short(name)} is no pattern of names here; write one with * and ?"
            yield Found((*path, "node_pool"), NO_EFFECT, message)
        yield from of_pool_name((*path, "node_pool"), name, vocabulary)
    select = action.select
    if select and (select.count == 0 or select.percent == 0 or select.index == ()):
        message = "it selects no node; write how many, or leave it out"
        yield Found((*path, "select"), IMPOSSIBLE_FIRE, message)
    begins = _BEGINS.get(action.do)
    if begins and not any(
        other.do == begins and other.zone_id == action.zone_id for other in timeline
    ):
        message = f"no action begins what it ends; write {begins}, or leave it out"
        yield Found(path, NO_EFFECT, message)
    if start and action.is_instant and action.due(0) < instants.from_text(start):
        message = f"it is before the clock's start, {start}, and happens at once; write a later one"
        yield Found((*path, "at"), NO_EFFECT, message)


def of_clock(clock: ScenarioClock | None) -> Iterator[Found]:
    """An interval of a clock that does not poll."""
    if clock and clock.interval and clock.mode != "polling":
        message = "only a polling clock has an interval; write mode: polling, or leave it out"
        yield Found(("clock", "interval"), NO_EFFECT, message)


def of_durations(scenario: Scenario, vocabulary: Vocabulary) -> Iterator[Found]:
    """Operations without tasks, and stages that their tasks do not have."""
    stages = vocabulary.stages
    for operation, given in scenario.durations.items():
        path: Path = ("durations", operation)
        if operation not in stages:
            message = f"no tasks begin with {short(operation)}{instead(operation, stages)}"
            yield Found(path, UNKNOWN_NAME, message)
            continue
        known = stages[operation]
        for stage in given:
            if stage not in known:
                message = f"{operation} has no stage {short(stage)}{instead(stage, known)}"
                yield Found((*path, stage), UNKNOWN_NAME, message)
