"""The rules in force: switched, removed, given a lifetime; added by the form and as YAML."""

import pytest
from cs_simulator.scenarios.faults import all_kinds

from tests.console.support import PHONE, expect, fits, is_at, is_live, says, screenshots

BUSY = {
    "id": "busy", "description": "Too much to do.", "when": {"operation": "DescribeClusters"},
    "fire": {"times": 2}, "then": {"error": "Throttling"},
}  # fmt: skip
GONE = {"id": "gone", "when": {"operation": "DescribeImages"}, "then": "reset", "ttl": "10m"}
ODD_NAMES = {
    "id": "a-rule.with_a-long-name.of-many-parts.that-fits-nowhere.and-goes-on",
    "when": {"operation": ["DescribeClusters", "DescribeTaskInfo"], "cluster": "/build-[0-9]+/"},
    "then": {"throttle": {"rate": "2/s", "burst": 5, "retry_after": "3s"}},
}


@pytest.fixture
def view(page):
    return page.locator("cs-rules")


@pytest.fixture
def in_force(console, view):
    console.tenant.faults.merge([BUSY, GONE])
    expect(view.locator(".rule")).to_have_count(2)


def rules_of(console):
    return {rule["id"]: rule for rule in console.tenant.faults.list()}


def card(page, rule_id):
    return page.locator(f'cs-rules .rule[data-rule="{rule_id}"]')


def open_menu(page, rule_id):
    card(page, rule_id).get_by_role("button", name=f"More of {rule_id}").click()


def open_form(page):
    page.locator("cs-rules").get_by_role("button", name="Add").click()
    page.get_by_role("menuitem", name="By a form…").click()
    form = page.get_by_role("dialog", name="Add a rule")
    expect(form.get_by_label("kind of fault")).to_be_visible()
    return form


def open_yaml(page):
    page.locator("cs-rules").get_by_role("button", name="Add").click()
    page.get_by_role("menuitem", name="As YAML…").click()
    return page.get_by_role("dialog", name="Add rules as YAML")


def test_without_rules_it_says_so(view):
    expect(view).to_contain_text("No rule is in force.")


def test_a_rule_is_shown_with_what_it_does_and_has_done(page, console, in_force):
    busy = card(page, "busy")
    expect(busy).to_contain_text("admit")
    expect(busy).to_contain_text("error · Throttling · when operation: DescribeClusters · times: 2")
    expect(busy).to_contain_text("matched 0 · hit 0 · 2 left")
    for _ in range(3):
        console.tenant.calls.make("GET", "/clusters")
    expect(busy).to_contain_text("matched 3 · hit 2 · 0 left")


def test_rules_are_in_the_order_in_which_they_are_tried(view, console, in_force):
    console.tenant.faults.merge([{"id": "first", "then": "empty"}])
    expect(view.locator(".rule .name")).to_have_text(["first", "busy", "gone"])


def test_a_lifetime_is_shown_and_its_end(page, console, in_force):
    expect(card(page, "gone")).to_contain_text("ends 09:10:00, in 10 min")
    console.tenant.clock.advance("10m")
    expect(card(page, "gone")).to_contain_text("ended")


def test_a_rule_is_switched_off_and_on(page, console, in_force):
    switch = card(page, "busy").get_by_role("switch", name="busy is on")
    expect(switch).to_be_checked()
    switch.click()
    expect(card(page, "busy").locator(".badge", has_text="off")).to_be_visible()
    assert not rules_of(console)["busy"]["enabled"]
    switch.focus()
    page.keyboard.press("Space")
    expect(card(page, "busy").locator(".badge", has_text="off")).to_be_hidden()
    assert rules_of(console)["busy"]["enabled"]


def test_the_focus_stays_on_a_card_while_its_counts_change(page, console, in_force):
    switch = card(page, "busy").get_by_role("switch")
    switch.focus()
    console.tenant.calls.make("GET", "/clusters")
    expect(card(page, "busy")).to_contain_text("matched 1")
    expect(switch).to_be_focused()


def test_a_rule_is_removed(page, view, console, in_force):
    open_menu(page, "busy")
    page.get_by_role("menuitem", name="Remove").click()
    expect(view.locator(".rule")).to_have_count(1)
    assert rules_of(console).keys() == {"gone"}


def test_a_rule_is_given_another_lifetime(page, console, in_force):
    open_menu(page, "busy")
    page.get_by_role("menuitem", name="Lifetime…").click()
    dialog = page.get_by_role("dialog", name="Lifetime of busy")
    dialog.get_by_label("It stays in force").fill("soon")
    page.watch.expect("status of 400")
    dialog.get_by_role("button", name="Set").click()
    expect(dialog.get_by_role("alert")).to_contain_text("is not a duration")
    dialog.get_by_label("It stays in force").fill("5m")
    dialog.get_by_role("button", name="Set").click()
    expect(card(page, "busy")).to_contain_text("ends 09:05:00")
    assert rules_of(console)["busy"]["ends"] == "2026-09-01T09:05:00Z"


