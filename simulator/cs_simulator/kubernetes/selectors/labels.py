"""Reading label selectors: ``app=web,tier in (front, back),!legacy``.

Grammar and words are those of ``labels.Parse`` of ``k8s.io/apimachinery``.
"""

import re
from collections.abc import Iterator

import orjson

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.selectors.requirement import INTEGER, Requirement

_TOKEN = re.compile(r"\s*(==|!=|[=!(),<>]|[^\s=!(),<>]+)")
_SPECIAL = frozenset("=!(),<>") | {"==", "!="}
_KEY = re.compile(
    r"(?:(?=.{1,253}/)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*/)?"
    r"[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"
)
_VALUE = re.compile(r"(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?")
_OF_ONE_VALUE = {"=": "in", "==": "in", "!=": "notin"}


def label_requirements(text: str) -> tuple[Requirement, ...]:
    """The requirements of a label selector; raises 400 for one that cannot be read."""
    tokens: list[str] = _TOKEN.findall(text)
    found: list[Requirement] = []
    while tokens or found:
        found.append(_requirement(tokens))
        if not tokens:
            break
        if tokens[0] != ",":
            raise _unreadable(f"found '{tokens[0]}', expected: ',' or 'end of string'")
        tokens.pop(0)
    return tuple(found)


def _requirement(tokens: list[str]) -> Requirement:
    """Take one requirement from the front of the tokens."""
    is_absent = tokens[:1] == ["!"]
    if is_absent:
        tokens.pop(0)
    key = _identifier(tokens)
    if not _KEY.fullmatch(key):
        raise _unreadable(f"key: Invalid value: {_quoted(key)}: it is not the name of a label")
    if is_absent:
        return Requirement(key, "absent")
    if not tokens or tokens[0] == ",":
        return Requirement(key, "exists")
    return _with_values(key, tokens.pop(0), tokens)


def _with_values(key: str, operator: str, tokens: list[str]) -> Requirement:
    """Take the values of an operator from the front of the tokens."""
    if operator in _OF_ONE_VALUE:
        value = tokens.pop(0) if tokens and tokens[0] not in _SPECIAL else ""
        return Requirement(key, _OF_ONE_VALUE[operator], frozenset(_checked(key, [value])))
    if operator in ("in", "notin"):
        return Requirement(key, operator, frozenset(_checked(key, _set(tokens))))
    if operator in (">", "<"):
        limit = _identifier(tokens)
        if INTEGER.fullmatch(limit):
            return Requirement(key, operator, frozenset((limit,)))
        why = 'for ">" and "<", the value must be an integer'
        raise _unreadable(f"values[0][{key}]: Invalid value: {_quoted(limit)}: {why}")
    raise _unreadable(f"found '{operator}', expected: in, notin, =, ==, !=, gt, lt")


def _set(tokens: list[str]) -> list[str]:
    """Take values in parentheses from the front of the tokens; ``(a,,b)`` has an empty one."""
    opening = tokens.pop(0) if tokens else ""
    if opening != "(":
        raise _unreadable(f"found '{opening}', expected: '('")
    values = [""]
    while tokens:
        part = tokens.pop(0)
        if part == ")":
            return values
        if part == ",":
            values.append("")
        elif part in _SPECIAL or values[-1]:
            raise _unreadable(f"found '{part}', expected: ',', or ')'")
        else:
            values[-1] = part
    raise _unreadable("found '', expected: ',', or ')'")


def _identifier(tokens: list[str]) -> str:
    if not tokens or tokens[0] in _SPECIAL:
        raise _unreadable(f"found '{tokens[0] if tokens else ''}', expected: identifier")
    return tokens.pop(0)


def _checked(key: str, values: list[str]) -> Iterator[str]:
    for number, value in enumerate(values):
        if not _VALUE.fullmatch(value):
            raise _unreadable(
                f"values[{number}][{key}]: Invalid value: {_quoted(value)}: a valid label must be"
                " an empty string or consist of alphanumeric characters, '-', '_' or '.', and must"
                " start and end with an alphanumeric character, in at most 63 characters"
            )
        yield value


def _quoted(text: str) -> str:
    return orjson.dumps(text).decode()


def _unreadable(why: str) -> ApiError:
    return errors.BAD_REQUEST(message=f"unable to parse requirement: {why}")
