"""How the page is served: its files, what browsers are allowed to do with it, who is led there."""

from tests.console.support import expect


def test_a_page_opens_on_the_tenant(page, console):
    expect(page.locator("cs-clock")).to_contain_text("09:00:00")


def test_axe_finds_nothing_serious(page, axe):
    axe(page)
