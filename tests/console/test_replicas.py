"""The console of a simulator that is one of several behind a proxy."""

import pytest
from cs_simulator.client import TenantClient
from cs_simulator.server.control.contract.tenants import LIST_TENANTS
from cs_simulator.testing import Simulator

from tests.console.support import Console, create, expect, is_at, is_live

REPLICA = "cs-1"


@pytest.fixture(scope="module")
def simulator():
    with Simulator(replica=REPLICA) as running:
        yield running


@pytest.fixture
def console(simulator):
    return Console(url=simulator.url, tenant=simulator.tenant(clock="frozen", seed=7))


def names(simulator):
    return simulator.connection.call(LIST_TENANTS, replica=REPLICA)["tenants"]


def open_menu(page):
    page.get_by_role("button", name="tenant").click()
    return page.get_by_role("menu", name="Tenants")


def open_other(page):
    open_menu(page).get_by_role("menuitem", name="Another tenant").click()
    return page.get_by_role("dialog", name="Another tenant")


def test_it_says_which_replica_it_shows(page):
    expect(page.locator("cs-header .place")).to_contain_text(f"replica {REPLICA} ·")
    page.get_by_role("button", name="cs-simulator").click()
    expect(page.get_by_role("dialog")).to_contain_text(REPLICA)


def test_the_menu_says_whose_tenants_it_lists(page, simulator):
    other = simulator.tenant(clock="frozen")
    menu = open_menu(page)
    expect(menu).to_contain_text(f"Tenants of the replica {REPLICA}; others have more")
    menu.get_by_role("menuitemradio", name=other.name).click()
    is_at(page, f"tenant={other.name}")
    is_live(page)


def test_a_tenant_is_opened_by_its_name(page, simulator):
    other = simulator.tenant(clock="frozen", name="by-name")
    dialog = open_other(page)
    dialog.get_by_label("Name of the tenant").fill(other.name)
    dialog.get_by_role("button", name="Open").click()
    is_at(page, "tenant=by-name")
    is_live(page)


def test_the_tenants_of_a_replica_are_listed_by_its_name(page, simulator):
    other = simulator.tenant(clock="frozen")
    dialog = open_other(page)
    expect(dialog.get_by_label("Replica")).to_have_value(REPLICA)
    dialog.get_by_role("button", name="List the replica's tenants").click()
    dialog.get_by_role("button", name=other.name).click()
    is_at(page, f"tenant={other.name}")
    expect(dialog).to_have_count(0)


def test_a_replica_that_cannot_be_reached_is_refused_in_words(page):
    page.watch.expect("status of 421")
    dialog = open_other(page)
    dialog.get_by_label("Replica").fill("cs-2")
    dialog.get_by_role("button", name="List the replica's tenants").click()
    expect(dialog.get_by_role("alert")).to_contain_text("the call is for 'cs-2'")


def test_the_menu_says_why_tenants_cannot_be_listed(page):
    page.watch.expect("status of 421")
    refused = {"code": "WrongReplica", "message": "the proxy leads elsewhere"}
    page.route("**/tenants?*", lambda route: route.fulfill(status=421, json=refused))
    expect(open_menu(page)).to_contain_text("the proxy leads elsewhere")
    page.keyboard.press("Escape")
    expect(open_other(page).get_by_label("Name of the tenant")).to_be_visible()


def test_a_tenant_is_made_and_one_that_was_deleted_is_made_again(page, simulator):
    open_menu(page).get_by_role("menuitem", name="New tenant").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("shop-tests")
    dialog.get_by_role("button", name="Make").click()
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    is_live(page)
    page.watch.expect("status of 404")
    open_menu(page).get_by_role("menuitem", name="Delete this tenant").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator("cs-header .tenant")).to_contain_text("default")
    page.evaluate("() => { location.hash = '#tab=timeline&tenant=shop-tests'; }")
    page.get_by_role("button", name="Make it").click()
    is_live(page)
    assert "shop-tests" in names(simulator)


def test_a_snapshot_is_forked_by_its_file(open_page, console, simulator):
    create(console)
    console.tenant.snapshot("before")
    page = open_page(console.address("snapshots"))
    is_live(page)
    page.get_by_role("button", name="Fork").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name of the tenant").fill("fork")
    dialog.get_by_role("button", name="Fork").click()
    page.get_by_role("dialog", name="Tenant fork").get_by_role("button", name="Open it").click()
    is_live(page)
    assert "fork" in names(simulator)
    assert len(TenantClient(simulator.connection, "fork").clusters.list()) == 1
