"""Globs: texts in which ``*`` and ``?`` stand for anything, and ``[…]`` for one of some characters.

They are compared in a time that grows with the length of the value times that of the glob: each
``*`` takes the shortest run after which the next part fits, and is never tried again.
"""

import re
from collections.abc import Iterable
from fnmatch import translate
from functools import lru_cache


@lru_cache(maxsize=4096)
def compiled(glob: str, *, has_sets: bool = True) -> re.Pattern[str]:
    """What matches the values that fit the glob; without sets ``[`` stands for itself.

    The expression comes from :mod:`fnmatch`, which writes it without anything to backtrack into.
    """
    return re.compile(translate(glob if has_sets else glob.replace("[", "[[]")))


def matches(glob: str, value: str) -> bool:
    """Whether the value fits the glob; case counts."""
    return compiled(glob).match(value) is not None


def matches_one(globs: Iterable[str], value: str) -> bool:
    """Whether the value fits one of the globs."""
    return any(compiled(glob).match(value) for glob in globs)