def test_its_last_hit_leads_to_the_call(page, console, in_force):
    console.tenant.calls.make("GET", "/clusters")
    expect(card(page, "busy")).to_contain_text("hit 1")
    open_menu(page, "busy")
    page.get_by_role("menuitem", name="Show its last hit").click()
    [call] = console.tenant.calls.list()
    is_at(page, f"call={call['request_id']}")
    expect(card(page, "busy")).to_have_attribute("aria-current", "true")


def test_a_rule_is_chosen_by_a_click_on_it(page, in_force):
    card(page, "gone").locator(".does").click()
    expect(card(page, "gone")).to_have_attribute("aria-current", "true")
    is_at(page, "rule=gone")


def test_the_form_offers_every_kind_of_fault_with_its_parameters(page):
    form = open_form(page)
    kind = form.get_by_label("kind of fault")
    assert kind.locator("option").all_text_contents() == list(all_kinds())
    kind.select_option("throttle")
    expect(form.get_by_label("rate (required)")).to_be_visible()
    expect(form).to_contain_text("Finds clients that poll too often or ignore Retry-After.")
    expect(form.get_by_label("retry_after_as")).to_have_value("")
    kind.select_option("reset")
    expect(form).to_contain_text("It has no parameters.")
    expect(form.get_by_label("id", exact=True)).to_have_value("reset")


def test_a_kind_of_fault_of_tomorrow_is_in_the_form_by_itself(page):
    """The form is made from what the server publishes, and from nothing else."""

    def with_another_kind(route):
        schema = route.fetch().json()
        parameters = {
            "type": "object", "required": ["colour"],
            "properties": {"colour": {"enum": ["red", "blue"], "description": "Which `colour`."}},
        }  # fmt: skip
        schema["$defs"]["Tomorrow"] = parameters
        kinds = schema["$defs"]["Fault"]["oneOf"][0]["properties"]
        kinds["of_tomorrow"] = {"$ref": "#/$defs/Tomorrow", "description": "Does what is to come."}
        route.fulfill(json=schema)

    page.route("**/_simulator/scenario/schema*", with_another_kind)
    form = open_form(page)
    form.get_by_label("kind of fault").select_option("of_tomorrow")
    expect(form).to_contain_text("Does what is to come.")
    expect(form).to_contain_text("Which colour.")
    form.get_by_label("colour (required)").select_option("blue")
    form.get_by_role("button", name="Go on as YAML…").click()
    text = page.get_by_label("One rule, or a list of rules")
    expect(text).to_have_value("id: of-tomorrow\nthen:\n  of_tomorrow:\n    colour: blue\n")


def test_a_rule_is_added_by_the_form(page, console):
    form = open_form(page)
    form.get_by_label("kind of fault").select_option("throttle")
    form.get_by_label("rate (required)").fill("2/s")
    form.get_by_label("burst", exact=True).fill("5")
    form.get_by_label("operation", exact=True).fill("DescribeClusters, DescribeTaskInfo")
    form.locator('[name="when.body"]').fill("{size: {gte: 3}, name: build-*}")
    form.get_by_text("Fire: on which of the matches").click()
    form.get_by_label("nth", exact=True).fill("[1, 3-5]")
    form.locator('[name="fire.window.for"]').fill("5m")
    form.get_by_text("Lifetime, phase, description").click()
    form.get_by_label("ttl", exact=True).fill("1h")
    form.get_by_role("button", name="Add").click()
    expect(form).to_be_hidden()
    expect(card(page, "throttle")).to_be_visible()
    added = rules_of(console)["throttle"]
    assert added["then"] == {"throttle": {"rate": "2/s", "burst": 5}}
    assert added["when"] == {
        "operation": ["DescribeClusters", "DescribeTaskInfo"],
        "body": {"size": {"gte": 3}, "name": "build-*"},
    }
    assert added["fire"] == {"nth": [1, "3-5"], "window": {"for": "5m"}}
    assert added["ttl"] == "1h"


def test_a_second_rule_of_a_kind_gets_a_name_that_is_free(page, console):
    console.tenant.faults.merge([{"id": "error", "then": "forbidden"}])
    expect(card(page, "error")).to_be_visible()
    expect(open_form(page).get_by_label("id", exact=True)).to_have_value("error-2")


