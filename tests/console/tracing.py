"""What a page's main thread did, from Chromium's own trace.

Tasks are measured by the time that the processor spent on them: on a machine that is busy with
other tests, the time between begin and end says more about these than about the page.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

_CATEGORIES = ["toplevel", "blink.user_timing"]
_MARK = "traced"  # what the page's main thread writes into the trace, by which it is found


@dataclass
class Work:
    """The tasks of the console's main thread."""

    tasks: list[float] = field(default_factory=list)
    """How long the processor worked on each, in milliseconds."""

    @property
    def longest(self) -> float:
        """Of the tasks, in milliseconds."""
        return max(self.tasks)

    @property
    def seconds(self) -> float:
        """Of all tasks together."""
        return sum(self.tasks) / 1000


@contextmanager
def traced(page: Page) -> Iterator[Work]:
    """Trace what a page does; what is yielded has the tasks once this is left."""
    work = Work()
    browser = page.context.browser
    assert browser is not None
    browser.start_tracing(page=page, categories=_CATEGORIES)
    try:
        yield work
        page.evaluate("name => { performance.mark(name); }", _MARK)
    finally:
        trace = browser.stop_tracing()
    work.tasks += tasks_of(json.loads(trace)["traceEvents"])
    assert work.tasks, "the trace has no task of the page"


def tasks_of(events: list[dict[str, Any]]) -> list[float]:
    """The milliseconds of work of each task of the page's main thread; none within another."""
    threads = {(event["pid"], event["tid"]) for event in events if event["name"] == _MARK}
    tasks = [
        event
        for event in events
        if event["ph"] == "X"
        and event["name"].endswith("RunTask")
        and (event["pid"], event["tid"]) in threads
    ]
    found, end = [], 0
    for task in sorted(tasks, key=lambda task: (task["ts"], -task["dur"])):
        if task["ts"] >= end:
            found.append(task.get("tdur", task["dur"]) / 1000)  # the shortest have no such time
            end = task["ts"] + task["dur"]
    return found
