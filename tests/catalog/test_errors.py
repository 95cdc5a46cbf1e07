"""The error catalogue: each row is used by the code, and can be raised with its details."""

import ast
import re
from pathlib import Path

import pytest
from cs_simulator.catalog import ack_errors, errors
from cs_simulator.catalog.codes import all_codes

PACKAGE = Path(errors.__file__).parents[1]
ROWS = errors.all_rows().items()


def names_used(source):
    """The rows that code refers to as ``errors.NAME``; a comment or a text does not count."""
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("errors", "ack_errors")
    }


@pytest.fixture(scope="module")
def used():
    return set().union(*(names_used(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")))


def test_a_row_in_a_comment_or_a_text_is_not_used():
    source = "# errors.IN_A_COMMENT\n'errors.IN_A_TEXT'\nraise errors.USED(cluster_id='c1')"

    assert names_used(source) == {"USED"}


@pytest.mark.parametrize("name", [name for name, _ in ROWS])
def test_a_row_is_used(name, used):
    assert name in used


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_a_row_has_a_code_a_status_and_a_message_without_stray_braces(name, row):
    details = dict.fromkeys(re.findall(r"{(\w+)}", row.message), "x")
    details.pop("field", None)
    raised = row("size", "at most 3", **details)
    assert re.fullmatch(r"[A-Za-z]+([._][A-Za-z]+)*|ContentMD5NotMatched", raised.code)
    assert 400 <= raised.status < 600
    assert "{" not in raised.message
    assert raised.message.endswith("(size: at most 3)")


@pytest.mark.parametrize(("name", "row"), ack_errors.all_rows().items())
def test_a_row_of_kubernetes_clusters_can_be_raised_with_its_details(name, row):
    details = dict.fromkeys(re.findall(r"{(\w+)}", f"{row.code} {row.message}"), "x")
    details.pop("field", None)
    if "{name}" in row.code:
        details.pop("name")
    raised = row("pool.max_size", **details)

    assert re.fullmatch(r"400|[A-Z][A-Za-z0-9_]*([.][A-Z][A-Za-z0-9]*)?|ORDER[.]OPEND", raised.code)
    assert 400 <= raised.status < 600
    assert raised.message
    assert "{" not in raised.message


def test_scenarios_know_the_codes_of_kubernetes_clusters_that_are_fixed():
    known = all_codes()

    assert known["ErrorNodePoolNotFound"] is ack_errors.NODE_POOL_NOT_FOUND
    assert not any("{" in code for code in known)
