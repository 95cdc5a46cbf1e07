"""``cs_explore``, by one run of pytest over a module: what its user sees of each test."""

import shutil
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.support.as_a_user import run_pytest

SUITE = Path(__file__).with_name("suite")


@dataclass
class Shown:
    outcome: str
    message: str
    text: str


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explored")
    shutil.copy(SUITE / "clients.py", folder)
    shutil.copy(SUITE / "explored.py", folder / "test_it.py")
    (folder / "pytest.ini").write_text(
        "[pytest]\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n"
    )
    return folder


@pytest.fixture(scope="module")
def run(folder):
    return run_pytest(folder, "--junitxml=out.xml", "-W", "error", CI="true")


@pytest.fixture(scope="module")
def shown(run, folder):
    """What is shown of each test, by its name."""
    assert (folder / "out.xml").is_file(), run.stdout + run.stderr
    found = {}
    for case in ET.parse(folder / "out.xml").iter("testcase"):
        outcome, message, text = "passed", "", ""
        for child in case:
            if child.tag in ("failure", "error", "skipped"):
                outcome, message = child.tag, child.get("message")
            text += child.text or ""
        name = case.get("classname").removeprefix("test_it").lstrip(".")
        found["::".join(filter(None, [name, case.get("name")]))] = Shown(outcome, message, text)
    return found


DUPLICATE = "no_orphans: 1 cluster left that the client does not know of: cluster-1 ("
ENDLESS = "the client does not end: it made more than 30 calls"


@pytest.mark.parametrize(
    "name",
    [
        "test_careful",
        "test_counted",
        "test_based",
        "test_set_up_and_torn_down_each_time",
        "test_parametrized[create_once]",
        "TestCase::test_careful",
    ],
)
def test_a_client_that_copes_passes(shown, name):
    assert shown[name] == Shown("passed", "", "")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("test_careless", DUPLICATE),
        ("test_awaited", DUPLICATE),
        ("test_fixture", DUPLICATE),
        ("test_leaves_something", DUPLICATE),
        ("test_parametrized[create_again]", DUPLICATE),
        ("TestClass::test_method", DUPLICATE),
        ("TestCase::test_careless", DUPLICATE),
        ("TestCase::test_raises", DUPLICATE),
        ("test_raises", DUPLICATE),
        ("test_endless", ENDLESS),
        ("test_endless_awaited", ENDLESS),
        ("test_own_invariant", "ends_within: DescribeClustersV1 was called 1h after the first"),
    ],
)
def test_a_client_that_does_not_fails_and_its_first_line_says_why(shown, name, reason):
    found = shown[name]
    assert found.outcome in {"failure", "error"}
    assert reason in found.message.splitlines()[0]
    assert found.text.startswith(reason)


def test_a_find_can_be_expected(shown):
    assert shown["test_known"].outcome == "skipped"
    assert shown["test_not_known"].message.startswith("[XPASS(strict)]")


def test_a_test_that_fails_under_no_fault_is_reported_as_it_is(shown, run):
    assert "nothing was explored, since the test fails by itself" in run.stdout
    assert "assert 1 == 2" in shown["test_broken"].message
    assert "no database" in shown["test_broken_fixture"].message
    assert shown["test_skips"].message == "not today"


def test_an_exploration_in_which_nothing_went_wrong_is_an_error(shown):
    assert shown["test_calls_nothing"].outcome == "error"
    assert "so nothing was tested" in shown["test_calls_nothing"].message


