"""What Terraform does to clusters and node pools, from their creation to their end."""

import re

import pytest

from tests.contracts.terraform.core import CLUSTER
from tests.contracts.waiting import ClientError, run_one


def steps(wire):
    """What was called, without ids, each once in a row."""
    said = [" ".join(_short(call) for call in line.split()) for line in wire.calls]
    return [line for number, line in enumerate(said) if number == 0 or said[number - 1] != line]


def _short(word):
    return "/".join(re.sub("^(c|np|T-)[0-9a-f]{24,32}$", "*", part) for part in word.split("/"))


READ = [
    "GET /clusters/*",
    "GET /clusters/*/resources",
    "DescribeNatGateways",
    "GET /k8s/*/user_config",
    "GET /clusters/*/controlplanelog",
]


def test_a_cluster_and_a_pool_are_created_read_changed_and_destroyed(
    terraform, wire, cluster, pool
):
    reads = [*READ, *(["GET /clusters/*/audit"] if terraform.calls.is_newest else [])]
    config = {CLUSTER: cluster, "pool": pool}

    terraform.apply(config)
    assert steps(wire) == [
        "DescribeVSwitchAttributes",
        "POST /clusters",
        "GET /tasks/*",
        *reads,
        "POST /clusters/*/nodepools",
        "GET /tasks/*",
        "GET /clusters/*/nodepools/*",
    ]
    assert terraform.state[CLUSTER].attributes["state"] == "running"
    assert terraform.state["pool"].attributes["total_nodes"] == 2

    wire.calls.clear()
    assert terraform.plan(config) == {}
    assert steps(wire) == [*reads, "GET /clusters/*/nodepools/*"]

    wire.calls.clear()
    config = {
        CLUSTER: {**cluster, "deletion_protection": True},
        "pool": {**pool, "desired_size": 3},
    }
    assert {name: c.action for name, c in terraform.apply(config).items()} == {
        CLUSTER: "update",
        "pool": "update",
    }
    assert "PUT /api/v2/clusters/*" in steps(wire)
    assert terraform.state["pool"].attributes["total_nodes"] == 3
    assert terraform.plan(config) == {}

    with pytest.raises(ClientError, match="eletionProtection"):
        terraform.destroy()
    terraform.apply({CLUSTER: {**cluster, "deletion_protection": False}})
    wire.calls.clear()
    terraform.destroy()
    assert steps(wire)[-3:] == ["DELETE /clusters/*", "GET /tasks/*", "GET /clusters/*"]
    assert terraform.state == {}


def test_a_pool_is_scaled_up_and_down_to_zero_and_up_again(terraform, cluster, pool):
    config = {CLUSTER: cluster, "pool": pool}
    terraform.apply(config)
    for size in (5, 1, 0, 2):
        config = {CLUSTER: cluster, "pool": {**pool, "desired_size": size}}
        assert terraform.plan(config)["pool"].attributes.keys() == {"desired_size"}
        terraform.apply(config)
        assert terraform.state["pool"].attributes["total_nodes"] == size
        assert terraform.plan(config) == {}


def test_three_pools_are_made_changed_and_deleted_at_once(terraform, wire, cluster, pool):
    names = ("red", "green", "blue")
    pools = {name: {**pool, "name": name} for name in names}
    terraform.apply({CLUSTER: cluster, **pools})
    made = [call for call in steps(wire) if call.startswith("POST /clusters/*/nodepools")]
    assert len(made) == 1, "they are not made one after the other"
    assert len({terraform.state[name].resource_id for name in names}) == 3

    grown = {name: {**each, "desired_size": 3} for name, each in pools.items()}
    terraform.apply({CLUSTER: cluster, **grown})
    assert [terraform.state[name].attributes["total_nodes"] for name in names] == [3, 3, 3]
    assert terraform.plan({CLUSTER: cluster, **grown}) == {}

    terraform.apply({CLUSTER: cluster})
    assert terraform.state.keys() == {CLUSTER}
    assert terraform.plan({CLUSTER: cluster}) == {}


