"""By keys alone, from the address to the reason: create, hold, fail, explain."""

import re

from playwright.sync_api import Locator, Page

from tests.console.lanes import bar, lane
from tests.console.support import expect

MOST_STOPS = 60  # of the tabulator, from one end of the page to the other


def move_to(page: Page, key: str, wanted: Locator) -> None:
    """Press a key until something has the focus, each time once the focus has moved."""
    for _ in range(MOST_STOPS):
        before = page.evaluate_handle("() => document.activeElement")
        page.keyboard.press(key)
        page.wait_for_function("before => document.activeElement !== before", arg=before)
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{key} does not lead to {wanted}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_cluster_is_created_held_and_failed_and_its_call_explained(console, page):
    rule = {"id": "evening", "when": {"operation": "DeleteCluster"}, "then": "outage"}
    console.tenant.faults.add(rule)

    move_to(page, "Tab", page.get_by_role("button", name="Create", exact=True))
    press(page, "Enter")
    dialog = page.get_by_role("dialog", name="Create a cluster")
    expect(dialog.get_by_role("combobox", name="Type")).to_be_focused()
    expect(dialog).to_have_attribute("data-problems", "0")
    move_to(page, "Tab", dialog.get_by_role("textbox", name="name", exact=True).first)
    press(page, "ControlOrMeta+A", *"shop", "Enter")
    created = page.locator("cs-clusters .card", has_text="shop")
    expect(created).to_have_attribute("aria-current", "true")

    stage = bar(page, "CreateCluster", "prepare_resources")
    expect(stage).to_be_visible()
    move_to(page, "Tab", page.locator("cs-lanes [role=slider]"))
    press(page, "Tab")
    move_to(page, "ArrowDown", lane(page, "CreateCluster").get_by_role("rowheader"))
    move_to(page, "ArrowRight", stage)
    press(page, "Enter")
    expect(page.locator("[role=menuitem]:focus")).to_have_text(re.compile("^Hold"))
    press(page, "Enter")
    expect(created).to_contain_text("prepare_resources (held)")
    press(page, "Enter", "f", "f")  # Finish, Fail
    expect(page.locator("[role=menuitem]:focus")).to_have_text(re.compile("^Fail"))
    press(page, "Enter")
    expect(page.get_by_label("Error code")).to_be_focused()
    press(page, "Enter")
    expect(created.locator(".badge").first).to_have_text("failed")

    move_to(page, "Tab", page.get_by_role("listbox", name="Calls"))
    press(page, "Home", "Enter")
    detail = page.get_by_role("region", name="The selected call")
    expect(detail.get_by_role("heading", name="POST /clusters")).to_be_visible()
    expect(detail).to_contain_text("evening")
    assert [cluster["state"] for cluster in console.tenant.clusters.list()] == ["failed"]
