"""What must hold of the fields of an answer: paths with operators, as in ``when.body``.

A path is one of :mod:`cs_simulator.scenarios.rules.answer_edits`: ``[-1]`` is the last element of a
list, ``[*]`` each of them, and a text that is JSON itself is looked into.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from cs_simulator.domain.inline_yaml import inline_yaml
from cs_simulator.scenarios.rules.answer_edits import Step, answer_path
from cs_simulator.scenarios.rules.conditions import Operators
from cs_simulator.scenarios.rules.matching import operator_tests
from cs_simulator.scenarios.suggestions import short

MISSING = None
"""What a path leads to where there is nothing, as in ``when.body``."""


def differences(body: Any, fields: Mapping[str, Operators]) -> list[str]:
    """How the fields of a JSON body differ from what must hold of them, one line for each path.

    Of several fields at one path, all must be as expected; the first that is not is named.
    """
    found = (_difference(body, path, operators) for path, operators in fields.items())
    return [difference for difference in found if difference]


def _difference(body: Any, path: str, operators: Operators) -> str:
    tests, may_be_missing = operator_tests(operators), _may_be_missing(operators)
    for where, value in _values(body, answer_path(path), ""):
        is_there = value is not MISSING or may_be_missing
        if not is_there or not all(passes(value) for passes in tests):
            shown = f"is {short(value)}" if value is not MISSING else "is missing"
            return f"{where} {shown}, and {_wanted(operators)} was expected"
    return ""


def _may_be_missing(operators: Operators) -> bool:
    """Whether nothing may be there; a name that is not quite right is no field without a value."""
    return operators.exists is False or operators.eq is None


def _wanted(operators: Operators) -> str:
    given = {name: _number(operand) for name, operand in operators.given()}
    return short(given["eq"]) if given.keys() == {"eq"} else f"{{{inline_yaml(given)}}}"


def _number(operand: Any) -> Any:
    """A whole number as files write it; any other operand as it is."""
    is_whole = isinstance(operand, float) and operand.is_integer()
    return int(operand) if is_whole else operand


def _values(value: Any, path: tuple[Step, ...], before: str) -> Iterator[tuple[str, Any]]:
    """The values at a path, each with its own path; one that is missing where it leads nowhere."""
    if not path:
        yield before, value
        return
    step, rest = path[0], path[1:]
    inside = _inside(value)
    indexes = range(len(inside)) if step is None and isinstance(inside, list) else ()
    if indexes:
        for index in indexes:
            yield from _values(inside[index], rest, f"{before}[{index}]")
        return
    yield from _values(_at(inside, step), rest, before + _written(step, before))


def _written(step: Step, before: str) -> str:
    if isinstance(step, str):
        return f".{step}" if before else step
    return "[*]" if step is None else f"[{step}]"


def _at(value: Any, step: Step) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return MISSING


def _inside(value: Any) -> Any:
    """A text that is JSON as its value; any other value as it is."""
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return value
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value