def test_a_cluster_is_upgraded(terraform, two_versions, cluster, pool):
    old, new = two_versions
    config = {CLUSTER: {**cluster, "version": old}, "pool": pool}
    terraform.apply(config)
    assert terraform.state[CLUSTER].attributes["version"] == old
    newer = {**config, CLUSTER: {**cluster, "version": new}}
    assert terraform.plan(newer)[CLUSTER].attributes == {"version": (old, new)}
    terraform.apply(newer)
    assert terraform.state[CLUSTER].attributes["version"] == new
    assert terraform.plan(newer) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"name": "two"},
        {"deletion_protection": True},
        {"timezone": "Asia/Shanghai"},
        {"maintenance_window": {
            "enable": True, "maintenance_time": "2026-01-01T03:00:00.000+08:00", "duration": "3h",
            "weekly_period": "Monday",
        }},
        {"operation_policy": {"cluster_auto_upgrade": {"enabled": True, "channel": "stable"}}},
        {"enable_rrsa": True},
        {"tags": {"team": "one"}},
        {"control_plane_log_components": ["apiserver", "scheduler"]},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_a_changed_attribute_of_a_cluster_settles(terraform, cluster, change):
    terraform.apply({CLUSTER: cluster})
    changed = {CLUSTER: {**cluster, **change}}
    assert terraform.plan(changed)[CLUSTER].attributes.keys() == change.keys()
    terraform.apply(changed)
    assert terraform.plan(changed) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"name": "others"},
        {"labels": [{"key": "c", "value": "d"}]},
        {"labels": []},
        {"taints": [{"key": "t", "value": "1", "effect": "NoSchedule"}]},
        {"instance_types": ["ecs.g7.2xlarge", "ecs.g7.xlarge"]},
        {"system_disk_category": "cloud_essd", "system_disk_size": 200},
        {"tags": {"team": "one"}},
        {"unschedulable": True},
        {"auto_scaling": {"enable": True, "min_instances": 1, "max_instances": 4}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_attribute_of_a_pool_settles(terraform, cluster, pool, change):
    if "auto_scaling" in change:  # the size is then not the configuration's
        pool = {name: value for name, value in pool.items() if name != "desired_size"}
        pool["node_count"] = 2
    terraform.apply({CLUSTER: cluster, "pool": pool})
    changed = {CLUSTER: cluster, "pool": {**pool, **change}}
    assert terraform.plan(changed)["pool"].attributes.keys() == change.keys()
    terraform.apply(changed)
    assert terraform.plan(changed) == {}


def test_a_pool_of_a_number_of_nodes_grows_by_a_difference_and_shrinks_by_names(
    terraform, wire, cluster, pool
):
    counted = {name: value for name, value in pool.items() if name != "desired_size"}
    for count in (2, 4, 1):
        config = {CLUSTER: cluster, "pool": {**counted, "node_count": count}}
        terraform.apply(config)
        assert terraform.state["pool"].attributes["total_nodes"] == count
        assert terraform.plan(config) == {}
    assert "POST /api/v2/clusters/*/nodes/remove" in steps(wire)


# ---- what goes wrong


def a_failure(operation):
    return {
        "id": "fails",
        "when": {"operation": operation},
        "then": {"fail": {"code": "InternalError", "message": "the reason"}},
    }


def test_a_cluster_that_fails_is_tainted_destroyed_and_made_again(terraform, tenant, cluster):
    tenant.faults.add(a_failure("CreateCluster"))
    with pytest.raises(ClientError, match="the reason"):
        terraform.apply({CLUSTER: cluster})
    failed = terraform.state[CLUSTER]
    assert failed.is_tainted
    tenant.faults.clear()

    assert terraform.plan({CLUSTER: cluster})[CLUSTER].action == "replace"
    terraform.apply({CLUSTER: cluster})
    assert terraform.cluster_id != failed.resource_id
    assert terraform.plan({CLUSTER: cluster}) == {}
    assert terraform.cluster.read(failed.resource_id) is None


def test_a_pool_that_fails_is_tainted_destroyed_and_made_again(terraform, tenant, cluster, pool):
    config = {CLUSTER: cluster, "pool": pool}
    terraform.apply({CLUSTER: cluster})
    tenant.faults.add(a_failure("CreateClusterNodePool"))
    with pytest.raises(ClientError, match="the reason"):
        terraform.apply(config)
    failed = terraform.state["pool"]
    assert failed.is_tainted
    tenant.faults.clear()

    terraform.apply(config)
    assert terraform.state["pool"].resource_id != failed.resource_id
    assert terraform.state["pool"].attributes["total_nodes"] == 2
    assert terraform.plan(config) == {}


def test_what_was_deleted_elsewhere_is_made_anew(terraform, tenant, cluster, pool):
    config = {CLUSTER: cluster, "pool": pool}
    terraform.apply(config)
    run_one(
        tenant.clock,
        terraform.pool.delete(terraform.cluster_id, terraform.state["pool"].resource_id),
    )
    assert {name: c.action for name, c in terraform.plan(config).items()} == {"pool": "create"}
    run_one(tenant.clock, terraform.cluster.delete(terraform.cluster_id))
    assert {name: c.action for name, c in terraform.plan(config).items()} == {
        CLUSTER: "create",
        "pool": "create",
    }


def test_one_server_error_while_the_state_is_polled_taints_the_cluster(terraform, tenant, cluster):
    # Of the clients inside of the provider, the one that polls states repeats no such call.
    poll = {"operation": "DescribeClusterDetail", "state": "running"}
    error = {"code": "InternalError", "status": 500}
    tenant.faults.add({"id": "once", "when": poll, "fire": {"nth": 1}, "then": {"error": error}})
    with pytest.raises(ClientError, match="500 InternalError"):
        terraform.apply({CLUSTER: cluster})
    assert terraform.state[CLUSTER].is_tainted
    assert terraform.plan({CLUSTER: cluster})[CLUSTER].action == "replace"


def test_a_creation_whose_answer_is_lost_leaves_a_cluster_behind(terraform, tenant, cluster):
    # The provider sends no token, and repeats the call, which the first one's addresses refuse.
    lost = {"id": "lost", "when": {"operation": "CreateCluster"}, "fire": {"nth": 1}}
    tenant.faults.add({**lost, "then": {"lost_reply": {}}})
    with pytest.raises(ClientError, match="overlaps the pods of another cluster"):
        terraform.apply({CLUSTER: cluster})
    assert len(tenant.clusters.list()) == 1
    assert terraform.state == {}


@pytest.mark.parametrize("code", ["Throttling.User", "Throttling", "ServiceUnavailable"])
def test_calls_that_change_something_are_repeated_while_they_are_throttled(
    terraform, tenant, cluster, pool, code
):
    calls = ["CreateCluster", "CreateClusterNodePool", "DeleteClusterNodepool", "DeleteCluster"]
    for operation in calls:
        rule = {"when": {"operation": operation}, "fire": {"times": 3}}
        error = {"code": code, "status": 400, "message": "Request was denied due to flow control."}
        tenant.faults.add({"id": operation, **rule, "then": {"error": error}})
    terraform.apply({CLUSTER: cluster, "pool": pool})
    assert terraform.plan({CLUSTER: cluster, "pool": pool}) == {}
    terraform.destroy()
    assert [tenant.faults.hits(operation) for operation in calls] == [3, 3, 3, 3]
