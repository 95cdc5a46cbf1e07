"""The header: what answers, tenants, tabs, light and dark."""

import pytest
from cs_simulator import __version__
from cs_simulator.server.control.contract.tenants import DELETE_TENANT, LIST_TENANTS

from tests.console.support import PHONE, TABLET, WIDE, create, expect, fits, is_at, is_live, says


def choose(page, menu, item):
    page.get_by_role("button", name=menu).click()
    page.get_by_role("menu").get_by_role("menuitem", name=item).click()


@pytest.fixture
def tenants(simulator):
    return lambda: simulator.connection.call(LIST_TENANTS)["tenants"]


def test_it_names_version_folder_database_and_process(page):
    header = page.locator("cs-header")
    expect(header).to_contain_text(__version__)
    expect(header.locator(".place")).to_contain_text("in memory · process")
    page.get_by_role("button", name="cs-simulator").click()
    about = page.get_by_role("dialog")
    for text in ("Address", "Folder", "Database", "Process", "not verified"):
        expect(about).to_contain_text(text)
    page.keyboard.press("Escape")
    expect(about).to_have_count(0)


def test_another_tenant_is_shown_when_it_is_chosen(page, console, simulator):
    other = simulator.tenant(clock="frozen")
    other.clock.advance("1h")
    page.get_by_role("button", name="tenant").click()
    page.get_by_role("menuitemradio", name=other.name).click()
    expect(page.locator("cs-clock .now")).to_have_text("10:00:00")
    is_at(page, f"tenant={other.name}")


def test_a_tenant_is_made_and_its_keys_are_handed_over(page, tenants):
    choose(page, "tenant", "New tenant")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("shop-tests")
    dialog.get_by_label("Seed").fill("41")
    dialog.get_by_label("Clock").select_option("frozen")
    dialog.get_by_role("button", name="Make").click()
    keys = page.get_by_role("dialog", name="Tenant shop-tests")
    expect(keys).to_contain_text("shop-tests")
    expect(keys.get_by_role("button", name="Copy secret")).to_be_visible()
    keys.get_by_role("button", name="Close").last.click()
    expect(page.locator("cs-header .tenant")).to_contain_text("shop-tests")
    assert "shop-tests" in tenants()


def test_a_refused_tenant_says_why_in_the_dialog(page, console):
    page.watch.expect("status of 409")
    choose(page, "tenant", "New tenant")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(console.tenant.name)
    dialog.get_by_role("button", name="Make").click()
    expect(dialog.get_by_role("alert")).to_contain_text("already")


@pytest.mark.parametrize("name", ["bad name", "ünder", "a:b", "a,b"])
def test_a_name_that_no_client_can_sign_with_is_refused_at_its_field(page, tenants, name):
    choose(page, "tenant", "New tenant")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Make").click()
    expect(dialog.get_by_role("alert")).to_contain_text("no client can sign with that name")
    expect(dialog.get_by_label("Name")).to_have_attribute("aria-invalid", "true")
    assert name not in tenants()


def test_the_tenants_name_is_read_in_a_narrow_window(open_page, console):
    page = open_page(console.address(), size=(780, 700))
    is_live(page)
    page.wait_for_function("() => document.querySelector('cs-header .tenant b').clientWidth > 60")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_of_a_dialog_that_is_too_tall_only_the_content_scrolls(open_page, console, size):
    page = open_page(console.address(), size=(size[0], 330))
    is_live(page)
    choose(page, "tenant", "New tenant")
    expect(page.get_by_role("dialog", name="New tenant")).to_be_visible()
    scrolling = page.evaluate("""() => {
      const found = [document.documentElement, ...document.querySelectorAll("dialog, dialog *")];
      const scrolls = (one) => one.scrollHeight > one.clientHeight
        && getComputedStyle(one).overflowY !== (one.matches(":root") ? "hidden" : "visible");
      return found.filter(scrolls).map((one) => one.className || one.tagName);
    }""")
    assert scrolling == ["content"]


def test_a_tenant_is_reset_but_for_what_is_kept(page, console):
    console.tenant.clock.advance("5m")
    choose(page, "tenant", "Reset")
    page.get_by_role("dialog").get_by_label("Keep the virtual time").check()
    page.get_by_role("dialog").get_by_role("button", name="Reset").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    says(page, "is reset")
    assert console.tenant.clock.now == "2026-09-01T09:05:00Z"


