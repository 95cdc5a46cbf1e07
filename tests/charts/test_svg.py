"""Charts as SVG: what they show, that they can be read, and that they are XML in any case."""

import re
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import cs_simulator
import pytest
from cs_simulator.charts import build, of_run
from cs_simulator.charts.colours import COLOURS
from cs_simulator.charts.model import MarkKind
from cs_simulator.charts.svg import elements, theme
from cs_simulator.charts.svg import marks as svg_marks
from cs_simulator.charts.svg.document import Titled, document, element

from tests.support.scripts import run

NAMESPACE = "{http://www.w3.org/2000/svg}"
RULES = """rules:
  - {id: no-stock, when: {stage: ecs}, select: {index: [0]}, then: {no_stock: {policy: keep}}}
  - {id: flaps, select: {index: [1]}, then: {flapping: {times: 2}}}
  - {id: stuck, when: {stage: boot}, select: {index: [2]}, then: {stuck: {}}}
timeline:
  - {at: +1m, do: start_outage, for: 2m}
  - {at: +9m, do: set_quota, quota: eips, amount: 3}
"""
CREATE = "{call: POST /clusters, body: {name: a, size: 4}, expect_status: 202}"


@pytest.fixture
async def picture():
    played = await run(CREATE, "{until: idle}", "{call: GET /clusters/x}", more=RULES)
    return build.picture(of_run.facts(played))


