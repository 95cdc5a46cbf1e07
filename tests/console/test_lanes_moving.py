"""Moving about in the lanes: keyboard, wheel, drag and fingers; and very many lanes."""

import re

import pytest
from playwright.sync_api import expect

from tests.console.lanes import bar, begun, is_at_x, lane, x_of
from tests.console.support import PHONE, box_of, is_live, says


@pytest.fixture
def cluster(console):
    """A cluster ``c1`` of two nodes in its first stage; it is there before the page."""
    return begun(console)


AXIS = """() => {
  const axis = document.querySelector("cs-lanes [role=slider]");
  const [start, end] = ["aria-valuemin", "aria-valuemax"].map((name) => axis.getAttribute(name));
  return [Number(start), Number(end) - Number(start)];
}"""


def seen(page):
    """What part of time is in sight, by the axis, once that stays: its start, its milliseconds."""
    last = page.evaluate_handle("() => ({ now: [], same: 0 })")
    page.wait_for_function(
        f"""(last) => {{
          const now = ({AXIS})();
          last.same = String(now) === String(last.now) ? last.same + 1 : 0;
          last.now = now;
          return now[1] > 0 && last.same > 2;
        }}""",
        arg=last,
    )
    start, span = last.evaluate("last => last.now")
    return start, span


def waits_for(page, condition):
    """Wait until ``start`` and ``span`` of what is in sight are as the condition has it."""
    page.wait_for_function(f"() => {{ const [start, span] = ({AXIS})(); return {condition}; }}")


def focused(page):
    return page.locator("cs-lanes :focus")


def middle_of(found):
    box = box_of(found)
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
    began, all_of_it = seen(page)
    page.keyboard.press("+")
    waits_for(page, f"span < {all_of_it}")
    zoomed, _ = seen(page)
    page.keyboard.press("Shift+ArrowRight")
    waits_for(page, f"start > {zoomed}")
    page.keyboard.press("0")
    waits_for(page, f"start === {began} && span === {all_of_it}")
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
    says(page, "It is 09:00:")
    assert console.tenant.clock.now > "2026-09-01T09:00:05Z"


def test_a_wheel_zooms_about_the_pointer_and_a_drag_pans(cluster, page):
    boot = bar(page, "node 1", "boot")
    expect(boot).to_be_visible()
    (_, all_of_it), left = seen(page), x_of(boot)
    page.mouse.move(left, middle_of(boot)[1])
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    waits_for(page, f"span < {all_of_it}")
    is_at_x(boot, left, within=1.5)
    began, _ = seen(page)
    page.mouse.down()
    page.mouse.move(left - 50, middle_of(boot)[1], steps=3)
    page.mouse.up()
    waits_for(page, f"start > {began}")
    is_at_x(boot, left - 50, within=2)
    expect(page.get_by_role("menu")).to_have_count(0)


def test_the_buttons_show_a_span_that_goes_along_with_now(cluster, page, console):
    page.get_by_role("button", name="One minute, along with now").click()
    expect(bar(page, "node 1", "ecs")).to_be_visible()
    waits_for(page, "span === 60_000")
    began, _ = seen(page)
    console.tenant.clock.advance("5m")
    waits_for(page, f"start > {began} + 200_000 && span === 60_000")
    page.get_by_role("button", name="Zoom out").click()
    waits_for(page, "span > 60_000")


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

    _, all_of_it = seen(opened)
    touch("touchStart", x, x + 40)
    touch("touchMove", x - 20, x + 60)
    touch("touchMove", x - 40, x + 80)
    touch("touchEnd")
    waits_for(opened, f"span < {all_of_it}")
    began, _ = seen(opened)
    touch("touchStart", x)
    for by in (10, 30, 60):
        touch("touchMove", x - by)
    touch("touchEnd")
    waits_for(opened, f"start > {began}")


CHART = """async ({ rows, now }) => {
  const { LaneChart } = await import("/_simulator/ui/lanes/chart.js");
  const chart = document.querySelector("#own") ?? new LaneChart();
  chart.id = "own";
  Object.assign(chart.style, { position: "fixed", inset: "0", background: "white" });
  if (!chart.isConnected) document.body.append(chart);
  chart.show({ rows, now: Date.parse(now) });
}"""


def row(number, *stages):
    """A row of a chart of the test's own: a node with stages of one minute each, or gaps."""
    bars = [
        {"name": name, "started": f"2026-09-01T09:{minute:02}:00Z",
         "ended": f"2026-09-01T09:{minute + 1:02}:00Z", "status": "done"}
        for minute, name in enumerate(stages) if name
    ]  # fmt: skip
    common = {"kind": "node", "note": "", "cluster_id": "c", "group_id": None, "marks": []}
    return {**common, "id": f"node:{number}", "label": f"node {number}", "bars": bars}


def show(page, *rows):
    page.evaluate(CHART, {"rows": rows, "now": "2026-09-01T09:00:00Z"})


def test_of_very_many_lanes_those_in_sight_are_elements_and_the_last_can_be_reached(page):
    show(page, *(row(number, "boot") for number in range(1000)))
    rows = page.locator("#own [role=row]")
    expect(page.locator("#own [role=treegrid]")).to_have_attribute("aria-rowcount", "1000")
    rows.first.get_by_role("rowheader").focus()
    page.keyboard.press("Control+End")
    expect(page.locator("#own :focus")).to_have_text("node 999")
    expect(rows.last).to_have_attribute("aria-rowindex", "1000")
    assert rows.count() < 60


def test_each_key_finds_the_focus_where_the_last_one_has_put_it(page):
    show(page, *(row(number, "ecs", "boot") for number in range(5)))
    page.locator("#own [role=rowheader]").first.focus()
    found = page.evaluate(
        """(keys) => keys.map((key) => {
          const before = document.activeElement;
          before.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
          return document.activeElement.textContent;
        })""",
        ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp"],
    )
    assert found == ["node 1", "node 2", "ecs", "boot", "boot"]


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        ([row(0, "vpc", "ecs", "boot", "join"), row(1, "ecs")], "join"),
        ([row(0, None, None, "boot", "join")], "join"),
        ([row(2, "ecs"), row(0, None, "ecs", "boot", "join")], "join"),
        ([row(0, None, "ecs", "boot")], "node 0"),  # its label, where the item is no more
        ([row(1, "ecs")], "node 1"),
    ],
    ids=["one before it is new", "one before it is gone", "a row is new", "it is gone", "no row"],
)
def test_the_focus_stays_in_the_lanes_while_they_change(page, after, kept):
    show(page, row(0, None, "ecs", "boot", "join"), row(1, "ecs"))
    page.locator("#own [data-lane='node:0'] .bar", has_text="join").focus()
    show(page, *after)
    expect(page.locator("#own [role=row]")).to_have_count(len(after))
    expect(page.locator("#own :focus")).to_have_text(kept)
