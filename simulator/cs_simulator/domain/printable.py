r"""Texts of others as text only: nothing in them moves a cursor, changes a colour or forges a line.

What a terminal would obey is written as its escape, such as ``\x1b``: control characters, marks
that change the direction of writing, separators of lines, and halves of characters.
"""

import re

_OBEYED = "[{}\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
_IN_A_LINE = re.compile(_OBEYED.format("\x00-\x1f"))
_IN_LINES = re.compile(_OBEYED.format("\x00-\x09\x0b-\x1f"))
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def as_line(text: object) -> str:
    """The text on one line: a value within a message or a cell of a table."""
    return _IN_A_LINE.sub(_escape, str(text))


def as_lines(text: object) -> str:
    """The text with its own line breaks."""
    return _IN_LINES.sub(_escape, str(text))


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    number = ord(character)
    return _SHORT.get(character) or (f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}")
