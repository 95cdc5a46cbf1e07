"""What a rule is asked about: a call, or a step of a task; and whether it is meant.

A rule's ``when`` becomes a list of tests, each with its name, so that the same code matches and
explains why it did not.
"""

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from cs_simulator.domain.instants import DAY


class MatchContext(NamedTuple):
    """Everything that can be asked about; what does not apply is empty."""

    now: int
    operation: str
    account: str = ""
    stage: str = ""
    region_id: str = ""
    zone_id: str = ""
    instance_type: str = ""
    cluster: str = ""
    """The cluster's name."""
    state: str = ""
    cluster_id: str = ""
    task_id: str = ""
    instance_id: str = ""
    number: int = 0
    """The node's number within its cluster, from 1."""
    group: tuple[int, ...] = ()
    """The numbers of the nodes that go through the same stage of the task."""
    headers: Mapping[str, str] = {}
    """By lower-case name."""
    query: Mapping[str, str] = {}
    body: Any = None
    request_id: str = ""


Test = Callable[[MatchContext], bool]
Tests = tuple[tuple[str, Test], ...]
"""Tests by the names of the keys that they come from."""


def unmet_condition(tests: Tests, subject: MatchContext) -> str:
    """The first key that does not fit, or nothing if the subject is meant."""
    for name, test in tests:
        if not test(subject):
            return name
    return ""


def glob(field: str, patterns: tuple[str, ...]) -> Test:
    """The field is like one of the patterns."""
    literal = frozenset(each for each in patterns if not set("*?[") & set(each))
    others = [each for each in patterns if each not in literal]

    def test(subject: MatchContext) -> bool:
        value = getattr(subject, field)
        return value in literal or any(fnmatchcase(value, each) for each in others)

    return test


def name_like(patterns: tuple[str, ...]) -> Test:
    """The cluster's name is like a glob, or like a regular expression between two slashes."""
    tests = [
        re.compile(each[1:-1]).search if _is_regex(each) else _globbed(each) for each in patterns
    ]

    def test(subject: MatchContext) -> bool:
        return any(each(subject.cluster) for each in tests)

    return test


def _is_regex(pattern: str) -> bool:
    return len(pattern) > 1 and pattern.startswith("/") and pattern.endswith("/")


def _globbed(pattern: str) -> Callable[[str], object]:
    return lambda name: fnmatchcase(name, pattern)


def header_like(name: str, patterns: tuple[str, ...]) -> Test:
    """The header has a value like one of the patterns."""
    lower = name.lower()
    return lambda subject: any(
        lower in subject.headers and fnmatchcase(subject.headers[lower], each) for each in patterns
    )


def body_field(path: str, tests: tuple[Callable[[Any], bool], ...]) -> Test:
    """The body has a field at the path, ``labels[0].key``, that passes every test."""
    parts = [
        int(part[1:-1]) if part.startswith("[") else part
        for part in re.findall(r"[^.\[\]]+|\[\d+\]", path)
    ]

    def test(subject: MatchContext) -> bool:
        value = subject.body
        for part in parts:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                value = None
                break
        return all(each(value) for each in tests)

    return test


def between(after: int, before: int) -> Test:
    """The virtual time of day is between two; past midnight if the second one is the earlier."""

    def test(subject: MatchContext) -> bool:
        time = subject.now % DAY
        return after <= time < before if after <= before else time >= after or time < before

    return test
