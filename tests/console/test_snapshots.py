"""The snapshots view: saved, loaded, forked, compared, handed over as files."""

import pytest
from playwright.sync_api import Locator, Page

from tests.console.support import PHONE, Console, expect, fits, is_live, says, screenshots


def create(console: Console, name: str) -> str:
    """Create a cluster of two nodes; returns its id."""
    call = console.tenant.calls.example("CreateCluster", type="swarm")
    made = console.tenant.calls.make(call["method"], call["path"], {**call["body"], "name": name})
    return str(made["body"]["cluster_id"])


def card(page: Page, name: str) -> Locator:
    return page.locator(f"[data-snapshot='{name}']")


def press(page: Page, what: str, name: str) -> None:
    page.get_by_role("button", name=f"{what} {name}", exact=True).click()


def agree(page: Page, action: str) -> None:
    """Do what the dialog asks for."""
    page.get_by_role("dialog").get_by_role("button", name=action, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.fixture
def opened(console, open_page):
    """Open the tab once the test has made what it is to show."""

    def open_now(**options):
        page = open_page(console.address("snapshots"), **options)
        is_live(page)
        return page

    return open_now


def test_a_snapshot_is_saved_by_name_and_shown_with_what_it_has(console, opened, axe):
    create(console, "shop")
    console.tenant.clock.settle()
    page = opened()
    expect(page.locator("cs-snapshots")).to_contain_text("None yet")
    name = page.get_by_label("Name of the snapshot")
    expect(name).to_have_value("snapshot-1")
    name.fill("it's mine")
    name.press("Enter")
    shown = page.locator("cs-snapshots .card")
    expect(shown).to_contain_text("it's mine")
    expect(shown).to_contain_text("1 cluster, 2 nodes, 1 task, 1 call")
    expect(shown).to_contain_text(console.tenant.clock.now[:10])
    assert [one["name"] for one in console.tenant.snapshots.list()] == ["it's mine"]
    axe(page)


def test_a_snapshot_is_saved_again_only_if_one_agrees(console, opened):
    console.tenant.snapshots.save("a")
    create(console, "shop")
    page = opened()
    page.get_by_label("Name of the snapshot").fill("a")
    page.get_by_role("button", name="Save", exact=True).click()
    agree(page, "Cancel")
    assert console.tenant.snapshots.list()[0]["rows"]["cluster"] == 0
    page.get_by_role("button", name="Save", exact=True).click()
    agree(page, "Replace")
    expect(card(page, "a")).to_contain_text("1 cluster")


def test_the_tenant_is_what_it_was_once_a_snapshot_is_loaded(console, opened):
    create(console, "shop")
    console.tenant.snapshots.save("a")
    create(console, "another")
    page = opened()
    press(page, "Load", "a")
    agree(page, "Load")
    page.get_by_role("button", name="Timeline", exact=True).click()
    expect(page.locator("cs-clusters .card")).to_have_count(1)
    assert [cluster["name"] for cluster in console.tenant.clusters.list()] == ["shop"]


def test_a_fork_is_a_tenant_that_can_be_opened(console, opened):
    create(console, "shop")
    console.tenant.snapshots.save("a")
    page = opened()
    press(page, "Fork", "a")
    name = f"fork-of-{console.tenant.name[-8:]}"
    page.get_by_label("Name of the tenant").fill(name)
    page.get_by_role("dialog").get_by_role("button", name="Fork").click()
    expect(page.get_by_role("dialog", name=f"Tenant {name}")).to_contain_text(name)
    agree(page, "Open it")
    expect(page.locator("cs-snapshots")).to_contain_text("None yet")
    page.get_by_role("button", name="Timeline", exact=True).click()
    expect(page.locator("cs-clusters .card")).to_contain_text("shop")


def test_a_snapshot_is_compared_with_now_and_with_another(console, opened, axe):
    cluster_id = create(console, "shop")
    console.tenant.snapshots.save("before")
    console.tenant.clock.settle()
    console.tenant.snapshots.save("after")
    console.tenant.clusters.force(cluster_id, "failed")
    page = opened()
    press(page, "Compare", "before")
    page.get_by_role("menuitem", name="after").click()
    comparison = page.get_by_role("region", name="Comparison")
    expect(comparison.locator(".sides")).to_contain_text("before")
    clusters = comparison.locator("[data-table=cluster]")
    expect(clusters).to_contain_text("1 changed")
    clusters.locator("summary").click()
    expect(clusters.locator("dl")).to_contain_text("initial")
    expect(clusters.locator("dl")).to_contain_text("running")
    expect(comparison.locator("[data-table=node] .good")).to_have_count(3)
    axe(page)
    screenshots(page, "snapshots")
    press(page, "Compare", "after")
    page.get_by_role("menuitem", name="What there is now").click()
    expect(comparison.locator(".sides")).to_contain_text("now")
    clusters.locator("summary").click()
    expect(clusters.locator("dl")).to_contain_text("failed")
    comparison.get_by_role("button", name="Close the comparison").click()
    expect(clusters).to_have_count(0)


def test_the_time_of_what_there_is_now_goes_on_with_the_clock(console, opened):
    console.tenant.snapshots.save("before")
    page = opened()
    console.tenant.clock.set(mode="scaled", rate=3600)
    page.wait_for_function(
        """async () => {
            const { nowAt } = await import('/_simulator/ui/clock/now.js');
            window.first ??= nowAt();
            return nowAt() > window.first + 3_600_000;
        }"""
    )
    press(page, "Compare", "before")
    page.get_by_role("menuitem", name="What there is now").click()
    sides = page.get_by_role("region", name="Comparison").locator(".sides .mono")
    expect(sides).to_have_count(2)
    then, now = sides.all_inner_texts()
    assert now > then


def test_a_file_is_downloaded_and_uploaded_as_another_snapshot(console, opened, tmp_path):
    create(console, "shop")
    console.tenant.snapshots.save("a b")
    page = opened()
    with page.expect_download() as waiting:
        press(page, "Download", "a b")
    assert waiting.value.suggested_filename == "a_b.db"
    file = tmp_path / "again.db"
    waiting.value.save_as(file)
    assert file.read_bytes().startswith(b"SQLite format 3")
    page.get_by_label("File of a snapshot").set_input_files(file)
    expect(card(page, "again")).to_contain_text("1 cluster")
    assert {one["name"] for one in console.tenant.snapshots.list()} == {"a b", "again"}


def test_a_file_that_is_none_is_refused_in_words(opened, tmp_path):
    page = opened()
    page.watch.expect("status of 400")
    (tmp_path / "text.db").write_text("no database")
    page.get_by_label("File of a snapshot").set_input_files(tmp_path / "text.db")
    says(page, "the file:")
    expect(page.locator("cs-snapshots .card")).to_have_count(0)


def test_a_snapshot_is_deleted_by_keys(console, opened):
    console.tenant.snapshots.save("a")
    page = opened(size=PHONE)
    page.get_by_role("button", name="Delete a").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("cs-snapshots .card")).to_have_count(0)
    assert console.tenant.snapshots.list() == []
    fits(page)
