"""The script: calls that the API does not have, and ids and fields that nothing has."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cs_simulator.scenarios.file.checks.bodies import of_operators
from cs_simulator.scenarios.file.checks.expectations import (
    Context,
    of_expectation,
    of_name,
    of_pool,
)
from cs_simulator.scenarios.file.checks.names import Found, unknown
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import (
    BAD_VALUE,
    CANNOT_ACT,
    UNKNOWN_FIELD,
    UNKNOWN_NAME,
)
from cs_simulator.scenarios.rules.answer_edits import problem_of
from cs_simulator.scenarios.script import CREATION, KNOWN, PLACEHOLDERS, ScriptStep, makes_pool
from cs_simulator.scenarios.suggestions import instead, nearest, short
from cs_simulator.scenarios.vocabulary import Vocabulary

Names = Mapping[str, frozenset[str]]
"""The names that a script gives, by what is named."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# Who expects one of these may well try what does not exist.
_REFUSALS = (404, 405, 501)
_FIRST_REFUSAL = 400


def names_made(steps: Sequence[ScriptStep]) -> frozenset[str]:
    """The names of the clusters that a script makes; none if one gets a name by itself."""
    bodies = [step.body or {} for step in steps if step.call == CREATION]
    names = {str(body["name"]) for body in bodies if "name" in body}
    renames = any("/name/" in (step.call or "") for step in steps)
    is_known = not renames and all("name" in body for body in bodies)
    return frozenset(names if is_known else ())


def pools_made(steps: Sequence[ScriptStep]) -> frozenset[str]:
    """The names of the node pools that a script makes; none if one gets a name by itself."""
    names: set[str] = set()
    for step in steps:
        body, call = step.body or {}, step.call or ""
        nested = body.get("nodepools")
        described = [*(nested if isinstance(nested, list) else ())]
        given = [_name_of(each) for each in described if isinstance(each, dict)]
        if makes_pool(call):
            given.append(body.get("name") or _name_of(body))
        if not all(given):
            return frozenset()
        names.update(map(str, given))
    return frozenset(names)


def _name_of(pool: Mapping[str, Any]) -> object:
    """The name that the body of a node pool gives; ``None`` if it gives none."""
    info = pool.get("nodepool_info")
    return info.get("name") if isinstance(info, dict) else None


def _path_of(target: str) -> str:
    """What of a target names the operation: its path; in the style RPC also the query."""
    path = target.partition("?")[0]
    return target if path == "/" else path


def of_script(
    steps: Sequence[ScriptStep], sources: Sequence[Mapping[str, Any]], context: Context
) -> Iterator[Found]:
    """Everything that is wrong with the steps of a script; *sources* are they as JSON."""
    names = {"cluster_id": names_made(steps), "nodepool_id": pools_made(steps)}
    for index, (step, source) in enumerate(zip(steps, sources, strict=True)):
        path = ("script", index)
        if step.call is not None:
            yield from _of_call(path, step, step.call, names, context.vocabulary)
            yield from _of_answer(path, step, context)
        if step.check is not None:
            yield from of_expectation((*path, "check"), step.check, source["check"], context)


def _of_answer(path: Path, step: ScriptStep, context: Context) -> Iterator[Found]:
    """What no answer has."""
    yield from unknown((*path, "expect_code"), "code", step.expect_code, context.codes)
    status = step.expect_status
    if step.expect_code is not None and status is not None and 0 < status < _FIRST_REFUSAL:
        message = f"an answer {status} has no error code; leave expect_code out"
        yield Found((*path, "expect_code"), CANNOT_ACT, message)
    if step.expect_body and status == 0:
        message = "a connection that breaks has no body; leave expect_body or expect_status out"
        yield Found((*path, "expect_body"), CANNOT_ACT, message)
    for key, operators in step.expect_body.items():
        where = (*path, "expect_body", key)
        if problem := problem_of(key):
            yield Found(where, BAD_VALUE, problem)
        yield from of_operators(where, operators)


def _of_call(
    path: Path, step: ScriptStep, call: str, names: Names, vocabulary: Vocabulary
) -> Iterator[Found]:
    method, _, target = call.partition(" ")
    raw = _path_of(target)
    wrong = list(_of_placeholders((*path, "call"), target, names))
    yield from wrong
    name = vocabulary.operation_of(method, _PLACEHOLDER.sub("x", raw))
    if not name and not wrong and step.expect_status not in _REFUSALS:
        hint = instead(f"{method} {raw}", vocabulary.calls())
        yield Found((*path, "call"), UNKNOWN_NAME, f"there is no call {short(call)}{hint}")
    if name and step.body:
        yield from _of_body((*path, "body"), step.body, name, vocabulary)


def _of_placeholders(path: Path, target: str, names: Names) -> Iterator[Found]:
    for inside in _PLACEHOLDER.findall(target):
        what, colon, name = inside.partition(":")
        if what not in PLACEHOLDERS or (colon and not PLACEHOLDERS[what]):
            message = f"{{{inside}}} stands for nothing; write {KNOWN}"
            yield Found(path, UNKNOWN_NAME, message)
        elif colon and what == "cluster_id":
            yield from of_name(path, name, names["cluster_id"])
        elif colon:
            yield from of_pool(path, name, names["nodepool_id"])
    if set(_PLACEHOLDER.sub("", target)) & set("{}"):
        yield Found(path, BAD_VALUE, f"a brace has no partner; write {KNOWN}")


def _of_body(
    path: Path, body: dict[str, Any], name: str, vocabulary: Vocabulary
) -> Iterator[Found]:
    """Fields that the operation does not read, where one of a similar name is meant."""
    fields = vocabulary.operations[name].fields
    for key in body:
        if fields and key not in fields and (close := nearest(key, fields)):
            message = f"{name} has no field {short(key)} (did you mean {close!r}?)"
            yield Found((*path, key), UNKNOWN_FIELD, message)
