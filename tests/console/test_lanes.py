"""The lanes: what they show of a tenant, and what can be done there with pointer and menu."""

import re

import pytest
from playwright.sync_api import expect

from tests.console.lanes import bar, begun, choose, is_at_x, is_later, lane, x_of
from tests.console.support import PHONE, box_of, is_at, is_live, says

NO_STOCK = {
    "id": "no-stock",
    "when": {"stage": "ecs"},
    "select": {"index": [0]},
    "then": {"no_stock": {"policy": "keep"}},
}


@pytest.fixture
def cluster(console):
    """A cluster ``c1`` of two nodes in its first stage; it is there before the page."""
    return begun(console)


def steps(console, task_id):
    return {step["node"]: step for step in console.tenant.tasks.get(task_id)["steps"]}


def test_an_empty_tenant_says_what_to_expect(page):
    expect(page.locator("cs-lanes .empty")).to_have_text(re.compile("^Nothing has happened yet"))


def test_a_cluster_its_task_and_its_nodes_have_lanes_with_what_is_to_come(cluster, page):
    for label in ("calls", "c1", "CreateCluster", "node 1", "node 2"):
        expect(lane(page, label)).to_be_visible()
    expect(bar(page, "c1", "initial")).to_have_attribute("aria-label", re.compile("state"))
    expect(bar(page, "node 1", "boot")).to_have_attribute("aria-label", re.compile("expected"))
    expect(bar(page, "node 1", "boot")).to_have_attribute("data-part", "coming")


def test_time_that_passes_moves_the_line_for_now_and_fills_bars(cluster, page, console):
    line = page.locator("cs-lanes .now-line")
    boot = bar(page, "node 1", "boot")
    expect(boot).to_be_visible()
    before = x_of(line)
    console.tenant.clock.settle()
    expect(boot).to_have_attribute("data-part", "past")
    is_later(line, before)
    expect(bar(page, "c1", "running")).to_have_attribute("aria-label", re.compile("no end in"))


def test_a_clock_that_runs_moves_the_line_without_events(cluster, page, console):
    line = page.locator("cs-lanes .now-line")
    expect(bar(page, "node 1", "boot")).to_be_visible()
    before = x_of(line)
    console.tenant.clock.set(mode="scaled", rate=5)
    is_later(line, before + 3)


def test_a_call_gets_its_mark_as_it_is_made(page, console):
    console.tenant.calls.make("GET", "/clusters")
    mark = lane(page, "calls").get_by_role("gridcell", name=re.compile("^GET .clusters: 200"))
    expect(mark).to_be_visible()
    mark.click()
    expect(mark).to_have_class(re.compile("is-highlighted"))
    is_at(page, console.tenant.calls.list()[0]["request_id"])


def test_a_rule_has_a_lane_with_a_mark_where_it_acts_and_the_node_says_why(page, console):
    console.tenant.faults.add(NO_STOCK)
    begun(console)
    console.tenant.clock.settle()
    expect(lane(page, "no-stock").locator(".mark-fault")).to_be_visible()
    failed = lane(page, "node 1").locator(".mark-failed")
    expect(failed).to_have_text(re.compile("OperationDenied.NoStock"))
    failed.hover()
    expect(page.locator("cs-lanes .lane-card")).to_contain_text("no-stock")


def test_actions_that_are_planned_are_ahead_of_now(page, console):
    timeline = [{"at": "5m", "do": "set_quota", "quota": "eips", "amount": 1}]
    console.tenant.scenario(
        {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "planned"},
         "timeline": timeline}
    )  # fmt: skip
    mark = lane(page, "set_quota").locator(".mark-action")
    expect(mark).to_have_class(re.compile("is-coming"))
    is_later(mark, x_of(page.locator("cs-lanes .now-line")))


def test_the_pointer_on_a_bar_tells_stage_start_and_end(cluster, page):
    bar(page, "node 1", "boot").hover()
    card = page.locator("cs-lanes .lane-card")
    expect(card).to_contain_text(re.compile(r"boot.*expected.*from 09:0\d:\d\d.*until about 09:0"))
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_step_is_held_and_released(cluster, page, console):
    console.tenant.clock.advance("20s")
    running = lane(page, "node 1").locator(".bar.is-running")
    running.click()
    choose(page, re.compile("^Hold "))
    held = lane(page, "node 1").locator(".bar.is-held")
    expect(held).to_be_visible()
    states = {step["status"] for step in steps(console, cluster["task_id"]).values()}
    assert states == {"held", "running"}
    held.click()
    choose(page, re.compile("^Release "))
    expect(held).to_have_count(0)
    states = {step["status"] for step in steps(console, cluster["task_id"]).values()}
    assert states == {"running"}


