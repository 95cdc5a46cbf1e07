"""The editor: lint, completion and runs of what is typed; seeds; texts that come and go."""

import re

import pytest
from cs_simulator.runtime.files.scenario_library import find
from playwright.sync_api import expect

from tests.console.support import PHONE, TABLET, fits, is_live, says, screenshots

HEAD = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: typed}\n"
SCRIPT = "script:\n  - {call: POST /clusters, body: {name: one, size: 2}}\n  - {until: idle}\n"
# Which seeds fail depends on what each of them draws.
CHANCY = f"""{HEAD}seed: 1
rules:
  - id: sometimes
    when: {{operation: CreateCluster}}
    fire: {{probability: 0.5}}
    then: lost_reply
{SCRIPT}expect:
  - {{rule: sometimes, hits: 0}}
  - {{clusters: {{}}, count: 1}}
"""


@pytest.fixture
def page(open_page, console):
    """The editor, with the run of the text that it begins with."""
    opened = open_page(console.address("editor"))
    expect(verdict(opened)).to_contain_text("Passed")
    return opened


def text(page):
    return page.get_by_label("Scenario as YAML")


def verdict(page):
    return page.locator("cs-editor .verdict")


def problems(page):
    return page.get_by_role("list", name="Problems").get_by_role("listitem")


def results(page):
    return page.locator("cs-editor .results > li")


def write(page, given):
    """Replace the whole text, as somebody who pastes one."""
    text(page).press("Control+a")
    page.keyboard.insert_text(given)


def proposed(page):
    return page.get_by_role("listbox", name="Proposals").get_by_role("option")


def lane(page, label):
    return page.locator("cs-editor [role=rowheader] .name", has_text=re.compile(f"^{label}$"))


def cursor_is_at(page, line, column=None):
    """Wait until the cursor is in that line, and in that column if one is given, from 1."""
    page.wait_for_function(
        """([area, line, column]) => {
          const before = area.value.slice(0, area.selectionStart).split("\\n");
          return before.length === line && (column ?? before.at(-1).length + 1)
            === before.at(-1).length + 1;
        }""",
        arg=[text(page).element_handle(), line, column],
    )


def seed(page):
    return page.get_by_label("Seed as a number")


def test_the_text_that_it_begins_with_is_drawn_and_met(page):
    expect(results(page)).to_have_count(2)
    expect(page.locator("cs-editor .results .met")).to_have_count(2)
    for label in ("calls", "one-without-stock", "first", "workers", "node 1", "node 3"):
        expect(lane(page, label)).to_be_visible()


def test_lanes_are_drawn_again_while_typing(page):
    write(page, HEAD + SCRIPT)
    expect(lane(page, "one")).to_be_visible()
    expect(lane(page, "node 3")).to_have_count(0)
    write(page, HEAD + SCRIPT.replace("size: 2", "size: 3"))
    expect(lane(page, "node 3")).to_be_visible()


def test_a_mistake_is_marked_beside_its_line_with_what_was_meant(page):
    write(page, f"{HEAD}{SCRIPT}expekt: []\n")
    expect(problems(page)).to_have_text([re.compile(r"7:1 error E002.*did you mean 'expect'")])
    marked = page.locator("cs-editor .gutter .error")
    expect(marked).to_have_text("7")
    expect(page.locator("cs-editor .under .error")).to_have_count(1)
    expect(verdict(page)).to_contain_text("Not run")
    expect(page.get_by_role("button", name="Put in force")).to_be_disabled()

    page.get_by_role("button", name="Write expect").click()
    expect(verdict(page)).to_contain_text("Passed")
    expect(problems(page)).to_have_count(0)
    expect(text(page)).to_have_value(re.compile(r"expect: \[\]\n$"))


def test_a_problem_leads_to_its_place(page):
    write(page, f"{HEAD}{SCRIPT}expect:\n  - {{clusters: {{}}, cuont: 1}}\n")
    problems(page).get_by_role("button").first.click()
    cursor_is_at(page, 8, 20)
    expect(text(page)).to_be_focused()


def test_warnings_are_shown_and_the_text_is_run(page):
    idle = "rules:\n  - {id: idle, select: {count: 1}, then: {error: Throttling}}\n"
    write(page, HEAD + idle + SCRIPT)
    expect(problems(page).first).to_contain_text("warning W")
    expect(page.locator("cs-editor .gutter .warning")).to_have_count(1)
    expect(verdict(page)).to_contain_text("Passed")


def test_undo_is_the_browser_s_own_also_of_a_proposal(page):
    before = text(page).input_value()
    text(page).press("Control+End")
    page.keyboard.type("timeline:\n")
    page.keyboard.type("- at: +1m\ndo: lose_n")
    proposed(page).first.click()
    expect(text(page)).to_have_value(re.compile("do: lose_node$"))
    for _ in range(60):
        text(page).press("Control+z")
    expect(text(page)).to_have_value(before)


