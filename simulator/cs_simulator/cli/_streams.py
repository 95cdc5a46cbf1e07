"""Standard output and standard error in whatever encoding the environment has chosen.

A character that the encoding does not have is written as a similar one, or as its escape: what is
printed never decides how a command ends.
"""

import codecs
import sys
from io import TextIOWrapper

_ERRORS = "cs_simulator.similar"
# Signs of charts and verdicts, each as one column wide as before.
_SIMILAR = {
    "✓": "+", "✗": "x", "×": "x", "─": "-", "┄": ".", "╌": "~", "━": "-", "╸": "-", "╺": "-",
    "▲": "^", "▼": "v", "●": "*", "◆": "#", "○": "o", "⊘": "/", "≈": "~", "·": ".", "…": "~",
}  # fmt: skip


def prepare() -> None:
    """Let both streams write any text, from now on."""
    codecs.register_error(_ERRORS, _similar)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_ERRORS)


def _similar(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(map(_written, missing)), error.end


def _written(character: str) -> str:
    return _SIMILAR.get(character) or character.encode("ascii", "backslashreplace").decode()