@pytest.mark.parametrize(
    ("kind", "field", "value", "advice"),
    [
        ("throttle", "then.throttle.rate", "often", "write a rate such as 2/s"),
        ("error", "when.operation", "CreateClustr", "CreateCluster"),
        ("reset", "ttl", "soon", "is not a duration"),
    ],
)
def test_what_is_refused_is_said_at_the_field(page, console, kind, field, value, advice):
    page.watch.expect("status of 400")
    form = open_form(page)
    form.get_by_label("kind of fault").select_option(kind)
    if kind == "error":
        form.get_by_label("code", exact=True).fill("Throttling")
    form.get_by_text("Lifetime, phase, description").click()
    control = form.locator(f'[name="{field}"]')
    control.fill(value)
    form.get_by_role("button", name="Add").click()
    expect(control).to_have_attribute("aria-invalid", "true")
    expect(form.locator(f'[data-path="{field}"] .problem')).to_contain_text(advice)
    expect(control).to_be_focused()
    assert rules_of(console) == {}


def test_rules_are_added_as_yaml(page, console):
    dialog = open_yaml(page)
    dialog.get_by_label("One rule, or a list of rules").fill(
        "- {id: a, then: reset}\n- id: b\n  when: {operation: CreateCluster}\n  then: hang\n"
    )
    dialog.get_by_role("button", name="Add").click()
    expect(card(page, "b")).to_be_visible()
    assert list(rules_of(console)) == ["a", "b"]


def test_mistakes_in_yaml_are_shown_with_line_and_column_and_lead_there(page, console):
    page.watch.expect("status of 400")
    dialog = open_yaml(page)
    text = dialog.get_by_label("One rule, or a list of rules")
    text.fill("id: a\nwhen: {operation: CreateClustr}\nthen: reset\n")
    dialog.get_by_role("button", name="Add").click()
    problem = dialog.get_by_role("list", name="Problems").get_by_role("listitem")
    expect(problem).to_contain_text("2:19")
    expect(problem).to_contain_text("CreateCluster")
    problem.get_by_role("button").click()
    expect(text).to_be_focused()
    assert text.evaluate("area => area.selectionStart") == len("id: a\nwhen: {operation: ")
    assert rules_of(console) == {}


def test_an_empty_text_is_asked_for_a_rule(page):
    page.watch.expect("status of 400")
    dialog = open_yaml(page)
    dialog.get_by_label("One rule, or a list of rules").fill("# nothing\n")
    dialog.get_by_role("button", name="Add").click()
    problem = dialog.get_by_role("list", name="Problems").get_by_role("listitem")
    expect(problem).to_contain_text("write a rule, or a list of rules")


def test_the_example_of_the_dialog_is_a_rule_that_works(page, console):
    open_yaml(page).get_by_role("button", name="Add").click()
    expect(card(page, "busy")).to_be_visible()
    assert rules_of(console)["busy"]["kind"] == "throttle"


def test_a_rule_is_copied_as_the_yaml_that_adds_it(page, console, in_force):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    before = rules_of(console)["busy"]
    open_menu(page, "busy")
    page.get_by_role("menuitem", name="Copy as YAML").click()
    says(page, "The rule busy is copied")
    text = page.evaluate("navigator.clipboard.readText()")
    dialog = open_yaml(page)
    dialog.get_by_label("One rule, or a list of rules").fill(text.replace("id: busy", "id: same"))
    dialog.get_by_role("button", name="Add").click()
    expect(card(page, "same")).to_be_visible()
    added = rules_of(console)["same"]
    assert all(added[key] == before[key] for key in BUSY if key != "id")


def test_a_rule_is_added_and_switched_off_by_keys_only(page, console):
    page.locator("cs-rules").get_by_role("button", name="Add").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    kind = page.get_by_label("kind of fault")
    expect(kind).to_be_focused()
    # Not by its letters: a browser forgets the first if the last comes late.
    for _ in all_kinds():
        if kind.input_value() != "reset":
            page.keyboard.press("ArrowDown")
    expect(kind).to_have_value("reset")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card(page, "reset")).to_be_visible()
    card(page, "reset").get_by_role("switch").focus()
    page.keyboard.press("Space")
    expect(card(page, "reset").locator(".badge", has_text="off")).to_be_visible()
    assert not rules_of(console)["reset"]["enabled"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_view_and_its_form_are_accessible_also_where_it_is_narrow(
    open_page, console, axe, scheme
):
    console.tenant.faults.merge([BUSY, GONE, {**ODD_NAMES, "enabled": False}])
    page = open_page(console.address(), size=PHONE, color_scheme=scheme)
    is_live(page)
    expect(page.locator("cs-rules .rule")).to_have_count(3)
    axe(page)
    fits(page)
    open_form(page)
    axe(page)
    screenshots(page, "rule-form")
