"""The patterns of rules: globs with ``*``, ``?``, ``[…]``, and ``/regular expressions/``."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

_WILD = frozenset("*?[/")


def is_regex(pattern: str) -> bool:
    """Whether a pattern is a regular expression between two slashes."""
    return len(pattern) > 1 and pattern.startswith("/") and pattern.endswith("/")


def is_name(pattern: str) -> bool:
    """Whether a pattern matches itself only."""
    return not _WILD & set(pattern)


def matches_one(globs: Iterable[str], value: str) -> bool:
    """Whether the value matches one of the globs."""
    return any(fnmatchcase(value, glob) for glob in globs)
