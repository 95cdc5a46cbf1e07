"""The scenario in force, what it expects, and putting another one in force."""

import re

import pytest
from cs_simulator.scenarios.file import document

from tests.console.support import PHONE, expect, is_at, is_live, screenshots

SCENARIO = {
    "apiVersion": "simulator/v1",
    "kind": "Scenario",
    "metadata": {"name": "careful", "description": "Nothing is asked for twice.", "tags": ["a"]},
    "seed": 4242,
    "rules": [{"id": "busy", "when": {"operation": "DescribeImages"}, "then": "reset"}],
    "timeline": [{"at": "+12m", "do": "lose_node", "select": {"count": 1}}],
    "expect": [
        {"calls": {"operation": "DescribeClusters"}, "count": {"max": 1}},
        {"rule": "busy", "hits": 0},
    ],
}
SOUND = """\
apiVersion: simulator/v1
kind: Scenario
metadata: {name: from-a-file, description: Read from a file.}
rules:
  - {id: busy, then: reset}
"""


def loaded(text):
    return document.parse(text, "edited").value


def file_of(text, name="mine.yaml"):
    return {"name": name, "mimeType": "application/yaml", "buffer": text.encode()}


@pytest.fixture
def view(page):
    return page.locator("cs-scenario")


@pytest.fixture
def dialog(page, view):
    """The dialog that puts a scenario in force, open, with the list of those that are known."""
    view.get_by_role("button", name="Change…").click()
    found = page.get_by_role("dialog", name="Put a scenario in force")
    expect(found.get_by_role("radio").first).to_be_visible()
    return found


def ask_twice(tenant):
    for _ in range(2):
        tenant.calls.make("GET", "/clusters")


def test_without_a_scenario_it_says_so(view):
    expect(view).to_contain_text("None is in force")
    expect(view.get_by_role("button", name="Take the scenario away")).to_be_hidden()
    expect(view.get_by_role("list", name="Expectations")).to_be_hidden()


def test_the_one_in_force_is_shown_with_its_seed_and_what_it_is_about(view, console):
    console.tenant.scenario(SCENARIO)
    expect(view).to_contain_text("careful")
    expect(view).to_contain_text("seed 7 · its rules draw from its own seed 4242")
    expect(view).to_contain_text("Nothing is asked for twice.")


def test_without_a_seed_of_its_own_the_tenants_seed_is_shown(view, console):
    console.tenant.scenario({key: SCENARIO[key] for key in SCENARIO if key != "seed"})
    expect(view).to_contain_text("seed 7")


def test_expectations_are_checked_as_calls_come_and_lead_to_the_calls_that_prove_it(
    page, view, console
):
    console.tenant.scenario(SCENARIO)
    cards = view.locator(".expectation")
    expect(cards.nth(1)).to_have_attribute("data-passed", "true")
    ask_twice(console.tenant)
    expect(cards.nth(0)).to_have_attribute("data-passed", "false")
    expect(cards.nth(0)).to_contain_text("not met: calls: {operation: DescribeClusters}")
    expect(view.locator(".counts")).to_have_text("1 met1 not met")
    proof = cards.nth(0).get_by_role("button").first
    request_id = proof.get_attribute("data-call")
    assert request_id in {call["request_id"] for call in console.tenant.calls.list()}
    proof.click()
    is_at(page, f"call={request_id}")
    screenshots(page, "scenario")


def test_an_expectation_of_a_rule_leads_to_the_rule(page, view, console):
    console.tenant.scenario(SCENARIO)
    view.get_by_role("button", name="Show the rule busy").click()
    expect(page.locator('cs-rules .rule[data-rule="busy"]')).to_have_attribute(
        "aria-current", "true"
    )


def test_what_is_planned_leads_to_its_instant(page, view, console):
    console.tenant.scenario(SCENARIO)
    view.get_by_text("1 planned action").click()
    view.get_by_role("button", name="lose_node").click()
    is_at(page, "instant=2026-09-01T09")


def test_a_shipped_one_is_chosen_by_what_it_is_about(view, dialog, console):
    dialog.get_by_label("Filter scenarios").fill("scale-out stock")
    option = dialog.locator(".scenario-choice")
    expect(option).to_have_count(1)
    expect(option).to_contain_text("two of the new nodes find no stock")
    option.click()
    dialog.get_by_role("button", name="Load").click()
    expect(dialog).to_be_hidden()
    expect(view).to_contain_text("partial-scale-out")
    assert console.tenant.scenario()["name"] == "partial-scale-out"