def test_a_test_that_depends_on_more_than_the_answers_is_said_to(shown):
    message = shown["test_flaky"].message
    assert "went differently when it was run under the same scenario again: first, Asser" in message


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("test_no_tenant", "the test has no tenant; add cs_tenant or cs_async_tenant"),
        ("test_misspelt_parameter", "invariant.ends_within.tiem: unknown key (did you"),
        ("test_misspelt", "unknown keyword 'exampels' (did you mean 'examples'?)"),
        ("test_none", "examples is a whole number of at least 1, not 0"),
        ("test_positional", "give keywords, such as examples=10"),
        ("test_unknown_kind", "kinds: there is no kind of fault rest (did you mean 'reset'?)"),
        ("test_unknown_operation", "there is no operation CreateClustr (did you mean 'CreateClu"),
        ("test_unknown_invariant", "unknown invariant 'no_duplicate' (did you mean 'no_dup"),
        ("test_bad_invariant", "ends_within: 'soon' is not a duration"),
        ("test_no_base", "base: nothing.yaml: there is no such file"),
        ("test_both", "has cs_scenario, too; to vary that scenario, write base=… instead"),
        ("test_twice", "test_twice has two of it; keep one"),
    ],
)
def test_a_marker_that_makes_no_sense_is_an_error(shown, name, problem):
    assert shown[name].outcome == "error"
    assert "cs_explore: " in shown[name].message
    assert problem in shown[name].message


def test_what_was_covered_is_said_of_each_test(run):
    lines = [line for line in run.stdout.splitlines() if "a fault acted in" in line]
    assert [line.split(":: ")[0].split(":")[2] for line in lines] == [
        "TestCase", "test_based", "test_careful", "test_counted", "test_not_known",
        "test_parametrized[create_once]",
    ]  # fmt: skip


def test_a_find_is_saved_as_a_file_that_shows_it_again(shown, run, folder):
    path = Path(".cs-simulator/finds/test_it-test_careless-no_orphans.yaml")
    text = (folder / path).read_text()
    assert text.startswith(f"# {DUPLICATE}")
    written = yaml.safe_load(text)
    assert written["rules"] == [
        {
            "id": "lost_reply",
            "when": {"operation": "CreateCluster"},
            "fire": {"times": 1},
            "then": "lost_reply",
        }
    ]
    assert (written["seed"], written["expect"]) == (0, [{"invariant": "no_orphans"}])
    assert f"saved: {path}" in run.stdout
    assert f"test_it.py::test_careless --cs-scenario={path}" in text


def test_a_find_is_repeated_with_the_option_and_by_the_other_marker(run, folder):
    path = ".cs-simulator/finds/test_it-test_careless-no_orphans.yaml"
    (folder / "test_again.py").write_text(
        f"""
import pytest
from clients import create_again, create_once

@pytest.mark.cs_scenario("{path}")
def test_marked(cs_tenant):
    create_again(cs_tenant)

def test_careless(cs_tenant):
    create_again(cs_tenant)

def test_careful(cs_tenant):
    create_once(cs_tenant)
"""
    )
    chosen = ["test_it.py::test_careless", "test_it.py::test_careful", "test_again.py"]
    again = run_pytest(folder, *chosen, f"--cs-scenario={path}", "-rA")
    outcomes = {line.split(" - ")[0] for line in again.stdout.splitlines() if "::" in line[:40]}
    assert {
        "FAILED test_it.py::test_careless",
        "PASSED test_it.py::test_careful",
        "FAILED test_again.py::test_marked",
        "FAILED test_again.py::test_careless",
        "PASSED test_again.py::test_careful",
    } <= outcomes


def test_a_scenario_of_the_run_that_cannot_be_used_is_refused(folder):
    refused = run_pytest(folder, "--cs-scenario=nothing.yaml")
    assert refused.returncode == pytest.ExitCode.USAGE_ERROR
    assert "--cs-scenario: nothing.yaml: there is no such file" in refused.stderr


def test_without_hypothesis_the_extra_is_named(tmp_path):
    (tmp_path / "conftest.py").write_text("import sys\n\nsys.modules['hypothesis'] = None\n")
    (tmp_path / "test_it.py").write_text(
        "import pytest\n\n\n@pytest.mark.cs_explore\ndef test_it(cs_tenant):\n    pass\n"
    )
    done = run_pytest(tmp_path, CI="true")
    assert "it needs Hypothesis; pip install 'cs-simulator[explore]'" in done.stdout
