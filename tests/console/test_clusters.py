"""The clusters view: what clusters look like, and what can be done to them there."""

import os
import re
import subprocess
import sys

import pytest
from cs_simulator.testing import Simulator
from playwright.sync_api import Locator, Page

from tests.console.support import PHONE, Console, expect, fits, is_live, says, screenshots

LOST = {"id": "lost", "when": {"operation": "CreateCluster"}, "then": "lost_reply"}


def create(console: Console, kind: str, **changes: object) -> str:
    """Create a cluster of two nodes; returns its id."""
    call = console.tenant.calls.example("CreateCluster", type=kind)
    made = console.tenant.calls.make(call["method"], call["path"], {**call["body"], **changes})
    assert made["status"] == 202, made
    return str(made["body"]["cluster_id"])


def card(page: Page, name: str) -> Locator:
    """The card of the cluster of that name."""
    return page.locator("cs-clusters .card").filter(
        has=page.get_by_role("button", name=name, exact=True)
    )


def choose(page: Page, whose: str, what: str) -> None:
    """Choose something in the menu of a cluster or of a pool."""
    page.get_by_role("button", name=f"Actions of {whose}", exact=True).click()
    page.get_by_role("menuitem", name=what).click()


def field(page: Page, path: str) -> Locator:
    """The field of a value in the body."""
    return page.locator(f"[data-path='{path}']:not(fieldset)")


def open_creation(page: Page) -> Locator:
    """Open the form; returns the dialog once it is checked."""
    page.get_by_role("button", name="Create", exact=True).click()
    dialog = page.get_by_role("dialog", name="Create a cluster")
    expect(dialog).to_have_attribute("data-problems", "0")
    return dialog


def choose_type(dialog: Locator, kind: str) -> None:
    """Choose a type of clusters, and wait until the form is filled in for it."""
    types = dialog.get_by_role("combobox", name="Type")
    types.select_option("Ask")
    types.select_option(kind)
    expect(types).to_have_attribute("data-shown", re.compile(f"^{kind} "))


