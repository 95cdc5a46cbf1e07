"""What a page's main thread did, from Chromium's own trace.

Tasks are measured by the time that the processor spent on them: on a machine that is busy with
other tests, the time between begin and end says more about these than about the page. The
processor's time, too, grows where others use its caches, so that a yardstick says by how much.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

_CATEGORIES = ["toplevel", "blink.user_timing"]
# The same work each time: text to objects, objects to elements, elements to places.
_YARDSTICK = """() => {
  for (let round = 0; round < 10; round += 1) {
    const rows = Array.from({ length: 500 }, (_, number) => ({ number, name: `row ${number}` }));
    const list = document.createElement("ul");
    for (const { number, name } of JSON.parse(JSON.stringify(rows))) {
      const row = document.createElement("li");
      row.dataset.number = number;
      row.append(document.createElement("b"), name);
      row.firstChild.append(number);
      list.append(row);
    }
    document.body.replaceChildren(list);
    list.getBoundingClientRect();
  }
  document.body.replaceChildren();
}"""
_USUAL = 0.12  # seconds that it takes where nothing else runs
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


def slowness(page: Page) -> float:
    """How many times as long as usual this machine takes for the same work now; 1 at least.

    The page is an empty one of the browser's: what is in it is lost.
    """
    with traced(page) as work:
        page.evaluate(_YARDSTICK)
    return max(1, work.seconds / _USUAL)


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