def test_a_filter_that_fits_none_says_so(dialog):
    dialog.get_by_label("Filter scenarios").fill("nothing is called so")
    expect(dialog).to_contain_text("None of them fits.")


def test_a_file_is_linted_when_it_is_chosen_and_put_in_force(view, dialog, console):
    dialog.locator("input[type=file]").set_input_files(file_of(SOUND))
    expect(dialog).to_contain_text("mine.yaml is the scenario from-a-file: no problems")
    expect(dialog).to_contain_text("Read from a file.")
    dialog.get_by_role("button", name="Load").click()
    expect(view).to_contain_text("from-a-file")
    assert [rule["id"] for rule in console.tenant.faults.list()] == ["busy"]


def test_json_is_read_as_well(view, dialog):
    text = '{"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "as-json"}}'
    dialog.locator("input[type=file]").set_input_files(file_of(text, "mine.json"))
    expect(dialog).to_contain_text("as-json: no problems")
    dialog.get_by_role("button", name="Load").click()
    expect(view).to_contain_text("as-json")


def test_errors_of_a_file_are_shown_with_line_and_column_and_it_is_not_loaded(dialog, console):
    text = SOUND + "  - id: gone\n    when: {operation: CreateClustr}\n    then: reset\n"
    dialog.locator("input[type=file]").set_input_files(file_of(text))
    problem = dialog.get_by_role("list", name="Problems").locator(".error")
    expect(problem).to_contain_text("7:23")
    expect(problem).to_contain_text("E003")
    expect(problem).to_contain_text("CreateCluster")
    expect(problem.locator("pre")).to_have_text("    when: {operation: CreateClustr}")
    dialog.get_by_role("button", name="Load").click()
    expect(dialog.get_by_role("alert")).to_contain_text("mine.yaml has errors")
    assert console.tenant.scenario()["name"] is None


def test_nothing_is_loaded_where_nothing_is_chosen(dialog):
    dialog.get_by_role("button", name="Load").click()
    expect(dialog.get_by_role("alert")).to_contain_text("choose a scenario, or a file")


def test_a_copy_of_it_is_edited_while_it_stays_in_force(page, view, console):
    console.tenant.scenario(SCENARIO)
    view.get_by_role("button", name="Edit a copy of the scenario").click()
    text = page.get_by_role("textbox", name="Scenario as YAML")
    expect(text).to_have_value(re.compile("kind: Scenario\nmetadata:\n  name: careful\n"))
    assert loaded(text.input_value()) == SCENARIO
    assert console.tenant.scenario()["name"] == "careful"


def test_it_is_taken_away_once_that_is_confirmed(page, view, console):
    console.tenant.scenario(SCENARIO)
    view.get_by_role("button", name="Take the scenario away").click()
    page.get_by_role("dialog").get_by_role("button", name="Take it away").click()
    expect(view).to_contain_text("None is in force")
    assert console.tenant.scenario()["name"] is None
    expect(page.locator("cs-rules")).to_contain_text("No rule is in force.")


def test_a_scenario_is_loaded_by_keys_only(page, view, console):
    view.get_by_role("button", name="Change…").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio").first).to_be_visible()
    page.keyboard.type("lost-create-reply")
    expect(page.get_by_role("radio")).to_have_count(2)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(view).to_contain_text("lost-create-reply")
    assert console.tenant.scenario()["name"] == "ack-lost-create-reply"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_view_and_its_dialog_are_accessible_also_where_it_is_narrow(
    open_page, console, axe, scheme
):
    console.tenant.scenario(SCENARIO)
    ask_twice(console.tenant)
    page = open_page(console.address(), size=PHONE, color_scheme=scheme)
    is_live(page)
    expect(page.locator("cs-scenario .counts")).to_have_text("1 met1 not met")
    axe(page)
    page.get_by_role("button", name="Change…").click()
    page.locator("#scenario-file").set_input_files(file_of(SOUND.replace("reset", "rest")))
    expect(page.get_by_role("list", name="Problems").get_by_role("listitem")).to_be_visible()
    axe(page)
