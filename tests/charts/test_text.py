"""Charts in text: what they draw of a run."""

import re

from cs_simulator.charts.text import chart
from cs_simulator.charts.text.canvas import plain

from tests.support.scripts import run

CREATE = "{call: POST /clusters, body: {name: a, size: 2}}"


async def drawn(*script, more="", width=120):
    """The lines of the chart by their labels; of equal labels the last."""
    played = await run(*script, more=more)
    lines = [plain(line) for line in chart.lines(played, width)]
    found = [re.match(r" *(\S+(?: \S+)?)? *", line) for line in lines]
    wide = max(line.index("1") for line in lines if line.startswith("calls"))
    return {line[:wide].strip(): line[wide:] for line, label in zip(lines, found, strict=True)}


async def test_what_happens_in_the_last_instant_is_drawn():
    more = "timeline: [{at: +30m, do: lose_node, select: {index: [0]}}]\n"
    rows = await drawn(CREATE, "{until: idle}", "{call: DELETE /clusters/x}", more=more)
    last = rows["lose_node"].index("◆")
    assert rows["calls"].rstrip().endswith("2")
    assert rows["calls"].index("2") == last
    assert rows["node 1"].index("▼") == last
    assert "▼" not in rows["node 2"]
    rows = await drawn(
        CREATE,
        "{until: idle}",
        "{call: 'DELETE /clusters/{cluster_id:a}'}",
        "{call: GET /x, expect_status: 200}",
    )
    assert rows["a"].endswith("─RD")
    assert re.search(r"●L ", rows["node 2"])


async def test_each_kind_of_timeline_action_has_a_row():
    more = """timeline:
  - {at: +1m, do: start_outage, for: 2m}
  - {at: +5m, do: set_quota, quota: eips, amount: 3}
  - {at: +1m, do: set_quota, quota: eips, amount: 2}
"""
    rows = await drawn(CREATE, "{until: idle}", more=more)
    assert rows["set_quota"].count("◆") == 2
    outage, quota = rows["start_outage"], rows["set_quota"]
    assert re.fullmatch(r" +◆─+", outage.rstrip())
    assert outage.index("◆") == quota.index("◆")


async def test_what_a_loaded_scenario_replaces_is_not_drawn():
    more = """timeline:
  - at: +2m
    do: load_scenario
    scenario:
      apiVersion: simulator/v1
      kind: Scenario
      metadata: {name: other}
      timeline: [{at: +1m, do: lose_node}]
  - {at: +3m, do: set_balance, amount: 0}
"""
    rows = await drawn(CREATE, "{until: idle}", more=more)
    assert rows["load_scenario"].index("◆") < rows["lose_node"].index("◆")
    assert "set_balance" not in rows


async def test_a_rule_is_marked_above_what_it_does():
    rules = """rules:
  - {id: flaps, when: {cluster: a}, select: {index: [0]}, then: {flapping: {times: 2}}}
  - {id: no-eip, when: {cluster: a, stage: eip}, select: {index: [1]}, then: {fail: {policy: keep}}}
"""
    rows = await drawn(CREATE, "{until: idle}", more=rules)
    assert columns(rows["flaps"], "!") == columns(rows["node 1"], "▼")
    assert columns(rows["no-eip"], "!") == columns(rows["node 2"], "✗")


def columns(row, sign):
    found = [column for column, letter in enumerate(row) if letter == sign]
    assert found
    return found


async def test_of_very_many_rows_the_first_are_drawn():
    rules = "".join(
        f"  - {{id: r{n}, when: {{stage: boot}}, select: {{index: [{n}]}}, then: {{slow: 2}}}}\n"
        for n in range(10)
    )
    calls = [f"{{call: POST /clusters, body: {{name: c{n}, size: 16}}}}" for n in range(4)]
    played = await run(
        *calls,
        "{until: idle}",
        more=f"fixtures: {{quotas: {{eips: 99, routes_per_vpc: 99}}}}\nrules:\n{rules}",
    )
    lines = [plain(line) for line in chart.lines(played, 100)]
    assert "… and 2 more rules" in lines
    assert "… and 4 more nodes" in lines
    assert sum(line.strip().startswith("node ") for line in lines) == 60


async def test_a_chart_keeps_to_its_width_and_shortens_labels():
    name = "a-cluster-with-a-name-that-nobody-could-want-to-read-twice"
    played = await run(f"{{call: POST /clusters, body: {{name: {name}}}}}", "{until: idle}")
    lines = [plain(line) for line in chart.lines(played, 90)]
    assert max(map(len, lines)) <= 90
    assert any(line.startswith("a-cluster-with-a-name-that-no… Initial") for line in lines)


async def test_a_task_goes_on_while_only_its_nodes_have_stages():
    scale = "{call: 'PUT /clusters/{cluster_id:a}', body: {size: 4}}"
    rows = await drawn(CREATE, "{until: idle}", scale, "{until: idle}")
    scaling, nodes = rows["ScaleCluster"], [rows["node 3"], rows["node 4"]]
    assert columns(scaling, "·")[0] == len(nodes[0]) - len(nodes[0].lstrip())
    assert columns(scaling, "·")[-1] + 1 == max(node.index("●") for node in nodes)
