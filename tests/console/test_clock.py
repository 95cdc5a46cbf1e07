"""The clock: what it shows, and what each of its controls does to the server."""

import pytest

from tests.console.support import create, expect, is_live, says


@pytest.fixture
def press(page):
    def press(name):
        page.locator("cs-clock").get_by_role("button", name=name, exact=True).click()

    return press


def shows(page, text):
    expect(page.locator("cs-clock .now")).to_have_text(text)


def test_it_says_what_is_due_next_of_which_cluster(page, console):
    expect(page.locator("cs-clock .due")).to_have_text("nothing is due")
    create(console)
    expect(page.locator("cs-clock .due")).to_contain_text("of shop")


def test_it_says_when_a_stage_ends_and_the_date(page, console):
    create(console)
    due = console.tenant.clock.get()["next"]
    expect(page.locator("cs-clock .due")).to_contain_text(f"of shop ends at {due[11:19]}")
    expect(page.locator("cs-clock .date")).to_have_text("2026-09-01")


def test_what_is_overdue_is_asked_for_again_though_no_event_comes(open_page, console):
    create(console)
    page = open_page(console.address())
    is_live(page)
    expect(page.locator("cs-clock .due")).to_contain_text("of shop")
    held = []  # what it asks, until it was seen that it waits for the answers

    def hold(route):
        held.append(route)

    for what in ("clock", "clusters"):
        page.route(f"**/_simulator/{what}?*", hold)
    with page.expect_request("**/_simulator/clusters?*"):
        page.evaluate("""async () => {
          const { store } = await import("/_simulator/ui/base/store.js");
          const { clock } = store.state;
          const moving = { mode: "realtime", now: clock.next, read: performance.now() };
          store.set({ clock: { ...clock, ...moving } });
        }""")
    expect(page.locator("cs-clock .due .when")).to_have_text(" now")
    for request in held:
        request.continue_()
    page.unroute_all()
    expect(page.locator("cs-clock .due")).to_contain_text("ends at")  # as it is on the server


def test_a_rate_that_is_no_number_is_refused_in_the_dialog(page):
    page.locator("cs-clock .mode").click()
    page.get_by_role("menuitem", name="Rate and interval").click()
    page.get_by_role("dialog").get_by_label("Virtual seconds").fill("abc")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("a number")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("'abc'")


def test_moving_to_where_time_is_says_that_nothing_was_done(page, press):
    press("Until idle")
    says(page, "Nothing was due, and no time passed")


def test_a_planned_action_is_shown_as_due(page, console):
    console.tenant.scenario("region-outage-window")
    expect(page.locator("cs-clock .due")).to_contain_text("start_outage (planned) at 09:00:01")


@pytest.mark.parametrize(("name", "time"), [("+1m", "09:01:00"), ("+10m", "09:10:00")])
def test_time_is_moved_by_a_duration(page, console, press, name, time):
    press(name)
    shows(page, time)
    assert console.tenant.clock.now == f"2026-09-01T{time}Z"


def test_a_step_moves_time_to_what_is_due_and_does_it(page, console, press):
    create(console)
    expect(page.locator("cs-clock .due")).to_contain_text("of shop")
    due = console.tenant.clock.get()["next"]
    press("Step")
    says(page, "1 step")
    assert console.tenant.clock.now == due


def test_time_is_moved_until_nothing_is_in_progress(page, console, press):
    cluster = create(console)
    expect(page.locator("cs-clock .due")).to_contain_text("of shop")
    press("Until idle")
    expect(page.locator("cs-clock .due")).to_have_text("nothing is due")
    assert console.tenant.clusters.get(cluster)["state"] == "running"


def test_time_plays_and_is_paused(page, console, press):
    press("Play")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    assert console.tenant.clock.get()["mode"] == "scaled"
    page.wait_for_function("() => document.querySelector('cs-clock .now').textContent > '09:00:05'")
    press("Pause")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert console.tenant.clock.get()["mode"] == "frozen"


def test_time_is_moved_to_an_instant(page, console, press):
    press("To…")
    page.get_by_role("dialog").get_by_role("textbox").fill("2026-09-01T11:30:00Z")
    page.keyboard.press("Enter")
    shows(page, "11:30:00")
    assert console.tenant.clock.now == "2026-09-01T11:30:00Z"


def test_an_instant_that_is_past_is_refused_in_the_dialog(page, console, press):
    page.watch.expect("status of 400")
    press("To…")
    page.get_by_role("dialog").get_by_role("textbox").fill("2026-08-01T00:00:00Z")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("time moves forward")


def test_the_mode_is_chosen_and_its_rate_set(page, console):
    mode = page.locator("cs-clock .mode")
    mode.click()
    page.get_by_role("menuitemradio", name="Polling").click()
    expect(mode).to_have_text("polling")
    mode.click()
    page.get_by_role("menuitem", name="Rate and interval").click()
    page.get_by_role("dialog").get_by_label("What a repeated read adds").fill("15s")
    page.get_by_role("dialog").get_by_label("Virtual seconds").fill("120")
    page.keyboard.press("Enter")
    expect(mode).to_have_text("polling, 15 s each read")
    found = console.tenant.clock.get()
    assert (found["mode"], found["interval"], found["rate"]) == ("polling", 15.0, 120.0)


def test_what_others_do_to_the_clock_is_shown(page, console):
    console.tenant.clock.advance("2h")
    shows(page, "11:00:00")
    console.tenant.clock.set("realtime")
    expect(page.locator("cs-clock .mode")).to_have_text("real time")
