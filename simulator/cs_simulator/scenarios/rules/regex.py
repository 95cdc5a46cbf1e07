r"""Regular expressions that cannot backtrack: a subset of Python's, matched in linear time.

Known are characters, ``.``, sets such as ``[a-z_]`` and ``[^0-9]``, ``\d \w \s`` and their
opposites, groups, ``|``, the counts ``* + ? {2} {2,} {2,5}``, ``^`` and ``$``, and ``(?i)`` at the
beginning. Nothing else is: what would need backtracking is refused in words.

An expression becomes an automaton whose states are the positions of its characters (Glushkov's
construction). Sets of states are the bits of an integer, so a character of the text costs one step
whatever the expression is.
"""

from functools import lru_cache
from typing import TypeVar

from cs_simulator.scenarios.rules.regex_parser import END, START, TOO_LARGE, Accepts, Parser, Part

K = TypeVar("K", int, str)

LONGEST_TEXT = 256
"""Only so many characters of a text are looked at; names of clusters are much shorter."""

_MOST_POSITIONS = 250
_MOST_REMEMBERED = 2000


class Regex:
    """One expression; raises ``ValueError`` saying what to write instead of what is not known."""

    def __init__(self, text: str) -> None:
        self._accepts: list[Accepts] = []
        """By position: which characters fit there."""
        self._follow: list[int] = []
        """By position: the set of those that may come next."""
        whole = Parser(text, self).parse()
        self._is_nullable, self._first, self._last = whole
        self._next: dict[int, int] = {}
        self._fitting: dict[str, int] = {}

    def search(self, text: str) -> bool:
        """Whether the expression fits some part of the text."""
        if self._is_nullable:
            return True
        states = 0
        for char in (START, *text[:LONGEST_TEXT], END):
            states = (self._first | self._after(states)) & self._fit(char)
            if states & self._last:
                return True
        return False

    def _after(self, states: int) -> int:
        """The states that may follow one of a set."""
        found = self._next.get(states)
        if found is None:
            found, rest = 0, states
            while rest:
                lowest = rest & -rest
                found |= self._follow[lowest.bit_length() - 1]
                rest ^= lowest
            _remember(self._next, states, found)
        return found

    def _fit(self, char: str) -> int:
        """The states that a character fits."""
        found = self._fitting.get(char)
        if found is None:
            found = sum(1 << at for at, accepts in enumerate(self._accepts) if accepts(char))
            _remember(self._fitting, char, found)
        return found

    # ---- building: what the parser calls

    def position(self, accepts: Accepts) -> Part:
        """A new position for one character."""
        if len(self._accepts) == _MOST_POSITIONS:
            raise ValueError(TOO_LARGE)
        state = 1 << len(self._accepts)
        self._accepts.append(accepts)
        self._follow.append(0)
        return Part(False, state, state)

    def chain(self, one: Part, other: Part) -> Part:
        """One part after the other."""
        self._connect(one.last, other.first)
        return Part(
            one.is_nullable and other.is_nullable,
            one.first | (other.first if one.is_nullable else 0),
            other.last | (one.last if other.is_nullable else 0),
        )

    def loop(self, part: Part) -> Part:
        """A part any number of times, at least once."""
        self._connect(part.last, part.first)
        return part

    def _connect(self, before: int, after: int) -> None:
        while before:
            lowest = before & -before
            self._follow[lowest.bit_length() - 1] |= after
            before ^= lowest


@lru_cache(maxsize=1024)
def compiled(text: str) -> Regex:
    """The expression of a text; equal texts share it."""
    return Regex(text)


def _remember(memory: dict[K, int], key: K, value: int) -> None:
    if len(memory) == _MOST_REMEMBERED:
        memory.clear()
    memory[key] = value