def test_a_task_is_failed_with_a_code_that_is_chosen(cluster, page, console):
    lane(page, "CreateCluster").get_by_role("rowheader").click()
    choose(page, "Fail the task with a code")
    page.get_by_label("Error code").fill("QuotaExceed.ElasticQuota")
    page.get_by_label("Message").fill("No more of them.")
    page.get_by_role("button", name="Fail the task").click()
    expect(bar(page, "c1", "failed")).to_be_visible()
    task = console.tenant.tasks.get(cluster["task_id"])
    assert (task["state"], task["error_code"]) == ("failed", "QuotaExceed.ElasticQuota")


def test_the_legend_explains_states_and_each_colour_once(cluster, page):
    legend = page.get_by_role("list", name="Legend")
    expect(legend).to_contain_text("running, ready")
    colours = legend.locator(".swatch").evaluate_all("all => all.map((one) => one.className)")
    assert len(colours) == len(set(colours))
    page.set_viewport_size({"width": 390, "height": 844})
    last = legend.get_by_role("listitem").last
    expect(last).to_contain_text("still to come")
    page.wait_for_function(
        "list => list.scrollHeight <= list.clientHeight + 1", arg=legend.element_handle()
    )


def test_what_is_no_code_is_not_taken_for_one(cluster, page, console):
    lane(page, "CreateCluster").get_by_role("rowheader").click()
    choose(page, "Fail the task with a code")
    page.get_by_label("Error code").fill("Bad Code <x>")
    page.get_by_role("button", name="Fail the task").click()
    assert page.get_by_label("Error code").evaluate("input => input.validity.patternMismatch")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert console.tenant.tasks.get(cluster["task_id"])["state"] == "running"


