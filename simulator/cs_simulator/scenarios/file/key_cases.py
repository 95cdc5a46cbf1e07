"""Which keys go together, where one key decides that: in the timeline, ``expect`` and ``script``.

The schema says it with conditions: an editor then offers the keys of the action, and no others.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cs_simulator.scenarios.expectations.expectation import (
    OF_CALLS,
    OF_SUBJECTS,
    Expectation,
)
from cs_simulator.scenarios.file.field_docs import plain
from cs_simulator.scenarios.file.schema_parts import Json, enum, exactly, when
from cs_simulator.scenarios.script import SUBJECTS, ScriptStep
from cs_simulator.scenarios.timeline import ACTIONS, TimelineAction

Properties = Mapping[str, Json]


def cases_of(declared: Any, properties: Properties) -> Json:
    """What the schema of a declared class says of its keys."""
    cases = _CASES.get(declared)
    if cases is None:
        return {"properties": dict(properties), "additionalProperties": False}
    return cases(properties)


def _of_action(properties: Properties) -> Json:
    always = ("at", "do")
    named = enum({name: plain(action.does) for name, action in ACTIONS.items()})
    return {
        "properties": {"at": properties["at"], "do": {**properties["do"], **named}},
        "allOf": [
            when(
                {"properties": {"do": {"const": name}}, "required": ["do"]},
                exactly(
                    properties,
                    (*action.needed, *action.possible),
                    always,
                    required=list(action.needed),
                ),
            )
            for name, action in ACTIONS.items()
        ],
    }


def _of_expectation(properties: Properties) -> Json:
    subjects = (*OF_SUBJECTS, "calls", "kubernetes_calls")
    others = {"not": {"anyOf": [{"required": [subject]} for subject in OF_SUBJECTS]}}
    return {
        "properties": {subject: properties[subject] for subject in subjects},
        "allOf": [
            *(
                when(
                    {"required": [subject]},
                    exactly(properties, keys, (subject,), required=list(keys)),
                )
                for subject, keys in OF_SUBJECTS.items()
            ),
            when(others, exactly(properties, OF_CALLS, subjects)),
        ],
    }


def _of_step(properties: Properties) -> Json:
    of_call = [key for key in properties if key not in SUBJECTS]
    return {
        "properties": {subject: properties[subject] for subject in SUBJECTS},
        "allOf": [
            when(
                {"required": ["call"]},
                exactly(properties, of_call, ("call",)),
                exactly(properties, (), SUBJECTS, minProperties=1, maxProperties=1),
            )
        ],
    }


_CASES: Mapping[Any, Callable[[Properties], Json]] = {
    TimelineAction: _of_action,
    Expectation: _of_expectation,
    ScriptStep: _of_step,
}
