"""Reports as pages: complete, without script, and safe with any text."""

import re
from html.parser import HTMLParser

import orjson
from cs_simulator.charts import build, of_json, of_run
from cs_simulator.charts.html import index, lanes, of_tenant, page
from cs_simulator.charts.html import of_run as report_of_run
from cs_simulator.charts.html.report import MOST_CALLS, json_or_text
from cs_simulator.charts.html.tags import Markup, tag, text
from cs_simulator.server.control.rendering.picture import picture_object, row_object

from tests.support.scripts import run

CREATE = "{call: POST /clusters, body: {name: a, size: 2, strange: 3}}"
SCENARIO = """\
rules:
  - {id: lost, when: {operation: CreateCluster}, fire: {nth: 1}, then: lost_reply}
  - {id: idle, when: {operation: ScaleCluster}, then: reset}
expect:
  - {rule: lost, hits: 1}
  - {clusters: {}, count: {max: 0}}
  - {calls: {operation: DescribeClusterDetail}, count: 0}
"""
GET = "{call: 'GET /clusters/{cluster_id:a}'}"


class Parser(HTMLParser):
    """Notes every element with its attributes, and which are open at the end."""

    def __init__(self):
        super().__init__()
        self.found, self.open = [], []

    def handle_starttag(self, name, attributes):
        self.found.append((name, dict(attributes)))
        if name != "meta":
            self.open.append(name)

    def handle_startendtag(self, name, attributes):
        self.found.append((name, dict(attributes)))

    def handle_endtag(self, name):
        assert self.open.pop() == name


def parsed(html):
    parser = Parser()
    parser.feed(html)
    assert parser.open == []
    return parser.found


async def a_run():
    return await run(CREATE, "{until: idle}", GET, more=SCENARIO)


async def test_a_page_needs_nothing_and_runs_nothing():
    html = page.page("x", [report_of_run.report("x.yaml", await a_run())])
    for name, attributes in parsed(html):
        assert name not in ("script", "link", "img", "iframe", "object", "form")
        assert not any(key.startswith("on") or key in ("src", "style") for key in attributes)
        assert attributes.get("href", "#").startswith("#")
    assert not re.search(r"url\(|@import", html)


async def test_a_page_has_everything_of_a_run():
    html = page.page("x", [report_of_run.report("x.yaml", await a_run(), "x.yaml:3:1: W105: idle")])
    for said in (
        "x.yaml", "W105: idle", "failed", "Timeline", "acted once", "was never considered",
        "no answer (reset)", "lost:lost_reply", "strange",
        "the operation: answered 202; kept", "sent: reset",
        "expected no cluster, found 1", "expected no call", "name: x",
    ):  # fmt: skip
        assert said in html, said


async def test_a_proof_leads_to_its_call():
    html = page.page("x", [report_of_run.report("x.yaml", await a_run())])
    places = {attributes.get("id") for _, attributes in parsed(html)}
    targets = {attributes["href"][1:] for name, attributes in parsed(html) if name == "a"}
    assert targets
    assert targets <= places


async def test_several_reports_have_contents():
    one = report_of_run.report("x.yaml", await a_run())
    html = page.page("All of them", [one, report_of_run.unusable("y.yaml", "y.yaml:1:1: E001: no")])
    assert "0 of 2 passed" in html
    assert 'href="#report-2"' in html
    assert "E001: no" in html


async def test_only_the_last_calls_are_shown():
    played = await run(f"{{call: GET /clusters, repeat: {MOST_CALLS}}}", "{call: GET /clusters}")
    html = page.page("x", [report_of_run.report("x.yaml", played)])
    assert "1 earlier calls are not shown" in html
    assert html.count("<li id=") == MOST_CALLS


async def test_the_lanes_keep_their_colours_without_a_style_sheet():
    drawn = lanes.drawing(build.picture(of_run.facts(await a_run())), "x")
    for name, attributes in parsed(drawn):
        if name == "rect":
            assert attributes["fill"].startswith("#"), attributes
        if name == "path" and "mark" in attributes["class"]:
            assert attributes["stroke"].startswith("#"), attributes


async def test_a_picture_is_read_as_it_was_written():
    drawn = build.picture(of_run.facts(await a_run()))
    written = picture_object(drawn, [row_object(row) for row in drawn.rows])
    assert of_json.picture(orjson.loads(orjson.dumps(written))) == drawn


def test_any_text_is_text():
    report = of_tenant.report("a\x00\u202eb", [("<b>", "</pre>\t.")])
    shown = page.page("<script>&\x1b[31m", [report])
    parsed(shown)
    assert "<script>" not in shown
    assert "&lt;/pre&gt;" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_an_element_has_its_attributes():
    assert tag("a", "x", href='"', hidden=True, id=None, class_="y") == (
        '<a href="&quot;" hidden class="y">x</a>'
    )
    assert text(["<", Markup("<br>"), None]) == "&lt;<br>"


def test_a_body_is_shown_as_json_if_it_is():
    assert json_or_text('{"a": 1}') == '{\n  "a": 1\n}'
    assert json_or_text("no json") == "no json"
    assert json_or_text(None) == ""


def test_a_test_without_a_tenant_has_what_the_terminal_says():
    html = page.page("x", [of_tenant.report("x", [("Failure", "assert 1 == 2")])])
    assert "assert 1 == 2" in html
    assert "Timeline" not in html


def test_an_index_leads_to_the_pages():
    html = index.page([("test_a.py::test_b[<]", "b.html", "assert 1")], 1, 3, "2026-03-02")
    assert ("a", {"href": "b.html"}) in parsed(html)
    assert "1 of 3 tests failed" in html
    assert "cs-simulator · 2026-03-02" in html
    assert "No failure in 1 test" in index.page([], 0, 1, "")
