"""An index of pages that stand beside it."""

from collections.abc import Sequence

from cs_simulator.charts.html.page import document
from cs_simulator.charts.html.tags import tag

Entry = tuple[str, str, str]
"""A title, the name of a file, and why it is there."""


def page(entries: Sequence[Entry]) -> str:
    """The page."""
    count = len(entries)
    title = "No test failed" if not count else f"{count} {'test' if count == 1 else 'tests'} failed"
    rows = [
        tag("li", tag("a", name, href=file), tag("pre", reason, class_="bad"))
        for name, file, reason in entries
    ]
    listed = tag("section", tag("ul", *rows, class_="plain")) if rows else None
    return document(title, tag("h1", title), listed)
