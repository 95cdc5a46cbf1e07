"""Every README of the repository, in pieces: fenced blocks, generated regions, links, inline code.

A fenced block is preceded by a comment that is its mark, ``<!-- example: curl -->``. What a program
writes stands between ``<!-- generated: NAME -->``, or ``measured``, and ``<!-- end -->``.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "simulator" / "cs_simulator"

_SKIPPED = {"node_modules", "build", "dist"}
_FENCED = re.compile(r"^(?:<!-- ([^\n]+) -->\n)?```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_REGION = re.compile(
    r"^<!-- (generated|measured): ([\w-]+) -->\n(.*?)^<!-- end -->$", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


class Block(NamedTuple):
    """A fenced block; *mark* is the comment before it, or empty."""

    page: str
    mark: str
    text: str


class Region(NamedTuple):
    """What a program wrote: *kind* is ``generated`` or ``measured``."""

    page: str
    kind: str
    name: str
    text: str


class Page:
    """One README; *name* is its path from the root of the repository."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.relative_to(ROOT).as_posix()
        self.text = path.read_text("utf-8")

    @property
    def written(self) -> str:
        """The text without what a program wrote."""
        return _REGION.sub("", self.text)

    @property
    def prose(self) -> str:
        """The text without fenced blocks and without what a program wrote."""
        return _FENCED.sub("", self.written)

    @property
    def plain(self) -> str:
        """The text with each run of white space as one space: a sentence may be wrapped."""
        return " ".join(self.text.split())

    @property
    def blocks(self) -> list[Block]:
        """The fenced blocks that people wrote."""
        return [Block(self.name, mark, text) for mark, text in _FENCED.findall(self.written)]

    @property
    def regions(self) -> list[Region]:
        """What programs wrote."""
        return [Region(self.name, *found) for found in _REGION.findall(self.text)]

    @property
    def anchors(self) -> list[str]:
        """The anchors of the headings, as GitHub makes them."""
        headings = _HEADING.findall(_FENCED.sub("", self.text))
        return [re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for text in headings]

    @property
    def links(self) -> list[str]:
        """The targets of all links."""
        return _LINK.findall(_FENCED.sub("", self.text))

    @property
    def inline(self) -> list[str]:
        """What stands between single backquotes, generated or not."""
        return _INLINE.findall(_FENCED.sub("", self.text))


def _readmes() -> Iterator[Path]:
    for folder, below, files in os.walk(ROOT):
        below[:] = sorted(d for d in below if not d.startswith(".") and d not in _SKIPPED)
        if "README.md" in files:
            yield Path(folder) / "README.md"


PAGES = [Page(path) for path in _readmes()]
MAIN = next(page for page in PAGES if page.path.parent == ROOT)
BLOCKS = [block for page in PAGES for block in page.blocks]
REGIONS = [region for page in PAGES for region in page.regions]


def page(name: str) -> Page:
    """The README of that path."""
    return next(found for found in PAGES if found.name == name)


def block(mark: str) -> str:
    """The fenced block of a mark that stands once in all READMEs."""
    [found] = [one for one in BLOCKS if one.mark == mark]
    return found.text


def region(name: str) -> str:
    """The generated region of that name, which stands once in all READMEs."""
    [found] = [one for one in REGIONS if one.name == name]
    return found.text


def replaced(text: str, name: str, content: str) -> str:
    """The text of a README with other content in the region of that name, if it has one."""

    def put(found: re.Match[str]) -> str:
        if found[2] != name:
            return found[0]
        return f"<!-- {found[1]}: {name} -->\n{content.rstrip()}\n<!-- end -->"

    return _REGION.sub(put, text)


def write(name: str, content: str) -> list[str]:
    """Put content into the region of that name; returns the READMEs that changed."""
    changed = []
    for one in PAGES:
        text = replaced(one.path.read_text("utf-8"), name, content)
        if text != one.path.read_text("utf-8"):
            one.path.write_text(text, "utf-8")
            changed.append(one.name)
    return changed
