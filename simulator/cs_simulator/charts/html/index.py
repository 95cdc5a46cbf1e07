"""An index of pages that stand beside it."""

from collections.abc import Sequence

from cs_simulator.charts.html.page import document
from cs_simulator.charts.html.tags import tag

Entry = tuple[str, str, str]
"""A title, the name of a file, and why it is there."""


def page(entries: Sequence[Entry], failed: int, tests: int, began: str) -> str:
    """The page: how many tests failed and how many there were, and when the first of them began.

    A test may have several entries: one of the test itself, and one of its teardown.
    """
    counted = "1 test" if tests == 1 else f"{tests} tests"
    title = f"{failed} of {counted} failed" if failed else f"No failure in {counted}"
    rows = [
        tag("li", tag("a", name, href=file), tag("pre", reason, class_="bad"))
        for name, file, reason in entries
    ]
    listed = tag("section", tag("ul", *rows, class_="plain")) if rows else None
    about = tag("p", " · ".join(filter(None, ["cs-simulator", began])), class_="muted")
    return document(f"cs-simulator: {title}", tag("h1", title), about, listed)
