"""A tenant with ten thousand calls and a thousand nodes: the page opens soon, and stays smooth."""

import asyncio
import time

import pytest
from cs_simulator.client import Tenant
from cs_simulator.testing import Simulator
from playwright.sync_api import expect

from tests.console.support import Console, is_live
from tests.console.tracing import slowness, traced
from tests.support.simulators import advance, call, create, opened

CALLS, CLUSTERS, NODES = 10_000, 100, 10
LONGEST = 100  # milliseconds that a task of the page may take
FIRST_PAINT = 1  # seconds
ATTEMPTS = 8  # what is slow by itself is slow in each of them


async def fill(file):
    """Make the tenant: most clusters run, others are being created."""
    async with opened(file, seed=7) as simulator:
        made = []
        for first, last, seconds in ((0, 60, 900), (60, CLUSTERS, 150)):
            names = [f"build{number}" for number in range(first, last)]
            made += await asyncio.gather(*[create(simulator, name, size=NODES) for name in names])
            await advance(simulator, seconds)
        paths = ["/clusters/none", *(f"/clusters/{one.ok()['cluster_id']}" for one in made)]
        for number in range(CLUSTERS, CALLS):
            await call(simulator, "GET", paths[number % len(paths)])


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """The console of that tenant."""
    file = tmp_path_factory.mktemp("large") / "state.db"
    asyncio.run(fill(file))
    with Simulator(db=str(file), clock="frozen") as running:
        yield Console(url=running.url, tenant=Tenant.of_name(running.connection, "default"))


def wait_until_shown(page, tab):
    """Wait until each view of the tab shows something of what there is."""
    expect(page.locator("cs-calls .row").first).to_be_visible()
    if tab == "timeline":
        expect(page.locator("cs-clusters .card").first).to_be_visible()
        expect(page.locator("cs-lanes [role=rowheader]").nth(5)).to_be_visible()
    is_live(page)


def work_of_server():
    """The seconds that the processor worked for this process, but for the test's own thread."""
    return time.process_time() - time.thread_time()


@pytest.fixture
def best(open_page):
    """The first measurement below *most*, else the least of all attempts: ``best(measure, most)``.

    Whatever else the machine does makes them longer, and never shorter. Each is divided by how
    slow the machine was just before and just after it, the less of both.
    """
    empty = open_page("about:blank")

    def least(measure, most):
        found, before = [], slowness(empty)
        while len(found) < ATTEMPTS and (not found or min(found) >= most):
            measured, after = measure(), slowness(empty)
            found.append(measured / min(before, after))
            before = after
        return min(found)

    return least


@pytest.mark.parametrize("tab", ["timeline", "calls"])
def test_the_first_paint_of_everything_takes_less_than_a_second(crowd, open_page, best, tab):
    def measure():
        # A page that can be traced, in a browser that has not read the console before.
        page = open_page(f"{crowd.url}/_simulator/ui/icon.svg", is_first=True)
        page.watch.expect("status of 404")  # the icon has no icon
        before = work_of_server()
        with traced(page) as work:
            page.goto(crowd.address(tab))
            wait_until_shown(page, tab)
            server = work_of_server() - before
        page.close()
        return work.seconds + server

    assert best(measure, FIRST_PAINT) < FIRST_PAINT


@pytest.mark.parametrize(
    ("tab", "what"),
    [
        ("calls", "cs-calls .virtual-list"),
        ("timeline", "cs-calls .virtual-list"),
        ("timeline", "cs-clusters"),
        ("timeline", "cs-lanes"),
    ],
)
def test_scrolling_is_smooth(crowd, open_page, best, tab, what):
    page = open_page(crowd.address(tab))
    wait_until_shown(page, tab)
    place = page.locator(what)
    place.hover()

    def measure():
        with traced(page) as work:
            for way in (900, 900, 30_000, -900, 60_000, -120_000, 700):
                page.mouse.wheel(0, way)
                page.evaluate("new Promise(requestAnimationFrame)")
            wait_until_shown(page, tab)
        return work.longest

    assert best(measure, LONGEST) < LONGEST


@pytest.mark.parametrize("tab", ["timeline", "calls"])
def test_live_updates_are_smooth(crowd, open_page, best, tab):
    page = open_page(crowd.address(tab))
    wait_until_shown(page, tab)
    [cluster, *_] = crowd.tenant.clusters.list()
    path = f"/clusters/{cluster['cluster_id']}"

    def measure():
        total = crowd.tenant.calls.count() + 100
        with traced(page) as work:
            for _ in range(50):
                crowd.tenant.calls.make("GET", path)
                crowd.tenant.calls.make("POST", f"{path}/tags", [{"key": "a", "value": "b"}])
            crowd.tenant.clock.advance("10s")
            expect(page.locator("cs-calls .total")).to_have_text(f"{total:,} calls")
            expect(page.locator("cs-calls .row").last).to_contain_text("/tags")
            page.evaluate("new Promise(requestIdleCallback)")
        return work.longest

    assert best(measure, LONGEST) < LONGEST


def test_a_long_task_would_be_seen(page):
    with traced(page) as work:
        page.evaluate("() => { let sum = 0; for (let i = 0; i < 1e9; i += 1) sum += i % 7; }")

    assert work.longest > LONGEST
