"""The screenshots of the READMEs, light and dark: the console with a failure in it.

``python -m tests.docs.generate --screenshots`` takes them, which needs Chromium. Fonts and versions
of browsers make them differ by some pixels, so that they are not compared: take them anew after a
change that is seen.
"""

from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from cs_simulator.testing import Simulator
from playwright.sync_api import Browser, expect, sync_playwright

from tests.console.support import Console, is_live, launch
from tests.docs import pages
from tests.docs.pictures import FOLDER, THEMES

_SIZE = {"width": 1360, "height": 860}
_SCENARIO = {
    "apiVersion": "simulator/v1",
    "kind": "Scenario",
    "metadata": {"name": "two-of-five-find-no-stock"},
    "rules": [
        {
            "id": "two-nodes-find-no-stock",
            "when": {"stage": "ecs", "node_pool": "workers"},
            "select": {"count": 2},
            "then": {"fail": {"code": "OperationDenied.NoStock", "policy": "keep"}},
        }
    ],
    "timeline": [{"at": "+10m", "do": "lose_node", "select": {"count": 1}}],
    "expect": [
        {"rule": "two-nodes-find-no-stock", "hits": {"min": 1}},
        {"pools": {"lacks_nodes": True}, "count": 0},
    ],
}


def take() -> list[str]:
    """Take all of them; returns the names of the files."""
    with _folder_of_a_user(), Simulator() as simulator, _browser() as browser:
        tenant = simulator.tenant(name="shop", clock="frozen", seed=11, scenario=_SCENARIO)
        console = Console(url=simulator.url, tenant=tenant)
        _fill(console)
        for theme in THEMES:
            page = browser.new_page(viewport=_SIZE, color_scheme=theme)
            page.goto(console.address())
            is_live(page)
            expect(page.locator("cs-lanes").get_by_text("node 5")).to_be_visible()
            expect(page.locator("cs-scenario").get_by_text("1 not met")).to_be_visible()
            page.screenshot(path=FOLDER / f"console-{theme}.png", animations="disabled")
            page.close()
    names = [FOLDER / f"console-{theme}.png" for theme in THEMES]
    return [path.relative_to(pages.ROOT).as_posix() for path in names]


@contextmanager
def _folder_of_a_user() -> Iterator[None]:
    """The page shows the folder in which the simulator runs."""
    with TemporaryDirectory() as parent:
        folder = Path(parent) / "shop"
        folder.mkdir()
        with chdir(folder):
            yield


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            yield browser
        finally:
            browser.close()


def _fill(console: Console) -> None:
    """A cluster with a pool that lacks nodes, and one that is being created."""
    pool = {
        "nodepool_info": {"name": "workers"},
        "scaling_group": {
            "desired_size": 5,
            "instance_types": ["ecs.g7.xlarge"],
            "instance_charge_type": "PostPaid",
            "vswitch_ids": ["vsw-2zedefaultb"],
        },
    }
    cluster_id = _create(console, "prod", "172.20.0.0/16", "172.21.0.0/20")
    console.tenant.clock.advance("5m")
    console.call("POST", f"/clusters/{cluster_id}/nodepools", pool).ok()
    console.tenant.clock.advance("75s")
    _create(console, "staging", "172.22.0.0/16", "172.23.0.0/20")
    console.tenant.clock.advance("15s")
    console.call("GET", f"/clusters/{cluster_id}/nodes")
    console.call("GET", "/clusters/c0")


def _create(console: Console, name: str, pods: str, services: str) -> str:
    body = {
        "name": name,
        "cluster_type": "ManagedKubernetes",
        "region_id": "cn-beijing",
        "vpcid": "vpc-2zedefault",
        "vswitch_ids": ["vsw-2zedefaultb"],
        "container_cidr": pods,
        "service_cidr": services,
    }
    made: str = console.call("POST", "/clusters", body).ok()["cluster_id"]
    return made
