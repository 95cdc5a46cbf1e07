"""Reports in a browser, opened as files: without a server, in light and dark, on paper."""

import re
import sys

import pytest
from playwright.sync_api import expect

from tests.console.support import PHONE, WIDE, fits
from tests.docs.pages import block
from tests.support.as_a_user import LEAN, run

FAILING = """\
apiVersion: simulator/v1
kind: Scenario
metadata: {name: shows-what-fails, description: "<b>Two</b> of three."}
rules:
  - id: one-node-finds-no-stock
    when: {stage: ecs}
    select: {count: 1}
    then: {fail: {code: OperationDenied.NoStock, policy: keep}}
  - {id: answer-is-lost, when: {operation: CreateCluster}, then: lost_reply}
timeline:
  - {at: +20m, do: lose_node, select: {index: [-1]}}
script:
  - {call: POST /clusters, body: {name: first, size: 3}, expect_status: 0}
  - {until: idle}
  - {call: "GET /clusters/{cluster_id:first}", expect_status: 200}
expect:
  - {rule: answer-is-lost, hits: 1}
  - {calls: {operation: CreateCluster}, count: 0}
"""
STRICT = "sandbox; default-src 'none'; img-src 'self'; style-src 'self'"  # as Jenkins has it


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The page of a scenario that fails."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "failing.yaml").write_text(FAILING, "utf-8")
    # In a process of its own: the browser's event loop is the running one here.
    done = run(folder, "cs-simulator", "scenario", "test", "failing.yaml", "--html", "report.html")
    assert done.returncode == 1, done.stderr
    return folder / "report.html"


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_report_opens_as_a_file(open_page, axe, report, colours, size):
    page = open_page(report.as_uri(), size=size, color_scheme=colours)
    expect(page.get_by_role("heading", name="shows-what-fails")).to_be_visible()
    expect(page.get_by_role("img", name="Timeline of shows-what-fails")).to_be_visible()
    expect(page.get_by_text("<b>Two</b> of three.", exact=True)).to_be_visible()
    fits(page)
    axe(page)


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """What pytest printed of the main page's first failure, and the index that it wrote."""
    folder = tmp_path_factory.mktemp("failed")
    for name in ("clusters.py", "test_lost_answer.py"):
        (folder / name).write_text(block(f"example: {name}"), "utf-8")
    done = run(folder, sys.executable, "-m", "pytest", *LEAN, "--cs-report", "out")
    assert done.returncode == 1, done.stderr
    return done.stdout, folder / "out" / "index.html"


def test_the_page_of_a_failed_test_tells_what_the_terminal_tells(open_page, axe, failed):
    printed, index = failed
    page = open_page(index.as_uri())
    axe(page)
    page.get_by_role("link", name="test_a_lost_answer_costs_nothing").click()
    expect(page.get_by_role("img", name="Timeline of test_lost_answer.py")).to_be_visible()
    axe(page)
    shown = page.locator("main").inner_text()
    failure = printed.partition("= FAILURES =")[2].partition("cs-simulator: 1 page: ")[0]
    lines = [line.strip() for line in failure.splitlines() if not re.match(r"[=_-]{3}", line)]
    assert len(lines) > 10
    assert [line for line in lines if line not in shown] == []


def test_a_proof_leads_to_a_call_that_opens(open_page, report):
    page = open_page(report.as_uri())
    page.get_by_role("link", name="call 1").click()
    call = page.locator("#call-1-1")
    expect(call).to_be_in_viewport()
    call.locator("summary").click()
    expect(call.get_by_text("the operation: answered 202; kept")).to_be_visible()
    expect(call.get_by_text('"name": "first"')).to_be_visible()


def test_what_is_closed_is_printed(open_page, report):
    page = open_page(report.as_uri())
    body = page.locator("#call-1-1").get_by_text('"name": "first"')
    expect(body).not_to_be_visible()
    page.emulate_media(media="print")
    expect(body).to_be_visible()


def test_a_viewer_that_forbids_styles_still_shows_lanes_and_texts(browser, report):
    page = browser.new_page()
    page.route(
        "http://viewer.example/*",
        lambda route: route.fulfill(
            body=report.read_text("utf-8"),
            content_type="text/html",
            headers={"Content-Security-Policy": STRICT},
        ),
    )
    page.goto("http://viewer.example/report.html")
    colours = page.locator("svg rect").evaluate_all(
        "bars => bars.map(bar => getComputedStyle(bar).fill)"
    )
    assert "rgb(0, 0, 0)" not in colours
    assert len(set(colours)) > 3
    expect(page.get_by_text("expected no call", exact=False).first).to_be_visible()
    page.close()