PROPOSED = {
    "ru": ["rules"],
    "rules:\n  - id: a\n    th": ["then"],
    "rules:\n  - id: a\n    then: lost": ["lost_reply"],
    "rules:\n  - id: a\n    when: {operation: DeleteClusterNo": ["DeleteClusterNode"],
    "timeline:\n  - at: +1m\n    do: lose_z": ["lose_zone"],
    "timeline:\n  - {at: +1m, do: lose_zone, zo": ["zone_id"],
    "clock: {mode: ": ["realtime", "scaled", "frozen", "polling"],
    "expect:\n  - invariant: no_dup": ["no_duplicates"],
}


def test_keys_and_values_of_the_schema_are_proposed_while_typing(page):
    for typed, offered in PROPOSED.items():
        write(page, HEAD + typed[:-1])
        page.keyboard.type(typed[-1])
        labels = proposed(page).locator(".cut")
        for index, label in enumerate(offered):
            expect(labels.nth(index), typed).to_have_text(label)


def test_a_proposal_is_chosen_by_keys_and_explained(page):
    write(page, HEAD)
    text(page).press("Control+ ")
    expect(proposed(page).first).to_have_attribute("aria-selected", "true")
    text(page).press("ArrowDown")
    chosen = proposed(page).nth(1)
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(text(page)).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    expect(page.locator("cs-editor .about")).not_to_be_empty()
    label = chosen.locator(".cut").inner_text()
    text(page).press("Enter")
    expect(text(page)).to_have_value(f"{HEAD}{label}: ")
    text(page).press("Escape")
    expect(page.get_by_role("listbox", name="Proposals")).to_be_hidden()


def test_nothing_is_proposed_in_comments_and_texts(page):
    write(page, f"{HEAD}# ru")
    text(page).press("Control+ ")
    expect(page.get_by_role("listbox", name="Proposals")).to_be_hidden()
    write(page, "metadata:\n  description: >-\n    ru")
    text(page).press("Control+ ")
    expect(page.get_by_role("listbox", name="Proposals")).to_be_hidden()


def test_a_new_line_begins_where_its_text_belongs(page):
    write(page, "rules:")
    text(page).press("Enter")
    page.keyboard.type("- id: a")
    text(page).press("Escape")
    text(page).press("Enter")
    page.keyboard.type("ttl: 1m")
    expect(text(page)).to_have_value("rules:\n  - id: a\n    ttl: 1m")


def test_an_expectation_that_is_not_met_says_why_and_leads_to_its_place(page):
    write(
        page,
        f"{HEAD}{SCRIPT}expect:\n  - {{clusters: {{}}, count: 1}}\n  - {{calls: {{}}, count: 7}}\n",
    )
    failed = page.locator("cs-editor .results > .failed")
    expect(failed).to_contain_text("calls: {}, count: 7")
    expect(failed.locator(".problem")).not_to_be_empty()
    failed.get_by_role("button", name="Not met: calls: {}, count: 7").click()
    cursor_is_at(page, 9)


def test_a_step_that_fails_says_why_and_leads_to_its_place(page):
    write(page, f"{HEAD}{SCRIPT}  - {{call: GET /clusters, expect_status: 404}}\n")
    failed = page.locator("cs-editor .results > .failed")
    expect(failed).to_contain_text("answered 200, and 404 was expected")
    failed.get_by_role("button").click()
    cursor_is_at(page, 7)


def test_the_seed_is_the_text_s_own_or_the_one_that_is_chosen(page):
    write(page, CHANCY)
    expect(verdict(page)).to_contain_text("seed 1,")
    slider = page.get_by_role("slider", name="Seed", exact=True)
    slider.press("End")
    expect(verdict(page)).to_contain_text("seed 50,")
    seed(page).fill("1234567")
    expect(verdict(page)).to_contain_text("seed 1234567,")
    page.get_by_role("button", name="Own", exact=True).click()
    expect(verdict(page)).to_contain_text("seed 1,")
    expect(seed(page)).to_have_value("1")


def test_seeds_with_which_it_fails_are_run_by_a_click(page):
    write(page, CHANCY)
    page.get_by_label("Last seed").fill("12")
    page.get_by_role("button", name="Run them").click()
    said = page.locator("cs-editor .said")
    expect(said).to_contain_text(re.compile(r"^Seeds 1 to 12: \d+ pass, these do not:$"))
    passed = int(re.search(r"(\d+) pass", said.inner_text())[1])
    failing = page.get_by_role("list", name="Seeds with which it fails").get_by_role("button")
    assert passed < 12
    expect(failing).to_have_count(12 - passed)
    chosen = failing.last.inner_text()
    failing.last.click()
    expect(verdict(page)).to_contain_text(f"seed {chosen},")
    expect(verdict(page)).to_contain_text("Failed")


