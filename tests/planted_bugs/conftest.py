"""Writes down what pytest shows of each exploration, for :mod:`tests.planted_bugs.exploring`."""

import json
import os
from pathlib import Path
from time import perf_counter

import pytest

SHOWN = "PLANTED_BUGS_SHOWN"
"""Names the file to which a line of JSON is added for each test."""

_failed: dict[str, pytest.TestReport] = {}


def pytest_runtest_logreport(report):
    if report.failed:
        _failed[report.nodeid] = report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    began = perf_counter()
    result = yield
    if file := os.environ.get(SHOWN):
        shown = {"name": item.name, "seconds": perf_counter() - began, **_problem(item.nodeid)}
        with Path(file).open("a", encoding="utf-8") as written:
            written.write(json.dumps(shown) + "\n")
    return result


def _problem(nodeid):
    """Why a test fails, and everything that is shown of it."""
    report = _failed.get(nodeid)
    if report is None:
        return {"reason": "", "text": ""}
    text = "\n".join([report.longreprtext, *(section for _, section in report.sections)])
    crash = getattr(report.longrepr, "reprcrash", None)
    reason = crash.message if crash else report.longreprtext
    return {"reason": reason.partition("\n")[0], "text": text}
