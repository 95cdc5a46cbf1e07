"""What tests of the lanes look for in a page."""

import re

from playwright.sync_api import Locator, Page

from tests.console.support import Console, box_of


def lane(page: Page, label: str) -> Locator:
    """The row with that label."""
    name = page.locator("[role=rowheader] .name", has_text=re.compile(f"^{label}$"))
    return page.locator("cs-lanes [role=row]").filter(has=name)


def bar(page: Page, label: str, name: str) -> Locator:
    """A bar in the row with that label, by its stage or its state."""
    return lane(page, label).get_by_role("gridcell", name=re.compile(f"^{name}, "))


def choose(page: Page, label: str | re.Pattern[str]) -> None:
    """Press an item of the menu that is open."""
    page.get_by_role("menuitem", name=label).click()


def x_of(found: Locator) -> float:
    """The left edge of an element in the window, once it does not move."""
    return box_of(found)["x"]


def is_later(found: Locator, x: float) -> None:
    """Wait until an element is right of that pixel."""
    found.page.wait_for_function(
        "([element, x]) => element.getBoundingClientRect().x > x", arg=[found.element_handle(), x]
    )


def is_at_x(found: Locator, x: float, within: float) -> None:
    """Wait until the left edge of an element is there, give or take some pixels."""
    found.page.wait_for_function(
        """([element, x, within]) =>
          Math.abs(element.getBoundingClientRect().x - x) <= within""",
        arg=[found.element_handle(), x, within],
    )


def begun(console: Console, name: str = "c1", size: int = 2) -> dict[str, str]:
    """A cluster whose creation has begun: its id and the task's."""
    body = console.tenant.creation(name=name, size=size)
    answer: dict[str, str] = console.tenant.calls.make("POST", "/clusters", body)["body"]
    return answer
