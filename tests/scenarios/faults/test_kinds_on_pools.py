"""Kinds of faults in steps, on the stages of node pools: on the pool that the rule names."""

import pytest
from cs_simulator.cluster_types import example_pool, registry
from cs_simulator.domain.instants import HOUR
from cs_simulator.engine import rule_counters, scenario
from cs_simulator.scenarios.faults import all_kinds

from tests.support.scenario_client import A_SCENARIO
from tests.support.worlds import a_tenant, advance, call, log_of, settle

GROWTH = {"node_pool": "workers", "operation": "CreateClusterNodePool"}
KINDS = {
    "address_exhausted": ({}, {}),
    "drain_timeout": ({"operation": "RemoveNodePoolNodes"}, {}),
    "delete_fails": ({"operation": "DeleteClusterNodepool"}, {}),
    "eip_quota": ({"stage": "ecs"}, {}),
    "fail": ({"stage": "join"}, {}),
    "flapping": ({}, {"times": 2}),
    "init_timeout": ({}, {}),
    "no_stock": ({}, {"available": 1}),
    "partial": ({}, {"count": 1}),
    "ready_then_lost": ({}, {"after": "1m"}),
    "slb_quota": ({"stage": "prepare"}, {}),
    "slow": ({"stage": "boot"}, {"factor": 3}),
    "stuck": ({"stage": "boot"}, {"lasts": "5m"}),
    "throttled_inside": ({"stage": "ecs"}, {}),
}
"""What each rule says besides the pool, and the parameters of its fault."""


def test_every_kind_of_steps_is_here():
    of_steps = {name for name, kind in all_kinds().items() if "provision" in kind.phases}
    assert KINDS.keys() == of_steps


def a_cluster_with_pools(rule):
    tenant = a_tenant()
    source = {**A_SCENARIO, "rules": [rule]}
    tenant.change(0.0, lambda unit: scenario.begin(unit, source))
    body = registry()["ack"].creation.example({"name": "prod"}, 1)
    cluster_id = call(tenant, "POST", "/clusters", body).ok()["cluster_id"]
    settle(tenant)
    path = f"/clusters/{cluster_id}/nodepools"
    pools = {}
    for name in ("system", "workers"):
        pool = example_pool(registry(), {"name": name, "desired_size": 2}, 1)
        pools[name] = call(tenant, "POST", path, pool).ok()["nodepool_id"]
        advance(tenant, tenant.now(0.0) + HOUR)
    return tenant, path, pools


def take_apart(tenant, path, pools):
    """Remove a node of each pool, and then the pools."""
    for pool in pools.values():
        node = next(node for node in tenant.world.nodes if node.group_id == pool)
        query = f"instance_ids=%5B%22{node.instance_id}%22%5D&drain_node=true&release_node=true"
        call(tenant, "DELETE", f"{path}/{pool}/nodes?{query}").ok()
        advance(tenant, tenant.now(0.0) + HOUR)
    for pool in pools.values():
        call(tenant, "DELETE", f"{path}/{pool}?force=true").ok()
        advance(tenant, tenant.now(0.0) + HOUR)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_acts_on_the_pool_that_is_named_and_on_no_other(kind):
    when, parameters = KINDS[kind]
    rule = {"id": "shown", "when": {**GROWTH, **when}, "then": {kind: parameters}}
    tenant, path, pools = a_cluster_with_pools(rule)
    if kind in ("drain_timeout", "delete_fails"):
        take_apart(tenant, path, pools)
    count = rule_counters.totals(tenant.world.rule_counters)["shown"]
    assert count.fired > 0
    decided = {
        entry.task_id for entry in tenant.changes.entries if type(entry).__name__ == "Decision"
    }
    touched = {tenant.world.tasks[task_id].group_id for task_id in decided}
    assert touched == {pools["workers"]}


@pytest.mark.parametrize(
    ("kind", "states"),
    [("drain_timeout", {"workers": 2, "system": 1}), ("delete_fails", {"workers": 1})],
)
def test_what_cannot_be_removed_stays(kind, states):
    when, parameters = KINDS[kind]
    rule = {"id": "shown", "when": {**GROWTH, **when}, "then": {kind: parameters}}
    tenant, path, pools = a_cluster_with_pools(rule)
    if kind == "drain_timeout":
        for pool in pools.values():
            node = next(node for node in tenant.world.nodes if node.group_id == pool)
            query = f"instance_ids=%5B%22{node.instance_id}%22%5D&drain_node=true"
            call(tenant, "DELETE", f"{path}/{pool}/nodes?{query}").ok()
            advance(tenant, tenant.now(0.0) + HOUR)
        left = {
            name: sum(node.group_id == pool for node in tenant.world.nodes)
            for name, pool in pools.items()
        }
        assert left == states
    else:
        for pool in pools.values():
            call(tenant, "DELETE", f"{path}/{pool}?force=true").ok()
            advance(tenant, tenant.now(0.0) + HOUR)
        assert [group.name for group in tenant.world.node_groups] == list(states)
        assert [group.state for group in tenant.world.node_groups] == ["delete_failed"]


def test_a_node_of_a_pool_that_never_joins_prints_what_its_kubelet_says():
    rule = {"id": "late", "when": {"node_pool": "workers"}, "then": "init_timeout"}
    tenant, path, _ = a_cluster_with_pools(rule)

    log = log_of(tenant, path.split("/")[2])

    assert any("kubelet: no answer from the API server" in line for line in log), log
    assert not any("docker" in line for line in log)
