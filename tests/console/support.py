"""What tests of the console start from: a browser, a page that is watched, a tenant of its own."""

import asyncio
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from cs_simulator.client import Tenant
from playwright.sync_api import Browser, FloatRect, Locator, Page, Playwright, expect

from tests.examples.toolchains import Toolchain
from tests.support.answer import Answer
from tests.support.process import call_url

# Debian's package, which CI installs; Playwright's own does as well.
CHROMIUM = Toolchain(commands=("chromium",), packages=("chromium",))
_ADVICE = (
    "the tests of the console need Chromium: install Debian's package chromium, or run"
    " python -m playwright install chromium"
)
_OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-dev-shm-usage",
)  # fmt: skip
_START = 180_000  # milliseconds that Chromium may take to start
WIDE, TABLET, PHONE = (1440, 900), (1024, 768), (390, 844)
"""Sizes of windows for which the page is made."""


@contextmanager
def turned(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Let Playwright's event loop be the running one, and none again afterwards.

    Playwright leaves its loop running between two calls, in which no asynchronous test could run.
    """
    asyncio._set_running_loop(loop)
    try:
        yield
    finally:
        asyncio._set_running_loop(None)


def launch(playwright: Playwright, **options: Any) -> Browser:
    """Start Chromium: the one on PATH, or Playwright's own; skips the test if there is none."""
    arguments = [*_OPTIONS, *options.pop("args", ())]
    options.setdefault("timeout", _START)
    found = shutil.which("chromium")
    if found is None and Path(playwright.chromium.executable_path).exists():
        return playwright.chromium.launch(args=arguments, **options)
    if found is None and not os.environ.get("CI"):
        pytest.skip(_ADVICE)
    if found is None:
        CHROMIUM.require()
        found = shutil.which("chromium")
    return playwright.chromium.launch(executable_path=found, args=arguments, **options)


@dataclass(frozen=True, kw_only=True)
class Console:
    """A tenant of a running simulator, and the address of its page."""

    url: str
    """Of the simulator."""
    tenant: Tenant

    def call(self, method: str, path: str, body: object = None) -> Answer:
        """Make a call of the API as the tenant, as a client without the page does."""
        headers = {"Authorization": f"acs {self.tenant.name}:x"}
        return call_url(f"{self.url}{path}", method, body, headers=headers)

    def address(self, tab: str = "timeline", **selected: str) -> str:
        """The page's address, with a tab and what is selected there."""
        parts = {"tab": tab, "tenant": self.tenant.name, **selected}
        return f"{self.url}/_simulator/ui/#{urlencode(parts)}"


def create(console: Console, name: str = "shop", **changes: object) -> str:
    """Create a Kubernetes cluster without nodes, as a client does; returns its id."""
    body = {
        "name": name, "cluster_type": "ManagedKubernetes", "region_id": "cn-beijing",
        "vpcid": "vpc-2zedefault", "vswitch_ids": ["vsw-2zedefaultb"],
        "container_cidr": "172.20.0.0/16", "service_cidr": "172.21.0.0/20", **changes,
    }  # fmt: skip
    made: str = console.call("POST", "/clusters", body).ok()["cluster_id"]
    return made


@dataclass
class Watch:
    """What must not happen in a page: errors, and requests to other hosts."""

    host: str
    problems: list[str] = field(default_factory=list)
    _expected: list[re.Pattern[str]] = field(default_factory=list)

    def expect(self, *patterns: str) -> None:
        """Let messages pass that match: ``status of 409`` where a request is to be refused."""
        self._expected += map(re.compile, patterns)

    def follow(self, page: Page) -> None:
        """Watch a page from now on."""
        page.on("console", lambda message: self._on_console(message.type, message.text))
        page.on("pageerror", lambda error: self.problems.append(f"{error}\n{error.stack}"))
        page.on("request", lambda request: self._on_request(request.url))

    def check(self) -> None:
        """Fail if something has happened."""
        found = [
            problem
            for problem in self.problems
            if not any(pattern.search(problem) for pattern in self._expected)
        ]
        assert not found, "\n".join(found)

    def _on_console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.problems.append(f"{kind}: {text}")

    def _on_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.problems.append(f"a request to another host: {url}")


def is_live(page: Page) -> None:
    """Wait until the page has read everything, and follows what happens."""
    expect(page.locator("cs-header .connection")).to_have_attribute("data-state", "live")


NOTE_MESSAGES = """addEventListener("DOMContentLoaded", () => {
  window.said = [];
  const place = document.querySelector("cs-toasts");
  const note = (changes) => changes.forEach(({ addedNodes }) =>
    addedNodes.forEach((message) => window.said.push(message.textContent)));
  if (place) new MutationObserver(note).observe(place, { childList: true });
});"""
"""A script that notes the page's messages: they go away by themselves, maybe before one looks."""


def says(page: Page, text: str) -> None:
    """Wait until the page has shown a message with that text since it was loaded."""
    page.wait_for_function("text => window.said.some((one) => one.includes(text))", arg=text)


def is_at(page: Page, *parts: str) -> None:
    """Wait until the page's address has these parts."""
    page.wait_for_function(
        "parts => parts.every((part) => location.href.includes(part))", arg=list(parts)
    )


_STANDS_STILL = """([element, last]) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  const box = JSON.stringify([x, y, width, height]);
  last.same = box === last.box ? last.same + 1 : 0;
  last.box = box;
  return height > 0 && last.same > 2;
}"""


def box_of(found: Locator) -> FloatRect:
    """Where an element is in the window, once it is seen and has not moved for some frames."""
    last = found.page.evaluate_handle("() => ({ box: '', same: 0 })")
    found.page.wait_for_function(_STANDS_STILL, arg=[found.element_handle(), last])
    box = found.bounding_box()
    assert box is not None
    return box


def fits(page: Page) -> None:
    """Wait until nothing is wider than the window."""
    page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")


def check_accessibility(page: Page) -> None:
    """Fail if axe finds something serious in what the page shows now."""
    found = [
        {"rule": one["id"], "where": [node["html"][:200] for node in one["nodes"]][:5],
         "why": one["nodes"][0]["failureSummary"]}
        for one in Axe().run(page).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]  # fmt: skip
    assert not found, json.dumps(found, indent=1)


def screenshots(page: Page, name: str) -> None:
    """Keep pictures of the page, light and dark, if CONSOLE_PICTURES names a folder for them."""
    folder = os.environ.get("CONSOLE_PICTURES")
    if not folder:
        return
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=Path(folder, f"{name}-{scheme}.png"))
