"""The error catalogue: every row is raised somewhere, and can be raised with what it names."""

import re
from pathlib import Path

import pytest
from cs_simulator.catalog import errors

SIMULATOR = Path(errors.__file__).parents[1]
SOURCES = "".join(
    path.read_text("utf-8") for path in SIMULATOR.rglob("*.py") if path.name != "errors.py"
)
ROWS = errors.all_rows().items()


@pytest.mark.parametrize("name", [name for name, _ in ROWS])
def test_a_row_is_raised_somewhere(name):
    assert re.search(rf"\berrors\.{name}\b", SOURCES)


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_a_row_has_a_code_a_status_and_a_text_without_stray_braces(name, row):
    details = dict.fromkeys(re.findall(r"{(\w+)}", row.message), "x")
    details.pop("field", None)
    raised = row("size", "at most 3", **details)
    assert re.fullmatch(r"[A-Za-z]+([._][A-Za-z]+)*|ContentMD5NotMatched", raised.code)
    assert 400 <= raised.status < 600
    assert "{" not in raised.message
    assert raised.message.endswith("(size: at most 3)")
