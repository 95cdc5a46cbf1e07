"""Changing the fields of an answer by their paths: setting, dropping and nulling them.

A path is written as ``nodes[0].state``; ``[-1]`` is the last element of a list, ``[*]`` each of
them. A text that is JSON itself, such as ``meta_data`` of a cluster, is changed inside.
"""

import re
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

import orjson

How = Literal["set", "drop", "null"]
Step = str | int | None
"""A key, an index, or each element of a list."""

_STEP = re.compile(r"\.?([^.\[\]]+)|\[(-?\d{1,9}|\*)\]")


class Edit(NamedTuple):
    """What happens to the fields at one path."""

    how: How
    path: tuple[Step, ...]
    value: Any = None
    """The new value of fields that are set."""


def answer_path(text: str) -> tuple[Step, ...]:
    """The steps of a path; raises ``ValueError`` saying how to write one."""
    steps: list[Step] = []
    position = 0
    while found := _STEP.match(text, position):
        position = found.end()
        steps.append(found[1] or (None if found[2] == "*" else int(found[2])))
    if not steps or position < len(text) or text.startswith("."):
        raise ValueError(f"{text[:80]!r} is no path of a field; write one like nodes[*].state")
    return tuple(steps)


def edited(body: bytes, edits: Iterable[Edit]) -> bytes:
    """The JSON with the changes; the same bytes if they change nothing."""
    try:
        before = orjson.loads(body)
    except orjson.JSONDecodeError:
        return body
    after = orjson.loads(body)
    for edit in edits:
        after = _changed(after, edit.path, edit)
    return body if after == before else orjson.dumps(after)


def _changed(value: Any, path: tuple[Step, ...], edit: Edit) -> Any:
    """A value in which the fields at a path are changed; in place, unless it is a text."""
    if isinstance(value, str):
        return _changed_text(value, path, edit)
    step, rest = path[0], path[1:]
    keys = _keys(value, step, may_be_new=edit.how == "set" and not rest)
    for key in keys:
        if rest:
            value[key] = _changed(value[key], rest, edit)
        elif edit.how == "drop":
            del value[key]
        else:
            value[key] = edit.value if edit.how == "set" else None
    return value


def _changed_text(text: str, path: tuple[Step, ...], edit: Edit) -> str:
    """A text that is JSON, changed inside; any other as it is."""
    if text[:1] not in ("{", "["):
        return text
    try:
        inside = orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
    return orjson.dumps(_changed(inside, path, edit)).decode()


def _keys(value: Any, step: Step, *, may_be_new: bool) -> list[Any]:
    """The keys of an object, or indexes of a list, that a step leads to; the last ones first."""
    if isinstance(value, dict):
        is_there = isinstance(step, str) and (step in value or may_be_new)
        return [step] if is_there else []
    if not isinstance(value, list) or isinstance(step, str):
        return []
    if step is None:
        return list(range(len(value) - 1, -1, -1))
    return [step] if -len(value) <= step < len(value) else []


def problem_of(path: str) -> str:
    """Why a text is no path; empty if it is one."""
    try:
        answer_path(path)
    except ValueError as problem:
        return str(problem)
    return ""
