"""Charts as SVG in a real browser: no text leaves its bar, none lies over another."""

import asyncio
from pathlib import Path

import pytest
from cs_simulator.charts import build, of_run
from cs_simulator.charts.svg.document import Titled, document

from tests.support.scripts import run

LONG = "a-cluster-whose-name-is-longer-than-anybody-would-want-to-read"
MORE = """fixtures: {quotas: {eips: 99, routes_per_vpc: 99}}
rules:
  - {id: a-rule-with-quite-a-long-name-that-needs-room, when: {stage: ecs}, select: {index: [0]},
     then: {no_stock: {policy: keep}}}
  - {id: flaps, select: {index: [1]}, then: {flapping: {times: 9}}}
  - {id: stuck, when: {stage: boot}, select: {index: [2]}, then: {stuck: {}}}
timeline:
  - {at: +1m, do: start_outage, for: 2m}
  - {at: +2m, do: set_quota, quota: eips, amount: 3}
  - {at: +2m1s, do: set_quota, quota: slbs, amount: 4}
  - {at: +30m, do: lose_node, cluster: x}
"""
SCRIPT = (
    f"{{call: POST /clusters, body: {{name: {LONG}, size: 9}}}}",
    "{call: GET /clusters/x, repeat: 3}",
    "{advance: 10s}",
    "{call: GET /clusters/y}",
    "{call: POST /clusters, body: {name: 我的集群, size: 3}}",
    "{until: idle}",
    "{call: 'DELETE /clusters/{cluster_id}'}",
    "{call: GET /clusters/z}",
)
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll("text")].map(
    (text) => [text.textContent, text.getBoundingClientRect()]);
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
  const page = document.querySelector("svg").getBoundingClientRect();
  const found = boxes.filter(([, box]) => box.right > page.right || box.left < page.left)
    .map(([text]) => `${text} leaves the page`);
  for (let i = 0; i < boxes.length; i++)
    for (let j = i + 1; j < boxes.length; j++)
      if (over(boxes[i][1], boxes[j][1])) found.push(`${boxes[i][0]} over ${boxes[j][0]}`);
  for (const bar of document.querySelectorAll("rect + text")) {
    const box = bar.getBoundingClientRect();
    const rect = bar.previousElementSibling.getBoundingClientRect();
    if (box.left > rect.left && box.left < rect.right && box.right > rect.right)
      found.push(`${bar.textContent} leaves its bar`);
  }
  return [boxes.length, found];
}"""


@pytest.fixture(scope="module")
def picture():
    played = asyncio.run(run(*SCRIPT, more=MORE))
    return build.picture(of_run.facts(played))


@pytest.mark.parametrize("width", [1200, 640])
@pytest.mark.parametrize("share", [1.0, 0.4])
def test_no_text_lies_over_another_or_leaves_its_bar(picture, open_page, tmp_path, width, share):
    now = round(picture.began + (picture.ended - picture.began) * share)
    file = Path(tmp_path, "chart.svg")
    charts = [Titled(LONG, picture._replace(now=now), LONG * 5)]
    file.write_text(document(charts, width=width), "utf-8")
    count, found = open_page(file.as_uri()).evaluate(OVERLAPS)
    assert count > 40
    assert found == []


def test_one_file_is_light_or_dark_as_its_reader_prefers(picture, open_page, tmp_path):
    file = Path(tmp_path, "chart.svg")
    file.write_text(document([Titled("x", picture)]), "utf-8")
    colours = [
        open_page(file.as_uri(), color_scheme=scheme).evaluate(
            "() => getComputedStyle(document.querySelector('.panel')).fill"
        )
        for scheme in ("light", "dark")
    ]
    assert colours == ["rgb(255, 255, 255)", "rgb(26, 31, 39)"]
