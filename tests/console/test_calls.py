"""The calls: listed as they come, filtered, and what is known of one of them."""

import json
import re
import shlex

import pytest
from playwright.sync_api import expect

from tests.console.support import PHONE, is_live, says

RULES = [
    {"id": "lost", "when": {"operation": "CreateCluster"}, "then": "lost_reply"},
    {"id": "cut", "when": {"operation": "DescribeTemplates"}, "then": {"truncate": 10}},
    {"id": "never", "when": {"operation": "DeleteCluster"}, "then": "outage"},
]


@pytest.fixture
def calls(console):
    """The tenant's calls: a creation without an answer, a refusal, a list, a cut answer."""
    calls = console.tenant.calls
    console.tenant.faults.add(*RULES)
    body = console.tenant.creation(name="build", size=1)
    calls.make("POST", "/clusters", body | {"colour": "blue", "odd": {"a": 1}})
    for path in ("/nowhere", "/clusters", "/templates"):
        calls.make("GET", path)
    return calls


@pytest.fixture
def page(calls, console, open_page):
    opened = open_page(console.address("calls"))
    is_live(opened)
    return opened


def rows(page):
    return page.locator("cs-calls .virtual-list").get_by_role("option")


def opened(page, text):
    """The first call with that method and path, opened by a click."""
    page.get_by_role("option", name=f"{text},").first.click()
    detail = page.get_by_role("region", name="The selected call")
    expect(detail.get_by_role("heading", name=text)).to_be_visible()
    return detail


def paths(page):
    return page.locator("cs-calls .row .of-path")


def test_calls_are_listed_oldest_first_with_what_came_of_them(page):
    expect(paths(page)).to_have_text(["/clusters", "/nowhere", "/clusters", "/templates"])
    expect(rows(page).nth(0)).to_contain_text(re.compile("POST.*none.*reset.*lost"))
    expect(rows(page).nth(1)).to_contain_text(re.compile("404.*InvalidAction.NotFound"))


def test_a_call_is_listed_as_it_comes(page, calls):
    expect(rows(page)).to_have_count(4)
    calls.make("GET", "/clusters/c-new")
    expect(rows(page).last).to_contain_text("/clusters/c-new")
    expect(page.locator("cs-calls .total")).to_have_text("5 calls")


def test_the_newest_call_stays_in_sight_and_others_are_left_alone(page, calls):
    for _ in range(60):
        calls.make("GET", "/clusters")
    calls.make("GET", "/last")
    expect(rows(page).filter(has_text="/last")).to_be_in_viewport()
    page.get_by_role("listbox", name="Calls").press("Home")
    calls.make("GET", "/later")
    expect(page.locator("cs-calls .total")).to_have_text("66 calls")
    expect(rows(page).first).to_be_in_viewport()
    page.get_by_role("button", name="Latest").click()
    expect(rows(page).filter(has_text="/later")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("label", "option", "shown"),
    [
        ("Operation", "DescribeClusters", ["/clusters"]),
        ("Status", "4xx refused", ["/nowhere"]),
        ("Status", "No answer", ["/clusters"]),
        ("Cluster", "build", ["/clusters"]),
        ("Fault", "Faulted only", ["/clusters", "/templates"]),
        ("Fault", "Rule cut", ["/templates"]),
    ],
)
def test_calls_are_filtered(page, label, option, shown):
    field = page.get_by_role("combobox", name=label)
    field.focus()
    field.select_option(label=option)
    expect(paths(page)).to_have_text(shown)


def test_calls_are_filtered_by_a_part_of_their_path_while_more_come(page, calls):
    page.get_by_role("searchbox", name="Path contains").fill("temp")
    expect(paths(page)).to_have_text(["/templates"])
    calls.make("GET", "/clusters")
    calls.make("GET", "/templates/t-1")
    expect(paths(page)).to_have_text(["/templates", "/templates/t-1"])


def test_that_filters_choose_no_call_is_said(page, calls):
    page.get_by_role("searchbox", name="Path contains").fill("[no such")
    expect(page.locator("cs-calls .empty")).to_have_text("No call is chosen by these filters.")
    expect(page.locator("cs-calls .total")).to_have_text(re.compile(r"^0 of [1-9]\d* calls$"))


def test_a_cleared_journal_leaves_an_empty_list(page, calls):
    expect(rows(page)).to_have_count(4)
    calls.clear()
    expect(rows(page)).to_have_count(0)
    expect(page.locator("cs-calls .empty")).to_contain_text("No calls yet")


