"""Rows that get trees by themselves: for those that are lost, and as many as the weather allows."""

from typing import Any

import pytest
from cs_simulator.domain.instants import SECOND
from cs_simulator.engine import scenario, timeline_actions
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.cluster_types.orchard.cluster_type import GROW, prune, sow
from tests.cluster_types.orchard.hill import a_grown_orchard, a_hill, rows
from tests.support.worlds import advance, call

FERTILE = {"soil": "black", "apples": 3, "pears": 2}


def under(tenant: Tenant, *timeline: dict[str, Any], rules: list[dict[str, Any]] | None = None):
    head = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "weather"}}
    written = {**head, "timeline": list(timeline), "rules": rules or []}
    tenant.change(0.0, lambda unit: scenario.begin(unit, written))


def wait(tenant: Tenant, seconds: int) -> None:
    advance(tenant, tenant.now(0.0) + seconds * SECOND)


def lose_all_apples(**keys: Any) -> dict[str, Any]:
    return {"at": "1s", "do": "lose_node", "node_pool": "apples", **keys}


def test_lost_trees_are_replaced_after_a_while():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant, **FERTILE)
    before = set(tenant.world.group_nodes[f"row-{cluster_id}-apples"])
    under(tenant, lose_all_apples(select={"count": 2}))

    wait(tenant, 290)
    assert rows(tenant, cluster_id)["apples"] == ("grown", 1)
    wait(tenant, 20)
    assert rows(tenant, cluster_id)["apples"] == ("growing", 1)
    wait(tenant, 300)

    assert rows(tenant, cluster_id) == {"apples": ("grown", 3), "pears": ("grown", 2)}
    assert len(before & set(tenant.world.group_nodes[f"row-{cluster_id}-apples"])) == 1


def test_a_tree_that_comes_back_is_not_replaced():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant, **FERTILE)
    before = tenant.world.group_nodes[f"row-{cluster_id}-apples"]
    under(tenant, lose_all_apples(**{"for": "2m"}))

    wait(tenant, 1000)

    assert tenant.world.group_nodes[f"row-{cluster_id}-apples"] == before
    assert rows(tenant, cluster_id)["apples"] == ("grown", 3)


def test_on_other_soil_a_lost_tree_stays_lost():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant, **{**FERTILE, "soil": "loam"})
    under(tenant, lose_all_apples())

    wait(tenant, 1000)

    assert rows(tenant, cluster_id)["apples"] == ("grown", 0)


def test_a_row_that_is_busy_or_gone_by_then_is_left_alone():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant, **FERTILE)
    row = f"row-{cluster_id}-apples"
    under(tenant, lose_all_apples(select={"count": 1}))
    wait(tenant, 2)

    tenant.change(0.0, lambda unit: prune(unit, row, pauses="FirstBatch"))
    wait(tenant, 1000)
    assert rows(tenant, cluster_id)["apples"] == ("pruning", 2)

    call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()
    wait(tenant, 1000)
    assert len(tenant.world.clusters) == 0


def test_the_end_of_a_task_brings_in_what_is_missing_but_not_what_has_just_failed():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant, **FERTILE)
    row = f"row-{cluster_id}-apples"
    fail = {"fail": {"code": "Frost"}}
    when = {"operation": GROW, "stage": "plant"}
    rule = {"id": "frost", "phase": "provision", "when": when, "select": {"count": 1}, "then": fail}
    under(tenant, rules=[{**rule, "fire": {"times": 1}}])

    tenant.change(0.0, lambda unit: sow(unit, row, 5))
    wait(tenant, 1000)
    assert rows(tenant, cluster_id)["apples"] == ("grown", 4)

    tenant.change(0.0, lambda unit: prune(unit, row))
    wait(tenant, 1000)
    assert rows(tenant, cluster_id)["apples"] == ("grown", 5)


@pytest.mark.parametrize(("pool", "apples", "pears"), [("apples", 6, 2), ("*", 6, 6), ("p*", 3, 6)])
def test_the_weather_gives_rows_more_trees(pool, apples, pears):
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant, **FERTILE)

    under(tenant, {"at": "1s", "do": "resize_pool", "node_pool": pool, "size": 6})
    wait(tenant, 600)

    assert rows(tenant, cluster_id) == {"apples": ("grown", apples), "pears": ("grown", pears)}


def test_the_weather_keeps_within_bounds_and_leaves_rows_alone_that_change():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant, **FERTILE)
    row = f"row-{cluster_id}-apples"
    tenant.change(0.0, lambda unit: prune(unit, row))

    under(tenant, {"at": "1s", "do": "resize_pool", "size": 50})
    wait(tenant, 900)

    assert rows(tenant, cluster_id) == {"apples": ("grown", 3), "pears": ("grown", 10)}


@pytest.mark.parametrize(
    ("action", "problem"),
    [({"do": "replenish"}, "group_id"), ({"do": "resize_pool"}, "size"), ({"do": "dig"}, "'dig'")],
)
def test_an_action_that_could_not_be_run_is_refused(action, problem):
    with pytest.raises(ValueError, match=problem):
        timeline_actions.check(action)


def test_the_action_that_brings_nodes_in_is_sound():
    timeline_actions.check({"do": "replenish", "group_id": "row-1"})
