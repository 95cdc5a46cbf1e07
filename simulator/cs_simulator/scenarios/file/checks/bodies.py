"""Conditions on bodies: fields that no request has, and values that no field ever has."""

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cs_simulator.scenarios.file.checks.conditions import Subject
from cs_simulator.scenarios.file.checks.names import PLACES, Found, unknown_places
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import CANNOT_ACT, NO_EFFECT, UNKNOWN_FIELD
from cs_simulator.scenarios.rules.conditions import ABSENT, Operators
from cs_simulator.scenarios.rules.matching import body_path
from cs_simulator.scenarios.rules.patterns import is_regex
from cs_simulator.scenarios.suggestions import instead, short

_WORDS = {str: "a text", bool: "true or false", int: "a number", float: "a number"}
_TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le,
}  # fmt: skip
_COMPARISONS = tuple(_TESTS)


def of_bodies(path: Path, subject: Subject) -> Iterator[Found]:
    """Everything in ``when.body`` that no request has."""
    fields = known_fields(subject)
    for key, operators in subject.rule.when.body.items():
        where = (*path, "when", "body", key)
        steps = body_path(key)
        if not steps:
            yield Found(where, UNKNOWN_FIELD, f"{short(key)} names no field; write one like size")
            continue
        if fields and isinstance(steps[0], str) and steps[0] not in fields:
            message = f"no request of {subject.names} has a field {short(steps[0])}"
            yield Found(where, UNKNOWN_FIELD, message + instead(steps[0], fields))
        kind = fields.get(str(steps[0]), "") if len(steps) == 1 else ""
        yield from of_operators(where, operators, kind)
        if len(steps) == 1 and steps[0] in PLACES:
            yield from _of_place(where, str(steps[0]), operators)


def _of_place(where: Path, name: str, operators: Operators) -> Iterator[Found]:
    """Regions and instance types that the catalogue does not have."""
    given = dict(operators.given())
    equal = given.get("eq", ABSENT)
    for value in (equal, *given.get("in", ()), given.get("glob", ABSENT)):
        is_pattern = value is given.get("glob", ABSENT)
        if isinstance(value, str) and value and (is_pattern or not set(value) & set("*?")):
            for found in unknown_places(where, name, (value,)):
                yield found._replace(path=where)


def known_fields(subject: Subject) -> Mapping[str, str]:
    """The fields of the bodies of its operations; none where those of one are not known."""
    found: dict[str, str] = {}
    for words in subject.operations:
        if not words.fields and words.takes_body and subject.condition.get("operation"):
            return {}
        found.update(words.fields)
    return found


def of_operators(where: Path, operators: Operators, kind: str = "") -> Iterator[Found]:
    """What never holds of one field; *kind* is its type in words, if that is known."""
    given = dict(operators.given())
    if not given:
        yield Found(where, NO_EFFECT, "it asks for nothing; write a value, or an operator like gte")
    problem = _contradiction(given)
    if problem:
        yield Found(where, CANNOT_ACT, problem)
    equal = given.get("eq", ABSENT)
    if isinstance(equal, str) and set(equal) & set("*?"):
        message = f"{short(equal)} is compared as it is; for a pattern write {{glob: {equal}}}"
        yield Found(where, NO_EFFECT, message)
    if is_regex(str(given.get("glob", ""))):
        message = "a glob has no regular expressions, which go with cluster only; write * and ?"
        yield Found(where, NO_EFFECT, message)
    yield from _of_type(where, given, kind)


def _contradiction(given: Mapping[str, Any]) -> str:
    """Why no value has all of the operators; empty if one may."""
    least = max((given[name] for name in ("gt", "gte") if name in given), default=None)
    most = min((given[name] for name in ("lt", "lte") if name in given), default=None)
    is_open = "gt" in given or "lt" in given
    if least is not None and most is not None and (least > most or (least == most and is_open)):
        return f"nothing is between {least:g} and {most:g}; write a range that has a number"
    if given.get("in") == ():
        return "in is empty, and nothing is in it; write the values, or leave it out"
    if (least is not None or most is not None) and (wanted := _wanted(given)):
        if not any(_is_within(value, given) for value in wanted):
            found = " or ".join(short(value) for value in wanted[:3])
            return f"{found} is out of the range that is given; write one in it, or leave one out"
    elif "eq" in given and given.get("in") and given["eq"] not in given["in"]:
        return "it cannot be equal to what is not in the list; leave one of eq and in out"
    if given.get("exists") is False and given.keys() - {"exists", "ne", "eq"}:
        return "a field that does not exist has no value; leave exists or the others out"
    if "eq" in given and "ne" in given and given["eq"] == given["ne"]:
        return "it cannot be equal and not equal to the same; leave one of eq and ne out"
    return ""


def _wanted(given: Mapping[str, Any]) -> list[Any]:
    """The values to which the field is compared for equality."""
    return [given["eq"]] if "eq" in given else list(given.get("in", ()))


def _is_within(value: Any, given: Mapping[str, Any]) -> bool:
    """Whether a value is a number in the range that the operators give."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return all(test(value, given[name]) for name, test in _TESTS.items() if name in given)


def _of_type(where: Path, given: Mapping[str, Any], kind: str) -> Iterator[Found]:
    """Values of another type than the field's."""
    if not kind:
        return
    for name, wanted in given.items():
        found = "a number" if name in _COMPARISONS else "a text" if name == "glob" else ""
        if name in ("eq", "ne"):
            found = _WORDS.get(type(wanted), "")
        if found and found != kind:
            message = f"the field is {kind} in valid requests, and {name} compares it with {found}"
            yield Found(where, NO_EFFECT, f"{message}; write {kind}")
