"""Moving about in the lanes: keyboard, wheel, drag and fingers; and very many lanes."""

import re

import pytest
from playwright.sync_api import expect

from tests.console.lanes import bar, begun, lane, x_of
from tests.console.support import PHONE, is_live


@pytest.fixture
def cluster(console):
    """A cluster ``c1`` of two nodes in its first stage; it is there before the page."""
    return begun(console)


def span(page):
    """Milliseconds in sight, by the axis."""
    axis = page.get_by_role("slider")
    return int(axis.get_attribute("aria-valuemax")) - int(axis.get_attribute("aria-valuemin"))


def start(page):
    return int(page.get_by_role("slider").get_attribute("aria-valuemin"))


def waits_for(page, condition, before):
    """Wait until the axis' span or start, in ``now``, is as the condition has it."""
    page.wait_for_function(
        """([condition, before]) => {
          const axis = document.querySelector("cs-lanes [role=slider]");
          const start = Number(axis.getAttribute("aria-valuemin"));
          const span = Number(axis.getAttribute("aria-valuemax")) - start;
          return {closer: span < before, wider: span > before, later: start > before,
                  earlier: start < before}[condition];
        }""",
        arg=[condition, before],
    )


def focused(page):
    return page.locator("cs-lanes :focus")


def middle_of(found):
    box = found.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_by_keys_alone_a_step_is_found_held_and_its_task_failed(cluster, page, console):
    console.tenant.clock.advance("20s")
    expect(lane(page, "node 1").locator(".is-running")).to_be_visible()
    page.locator("cs-lanes [role=slider]").focus()
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_attribute("role", "rowheader")
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowUp")
    expect(focused(page)).to_have_text("node 1")
    page.keyboard.press("ArrowRight")
    expect(focused(page)).to_have_attribute("aria-label", re.compile("^ecs, done, from 09:00"))
    page.keyboard.press("ArrowRight")
    expect(focused(page)).to_have_attribute("aria-label", re.compile("^boot, under way"))
    expect(page.locator("cs-lanes .lane-card")).to_contain_text("under way")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(focused(page)).to_have_class(re.compile("is-held"))
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.locator("[role=menuitem]:focus")).to_have_text(re.compile("^Fail the task"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Error code")).to_be_focused()
    page.keyboard.press("Enter")
    expect(bar(page, "c1", "failed")).to_be_visible()
    assert console.tenant.tasks.get(cluster["task_id"])["state"] == "failed"


def test_keys_move_among_lanes_at_the_same_instant_and_fold_them(cluster, page):
    lane(page, "node 1").get_by_role("rowheader").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    expect(focused(page)).to_have_attribute("aria-label", re.compile("^ecs, "))
    page.keyboard.press("Home")
    expect(focused(page)).to_have_text("node 2")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowDown")
    expect(focused(page)).to_have_text("c1")
    page.keyboard.press(" ")
    expect(lane(page, "node 1")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(lane(page, "node 1")).to_be_visible()


def test_keys_zoom_pan_and_go_along_with_now(cluster, page):
    lane(page, "c1").get_by_role("rowheader").focus()
    all_of_it, began = span(page), start(page)
    page.keyboard.press("+")
    waits_for(page, "closer", all_of_it)
    zoomed = start(page)
    page.keyboard.press("Shift+ArrowRight")
    waits_for(page, "later", zoomed)
    page.keyboard.press("0")
    waits_for(page, "earlier", zoomed)
    assert (span(page), start(page)) == (all_of_it, began)
    page.keyboard.press("n")
    expect(page.get_by_role("button", name="Go along with now")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_keys_on_the_axis_choose_an_instant_and_move_the_clock_to_it(cluster, page, console):
    expect(bar(page, "node 1", "boot")).to_be_visible()
    axis = page.get_by_role("slider")
    axis.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(axis).to_have_attribute("aria-valuetext", re.compile("09:00:.*2026, in "))
    page.keyboard.press("Enter")
    expect(page.locator("cs-toasts")).to_contain_text("It is 09:00:")
    assert console.tenant.clock.now > "2026-09-01T09:00:05Z"


def test_a_wheel_zooms_about_the_pointer_and_a_drag_pans(cluster, page):
    boot = bar(page, "node 1", "boot")
    expect(boot).to_be_visible()
    all_of_it, left = span(page), x_of(boot)
    page.mouse.move(left, middle_of(boot)[1])
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    waits_for(page, "closer", all_of_it)
    assert x_of(boot) == pytest.approx(left, abs=1.5)
    began = start(page)
    page.mouse.down()
    page.mouse.move(left - 50, middle_of(boot)[1], steps=3)
    page.mouse.up()
    waits_for(page, "later", began)
    assert x_of(boot) == pytest.approx(left - 50, abs=2)
    expect(page.get_by_role("menu")).to_have_count(0)


def test_the_buttons_show_a_span_that_goes_along_with_now(cluster, page, console):
    page.get_by_role("button", name="One minute, along with now").click()
    expect(bar(page, "node 1", "ecs")).to_be_visible()
    assert span(page) == 60_000
    began = start(page)
    console.tenant.clock.advance("5m")
    waits_for(page, "later", began + 200_000)
    assert span(page) == 60_000
    page.get_by_role("button", name="Zoom out").click()
    waits_for(page, "wider", 60_000)


def test_two_fingers_zoom_and_one_pans(cluster, open_page, console):
    opened = open_page(console.address(), size=PHONE, has_touch=True, is_mobile=True)
    is_live(opened)
    row = lane(opened, "node 1")
    row.scroll_into_view_if_needed()
    x, y = middle_of(row)
    session = opened.context.new_cdp_session(opened)

    def touch(kind, *xs):
        points = [{"x": at, "y": y, "id": number} for number, at in enumerate(xs)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    all_of_it = span(opened)
    touch("touchStart", x, x + 40)
    touch("touchMove", x - 20, x + 60)
    touch("touchMove", x - 40, x + 80)
    touch("touchEnd")
    waits_for(opened, "closer", all_of_it)
    began = start(opened)
    touch("touchStart", x)
    for by in (10, 30, 60):
        touch("touchMove", x - by)
    touch("touchEnd")
    waits_for(opened, "later", began)


def test_of_very_many_lanes_those_in_sight_are_elements_and_the_last_can_be_reached(page):
    page.evaluate(
        """async (started) => {
          const { LaneChart } = await import("/_simulator/ui/lanes/chart.js");
          const chart = new LaneChart();
          chart.id = "many";
          Object.assign(chart.style, { position: "fixed", inset: "0", background: "white" });
          document.body.append(chart);
          const common = { kind: "node", note: "", cluster_id: "c", group_id: null, marks: [] };
          const bars = [{ name: "boot", started, ended: null, status: "state" }];
          const rows = Array.from({ length: 1000 }, (_, number) => (
            { ...common, id: `node:${number}`, label: `node ${number}`, bars }));
          chart.show({ rows, now: Date.parse(started) });
        }""",
        "2026-09-01T09:00:00Z",
    )
    rows = page.locator("#many [role=row]")
    expect(page.locator("#many [role=treegrid]")).to_have_attribute("aria-rowcount", "1000")
    rows.first.get_by_role("rowheader").focus()
    page.keyboard.press("Control+End")
    expect(page.locator("#many :focus")).to_have_text("node 999")
    expect(rows.last).to_have_attribute("aria-rowindex", "1000")
    assert rows.count() < 60
