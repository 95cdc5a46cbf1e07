"""The actions of a scenario's timeline: those that it declares, and those that are planned."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from cs_simulator.charts.facts import ActionFact
from cs_simulator.domain import instants
from cs_simulator.domain.inline_yaml import inline_yaml
from cs_simulator.domain.records import ScheduledAction
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.timeline import ACTIONS, TimelineAction

_LOAD = "load_scenario"


def declared(source: Mapping[str, Any], started: int) -> list[ActionFact]:
    """What the timeline of a scenario does if it begins at *started*, in order.

    A scenario that it loads takes its place: what is declared for later is not done then.
    """
    due = sorted(_with_due(source, started), key=lambda pair: pair[0])
    found = []
    for at, action in due:
        found.append(_fact(at, action.scheduled()))
        if action.do == _LOAD and isinstance(action.scenario, Mapping):
            return found + declared(action.scenario, at)
    return found


def planned(scheduled: Iterable[ScheduledAction]) -> list[ActionFact]:
    """What is scheduled by a timeline; not what rules and pools have scheduled for nodes."""
    actions = [(each.due, orjson.loads(each.action)) for each in scheduled]
    return sorted(
        _fact(due, action) for due, action in actions if action["do"] in ACTIONS and _is_of(action)
    )


def _with_due(source: Mapping[str, Any], started: int) -> Iterator[tuple[int, TimelineAction]]:
    for item in source.get("timeline", ()):
        action = build(TimelineAction, item)
        yield action.due(started), action


def _is_of(action: Mapping[str, Any]) -> bool:
    """Whether a timeline may have scheduled an action: those of single nodes come from rules."""
    return "instance_id" not in action


def _fact(at: int, action: Mapping[str, Any]) -> ActionFact:
    shown = {key: value for key, value in action.items() if key != "do"}
    lasts = int(shown.get("for", 0))
    if lasts:
        shown["for"] = instants.duration_text(lasts)
    if action["do"] == _LOAD and isinstance(shown["scenario"], Mapping):
        shown = {"scenario": shown["scenario"]["metadata"]["name"]}
    return ActionFact(at, action["do"], inline_yaml(shown), lasts)
