"""The row of pods of a cluster: those lost and evicted, and those made elsewhere."""

from cs_simulator.charts import build
from cs_simulator.charts.facts import Facts
from cs_simulator.charts.rows.pods import MOST_MARKS
from cs_simulator.charts.text import chart
from cs_simulator.cluster_types import registry
from cs_simulator.domain.records import Trace
from cs_simulator.runs.script import run_script
from cs_simulator.runtime.files import scenario_library


def pictured(*traces, coming=()):
    facts = Facts(
        now=1000, cluster_types=registry(), clusters={}, groups={}, nodes={}, tasks=(), steps=(),
        traces=[Trace(0, "state", "c1", "", "", "running", 0, 0, "initial"), *traces],
        coming=coming,
    )  # fmt: skip
    return build.picture(facts).rows


def became(name, at, which="default/a"):
    return Trace(at, "pods", "c1", "", "", name, at, at, which)


def test_it_has_a_mark_for_each_instant_and_kind():
    cluster, row = pictured(
        became("lost", 20, "default/a, default/b"), became("moved", 20), became("evicted", 10)
    )
    assert (cluster.kind, row.kind, row.id, row.cluster_id) == ("cluster", "pods", "pods:c1", "c1")
    assert [(mark.at, mark.kind, mark.text) for mark in row.marks] == [
        (10, "lost", "evicted: default/a"),
        (20, "lost", "lost with their node: default/a, default/b"),
        (20, "moved", "made elsewhere: default/a"),
    ]
    assert row.note == ""


def test_what_is_expected_is_part_of_it():
    _, row = pictured(coming=[became("lost", 2000)])
    assert [mark.at for mark in row.marks] == [2000]


def test_a_cluster_whose_pods_stayed_has_none():
    assert [row.kind for row in pictured()] == ["cluster"]


def test_of_very_many_marks_the_last_are_drawn():
    _, row = pictured(*(became("moved", at) for at in range(1, MOST_MARKS + 6)))
    assert len(row.marks) == MOST_MARKS
    assert row.marks[0].at == 6
    assert row.note == f"the last {MOST_MARKS}"


async def test_the_chart_of_a_node_lost_under_a_deployment_shows_its_pods():
    run = await run_script(scenario_library.read("ack-node-lost-under-deployment"))
    lines = ["".join(piece.text for piece in line) for line in chart.lines(run, 120)]

    (row,) = (line for line in lines if line.split()[:1] == ["pods"])
    assert "▼" in row
    assert row.index("▼") < row.index("»")
    assert any("» moved" in line for line in lines)