def test_a_tenant_is_deleted_after_it_was_asked(page, console, tenants):
    choose(page, "tenant", "Delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator("cs-header .tenant")).to_contain_text("default")
    is_live(page)
    assert console.tenant.name not in tenants()


def test_a_tenant_that_is_gone_is_said_to_be_and_can_be_made_again(
    open_page, console, simulator, tenants, axe
):
    create(console)
    page = open_page(console.address())
    page.watch.expect("status of 404")
    is_live(page)
    expect(page.locator("cs-clusters .card")).to_have_count(1)
    expect(page.locator("cs-lanes")).to_contain_text("shop")
    expect(page.locator("cs-calls .total")).to_have_text("1 call")
    asked = []
    page.on("response", lambda sent: asked.append(sent) if sent.status == 404 else None)
    simulator.connection.call(DELETE_TENANT, console.tenant.name)
    notice = page.get_by_role("alert").filter(has_text=f"no tenant '{console.tenant.name}'")
    expect(notice.get_by_role("button", name="Choose another")).to_be_visible()
    expect(page.locator("cs-clusters .card")).to_have_count(0)
    expect(page.locator("cs-lanes")).not_to_contain_text("shop")
    expect(page.locator("cs-clock .moves")).to_have_attribute("inert", "")
    expect(page.locator("cs-clock .now")).to_have_text("")
    axe(page)
    assert console.tenant.name not in tenants()
    notice.get_by_role("button", name="Make it").click()
    is_live(page)
    expect(notice).to_be_hidden()
    expect(page.locator("cs-clock .moves")).not_to_have_attribute("inert", "")
    assert console.tenant.name in tenants()
    assert len(asked) <= 3


def test_a_change_about_a_tenant_that_is_gone_does_not_make_it(page, console, tenants):
    page.watch.expect("status of 404", "there is no tenant")
    said = page.evaluate("""async () => {
      const { control } = await import("/_simulator/ui/base/control.js");
      const query = { tenant: "never-made" };
      const send = control.send("POST", "clock/advance", { by: "1m" }, query);
      return send.catch((refused) => refused.message);
    }""")
    assert said == "there is no tenant 'never-made'"
    assert "never-made" not in tenants()


def test_names_are_shown_as_text(open_page, console, simulator):
    name = "<img src=x onerror=alert(1)>"
    made = simulator.tenant(name=name, clock="frozen")
    page = open_page(console.address())
    page.get_by_role("button", name="tenant").click()
    page.get_by_role("menuitemradio", name=made.name).click()
    expect(page.locator("cs-header .tenant")).to_contain_text(name)


@pytest.mark.parametrize("tab", ["Timeline", "Calls", "Editor", "Snapshots"])
def test_a_tab_opens_its_view_and_the_address_leads_back_to_it(page, console, tab):
    views = page.get_by_role("navigation", name="Views")
    views.get_by_role("button", name=tab).click()
    expect(views.get_by_role("button", name=tab)).to_have_attribute("aria-current", "page")
    page.reload()
    expect(views.get_by_role("button", name=tab)).to_have_attribute("aria-current", "page")


def test_light_and_dark_follow_the_system_until_one_is_chosen(page):
    root = page.locator("html")
    page.emulate_media(color_scheme="dark")
    expect(root).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Light or dark").click()
    page.get_by_role("menuitemradio", name="Light", exact=True).click()
    expect(root).to_have_attribute("data-theme", "light")
    page.reload()
    expect(root).to_have_attribute("data-theme", "light")


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
def test_nothing_is_wider_than_the_window(open_page, console, size):
    page = open_page(console.address(), size=size)
    is_live(page)
    fits(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_menus_and_dialogs(
    open_page, console, simulator, tenants, axe, scheme
):
    while len(tenants()) < 40:  # so many that the menu scrolls
        simulator.tenant()
    page = open_page(console.address(), color_scheme=scheme)
    is_live(page)
    page.get_by_role("button", name="tenant").click()
    expect(page.get_by_role("menuitem", name="New tenant")).to_be_visible()
    axe(page)
    page.get_by_role("menuitem", name="New tenant").click()
    expect(page.get_by_role("dialog", name="New tenant")).to_be_visible()
    axe(page)


def test_a_menu_is_used_by_keys_alone_and_gives_the_focus_back(page):
    button = page.get_by_role("button", name="tenant")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitemradio").first).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="Delete")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitemradio").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