def test_fields_that_nothing_read_are_struck_out(page):
    detail = opened(page, "POST /clusters")
    expect(detail).to_contain_text("2 fields were not read: colour, odd")
    struck = [
        text.removesuffix(" (not read)") for text in detail.locator("del").all_text_contents()
    ]
    assert struck == ['"colour": "blue"', '"odd": {', '"a": 1', "}"]
    expect(detail.locator(".body").first).to_contain_text('"name": "build"')


def test_an_answer_as_committed_is_beside_the_one_that_was_sent(page, console):
    detail = opened(page, "POST /clusters")
    [cluster] = console.tenant.clusters.list()
    expect(detail.locator(".committed")).to_contain_text(f'"cluster_id": "{cluster["cluster_id"]}"')
    expect(detail.locator(".committed h3")).to_have_text(re.compile("As committed.*202"))
    expect(detail.locator(".sent")).to_contain_text("The connection was reset; nothing was sent.")


def test_what_was_cut_from_an_answer_is_struck_out(page):
    detail = opened(page, "GET /templates")
    expect(detail.locator(".sent")).to_contain_text("closed after these bytes")
    expect(detail.locator(".sent del")).to_contain_text("templates")
    kept = detail.locator(".sent .body").evaluate("body => body.firstChild.textContent")
    assert len(kept) == 10


def test_a_call_is_explained_by_each_rule_that_was_in_force(page):
    detail = opened(page, "POST /clusters")
    table = detail.get_by_role("table")
    expect(table.get_by_role("row", name="lost")).to_contain_text("acted")
    never = table.get_by_role("row", name="never")
    expect(never).to_contain_text("operation is CreateCluster, not DeleteCluster")
    never.get_by_role("button").click()
    expect(page).to_have_url(re.compile("tab=timeline.*rule=never"))


def test_a_call_is_copied_as_curl(page, console, calls):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, "GET /nowhere").get_by_role("button", name="Copy as curl").click()
    says(page, "is copied")
    words = shlex.split(page.evaluate("navigator.clipboard.readText()"))
    url = f"{console.url}/_simulator/calls?tenant={console.tenant.name}"
    assert words[:5] == ["curl", "-sS", "-X", "POST", url]
    assert words[-1] == '{"method":"GET","path":"/nowhere"}'


def test_that_secrets_are_missing_in_a_copied_command_is_said(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, "POST /clusters").get_by_role("button", name="Copy as curl").click()
    says(page, "with *** in place of secrets, is copied")
    words = shlex.split(page.evaluate("navigator.clipboard.readText()"))
    assert json.loads(words[-1])["body"]["name"] == "build"


def test_a_call_leads_to_its_place_on_the_lanes(page, calls):
    call = calls.list(operation="CreateCluster")[0]
    opened(page, "POST /clusters").get_by_role("button", name="Show on the lanes").click()
    expect(page.locator("cs-lanes")).to_be_visible()
    expect(page).to_have_url(re.compile(f"cluster={call['cluster_id']}&call={call['request_id']}"))
    expect(page).to_have_url(re.compile("instant=20"))


def test_a_call_that_is_selected_elsewhere_is_found_in_the_list(calls, console, open_page):
    first = calls.list()[0]
    for _ in range(300):
        calls.make("GET", "/clusters")
    page = open_page(console.address("calls", call=first["request_id"]))
    expect(page.get_by_role("heading", name="POST /clusters")).to_be_visible()
    current = page.locator("cs-calls .row[aria-selected=true]")
    expect(current).to_contain_text("POST")
    expect(current).to_be_in_viewport()


def test_calls_are_walked_through_by_keys_alone(page):
    rows(page).first.wait_for()
    box = page.get_by_role("listbox", name="Calls")
    box.focus()
    box.press("End")
    box.press("ArrowUp")
    expect(page.get_by_role("heading", name="GET /clusters")).to_be_visible()
    box.press("Home")
    expect(page.get_by_role("heading", name="POST /clusters")).to_be_visible()
    page.get_by_role("button", name="Close the call").press("Escape")
    expect(page.get_by_role("region", name="The selected call")).to_be_hidden()
    expect(box).to_be_focused()


def test_on_a_phone_a_call_takes_the_place_of_the_list(calls, console, open_page, axe):
    page = open_page(console.address("calls"), size=PHONE)
    opened(page, "GET /nowhere")
    expect(page.get_by_role("listbox", name="Calls")).to_be_hidden()
    axe(page)
    page.get_by_role("button", name="Close the call").click()
    expect(rows(page)).to_have_count(4)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_calls(calls, console, open_page, axe, scheme):
    page = open_page(console.address("calls"), color_scheme=scheme)
    opened(page, "POST /clusters")
    axe(page)
