"""A real browser, once for each test process, and pages that are watched for errors.

``page`` is open on a tenant of the test's own (``console.tenant``); ``open_page`` opens others.
What the page's policy forbids is forbidden to tests, too: give ``page.wait_for_function`` a
function (``() => …``), not an expression. No test depends on how fast the page is: what follows
from an action is waited for (``expect``, ``is_at``, ``says``, ``box_of``), not read at once.

Without Chromium the tests are skipped with what is missing; on CI it is installed.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from cs_simulator.testing import Simulator
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)  # fmt: skip

from tests.console.support import (
    NOTE_MESSAGES,
    WIDE,
    Console,
    Watch,
    check_accessibility,
    is_live,
    launch,
    turned,
)  # fmt: skip

# Milliseconds that a page may take for what a test waits for: many, since a machine that is busy
# with other tests may stand still for long, and a test that passes does not wait for their end.
_TIMEOUT = 60_000
expect.set_options(timeout=_TIMEOUT)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    driver = sync_playwright().start()
    asyncio._set_running_loop(None)  # it is the running one from here on, but for `turned`
    yield driver
    with turned(driver._loop):
        driver.stop()


@pytest.fixture(autouse=True)
def turn(playwright: Playwright) -> Iterator[None]:
    """Playwright's event loop runs during these tests only."""
    with turned(playwright._loop):
        yield


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with turned(playwright._loop):
        running = launch(playwright)
    yield running
    with turned(playwright._loop):
        running.close()


@pytest.fixture(scope="session")
def simulator() -> Iterator[Simulator]:
    """The simulator that all tests of a process share, each with a tenant of its own."""
    with Simulator() as running:
        yield running


@pytest.fixture
def console(simulator: Simulator) -> Console:
    """A new tenant, whose clock stands still until it is moved."""
    return Console(url=simulator.url, tenant=simulator.tenant(clock="frozen", seed=7))


def made(browser: Browser, **options: Any) -> BrowserContext:
    context = browser.new_context(**options)
    context.set_default_timeout(_TIMEOUT)
    context.add_init_script(NOTE_MESSAGES)
    return context


@pytest.fixture(scope="session")
def shared(playwright: Playwright, browser: Browser) -> BrowserContext:
    """Where most pages are opened: to make another, and to read all files anew, takes long."""
    with turned(playwright._loop):
        return made(browser)


def leave(context: BrowserContext) -> None:
    """Leave nothing of a test's pages to the next one's."""
    for page in context.pages:
        with suppress(Error):  # a page that was closed, or has no storage
            page.evaluate("() => localStorage.clear()")
        page.close()
    context.clear_permissions()
    context.clear_cookies()


@pytest.fixture
def open_page(
    turn: None, browser: Browser, shared: BrowserContext
) -> Iterator[Callable[..., Page]]:
    """Open an address in a browser without cookies: ``open_page(url, size=PHONE, color_scheme=…)``.

    The page's ``watch`` says what may happen; the test fails at its end for everything else. With
    ``is_first`` or options of a browser's context the page is the first of its browser: not even
    its files are there.
    """
    contexts, watches = [], []

    def open_one(
        url: str,
        size: tuple[int, int] = WIDE,
        *,
        color_scheme: Literal["light", "dark"] = "light",
        is_first: bool = False,
        **options: Any,
    ) -> Page:
        view: ViewportSize = {"width": size[0], "height": size[1]}
        context = made(browser, viewport=view, **options) if is_first or options else shared
        if context is not shared:
            contexts.append(context)
        watch = Watch(urlsplit(url).netloc)
        watches.append(watch)
        page = context.new_page()
        page.set_viewport_size(view)
        page.emulate_media(color_scheme=color_scheme)
        page.watch = watch  # type: ignore[attr-defined]
        watch.follow(page)
        page.goto(url)
        return page

    yield open_one
    for context in contexts:
        context.close()
    leave(shared)
    for watch in watches:
        watch.check()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fail if axe finds something serious in what a page shows: ``axe(page)``."""
    return check_accessibility


@pytest.fixture
def page(open_page: Callable[..., Page], console: Console) -> Page:
    """The console, open on the tab Timeline of the test's tenant, once it is up to date."""
    opened = open_page(console.address())
    is_live(opened)
    return opened
