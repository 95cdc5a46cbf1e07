"""Regular expressions that policies are given, matched in bounded time whatever they are.

They are those of RE2 without classes of Unicode, flags and names of groups. A pattern is made into
functions that go from a set of positions in a text to the set of positions after the match, so that
nothing is tried twice.
"""

from collections.abc import Callable
from functools import lru_cache

_Ends = Callable[[str, frozenset[int]], frozenset[int]]
_IsMember = Callable[[str], bool]

_LONGEST_PATTERN, _LONGEST_TEXT = 256, 253
_MOST_REPEATED, _DEEPEST = 1000, 3
_DIGITS = frozenset("0123456789")
_SPACES = frozenset(" \t\n\r\f\v")
_WORDS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") | _DIGITS
_CLASSES = {"d": _DIGITS, "s": _SPACES, "w": _WORDS}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}


class PatternError(ValueError):
    """A pattern cannot be read; the text says why."""


def is_found(pattern: str, text: str) -> bool:
    """Whether a part of the text matches; a text that is longer than labels are does not.

    Raises :class:`PatternError`.
    """
    ends = compiled(pattern)
    if len(text) > _LONGEST_TEXT:
        return False
    return bool(ends(text, frozenset(range(len(text) + 1))))


@lru_cache(maxsize=256)
def compiled(pattern: str) -> _Ends:
    """The pattern as a function of a text and positions; raises :class:`PatternError`."""
    if len(pattern) > _LONGEST_PATTERN:
        raise PatternError(f"longer than {_LONGEST_PATTERN} characters")
    reader = _Reader(pattern)
    found, _, _ = reader.alternatives()
    if reader.at < len(pattern):
        raise PatternError(f"unexpected {pattern[reader.at]!r}")
    return found


_Part = tuple[_Ends, int, int]
"""A part of a pattern, how often its atoms are repeated, and how deep repetitions are nested."""


class _Reader:
    """A pattern, and how far it is read."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0

    def next_is(self, sign: str) -> bool:
        """Whether the sign comes next; it is read then."""
        if self.pattern.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def one(self) -> str:
        """The next character, which is read."""
        if self.at >= len(self.pattern):
            raise PatternError("it ends too early")
        self.at += 1
        return self.pattern[self.at - 1]

    def alternatives(self) -> _Part:
        """Sequences with ``|`` between them."""
        parts = [self.sequence()]
        while self.next_is("|"):
            parts.append(self.sequence())
        ends = [part[0] for part in parts]
        return _any_of(ends), sum(part[1] for part in parts), max(part[2] for part in parts)

    def sequence(self) -> _Part:
        """Atoms that follow each other, up to ``|``, ``)`` or the end."""
        found, size, depth = [], 1, 0
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            ends, its_size, its_depth = self.repeated()
            found.append(ends)
            size, depth = size + its_size, max(depth, its_depth)
        return _one_after_another(found), size, depth

    def repeated(self) -> _Part:
        """An atom with what says how often it comes."""
        ends, size, depth = self.atom()
        while (times := self.times()) is not None:
            least, most = times
            self.next_is("?")  # as little as possible is found no other way
            size, depth = size * max(least, most or 1, 1), depth + 1
            if size > _MOST_REPEATED or depth > _DEEPEST:
                raise PatternError("it repeats too much")
            ends = _repeated(ends, least, most)
        return ends, size, depth

    def times(self) -> tuple[int, int | None] | None:
        """How often, at least and at most; ``None`` if nothing is said."""
        for sign, times in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.next_is(sign):
                return times
        until = self.pattern.find("}", self.at)
        if not self.pattern.startswith("{", self.at) or until < 0:
            return None
        least, comma, most = self.pattern[self.at + 1 : until].partition(",")
        if not least.isdecimal() or not (most.isdecimal() or not most):
            return None  # a brace that means itself
        self.at = until + 1
        return int(least), int(most) if most else None if comma else int(least)

    def atom(self) -> _Part:
        """A character, a class, a group, or the beginning or end of the text."""
        sign = self.one()
        if sign == "(":
            return self.group()
        if sign in "*+?":
            raise PatternError(f"nothing is repeated by {sign!r}")
        if sign in "^$":
            return _begins if sign == "^" else _is_over, 1, 0
        return _one_that(self.member(sign)), 1, 0

    def group(self) -> _Part:
        """What follows an opening parenthesis."""
        if self.next_is("?") and not self.next_is(":"):
            raise PatternError("groups have no flags and names here")
        part = self.alternatives()
        if not self.next_is(")"):
            raise PatternError("a group is not closed")
        return part

    def member(self, sign: str) -> _IsMember:
        """Which characters fit, by the sign with which that begins."""
        if sign == ".":
            return lambda each: each != "\n"
        if sign == "[":
            return self.class_()
        return self.escaped() if sign == "\\" else _between(sign, sign)

    def escaped(self) -> _IsMember:
        """What follows a backslash."""
        sign = self.one()
        members = _CLASSES.get(sign.lower())
        if members is not None:
            return lambda each: (each in members) == sign.islower()
        if sign.isalnum() and sign not in _CONTROLS:
            raise PatternError(f"unknown escape \\{sign}")
        meant = _CONTROLS.get(sign, sign)
        return lambda each: each == meant

    def class_(self) -> _IsMember:
        """What follows a bracket: characters and ranges of them."""
        is_negated = self.next_is("^")
        members: list[_IsMember] = []
        while not members or not self.next_is("]"):
            sign = self.one()
            if sign == "\\":
                members.append(self.escaped())
                continue
            last = sign
            if (
                self.pattern[self.at : self.at + 1] == "-"
                and self.pattern[self.at + 1 :][:1] != "]"
            ):
                self.at += 1
                last = self.one()
            members.append(_between(sign, last))
        return lambda each: any(is_member(each) for is_member in members) != is_negated


def _between(first: str, last: str) -> _IsMember:
    return lambda each: first <= each <= last


def _begins(_: str, starts: frozenset[int]) -> frozenset[int]:
    return starts & {0}


def _is_over(text: str, starts: frozenset[int]) -> frozenset[int]:
    return starts & {len(text)}


def _one_that(fits: _IsMember) -> _Ends:
    def ends(text: str, starts: frozenset[int]) -> frozenset[int]:
        return frozenset(each + 1 for each in starts if each < len(text) and fits(text[each]))

    return ends


def _any_of(parts: list[_Ends]) -> _Ends:
    def ends(text: str, starts: frozenset[int]) -> frozenset[int]:
        return frozenset().union(*(part(text, starts) for part in parts))

    return ends


def _one_after_another(parts: list[_Ends]) -> _Ends:
    def ends(text: str, starts: frozenset[int]) -> frozenset[int]:
        for part in parts:
            starts = part(text, starts)
        return starts

    return ends


def _repeated(part: _Ends, least: int, most: int | None) -> _Ends:
    def ends(text: str, starts: frozenset[int]) -> frozenset[int]:
        for _ in range(least):
            starts = part(text, starts)
        found, new, more = starts, starts, most
        while new and more != least:
            new = part(text, new) - found
            found |= new
            more = None if more is None else more - 1
        return found

    return ends
