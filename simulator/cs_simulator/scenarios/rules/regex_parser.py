"""Parsing regular expressions: the parts of one, and what is refused with what to write instead.

What the parts become is up to the :class:`Builder`: see :mod:`cs_simulator.scenarios.rules.regex`.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol

TOO_LARGE = "it is too large; write smaller counts in {…}"
START, END = "\ue000", "\ue001"
"""They stand before and after the text, for ``^`` and ``$``."""

_MOST_PARTS = 5000
_DEEPEST = 20

Accepts = Callable[[str], bool]

_WORDS: dict[str, Accepts] = {
    "d": str.isdecimal,
    "w": lambda char: char.isalnum() or char == "_",
    "s": str.isspace,
}
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_COUNTS = {"*": (0, None), "+": (1, None), "?": (0, 1)}


class Part(NamedTuple):
    """A part of an expression: where a text that fits it may begin and end, as sets of states."""

    is_nullable: bool
    """Whether the empty text fits it."""
    first: int
    last: int


_EMPTY = Part(True, 0, 0)


class Builder(Protocol):
    """What makes parts of characters, and of other parts."""

    def position(self, accepts: Accepts) -> Part:
        """A part for one character."""

    def chain(self, one: Part, other: Part) -> Part:
        """One part after the other."""

    def loop(self, part: Part) -> Part:
        """A part any number of times, at least once."""


class Parser:
    """Reads one expression; raises ``ValueError`` with what to write instead."""

    def __init__(self, text: str, builder: Builder) -> None:
        self._text, self._builder, self._at = text, builder, 0
        self._depth, self._parts = 0, 0
        self._ignores_case = self._take("(?i)")

    def parse(self) -> Part:
        """The whole expression."""
        found = self._alternatives()
        if self._at < len(self._text):
            raise ValueError("a ) has no ( before it; write \\) for the character")
        return found

    def _take(self, text: str) -> bool:
        """Whether the text comes next; it is then taken."""
        is_next = self._text.startswith(text, self._at)
        self._at += len(text) if is_next else 0
        return is_next

    def _char(self, where: str) -> str:
        if self._at == len(self._text):
            raise ValueError(f"it ends in {where}; write the rest, or \\ before the character")
        self._at += 1
        return self._text[self._at - 1]

    def _alternatives(self) -> Part:
        found = self._sequence()
        while self._take("|"):
            other = self._sequence()
            found = Part(
                found.is_nullable or other.is_nullable,
                found.first | other.first,
                found.last | other.last,
            )
        return found

    def _sequence(self) -> Part:
        found = _EMPTY
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            found = self._builder.chain(found, self._counted())
        return found

    def _counted(self) -> Part:
        """One part with its count, which repeats what was read as often as it says."""
        begin = self._at
        part = self._atom()
        end, counts = self._at, self._count()
        if counts is None:
            return part
        if self._text[begin:end] in ("^", "$"):
            raise ValueError(f"{self._text[begin:end]} takes no count; leave the count out")
        least, most = counts
        found = _EMPTY
        if most is None:
            looped = self._builder.loop(part)
            found = looped if least else looped._replace(is_nullable=True)
            copies = max(least - 1, 0)
        else:
            found = (part if least else part._replace(is_nullable=True)) if most else _EMPTY
            copies = max(most - 1, 0)
        after = self._at
        for number in range(2, copies + 2):
            self._at = begin
            again = self._atom()
            if most is not None and number > least:
                again = again._replace(is_nullable=True)
            # With an open end the last one loops, and the others come before it.
            pair = (again, found) if most is None else (found, again)
            found = self._builder.chain(*pair)
        self._at = after
        return found

    def _count(self) -> tuple[int, int | None] | None:
        """The least and the most of the count that comes next, if one does."""
        sign = next(filter(self._take, _COUNTS), None)
        found = _COUNTS[sign] if sign else self._braces()
        is_double = (
            found
            and not self._take("?")
            and (self._text[self._at : self._at + 1] in set(_COUNTS) or self._braces())
        )
        if is_double:
            raise ValueError("two counts follow each other; write the first part in (…)")
        return found

    def _braces(self) -> tuple[int, int | None] | None:
        inside, closes, _ = self._text[self._at + 1 :].partition("}")
        least, comma, most = inside.partition(",")
        is_count = all(not text or (text.isascii() and text.isdecimal()) for text in (least, most))
        if not self._text.startswith("{", self._at) or not closes or not is_count:
            return None
        if not (least or most) or max(len(least), len(most)) > 3:
            raise ValueError(f"{{{inside}}} is no count; write it like {{2}}, {{2,}} or {{2,5}}")
        self._at += len(inside) + 2
        few = int(least or 0)
        many = few if not comma else int(most) if most else None
        if many is not None and many < few:
            raise ValueError(f"{{{inside}}} is no count; write the smaller number first")
        return few, many

    def _atom(self) -> Part:
        self._parts += 1  # a repeated group may have no position at all
        if self._parts > _MOST_PARTS:
            raise ValueError(TOO_LARGE)
        char = self._char("nothing")
        if char == "(":
            return self._group()
        if char in _COUNTS:
            raise ValueError(f"{char} counts nothing; write \\{char} for the character")
        if char in "^$":
            mark = START if char == "^" else END
            return self._builder.position(lambda other: other == mark)
        return self._builder.position(_text_only(self._accepting(char)))

    def _group(self) -> Part:
        if self._take("?P<"):
            while self._char("the name of a group") != ">":
                pass
        elif not self._take("?:") and self._take("?"):
            raise ValueError(
                "(?…) is not known but for (?:…), (?P<name>…) and (?i) at the beginning; write it"
                " without looking ahead or back"
            )
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError(f"groups are nested too deep; write at most {_DEEPEST} in each other")
        found = self._alternatives()
        if not self._take(")"):
            raise ValueError("a ( is not closed; write ) after the group, or \\( for the character")
        self._depth -= 1
        return found

    def _accepting(self, char: str) -> Accepts:
        """What one character of the expression stands for."""
        if char == ".":
            return lambda other: other != "\n"
        if char == "[":
            return self._set()
        if char == "\\":
            return self._escaped()
        return self._only(char)

    def _only(self, char: str) -> Accepts:
        return self._between(char, char)

    def _between(self, first: str, last: str) -> Accepts:
        if self._ignores_case:
            return lambda other: first <= other.lower() <= last or first <= other.upper() <= last
        return lambda other: first <= other <= last

    def _escaped(self) -> Accepts:
        char = self._char("\\")
        if char.lower() in _WORDS:
            accepts = _WORDS[char.lower()]
            return accepts if char.islower() else lambda other: not accepts(other)
        return self._only(self._literal(char))

    def _literal(self, char: str) -> str:
        """The character that an escaped one stands for."""
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char.isalnum():
            raise ValueError(
                f"\\{char} is not known; write \\d, \\w, \\s, their opposites \\D, \\W, \\S,"
                " or \\ before a sign"
            )
        return char

    def _set(self) -> Accepts:
        is_opposite = self._take("^")
        parts: list[Accepts] = []
        while True:
            char = self._char("a set; close it with ]")
            if char == "]" and parts:
                break
            parts.append(self._of_set(char))
        return lambda other: any(accepts(other) for accepts in parts) is not is_opposite

    def _of_set(self, char: str) -> Accepts:
        if char == "\\":
            if self._text[self._at : self._at + 1].lower() in ("d", "w", "s"):
                return self._escaped()
            char = self._literal(self._char("\\"))
        rest = self._text[self._at : self._at + 2]
        if len(rest) < 2 or rest[0] != "-" or rest[1] == "]":
            return self._only(char)
        self._at += 1
        last = self._char("a range")
        last = self._literal(self._char("\\")) if last == "\\" else last
        if last < char:
            raise ValueError(f"{char}-{last} is no range; write the smaller character first")
        return self._between(char, last)


def _text_only(accepts: Accepts) -> Accepts:
    """The same without the marks of the beginning and the end."""
    return lambda char: char not in (START, END) and accepts(char)
