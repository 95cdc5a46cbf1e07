"""The patterns of rules: globs with ``*``, ``?``, ``[…]``, and ``/regular expressions/``."""

from cs_simulator.domain import globs

_WILD = frozenset("*?[/")


def is_regex(pattern: str) -> bool:
    """Whether a pattern is a regular expression between two slashes."""
    return len(pattern) > 1 and pattern.startswith("/") and pattern.endswith("/")


def is_name(pattern: str) -> bool:
    """Whether a pattern matches itself only."""
    return not _WILD & set(pattern)


matches_one = globs.matches_one
"""Whether a value matches one of some globs."""


def problem_of(pattern: str) -> str:
    """What is wrong with a pattern, and what to write; empty if nothing is."""
    if not is_regex(pattern):
        return ""
    from cs_simulator.scenarios.rules import regex  # few scenarios have one

    try:
        regex.compiled(pattern[1:-1])
    except ValueError as problem:
        return f"{pattern} is no regular expression that is known here: {problem}"
    return ""
