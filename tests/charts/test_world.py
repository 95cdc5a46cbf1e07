"""The picture of a world: what is still to come, waits, and clusters of which little is left."""

from cs_simulator.charts import build, of_world
from cs_simulator.charts.facts import Facts
from cs_simulator.charts.of_world import Past
from cs_simulator.charts.rows.clusters import MOST_GONE
from cs_simulator.cluster_types import registry
from cs_simulator.domain.records import Decision, Trace
from cs_simulator.engine import preview

from tests.cluster_types.orchard.cluster_type import prune
from tests.cluster_types.orchard.hill import a_grown_orchard, a_hill
from tests.support.records import example
from tests.support.worlds import call, settle

NOTHING = Past(calls=(), traces=(), decisions=(), events=(), names={})


def pictured(tenant):
    now = tenant.now(0.0)
    looking = preview.preview_timeline(tenant.world, now)
    try:
        while True:
            next(looking)
    except StopIteration as ended:
        coming = ended.value
    return build.picture(of_world.facts(tenant.world, now, NOTHING, coming))


def test_a_task_that_is_paused_waits_and_one_that_goes_on_is_expected():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant, apples=3, pears=0)
    row = f"row-{cluster_id}-apples"
    task_id = tenant.change(0.0, lambda unit: prune(unit, row, most=1)).task_id
    before = pictured(tenant).rows
    assert {bar.status for each in before for bar in each.bars} >= {"running", "expected"}
    assert call(tenant, "POST", f"/tasks/{task_id}/pause").status == 200
    settle(tenant)
    task = next(each for each in pictured(tenant).rows if each.task_id == task_id)
    waits = [(bar.name, bar.status, bar.ended) for bar in task.bars if not bar.stage]
    assert waits == [("wait", "held", None)]
    assert task.note == "wait is held"


def test_of_very_many_clusters_without_a_record_the_last_are_drawn():
    traces = [
        Trace(n, "state", f"c{n}", "", "", "deleted", 0, n, "deleting")
        for n in range(1, MOST_GONE + 6)
    ]
    facts = Facts(
        now=1000, cluster_types=registry(), clusters={}, groups={}, nodes={}, tasks=(), steps=(),
        traces=traces, names={"c6": "six"},
    )  # fmt: skip
    rows = build.picture(facts).rows
    assert len(rows) == MOST_GONE
    assert [row.label for row in rows[:2]] == ["six", "c7"]


def test_the_mark_of_a_rule_says_which_pod_it_acted_on():
    decision = example(Decision, rule="a", kind="evicted", phase="pod", pod="shop/web-0", at=10)
    facts = Facts(
        now=1000, cluster_types=registry(), clusters={}, groups={}, nodes={}, tasks=(), steps=(),
        traces=(), names={}, decisions=[decision],
    )  # fmt: skip
    (row,) = build.picture(facts).rows

    assert [(mark.at, mark.text) for mark in row.marks] == [(10, "a: evicted of pod shop/web-0")]
