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
    NO_EFFECT,
    UNKNOWN_FIELD,
    UNKNOWN_NAME,
)
from cs_simulator.scenarios.rules.answer_edits import problem_of
from cs_simulator.scenarios.script import (
    KNOWN,
    PLACEHOLDERS,
    TIMED_OUT,
    CallKeys,
    ScriptStep,
    calls_of,
    filled,
)
from cs_simulator.scenarios.suggestions import instead, nearest, short
from cs_simulator.scenarios.vocabulary import Vocabulary

Names = Mapping[str, frozenset[str]]
"""The names that a script gives, by what is named."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_WHOLE = re.compile(r"\{([a-z_]+(?::[^{}]*)?)\}")
# Who expects one of these may well try what does not exist.
_REFUSALS = (404, 405, 501)
_FIRST_REFUSAL = 400


def names_made(steps: Sequence[ScriptStep]) -> frozenset[str]:
    """The names of the clusters that a script makes; none if one gets a name by itself."""
    calls = list(calls_of(steps))
    bodies = [found.keys.body or {} for found in calls if filled(found.call) == "cluster"]
    names = {str(body["name"]) for body in bodies if "name" in body}
    renames = any("/name/" in found.call for found in calls)
    is_known = not renames and all("name" in body for body in bodies)
    return frozenset(names if is_known else ())


def pools_made(steps: Sequence[ScriptStep]) -> frozenset[str]:
    """The names of the node pools that a script makes; none if one gets a name by itself."""
    names: set[str] = set()
    for _, call, keys in calls_of(steps):
        body = keys.body or {}
        nested = body.get("nodepools")
        described = [*(nested if isinstance(nested, list) else ())]
        given = [_name_of(each) for each in described if isinstance(each, dict)]
        if filled(call) == "pool":
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
    for path, call, keys in calls_of(steps):
        yield from _of_call(path, keys, call, names, context.vocabulary)
        yield from _of_answer(path, keys, context)
        yield from _of_nothing(path, sources)
    for index, (step, source) in enumerate(zip(steps, sources, strict=True)):
        if step.check is not None:
            path = ("script", index, "check")
            yield from of_expectation(path, step.check, source["check"], context)


def _of_nothing(path: Path, sources: Sequence[Mapping[str, Any]]) -> Iterator[Found]:
    """An ``expect_body`` that names no field."""
    source: Any = {"script": sources}
    for key in path:
        source = source[key]
    if source.get("expect_body") == {}:
        message = "it expects nothing; write fields with what must hold of them"
        yield Found((*path, "expect_body"), NO_EFFECT, message)


def _of_answer(path: Path, keys: CallKeys, context: Context) -> Iterator[Found]:
    """What no answer has."""
    known = [*context.codes, TIMED_OUT]
    yield from unknown((*path, "expect_code"), "code", keys.expect_code, known)
    status = keys.expect_status
    if keys.expect_code is not None and status is not None and 0 < status < _FIRST_REFUSAL:
        message = f"an answer {status} has no error code; leave expect_code out"
        yield Found((*path, "expect_code"), CANNOT_ACT, message)
    if keys.timeout is None and TIMED_OUT in (keys.expect_code or ()):
        message = "a call without a timeout waits for its answer; give timeout"
        yield Found((*path, "expect_code"), CANNOT_ACT, message)
    if keys.timeout is not None and not context.has_late_answers:
        message = "no rule lets an answer be late; write one with delay, hang or slow, or leave"
        yield Found((*path, "timeout"), NO_EFFECT, f"{message} timeout out")
    if keys.expect_body and status == 0:
        message = "a connection that breaks has no body; leave expect_body or expect_status out"
        yield Found((*path, "expect_body"), CANNOT_ACT, message)
    for key, operators in keys.expect_body.items():
        where = (*path, "expect_body", key)
        if problem := problem_of(key):
            yield Found(where, BAD_VALUE, problem)
        yield from of_operators(where, operators)


def _of_call(
    path: Path, keys: CallKeys, call: str, names: Names, vocabulary: Vocabulary
) -> Iterator[Found]:
    method, _, target = call.partition(" ")
    raw = _path_of(target)
    wrong = list(_of_target((*path, "call"), target, names))
    yield from wrong
    name = vocabulary.operation_of(method, _PLACEHOLDER.sub("x", raw))
    if not name and not wrong and keys.expect_status not in _REFUSALS:
        hint = instead(f"{method} {raw}", vocabulary.calls())
        yield Found((*path, "call"), UNKNOWN_NAME, f"there is no call {short(call)}{hint}")
    if name in vocabulary.operations and keys.body:
        yield from _of_body((*path, "body"), keys.body, name, vocabulary)
    for key, value in {"body": keys.body, "headers": keys.headers}.items():
        yield from _of_texts((*path, key), value, names)


def _of_target(path: Path, target: str, names: Names) -> Iterator[Found]:
    for inside in _PLACEHOLDER.findall(target):
        yield from _of_placeholder(path, inside, names)
    if set(_PLACEHOLDER.sub("", target)) & set("{}"):
        yield Found(path, BAD_VALUE, f"a brace has no partner; write {KNOWN}")


def _of_texts(path: Path, value: Any, names: Names) -> Iterator[Found]:
    """Texts of a body or of headers that are placeholders; others may have any braces."""
    if isinstance(value, str) and (inside := _WHOLE.fullmatch(value)):
        yield from _of_placeholder(path, inside[1], names)
    if isinstance(value, dict):
        for key in value if list(value.values()) == [None] else ():
            if key.partition(":")[0] in PLACEHOLDERS:
                message = f"YAML reads {{{key}}} as an object; write it in quotes"
                yield Found(path, BAD_VALUE, message)
        for key, inner in value.items():
            yield from _of_texts((*path, key), inner, names)
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _of_texts((*path, index), inner, names)


def _of_placeholder(path: Path, inside: str, names: Names) -> Iterator[Found]:
    what, colon, name = inside.partition(":")
    if what not in PLACEHOLDERS or (colon and not PLACEHOLDERS[what]):
        yield Found(path, UNKNOWN_NAME, f"{{{inside}}} stands for nothing; write {KNOWN}")
    elif colon and what == "cluster_id":
        yield from of_name(path, name, names["cluster_id"])
    elif colon and what != "fresh":
        yield from of_pool(path, name, names["nodepool_id"])


def _of_body(
    path: Path, body: dict[str, Any], name: str, vocabulary: Vocabulary
) -> Iterator[Found]:
    """Fields that the operation does not read, where one of a similar name is meant."""
    fields = vocabulary.operations[name].fields
    for key in body:
        if fields and key not in fields and (close := nearest(key, fields)):
            message = f"{name} has no field {short(key)} (did you mean {close!r}?)"
            yield Found((*path, key), UNKNOWN_FIELD, message)