def halved(picture):
    """The same picture in the middle of its time."""
    return picture._replace(now=(picture.began + picture.ended) // 2)


def parsed(picture, **options):
    return ET.fromstring(document([Titled("a title", picture)], **options))


def texts(svg):
    return [each.text for each in svg.iter(f"{NAMESPACE}text")]


def titles(svg):
    return [each.text for each in svg.iter(f"{NAMESPACE}title")]


def classes(svg, name):
    return [each.get("class") for each in svg.iter(NAMESPACE + name)]


async def test_rows_bars_and_marks_are_drawn_with_titles_for_the_pointer(picture):
    svg = parsed(picture)
    shown = texts(svg)
    assert {"a title", "calls", "no-stock", "start_outage", "a", "CreateCluster", "node 4"} <= {
        *shown
    }
    assert {"init", "boot, held", "initial", "ready", "for: 2m"} <= {*shown}
    assert "OperationDenied.NoStock; rule no-stock (no_stock)" in shown
    assert "404 ErrorClusterNotFound" in shown
    shown = "\n".join(titles(svg))
    assert re.search(r"boot, held: from \d:\d\d\nrule stuck \(stuck\)", shown)
    assert re.search(r"init: \d:\d\d to \d:\d\d \(\dm\d+s\d*m?s?\)\ntakes about 3m, at most", shown)
    assert re.search(r"\d:\d\d lost\n\d:\d\d flaps: flapping", shown)
    assert re.search(r"0:00 POST /clusters \(a\): 202", shown)


async def test_what_is_expected_is_paler_and_the_line_of_now_is_between(picture):
    over = parsed(picture)
    assert not any("p-" in name for name in classes(over, "rect"))
    assert "now" not in texts(over)
    half = parsed(halved(picture))
    assert any(name.startswith("p p-") for name in classes(half, "rect"))
    assert {"now", "paler: expected"} <= {*texts(half)}
    [line] = [each for each in half.iter(f"{NAMESPACE}path") if each.get("class") == "now"]
    x = float(re.match(r"M([\d.]+)", line.get("d"))[1])
    for rect in half.iter(f"{NAMESPACE}rect"):
        if (rect.get("class") or "").startswith("p p-") and rect.get("x") != "0":
            assert float(rect.get("x")) >= x - 0.2


async def test_several_charts_are_below_each_other_and_each_has_its_title(picture):
    svg = ET.fromstring(document([Titled("one", picture, "words"), Titled("two", picture)]))
    assert [text for text in texts(svg) if text in ("one", "words", "two")] == [
        "one",
        "words",
        "two",
    ]
    assert float(svg.get("height")) > 2 * float(parsed(picture).get("height")) - 60


async def test_an_element_of_a_page_brings_no_style_of_its_own(picture):
    svg = ET.fromstring(element(picture, "a label", 900))
    assert (svg.get("aria-label"), svg.get("class"), svg.get("width")) == (
        "a label",
        "cs-chart",
        "900",
    )
    assert list(svg.iter(f"{NAMESPACE}style")) == []


async def test_names_of_others_are_text_and_nothing_else(picture):
    rows = tuple(row._replace(label="<b>&\x1b[31m]]>\ud83d\x00") for row in picture.rows)
    svg = parsed(picture._replace(rows=rows))
    assert any("<b>&\\x1b[31m]]>\\ud83d\\x00" in title for title in titles(svg))


async def test_an_empty_picture_has_its_title_only():
    played = await run("{advance: 1s}")
    svg = parsed(build.picture(of_run.facts(played)))
    assert "a title" in texts(svg)
    assert list(svg.iter(f"{NAMESPACE}rect"))[1:] == []


async def test_many_calls_at_one_place_are_one_mark():
    played = await run("{call: GET /clusters, repeat: 500}")
    svg = parsed(build.picture(of_run.facts(played)))
    assert len([name for name in classes(svg, "path") if "m-accent" in name]) <= 2
    assert any(title.endswith("and 494 more") for title in titles(svg))


# ---- colours


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_bar_also_on_a_paler_one(colours):
    for name in COLOURS:
        assert contrast(colours[name], colours[theme.text_on(name)]) >= 4.5, name
        assert contrast(theme.pale(colours, name), colours["text"]) >= 4.5, name
    for name in ("text", "muted", "warn", "bad"):
        assert contrast(colours[name], colours["panel"]) >= 4.5, name
    for name in ("accent", "good"):
        assert contrast(colours[name], colours["panel"]) >= 3, name


STATIC = Path(cs_simulator.__file__).parent / "server/console/static"


def test_every_kind_of_mark_has_a_shape_here_and_in_the_console():
    signs = (STATIC / "lanes/signs.js").read_text().split("SIGNS = {")[1].split("\n};")[0]
    assert set(re.findall(r"^  (\w+): ", signs, re.M)) == set(get_args(MarkKind))
    assert set(svg_marks.SHAPES) == set(get_args(MarkKind))


def test_every_colour_of_bars_is_one_of_the_console():
    css = (STATIC / "lanes/lanes.css").read_text()
    assert set(re.findall(r"\.colour-([\w-]+) ", css)) == set(COLOURS)


def test_the_colours_are_those_of_the_console():
    tokens = STATIC / "style/tokens.css"
    light, dark = tokens.read_text().split('[data-theme="dark"]')
    for colours, block in ((theme.LIGHT, light), (theme.DARK, dark.split("@media")[0])):
        declared = dict(re.findall(r"--([\w-]+): (#\w{6});", block))
        assert {name: declared[name] for name in colours} == colours


async def test_one_file_has_both_themes_or_one_of_them(picture):
    both = document([Titled("x", picture)])
    light, dark = [document([Titled("x", picture)], each) for each in ("light", "dark")]
    assert "prefers-color-scheme:dark" in both
    assert theme.LIGHT["panel"] in both
    assert theme.DARK["panel"] in both
    assert (theme.LIGHT["panel"] in light, theme.DARK["panel"] in light) == (True, False)
    assert (theme.LIGHT["panel"] in dark, theme.DARK["panel"] in dark) == (False, True)


# ---- texts


def test_a_text_is_shortened_to_the_room_that_it_has():
    assert elements.shortened("short", 100) == "short"
    cut = elements.shortened("a-name-that-is-much-too-long", 60)
    assert cut.startswith("a-na")
    assert cut.endswith("…")
    assert elements.width(cut) <= 60
    assert elements.shortened("a-name", 20) == ""
    assert elements.shortened("我的集群我的集群", 50).endswith("…")
