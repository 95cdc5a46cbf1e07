"""Elements of SVG as text, and how wide a text is about."""

from functools import lru_cache
from html import escape

from cs_simulator.domain.printable import as_line

_NARROW, _WIDE = frozenset("fijlrtI|.,:;'!()[]/ "), frozenset("mwMWGOQ@%—…")
_EM = 11  # pixels
_LEAST_SHORTENED = 3  # letters of a text that is shortened


def number(value: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def escaped(text: object) -> str:
    """A text as the content of an element; what XML cannot hold is written as its escape."""
    return escape(as_line(text), quote=True)


def rect(x: float, y: float, width: float, height: float, classes: str, title: str = "") -> str:
    """A rectangle with round corners; a reader's pointer shows its title."""
    where = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return _shape("rect", f'{where} rx="2" class="{classes}"', title)


def path(commands: str, classes: str, title: str = "") -> str:
    """A path."""
    return _shape("path", f'd="{commands}" class="{classes}"', title)


def text(x: float, y: float, content: str, classes: str = "", anchor: str = "") -> str:
    """A text; *anchor* is ``end`` or ``middle`` where it does not begin at *x*."""
    named = f' class="{classes}"' if classes else ""
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{number(x)}" y="{number(y)}"{named}{anchored}>{escaped(content)}</text>'


def _shape(name: str, attributes: str, title: str) -> str:
    if not title:
        return f"<{name} {attributes}/>"
    shown = "\n".join(map(escaped, title.split("\n")))
    return f"<{name} {attributes}><title>{shown}</title></{name}>"


@lru_cache(maxsize=4096)
def width(content: str, *, scale: float = 1.0) -> float:
    """About how wide a text is, rather too much than too little: fonts differ."""
    return sum(map(_width, content)) * _EM * scale


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.4
    if letter in _WIDE or ord(letter) > 0x2E7F:
        return 1.0
    return 0.7 if letter.isupper() else 0.62


def shortened(content: str, room: float, *, scale: float = 1.0) -> str:
    """The text if there is room for it, else its beginning; empty if that says nothing."""
    if width(content, scale=scale) <= room:
        return content
    room -= width("…", scale=scale)
    end = 0
    while end < len(content) and room >= 0:
        room -= _width(content[end]) * _EM * scale
        end += 1
    end -= 1
    return f"{content[:end].rstrip()}…" if end >= _LEAST_SHORTENED else ""
