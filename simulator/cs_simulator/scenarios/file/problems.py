"""What is wrong with a file: where, which kind of thing, and what to change."""

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One line for a person, or for an editor that jumps there."""

    file: str
    line: int
    column: int
    code: str
    """``E…`` for what cannot be used, ``W…`` for what is surely not meant."""
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code}: {self.message}"


class UnusableFileError(ValueError):
    """A file cannot be used; has every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def perhaps(given: str, known: Iterable[str]) -> str:
    """`` (did you mean 'size'?)``, or nothing where no known name is like the given one."""
    from difflib import get_close_matches  # loaded when something is wrong

    found = get_close_matches(given, list(known), n=1)
    return f" (did you mean {found[0]!r}?)" if found else ""
