"""The READMEs name everything there is: keys, folders, operations; and each fits its purpose."""

import re
import typing
from dataclasses import fields

import pytest
from cs_simulator.catalog.assumptions import all_assumptions
from cs_simulator.client import Connection, Tenant
from cs_simulator.cluster_types.swarm.request import CreateClusterRequest
from cs_simulator.domain.quotas import Quotas
from cs_simulator.kubernetes.subresources import SUBRESOURCES
from cs_simulator.kubernetes.verbs import VERBS
from cs_simulator.operations import all_operations
from cs_simulator.scenarios import fixtures, scenario, script, timeline, values
from cs_simulator.scenarios.declaration import key_of
from cs_simulator.scenarios.expectations import expectation
from cs_simulator.scenarios.expectations.call_filter import CallFilter
from cs_simulator.scenarios.expectations.cluster_calls import ClusterCallFilter
from cs_simulator.scenarios.expectations.judge import CHECKS
from cs_simulator.scenarios.file.problems import CODES
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules import conditions
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.server.control.contract import clock, tenants

from tests.docs.pages import MAIN, PACKAGE, page

SCENARIOS = page("scenarios/README.md")
OPERATIONS = page("simulator/cs_simulator/operations/README.md")
CODE = page("simulator/README.md")
CLUSTER_API = page("simulator/cs_simulator/kubernetes/README.md")
CONTROL = page("simulator/cs_simulator/server/control/README.md")


def keys(cls):
    """The keys that a part of a file may have, as files write them."""
    return {key_of(field) for field in fields(cls)}


def first_cells(one, heading, head):
    """The names in the first column of the table with that head, under that heading."""
    section = re.split(rf"^#+ {re.escape(heading)}$", one.text, flags=re.MULTILINE)[1]
    rows = section.partition(f"\n| {head} |")[2].partition("\n\n")[0].splitlines()[2:]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row.split(" | ")[0])}


def second_cells(one, heading, head):
    """The names in the second column of that table, by the first name of the first column."""
    section = re.split(rf"^#+ {re.escape(heading)}$", one.text, flags=re.MULTILINE)[1]
    rows = section.partition(f"\n| {head} |")[2].partition("\n\n")[0].splitlines()[2:]
    cells = [row.split(" | ") for row in rows]
    return {
        re.search(r"`(\w+)`", cell[0])[1]: set(re.findall(r"`(\w+)`", cell[1])) for cell in cells
    }


def test_the_main_page_is_read_in_one_go():
    assert len(MAIN.text.splitlines()) <= 300


