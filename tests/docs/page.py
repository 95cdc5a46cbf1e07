"""The README in pieces: its blocks by the comment before them, its generated tables by name."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")

_BLOCK = re.compile(r"^(?:<!-- ([^\n]+) -->\n)?```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
BLOCKS: list[tuple[str, str]] = [(each[1], each[2]) for each in _BLOCK.finditer(README)]
"""Each fenced block: the comment before it, and its text."""


def block(marker: str) -> str:
    """The fenced block that follows a comment."""
    [text] = [text for name, text in BLOCKS if name == marker]
    return text


def generated(name: str) -> str:
    """What stands between the marks of a generated piece."""
    return README.partition(f"<!-- {name}: begin -->\n")[2].partition(f"<!-- {name}: end")[0]
