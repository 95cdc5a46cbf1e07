"""What is drawn anew, or comes late, takes neither a click nor the focus, and nothing is missed."""

import pytest

from tests.console.support import create, expect

STORE = "(await import('/_simulator/ui/base/store.js')).store.state"
FRAMES = "async () => { for (let n = 0; n < 3; n += 1) await new Promise(requestAnimationFrame); }"
BUSY = {"id": "busy", "when": {"operation": "DescribeClusters"}, "then": {"error": "Throttling"}}


def card(page):
    return page.locator("cs-clusters .card")


def menu_of_shop(page):
    return page.get_by_role("button", name="Actions of shop", exact=True)


def press(page, found):
    """Press the button of the mouse on an element, and do not let go."""
    found.hover()
    page.mouse.down()


def is_known(page, condition):
    """Wait until the page knows something, and had time to draw it."""
    page.wait_for_function(f"async () => {{ const state = {STORE}; return {condition}; }}")
    page.evaluate(FRAMES)


def held(page, pattern):
    """Hold up requests from now on; returns those that wait."""
    waiting = []

    def hold(route):
        waiting.append(route)

    page.route(pattern, hold)
    return waiting


def let_go(page, waiting):
    for route in waiting:
        route.continue_()
    page.unroute_all()


@pytest.fixture
def shop(page, console):
    """The id of a cluster whose card and whose creation's call are shown."""
    made = create(console)
    expect(card(page)).to_contain_text("shop")
    expect(page.locator("cs-calls .row")).to_have_count(1)
    return made


def test_a_card_that_changes_under_a_pressed_pointer_is_clicked_all_the_same(page, console, shop):
    press(page, menu_of_shop(page))
    console.tenant.clusters.force(shop, "failed")
    is_known(page, "[...state.clusters.values()][0].state === 'failed'")
    page.mouse.up()
    expect(page.get_by_role("menu")).to_be_visible()
    expect(card(page).locator(".badge").first).to_have_text("failed")


def test_a_call_is_clicked_while_others_come(page, console, shop):
    press(page, page.get_by_role("option", name="POST /clusters"))
    console.tenant.calls.make("GET", "/version")
    is_known(page, "state.journal.total === 2")
    page.mouse.up()
    detail = page.get_by_role("region", name="The selected call")
    expect(detail.get_by_role("heading", name="POST /clusters")).to_be_visible()
    expect(page.locator("cs-calls .row")).to_have_count(2)


@pytest.mark.parametrize("what", ["menu", "dialog"])
def test_the_focus_comes_back_to_a_control_that_was_drawn_anew(page, console, shop, what):
    menu_of_shop(page).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    if what == "dialog":
        page.get_by_role("menuitem", name="Force state").press("Enter")
        expect(page.get_by_role("combobox", name="State")).to_be_focused()
    console.tenant.clusters.force(shop, "failed")
    expect(card(page).locator(".badge").first).to_have_text("failed")
    page.keyboard.press("Escape")
    expect(page.get_by_role(what)).to_have_count(0)
    expect(menu_of_shop(page)).to_be_focused()


def test_a_call_that_comes_while_the_list_is_read_is_listed(page, console, shop):
    waiting = held(page, "**/calls/heads?*")
    with page.expect_request("**/calls/heads?*"):
        page.get_by_role("combobox", name="Status").select_option("2xx")
    page.evaluate(FRAMES)
    [reading] = waiting
    answer = reading.fetch()
    console.tenant.calls.make("GET", "/clusters")
    is_known(page, "state.journal.total === 2")
    reading.fulfill(response=answer)
    page.unroute_all()
    expect(page.locator("cs-calls .row .of-path")).to_have_text(["/clusters"] * 2)


def test_a_switch_that_is_pressed_again_before_the_answer_ends_as_it_is_seen(page, console):
    console.tenant.faults.add(BUSY)
    switch = page.get_by_role("switch", name="busy is on")
    expect(switch).to_be_checked()
    waiting = held(page, "**/faults/busy?*")
    switch.click()
    expect(switch).not_to_be_checked()
    switch.click()
    expect(switch).to_be_checked()
    sent = []
    page.on("requestfinished", lambda one: sent.append(one) if one.method == "PATCH" else None)
    with page.expect_request_finished(lambda one: "true" in (one.post_data or "")):
        let_go(page, waiting)
    assert [one.post_data_json for one in sent] == [{"enabled": False}, {"enabled": True}]
    expect(switch).to_be_checked()
    assert console.tenant.faults.list()[0]["enabled"]


@pytest.fixture
def text(page):
    """The editor's text, which is empty, and whose schema is still to come."""
    page.schema = held(page, "**/scenario/schema?*")
    page.get_by_role("button", name="Editor", exact=True).click()
    found = page.get_by_label("Scenario as YAML")
    expect(found).not_to_have_value("")
    found.fill("")
    return found


def proposals(page):
    return page.get_by_role("listbox", name="Proposals")


def test_what_is_typed_before_the_schema_is_there_is_completed_then(page, text):
    text.press("r")
    expect(proposals(page)).to_be_hidden()
    let_go(page, page.schema)
    expect(proposals(page)).to_contain_text("rules")


def test_proposals_stay_beside_their_text_while_it_is_scrolled(page, text):
    text.fill("#\n" * 100 + "\n" + "#\n" * 100)
    text.evaluate("area => area.setSelectionRange(200, 200)")
    text.press("r")
    let_go(page, page.schema)
    expect(proposals(page)).to_contain_text("rules")
    before = proposals(page).bounding_box()["y"]
    text.evaluate("area => { area.scrollTop -= 40; }")
    page.wait_for_function(
        "([list, y]) => list.getBoundingClientRect().y > y",
        arg=[proposals(page).element_handle(), before],
    )
    text.evaluate("area => { area.scrollTop = 0; }")
    expect(proposals(page)).to_be_hidden()