def submit(page: Page, action: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name=action, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.fixture
def opened(console, open_page):
    """Open the page once the test has made what it is to show."""

    def open_now(**options):
        page = open_page(console.address(**options.pop("selected", {})), **options)
        is_live(page)
        return page

    return open_now


def test_clusters_of_both_types_are_shown_with_their_states_and_nodes(console, opened, axe):
    managed = create(console, "ManagedKubernetes", name="shop")
    create(console, "swarm", name="old-shop", size=20)
    console.tenant.clock.advance("30m")
    lost = console.tenant.clusters.get(managed)["nodes"][0]
    console.tenant.clusters.lose_node(lost["instance_id"])
    create(console, "ManagedKubernetes/Serverless", name="bare")
    page = opened(selected={"cluster": managed})
    shop, old, bare = (card(page, name) for name in ("shop", "old-shop", "bare"))
    expect(shop.locator(".badge").first).to_have_text("running")
    expect(shop).to_contain_text("Managed · 1.")
    expect(shop).to_contain_text("1 of 2 ready, 1 lost")
    expect(shop.get_by_role("img", name="nodes: 1 ready, 1 lost").first).to_be_visible()
    expect(shop.locator("[data-pool]")).to_contain_text("1/2")
    expect(old).to_contain_text("Swarm · cn-beijing")
    expect(old).to_contain_text("20 of 20 ready")
    expect(old.locator(".nodes-bar span")).to_have_count(20)
    expect(bare).to_contain_text("no nodes")
    axe(page)


def test_a_change_is_seen_as_it_happens(console, page):
    cluster_id = create(console, "swarm", name="shop")
    expect(card(page, "shop")).to_contain_text("0 of 2 ready")
    expect(card(page, "shop")).to_contain_text("CreateCluster: slb")
    console.tenant.clock.settle()
    expect(card(page, "shop")).to_contain_text("2 of 2 ready")
    console.tenant.clusters.force(cluster_id, "deleted")
    expect(card(page, "shop")).to_have_count(0)
    expect(page.locator("cs-clusters")).to_contain_text("None yet")


@pytest.mark.parametrize("kind", ["ManagedKubernetes", "ManagedKubernetes/Edge", "swarm"])
def test_the_form_is_filled_in_with_what_is_accepted(console, page, kind):
    dialog = open_creation(page)
    choose_type(dialog, kind)
    field(page, "name").fill("shop")
    submit(page, "Create")
    expect(card(page, "shop")).to_have_attribute("aria-current", "true")
    [cluster] = console.tenant.clusters.list()
    assert (cluster["name"], cluster["cluster_type"]) == (
        "shop",
        "swarm" if kind == "swarm" else "ack",
    )


def test_what_is_wrong_is_shown_at_its_field_until_it_is_mended(console, page, axe):
    dialog = open_creation(page)
    size = field(page, "nodepools[0].scaling_group.desired_size")
    size.fill("-1")
    field(page, "name").fill("no_name")
    expect(dialog).to_have_attribute("data-problems", "2")
    expect(size).to_have_attribute("aria-invalid", "true")
    expect(size).to_have_accessible_description("from 0 to 10,000, not -1")
    expect(field(page, "name")).to_have_accessible_description(re.compile("letters, digits"))
    axe(page)
    screenshots(page, "create")
    submit_anyway = dialog.get_by_role("button", name="Create", exact=True)
    submit_anyway.click()
    expect(dialog.get_by_role("alert")).to_contain_text("400")
    size.fill("3")
    field(page, "name").fill("shop")
    expect(dialog).to_have_attribute("data-problems", "0")
    expect(size).to_have_attribute("aria-invalid", "false")
    submit(page, "Create")
    [cluster] = console.tenant.clusters.list()
    assert cluster["groups"][0]["size"] == 3


@pytest.mark.parametrize("kind", ["ManagedKubernetes", "swarm"])
def test_the_code_shown_follows_the_form_and_creates_the_same(console, page, kind):
    page.watch.expect("status of 404")  # lanes of a cluster that the reset took away
    dialog = open_creation(page)
    choose_type(dialog, kind)
    field(page, "name").fill("it-is-shop")
    shown = dialog.get_by_role("tabpanel")
    expect(shown).to_contain_text('"name": "it-is-shop"')
    curl = shown.inner_text()
    dialog.get_by_role("tab", name="Python").click()
    expect(shown).to_contain_text("CreateClusterRequest()")
    for command in (["bash", "-c", curl], [sys.executable, "-c", shown.inner_text()]):
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        [cluster] = console.tenant.clusters.list()
        assert cluster["name"] == "it-is-shop", done.stdout
        console.tenant.reset()


def test_the_python_of_each_change_makes_it(console, opened):
    managed = create(console, "ManagedKubernetes", name="shop")
    create(console, "swarm", name="old")
    page = opened(selected={"cluster": managed})
    changes = [
        ("shop", "Add node pool", "CreateClusterNodePool"),
        ("default", "Scale", "ModifyClusterNodePool"),
        ("default", "Delete", "DeleteClusterNodepool"),
        ("old", "Scale", "ScaleCluster"),
        ("old", "Delete", "DeleteCluster"),
    ]
    for whose, what, operation in changes:
        console.tenant.clock.settle()
        choose(page, whose, what)
        page.get_by_role("tab", name="Python").click()
        code = page.get_by_role("tabpanel").inner_text()
        page.get_by_role("button", name="Cancel").click()
        exec(code, {})
        last = console.tenant.calls.list()[-1]
        assert (last["operation"], last["code"]) == (operation, None)


def test_where_signatures_are_verified_the_code_shown_works_all_the_same(open_page):
    with Simulator(clock="frozen", auth="enforce", credentials=("main:secret",)) as simulator:
        tenant = simulator.tenant()
        page = open_page(Console(url=simulator.url, tenant=tenant).address())
        is_live(page)
        page.watch.expect("status of 404")  # lanes of a cluster that the reset took away
        dialog = open_creation(page)
        shown = dialog.get_by_role("tabpanel")
        expect(shown).to_contain_text("/_simulator/calls?tenant=")
        curl = shown.inner_text()
        dialog.get_by_role("tab", name="Python").click()
        expect(shown).to_contain_text("import os")
        for command in (["bash", "-c", curl], [sys.executable, "-c", shown.inner_text()]):
            environment = {**os.environ, **tenant.environment()}
            subprocess.run(command, capture_output=True, env=environment, timeout=60, check=True)
            assert len(tenant.clusters.list()) == 1
            tenant.reset()
        page.close()  # it does not outlive its simulator


def test_a_creation_is_of_the_region_that_is_chosen(console, page):
    dialog = open_creation(page)
    dialog.get_by_role("combobox", name="Region").select_option("cn-hangzhou")
    expect(field(page, "region_id")).to_have_value("cn-hangzhou")
    expect(dialog).to_have_attribute("data-problems", "0")
    submit(page, "Create")
    [cluster] = console.tenant.clusters.list()
    assert cluster["region_id"] == "cn-hangzhou"


def test_another_region_or_type_leaves_what_was_filled_in(console, page):
    dialog = open_creation(page)
    field(page, "name").fill("mine")
    field(page, "nodepools[0].scaling_group.desired_size").fill("4")
    dialog.get_by_role("combobox", name="Region").select_option("cn-hangzhou")
    expect(field(page, "region_id")).to_have_value("cn-hangzhou")
    expect(field(page, "name")).to_have_value("mine")
    types = dialog.get_by_role("combobox", name="Type")
    types.select_option("ManagedKubernetes/Edge")
    expect(types).to_have_attribute("data-shown", "ManagedKubernetes/Edge cn-hangzhou")
    expect(field(page, "name")).to_have_value("mine")
    expect(field(page, "nodepools[0].scaling_group.desired_size")).to_have_value("4")


def test_what_was_filled_in_is_there_when_the_form_is_opened_again(console, page):
    open_creation(page)
    field(page, "name").fill("mine")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    dialog = open_creation(page)
    expect(field(page, "name")).to_have_value("mine")
    expect(dialog).to_contain_text("With what was filled in before.")
    dialog.get_by_role("button", name="Start anew").click()
    expect(field(page, "name")).not_to_have_value("mine")
    expect(dialog.get_by_role("button", name="Start anew")).to_be_hidden()
    field(page, "name").fill("shop")
    submit(page, "Create")
    says(page, "shop is being created")


def test_code_and_ids_are_copied(console, opened):
    create(console, "swarm", name="shop")
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    choose(page, "shop", "Copy id")
    says(page, "The id is copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == console.tenant.clusters.list()[0]["cluster_id"]
    open_creation(page).get_by_role("button", name="Copy").click()
    says(page, "The call is copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("curl -s -X POST")


def test_a_name_with_a_quote_stays_one_word_of_the_shell(page):
    dialog = open_creation(page)
    field(page, "name").fill("it's $(mine)")
    shown = dialog.get_by_role("tabpanel")
    expect(shown).to_contain_text("it'\\''s $(mine)")
    argument = shown.inner_text().rpartition("-d ")[2]
    done = subprocess.run(
        ["bash", "-c", f"printf %s {argument}"], capture_output=True, text=True, check=True
    )
    assert '"name": "it\'s $(mine)"' in done.stdout


def test_the_body_is_written_as_json_too(console, page):
    dialog = open_creation(page)
    dialog.get_by_role("tab", name="Body").click()
    editor = dialog.get_by_label("The body as JSON")
    whole = editor.input_value()
    editor.fill(
        whole.replace('"addons"', '"tags": [{"key": "team", "value": "a"}], "addons"') + " x"
    )
    expect(editor).to_have_attribute("aria-invalid", "true")
    editor.fill(editor.input_value().removesuffix(" x"))
    expect(field(page, "tags[0].key")).to_have_value("team")
    dialog.get_by_role("button", name="Add another like tags[0]").click()
    field(page, "tags[1].key").fill("cost")
    field(page, "nodepools[0].scaling_group.desired_size").fill("0")
    dialog.get_by_role("button", name="Remove addons[0]").click()
    submit(page, "Create")
    [cluster] = console.tenant.clusters.list()
    assert {tag["key"] for tag in cluster["tags"]} >= {"team", "cost"}
    assert cluster["groups"][0]["size"] == 0


def test_an_answer_that_is_lost_is_said_and_the_form_stays(console, page):
    console.tenant.faults.add(LOST)
    dialog = open_creation(page)
    dialog.get_by_role("button", name="Create", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("No answer arrived (reset)")
    assert len(console.tenant.clusters.list()) == 1


def test_a_cluster_is_scaled_and_deleted_as_a_client_does_it(console, opened):
    create(console, "swarm", name="shop")
    console.tenant.clock.settle()
    page = opened()
    choose(page, "shop", "Scale")
    expect(field(page, "size")).to_have_value("3")
    field(page, "size").fill("4")
    submit(page, "Scale")
    expect(card(page, "shop").locator(".badge")).to_have_text("scaling")
    console.tenant.clock.settle()
    expect(card(page, "shop")).to_contain_text("4 of 4 ready")
    choose(page, "shop", "Delete")
    expect(page.get_by_role("tabpanel")).to_contain_text("-X DELETE")
    submit(page, "Delete")
    expect(card(page, "shop").locator(".badge")).to_have_text("deleting")
    operations = [call["operation"] for call in console.tenant.calls.list()]
    assert operations == ["CreateCluster", "ScaleCluster", "DeleteCluster"]


def test_node_pools_are_added_scaled_and_deleted(console, opened):
    cluster_id = create(console, "ManagedKubernetes", name="shop")
    console.tenant.clock.settle()
    page = opened(selected={"cluster": cluster_id})
    pools = page.get_by_role("region", name="Node pools of shop")
    pools.get_by_role("button", name="Add").click()
    field(page, "scaling_group.desired_size").fill("-2")
    page.get_by_role("button", name="Add node pool", exact=True).click()
    size = field(page, "scaling_group.desired_size")
    expect(size).to_have_accessible_description("from 0 to 10,000, not -2")
    size.fill("2")
    field(page, "nodepool_info.name").fill("batch")
    submit(page, "Add node pool")
    batch = pools.locator("[data-pool]").filter(has_text="batch")
    expect(batch).to_contain_text("0/2")
    console.tenant.clock.settle()
    expect(batch).to_contain_text("2/2")
    choose(page, "batch", "Scale")
    field(page, "scaling_group.desired_size").fill("5")
    submit(page, "Scale")
    expect(batch).to_contain_text("2/5")
    console.tenant.clock.settle()
    choose(page, "batch", "Delete")
    submit(page, "Delete")
    expect(batch.locator(".badge")).to_have_text("deleting")


def test_states_are_forced(console, opened):
    cluster_id = create(console, "ManagedKubernetes", name="shop")
    page = opened(selected={"cluster": cluster_id})
    choose(page, "default", "Force state")
    page.get_by_role("combobox", name="State").select_option("failed")
    submit(page, "Force")
    expect(page.locator("[data-pool] .badge")).to_have_text("failed")
    says(page, "default was put into the state failed")
    by_hand = page.locator("cs-lanes .mark[aria-label*='default was forced from']")
    expect(by_hand).to_be_visible()
    choose(page, "shop", "Force state")
    page.get_by_role("combobox", name="State").select_option("unavailable")
    submit(page, "Force")
    expect(card(page, "shop").locator(".badge").first).to_have_text("unavailable")
    assert console.tenant.clusters.get(cluster_id)["state"] == "unavailable"


def test_nodes_whose_task_was_ended_by_force_have_stopped(console, opened):
    cluster_id = create(console, "swarm", name="shop")
    console.tenant.clock.advance("60s")
    page = opened()
    expect(card(page, "shop").get_by_role("img", name="nodes: 2 coming")).to_be_visible()
    console.tenant.clusters.force(cluster_id, "failed")
    expect(card(page, "shop")).to_contain_text("0 of 2 ready, 2 stopped")


def test_many_clusters_are_filtered(console, opened):
    for number in range(8):
        create(console, "ExternalKubernetes", name=f"shop-{number}")
    page = opened()
    expect(page.locator("cs-clusters .card")).to_have_count(8)
    page.get_by_label("Show only clusters with").fill("SHOP-3")
    expect(page.locator("cs-clusters .card")).to_have_count(1)
    expect(page.locator("cs-clusters h2")).to_contain_text("1 of 8")
    page.get_by_label("Show only clusters with").fill("nothing")
    expect(page.locator("cs-clusters")).to_contain_text("None of 8 clusters")


def test_everything_is_done_by_keys(console, opened):
    create(console, "swarm", name="first")
    create(console, "swarm", name="second")
    page = opened()
    page.get_by_role("button", name="first", exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(card(page, "first").locator("[tabindex='0']")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(card(page, "second")).to_have_attribute("aria-current", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("f")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    for key in ("f", "Tab", "Tab", "Enter"):  # failed, Cancel, Force
        page.keyboard.press(key)
    expect(card(page, "second").locator(".badge")).to_have_text("failed")


def test_the_form_fits_a_phone(console, opened, axe):
    page = opened(size=PHONE)
    dialog = open_creation(page)
    fits(page)
    field(page, "service_cidr").fill("none")
    expect(dialog).to_have_attribute("data-problems", "1")
    axe(page)