TABLES = {
    "the keys of a file": ("The keys of a file", "key", keys(scenario.Scenario)),
    "rules": ("`rules`", "key", keys(Rule)),
    "phases": ("`rules`", "phase", set(typing.get_args(Phase))),
    "when": ("`when`", "key", keys(conditions.When)),
    "operators": ("`when`", "operator", keys(conditions.Operators)),
    "fire": ("`fire`", "key", keys(conditions.FirePolicy)),
    "select": ("`select`", "key", keys(conditions.Selection)),
    "timeline": ("`timeline`", "`do`", timeline.ACTIONS.keys()),
    "judges": ("`expect`", "key of `calls`", CHECKS.keys() | {"time"}),
    "script": ("`script`", "key", keys(script.ScriptStep)),
    "fixtures": ("`fixtures`", "key", keys(fixtures.Fixtures)),
    "distributions": ("`durations`", "distribution", keys(values.DistributionValues)),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_scenario_format_has_every_key(name):
    heading, head, expected = TABLES[name]
    assert first_cells(SCENARIOS, heading, head) == expected


def test_every_key_inside_of_a_key_is_named():
    for cls in (scenario.Metadata, scenario.ScenarioClock, conditions.Window, conditions.TimeOfDay):
        for key in keys(cls):
            assert f"`{key}`" in SCENARIOS.text, key


def test_every_field_of_a_fixture_is_named():
    rows = second_cells(SCENARIOS, "`fixtures`", "key")
    for field in fields(fixtures.Fixtures):
        if field.name not in ("quotas", "missing_roles", "granted_roles"):  # of values
            of_one, _ = typing.get_args(field.type)
            assert keys(of_one) <= rows[field.name], field.name


def test_every_way_to_choose_for_an_expectation_is_named():
    rows = second_cells(SCENARIOS, "`expect`", "about")
    about = {field.name: field.type for field in fields(expectation.Expectation)}
    for name in ("clusters", "pools", "nodes", "tasks", "kubernetes"):
        pattern, _ = typing.get_args(about[name])
        assert rows[name] == keys(pattern)
    assert {field.name for field in fields(CallFilter)} <= rows["calls"]
    assert {field.name for field in fields(ClusterCallFilter)} <= rows["kubernetes_calls"]


def test_every_key_of_an_action_of_the_timeline_is_named():
    section = SCENARIOS.text.partition("\n## `timeline`\n")[2].partition("\n## ")[0]
    for key in keys(timeline.TimelineAction):
        assert f"`{key}`" in section, key


@pytest.mark.parametrize(
    ("heading", "body"), [("Clock", clock.Advance), ("Tenants", tenants.TenantRequest)]
)
def test_a_table_of_a_body_has_every_field(heading, body):
    assert first_cells(CONTROL, heading, "key") == set(body.__annotations__)


def test_every_code_of_the_lint_is_in_the_table():
    assert first_cells(SCENARIOS, "What `lint` reports", "code") == CODES.keys()


@pytest.mark.parametrize("operation", all_operations(), ids=lambda operation: operation.name)
def test_every_operation_says_what_the_service_does_and_what_differs(operation):
    assert "What the service does:" in operation.description
    assert "Differs from the service:" in operation.description


def test_the_order_of_the_checks_is_that_of_the_request():
    listed = re.search(r"`CreateClusterRequest` \((.*?)\)", OPERATIONS.text, re.DOTALL)[1]
    assert re.findall(r"`(\w+)`", listed) == [field.name for field in fields(CreateClusterRequest)]


def test_the_assumption_about_quotas_has_their_numbers():
    [text] = [one.text for one in all_assumptions() if "--quota" in one.text]
    for field in fields(Quotas):
        assert re.search(rf"\b{field.default}\b", text), field.name


def test_every_folder_of_the_package_is_on_the_map():
    files = (path for suffix in ("py", "sql") for path in PACKAGE.rglob(f"*.{suffix}"))
    folders = {path.parent.relative_to(PACKAGE).as_posix() + "/" for path in files} - {"./"}
    subjects = {folder for folder in folders if re.match(r"operations/\w", folder)}
    assert first_cells(CODE, "The map", "folder") == folders - subjects


def test_every_folder_of_tests_is_in_the_table():
    tests = PACKAGE.parents[1] / "tests"
    folders = {f"{path.name}/" for path in tests.iterdir() if any(path.glob("*.py"))}
    listed = first_cells(page("tests/README.md"), "How they are organised", "folder")
    assert listed >= folders


def test_every_function_on_the_way_of_a_call_is_there():
    section = CODE.text.partition("\n## The way of a call\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| \d+ \| `([\w/.]+)` \| `(\w+)` \|", section, re.MULTILINE)
    assert len(rows) > 15
    for path, function in rows:
        assert re.search(rf"\bdef {function}\(", (PACKAGE / path).read_text("utf-8")), function


def test_everything_that_a_tenant_is_said_to_have_is_there():
    described = ("tenant", "endpoint", "seed", "region_id", "vpc_id", "vswitch_id")
    tenant = Tenant(Connection("http://127.0.0.1:1"), dict.fromkeys(described, ""))
    text = page("simulator/cs_simulator/testing/README.md").text
    named = re.findall(r"`\.(\w+)(?:\.(\w+))?", text)
    assert len(named) > 15
    for name, method in named:
        assert hasattr(getattr(tenant, name), method or "__class__"), f"{name}.{method}"


def test_everything_below_an_object_of_a_cluster_s_api_is_in_its_table():
    assert first_cells(CLUSTER_API, "Below an object", "subresource") == set(SUBRESOURCES)


def test_every_verb_of_a_cluster_s_api_is_named():
    named = set(re.findall(r"`([a-z]+)`", CLUSTER_API.text)) | {"patch", "watch", "delete"}

    assert set(VERBS) <= named