def test_a_sweep_without_a_first_seed_is_not_begun(page):
    write(page, CHANCY)
    expect(verdict(page)).to_contain_text("seed 1,")
    page.get_by_label("First seed").fill("")
    page.get_by_role("button", name="Run them").click()
    says(page, "Give the first seed.")


def test_a_sweep_is_stopped_by_a_button_and_by_a_change_of_the_text(page):
    write(page, CHANCY.replace("size: 2", "size: 50"))  # so large that the last is far away
    expect(verdict(page)).to_contain_text("seed 1,")
    page.get_by_label("Last seed").fill("1000")
    page.get_by_role("button", name="Run them").click()
    said = page.locator("cs-editor .said")
    expect(said).to_contain_text("pass")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Run them")).to_be_visible()
    page.get_by_role("button", name="Run them").click()
    expect(said).to_contain_text("pass")
    text(page).press("Control+End")
    page.keyboard.type("#")
    expect(said).to_be_empty()
    expect(page.get_by_role("button", name="Run them")).to_be_visible()


def test_seeds_that_make_no_sense_are_refused_in_words(page):
    page.get_by_label("Last seed").fill("0")
    page.get_by_role("button", name="Run them").click()
    says(page, "Give at least one seed")


def test_a_run_that_is_too_large_says_so(page):
    page.watch.expect("status of 409")
    restless = (
        "rules:\n  - {id: a, then: {flapping: {times: 1000, after: 1s, every: 2s, lasts: 1s}}}\n"
    )
    write(page, HEAD + restless + SCRIPT.replace("size: 2", "size: 20"))
    said = results(page).filter(has_text="more than 20,000 steps")
    expect(said).to_be_visible()
    expect(verdict(page)).to_contain_text("Not run")


def test_a_shipped_scenario_is_found_and_opened(page):
    page.get_by_role("button", name="Open…").click()
    dialog = page.get_by_role("dialog", name="Open a scenario")
    dialog.get_by_role("searchbox").fill("flapping")
    dialog.get_by_role("button", name="flapping-node").click()
    expect(dialog).to_be_hidden()
    expect(text(page)).to_have_value(find("flapping-node").read_text())
    expect(lane(page, "restless")).to_be_visible()


def test_a_file_is_opened_and_can_be_taken_back(page, tmp_path):
    before = text(page).input_value()
    file = tmp_path / "mine.yaml"
    file.write_text(CHANCY)
    page.get_by_label("File to open").set_input_files(file)
    expect(text(page)).to_have_value(CHANCY)
    text(page).press("Control+z")
    expect(text(page)).to_have_value(before)


def test_the_text_is_downloaded_under_its_name(page):
    write(page, CHANCY)
    with page.expect_download() as started:
        page.get_by_role("button", name="Download").click()
    assert started.value.suggested_filename == "typed.yaml"
    assert started.value.path().read_text() == CHANCY


def test_the_text_is_put_in_force_for_the_tenant(page, console):
    write(page, CHANCY)
    expect(verdict(page)).to_contain_text("seed 1,")
    page.get_by_role("button", name="Put in force").click()
    says(page, "typed is in force")
    assert console.tenant.scenario()["name"] == "typed"


def test_the_scenario_in_force_is_opened_as_yaml(open_page, console):
    console.tenant.scenario("partial-scale-out")
    page = open_page(console.address("editor"))
    is_live(page)
    page.get_by_role("button", name="Open…").click()
    page.get_by_role("button", name="partial-scale-out in force").click()
    expect(text(page)).to_have_value(re.compile("name: partial-scale-out\n"))
    expect(lane(page, "growing")).to_be_visible()


def test_the_text_is_there_again_after_the_page_was_loaded(page):
    write(page, CHANCY)
    page.reload()
    expect(text(page)).to_have_value(CHANCY)


def test_the_keyboard_is_enough_and_tab_leaves_the_text(page):
    text(page).focus()
    text(page).press("Control+Home")
    text(page).press("Control+Enter")
    expect(verdict(page)).to_contain_text("Passed")
    text(page).press("Tab")
    expect(text(page)).not_to_be_focused()


def test_it_fits_into_narrow_windows(page):
    for width, height in (TABLET, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        fits(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page, console, axe, scheme):
    page = open_page(console.address("editor"), color_scheme=scheme)
    expect(verdict(page)).to_contain_text("Passed")
    axe(page)
    write(page, f"{HEAD}{SCRIPT}expekt: []\nmetadata: {{}}\n")
    expect(verdict(page)).to_contain_text("Not run")
    axe(page)
    text(page).press("Control+ ")
    screenshots(page, "editor")