def test_the_label_of_a_task_that_is_over_still_opens_a_menu(cluster, page, console):
    console.tenant.clock.settle()
    # Its last stage ends after the nodes are ready, and the page may have been read in between.
    task = lane(page, "CreateCluster")
    expect(task.locator(".bar.is-done").first).to_be_visible()
    expect(task.locator(".bar:is(.is-running, .is-held, .is-expected)")).to_have_count(0)
    task.get_by_role("rowheader").click()
    expect(page.get_by_role("menuitem", name="Copy the id of the task")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Fail the task")).to_have_count(0)


def test_a_task_is_finished_at_once(cluster, page, console):
    bar(page, "node 2", "boot").click()
    choose(page, "Finish the task now")
    expect(bar(page, "node 2", "ready")).to_be_visible()
    assert console.tenant.tasks.get(cluster["task_id"])["state"] == "success"


def test_a_node_is_lost_and_comes_back(cluster, page, console):
    console.tenant.clock.settle()
    head = lane(page, "node 1").get_by_role("rowheader")
    expect(bar(page, "node 1", "ready")).to_be_visible()
    for label, mark, is_lost in (("Lose", "lost", True), ("Bring the node back", "back", False)):
        console.tenant.clock.advance("1m")
        head.click()
        choose(page, re.compile(label))
        expect(lane(page, "node 1").locator(f".mark-{mark}")).to_be_visible()
        nodes = console.tenant.clusters.get(cluster["cluster_id"])["nodes"]
        assert nodes[0]["is_lost"] is is_lost


def test_a_press_on_the_axis_moves_the_clock_forward_to_it(cluster, page, console):
    boot = bar(page, "node 1", "boot")
    box = box_of(boot)
    axis = page.get_by_role("slider")
    axis.click(position={"x": box["x"] - x_of(axis) + box["width"] / 2, "y": 8})
    expect(boot).to_have_class(re.compile("is-running"))
    says(page, "It is 09:0")
    assert console.tenant.clock.now > "2026-09-01T09:00:00Z"


def test_a_press_on_the_past_says_that_time_moves_forward_only_and_offers_snapshots(
    cluster, page, console
):
    console.tenant.snapshot("at-first")
    console.tenant.clock.settle()
    page.reload()
    expect(bar(page, "c1", "running")).to_be_visible()
    page.get_by_role("slider").click(position={"x": 120, "y": 8})
    dialog = page.get_by_role("dialog", name="Time moves forward only")
    dialog.get_by_role("button", name="Load at-first").click()
    expect(dialog).to_have_count(0)
    expect(bar(page, "node 1", "boot")).to_have_attribute("aria-label", re.compile("expected"))
    assert console.tenant.clusters.get(cluster["cluster_id"])["state"] == "initial"


def test_a_cluster_is_selected_shown_alone_and_folded(cluster, page, console):
    begun(console, "c2", size=1)
    expect(lane(page, "c2")).to_be_visible()
    lane(page, "c1").get_by_role("rowheader").click()
    page.get_by_role("button", name="Only this").click()
    expect(lane(page, "c2")).to_have_count(0)
    expect(lane(page, "calls")).to_be_visible()
    lane(page, "c1").locator(".icon").first.click()
    expect(lane(page, "node 1")).to_have_count(0)
    expect(lane(page, "c1")).to_have_attribute("aria-expanded", "false")


def test_the_tenant_that_is_reset_has_empty_lanes(cluster, page, console):
    page.watch.expect("status of 404")  # lanes of a cluster that the reset took away
    expect(lane(page, "c1")).to_be_visible()
    console.tenant.reset()
    expect(page.locator("cs-lanes .empty")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_lanes_that_are_full(console, open_page, axe, scheme):
    console.tenant.faults.add(NO_STOCK)
    begun(console, size=4)
    console.tenant.clock.advance("90s")
    size = PHONE if scheme == "dark" else (1024, 768)
    opened = open_page(console.address(), size=size, color_scheme=scheme)
    is_live(opened)
    expect(lane(opened, "node 1")).to_be_visible()
    axe(opened)


def test_a_link_to_a_call_leads_to_its_mark_and_its_instant(cluster, open_page, console):
    console.tenant.clock.advance("1m")
    console.tenant.calls.make("GET", "/clusters")
    call = console.tenant.calls.list()[-1]
    console.tenant.clock.settle()
    opened = open_page(console.address(call=call["request_id"], instant=call["time"]))
    is_live(opened)
    mark = lane(opened, "calls").locator(".is-highlighted")
    expect(mark).to_have_attribute("aria-label", re.compile("GET .clusters: 200"))
    line = opened.locator("cs-lanes .marked-line")
    expect(line).to_be_visible()
    is_at_x(line, x_of(mark) + 7, within=2)
    lane(opened, "c1").get_by_role("rowheader").focus()
    opened.keyboard.press("Escape")
    expect(line).to_be_hidden()


def test_a_finger_finds_in_the_menu_what_a_pointer_finds_beside_it(cluster, open_page, console):
    console.tenant.clock.settle()
    opened = open_page(console.address(), size=PHONE, has_touch=True, is_mobile=True)
    is_live(opened)
    bar(opened, "c1", "running").tap()
    expect(opened.get_by_role("menuitem", name=re.compile("^since 09:0"))).to_be_visible()


def test_labels_of_rules_and_of_calls_lead_to_their_views(page, console):
    console.tenant.faults.add(NO_STOCK)
    begun(console)
    console.tenant.clock.settle()
    lane(page, "no-stock").get_by_role("rowheader").click()
    choose(page, "Show the rule")
    is_at(page, "rule=no-stock")
    lane(page, "calls").get_by_role("rowheader").click()
    choose(page, "Open the calls")
    expect(page.locator("cs-calls")).to_be_visible()
    expect(page.locator("cs-lanes")).to_be_hidden()


def test_another_tenant_is_seen_whole_whatever_was_zoomed_to(cluster, page, console, simulator):
    expect(bar(page, "c1", "initial")).to_be_visible()
    lane(page, "c1").get_by_role("rowheader").focus()
    for _ in range(8):
        page.keyboard.press("Shift+ArrowRight")
    expect(bar(page, "c1", "initial")).to_have_count(0)
    other = simulator.tenant(clock="frozen", seed=3)
    other.calls.make("POST", "/clusters", other.creation(name="other", size=1))
    page.evaluate("name => { location.hash = `tenant=${name}`; }", other.name)
    expect(bar(page, "other", "initial")).to_be_visible()
