"""The page as a whole: it opens, and axe has nothing against it."""

from tests.console.support import expect


def test_it_opens_on_a_tenant_up_to_date(page, console):
    expect(page.locator("cs-clock .now")).to_have_text("09:00:00")
    expect(page.locator("cs-header .tenant")).to_contain_text(console.tenant.name)


def test_axe_finds_nothing_serious(page, axe):
    axe(page)
