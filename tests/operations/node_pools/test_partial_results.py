"""Pools of which some nodes fail: what their counts, conditions and tasks say."""

import pytest
from cs_simulator.cluster_types.ack.pools import growth
from cs_simulator.domain.records import VSwitch
from cs_simulator.engine import limits, node_loss

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import (
    a_pool_body,
    a_tenant_with,
    begin_pool,
    counts,
    nodes,
    pool,
    state_of,
    task_of,
)
from tests.support.worlds import a_tenant, call, settle


def partial(count, stage="ecs", **more):
    when = {"operation": "CreateClusterNodePool", "stage": stage}
    return {"id": "some-fail", "when": when, "then": {"partial": {"count": count, **more}}}


def begin(tenant, cluster_id, size):
    return call(tenant, "POST", f"/clusters/{cluster_id}/nodepools", a_pool_body(size=size))


def test_asked_five_got_two():
    tenant = a_tenant_with(partial(3))
    cluster_id = a_kubernetes_cluster(tenant)

    answer = begin(tenant, cluster_id, 5)
    settle(tenant)

    found = pool(tenant, cluster_id, answer.body["nodepool_id"])
    assert found["status"]["state"] == "active"
    assert found["status"]["total_nodes"] == found["status"]["healthy_nodes"] == 2
    assert found["scaling_group"]["desired_size"] == 5
    [condition] = found["status"]["conditions"]
    assert condition["status"] == "False"
    assert condition["reason"] == "OperationDenied.NoStock"
    assert condition["message"].startswith("2 of 5 nodes are running.")
    task = task_of(tenant, answer)
    assert task["state"] == "success"
    results = [each["status"] for each in task["task_result"]]
    assert sorted(results) == ["failed", "failed", "failed", "success", "success"]


def test_the_same_size_again_brings_in_the_rest():
    tenant = a_tenant_with(partial(3))
    cluster_id = a_kubernetes_cluster(tenant)
    nodepool_id = begin(tenant, cluster_id, 5).body["nodepool_id"]
    settle(tenant)

    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}"
    call(tenant, "PUT", path, {"scaling_group": {"desired_size": 5}}).ok()
    settle(tenant)

    assert counts(tenant, cluster_id, nodepool_id)["healthy"] == 5
    [condition] = pool(tenant, cluster_id, nodepool_id)["status"]["conditions"]
    assert condition["status"] == "True"


def test_a_machine_that_cannot_join_stays_as_a_failed_node():
    tenant = a_tenant_with(partial(1, "join", code="NodeJoinTimeout", message="no answer"))
    cluster_id = a_kubernetes_cluster(tenant)

    nodepool_id = begin(tenant, cluster_id, 3).body["nodepool_id"]
    settle(tenant)

    assert counts(tenant, cluster_id, nodepool_id) == {
        "total": 3, "healthy": 2, "serving": 2, "failed": 1, "offline": 1,
    }  # fmt: skip
    [failed] = nodes(tenant, cluster_id, "state=failed")
    assert (failed["node_status"], failed["state"]) == ("Unknown", "running")
    assert "no answer" in failed["error_message"]
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/nodes"
    call(tenant, "DELETE", f"{path}?instance_ids={failed['instance_id']}").ok()
    settle(tenant)
    assert counts(tenant, cluster_id, nodepool_id)["total"] == 2


def test_a_creation_without_any_node_fails_and_its_pool_can_only_be_deleted():
    tenant = a_tenant_with(partial(2))
    cluster_id = a_kubernetes_cluster(tenant)

    answer = begin(tenant, cluster_id, 2)
    settle(tenant)

    nodepool_id = answer.body["nodepool_id"]
    assert task_of(tenant, answer)["state"] == "failed"
    assert state_of(tenant, cluster_id, nodepool_id) == "failed"
    [condition] = pool(tenant, cluster_id, nodepool_id)["status"]["conditions"]
    assert condition["reason"] == "OperationDenied.NoStock"
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}"
    assert call(tenant, "POST", path, {"count": 1}).code == "InvalidNodePoolStatus.Forbidden"
    call(tenant, "DELETE", f"{path}?force=true").ok()
    settle(tenant)
    begin(tenant, cluster_id, 0).ok()


def test_growth_that_fails_leaves_the_pool_active():
    when = {"operation": "ScaleClusterNodePool", "stage": "ecs"}
    tenant = a_tenant_with({"id": "no", "when": when, "then": {"partial": {"count": 2}}})
    cluster_id = a_kubernetes_cluster(tenant)
    nodepool_id = begin(tenant, cluster_id, 1).body["nodepool_id"]
    settle(tenant)

    answer = call(tenant, "POST", f"/clusters/{cluster_id}/nodepools/{nodepool_id}", {"count": 2})
    settle(tenant)

    assert task_of(tenant, answer)["state"] == "failed"
    assert state_of(tenant, cluster_id, nodepool_id) == "active"
    assert counts(tenant, cluster_id, nodepool_id) == {"total": 1, "healthy": 1, "serving": 1}


def test_stock_is_taken_of_every_type_in_order():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    for instance_type, available in (("ecs.g7.xlarge", 2), ("ecs.g7.large", 1)):
        tenant.change(
            0.0,
            lambda unit, of=instance_type, left=available: limits.set_stock(
                unit, "cn-beijing-b", of, left
            ),
        )
    types = {"instance_types": ["ecs.g7.xlarge", "ecs.g7.large"]}

    nodepool_id = begin_pool(tenant, cluster_id, size=5, scaling_group=types)
    settle(tenant)

    found = [node["instance_type"] for node in nodes(tenant, cluster_id)]
    assert sorted(found) == ["ecs.g7.large", "ecs.g7.xlarge", "ecs.g7.xlarge"]
    assert counts(tenant, cluster_id, nodepool_id)["healthy"] == 3


def test_other_vswitches_are_tried_when_one_is_out_of_stock():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    tenant.change(0.0, lambda unit: limits.set_stock(unit, "cn-beijing-b", "ecs.g7.xlarge", 0))
    switches = {"vswitch_ids": ["vsw-2zedefaultb", "vsw-2zedefaulta"]}
    nodepool_id = begin_pool(tenant, cluster_id, size=2, scaling_group=switches)
    settle(tenant)
    assert counts(tenant, cluster_id, nodepool_id)["healthy"] == 2


def test_a_node_for_which_nothing_is_in_stock_fails_in_the_words_of_scaling_groups():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    tenant.change(0.0, lambda unit: limits.set_stock(unit, "cn-beijing-b", "ecs.g7.xlarge", 0))

    answer = begin(tenant, cluster_id, 1)
    settle(tenant)

    error = task_of(tenant, answer)["error"]
    assert error["code"] == "RecommendEmpty.InstanceTypeNoStock"
    assert "The instanceTypes are out of usage" in error["message"]


@pytest.mark.parametrize(("repairs", "healthy"), [(True, 2), (False, 1)])
def test_a_lost_node_is_repaired_if_the_pool_says_so(repairs, healthy):
    tenant = a_tenant()
    detector = [{"name": "flannel"}, {"name": "ack-node-problem-detector"}]
    cluster_id = a_kubernetes_cluster(tenant, addons=detector)
    management = {"enable": True, "auto_repair": repairs}
    nodepool_id = begin_pool(tenant, cluster_id, size=2, management=management)
    settle(tenant)
    [lost, _] = nodes(tenant, cluster_id)

    tenant.change(0.0, lambda unit: node_loss.lose(unit, unit.world.nodes[lost["instance_id"]]))
    assert counts(tenant, cluster_id, nodepool_id)["offline"] == 1
    [shown, _] = nodes(tenant, cluster_id)
    assert shown["node_status"] == "NotReady"
    settle(tenant)
    while (due := tenant.world.next_due()) is not None:
        tenant.run(tenant.now(0.0), due.due)
        tenant.set_clock(tenant.world.clock.at(due.due, 0.0))

    assert counts(tenant, cluster_id, nodepool_id)["healthy"] == healthy


def test_a_vswitch_without_addresses_fails_its_nodes():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    small = VSwitch(
        serial=1, vswitch_id="vsw-small", vpc_id="vpc-2zedefault", zone_id="cn-beijing-b",
        cidr_block="10.0.255.248/29",
    )  # fmt: skip
    tenant.change(0.0, lambda unit: unit.put(unit.world.vswitches, small))

    nodepool_id = begin_pool(
        tenant, cluster_id, size=6, scaling_group={"vswitch_ids": ["vsw-small"]}
    )
    settle(tenant)

    found = pool(tenant, cluster_id, nodepool_id)["status"]
    assert 0 < found["healthy_nodes"] < 6
    assert found["conditions"][0]["reason"] == "InvalidVSwitchId.IpNotEnough"


def test_an_upgrade_ends_when_more_nodes_fail_than_may():
    when = {"operation": "UpgradeClusterNodepool", "stage": "upgrade"}
    tenant = a_tenant_with({"id": "no", "when": when, "then": {"partial": {"index": [0]}}})
    cluster_id = a_kubernetes_cluster(tenant)
    nodepool_id = begin_pool(tenant, cluster_id, size=4)
    settle(tenant)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/upgrade"

    answer = call(tenant, "POST", path, {"rolling_policy": {"max_failed_nodes": 0}})
    settle(tenant)

    assert task_of(tenant, answer)["state"] == "failed"
    assert state_of(tenant, cluster_id, nodepool_id) == "active"
    assert counts(tenant, cluster_id, nodepool_id)["failed"] == 1


def test_a_removal_by_name_that_fails_leaves_its_pools_active():
    when = {"operation": "DeleteClusterNodes", "stage": "remove"}
    tenant = a_tenant_with({"id": "no", "when": when, "then": {"fail": {}}})
    cluster_id = a_kubernetes_cluster(tenant)
    nodepool_id = begin_pool(tenant, cluster_id, size=2)
    settle(tenant)
    [node, _] = nodes(tenant, cluster_id)

    path = f"/clusters/{cluster_id}/nodes"
    answer = call(tenant, "POST", path, {"nodes": [node["node_name"]]})
    settle(tenant)

    assert task_of(tenant, answer)["state"] == "fail"
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["state"] == "running"
    assert state_of(tenant, cluster_id, nodepool_id) == "active"
    assert counts(tenant, cluster_id, nodepool_id)["healthy"] == 2


def test_what_scales_a_pool_by_need_moves_it_within_its_bounds():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    scaling = {"enable": True, "min_instances": 1, "max_instances": 3}
    bound = begin_pool(tenant, cluster_id, "bound", None, auto_scaling=scaling)
    fixed = begin_pool(tenant, cluster_id, "fixed", 2)
    settle(tenant)
    for size, expected in ((9, 3), (2, 2), (0, 1)):
        for nodepool_id in (bound, fixed):
            tenant.change(0.0, lambda unit, of=nodepool_id, to=size: _resize(unit, of, to))
        settle(tenant)
        assert counts(tenant, cluster_id, bound)["healthy"] == expected
        assert counts(tenant, cluster_id, fixed)["healthy"] == 2


def _resize(unit, nodepool_id, size):
    group = unit.world.node_groups[nodepool_id]
    growth.resize(unit, unit.world.clusters[group.cluster_id], group, size)


@pytest.mark.parametrize(
    ("pattern", "instance_type"),
    [
        ({"cores": 4, "memory": 16.0, "instance_type_families": ["ecs.g7"]}, "ecs.g7.xlarge"),
        ({"cores": 3}, "ecs.g7.xlarge"),
        (
            {
                "min_cpu_cores": 8,
                "max_cpu_cores": 8,
                "instance_type_families": ["ecs.c7"],
                "excluded_instance_types": ["ecs.g7.2xlarge"],
            },
            "ecs.c7.2xlarge",
        ),
    ],
)
def test_a_pattern_is_filled_with_a_type_of_the_catalogue(pattern, instance_type):
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    by_pattern = {"instance_types": None, "instance_patterns": [pattern]}
    begin_pool(tenant, cluster_id, size=1, scaling_group=by_pattern)
    settle(tenant)
    assert [node["instance_type"] for node in nodes(tenant, cluster_id)] == [instance_type]


def test_a_node_that_cannot_be_removed_runs_on_and_is_still_wanted():
    when = {"operation": "RemoveNodePoolNodes", "stage": "drain"}
    failing = {"partial": {"count": 1, "code": "DrainTimeout", "message": "a budget blocks it"}}
    tenant = a_tenant_with({"id": "no", "when": when, "then": failing})
    cluster_id = a_kubernetes_cluster(tenant)
    nodepool_id = begin_pool(tenant, cluster_id, size=3)
    settle(tenant)
    gone = ",".join(node["instance_id"] for node in nodes(tenant, cluster_id)[:2])

    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/nodes"
    answer = call(tenant, "DELETE", f"{path}?instance_ids={gone}&drain_node=true")
    settle(tenant)

    found = pool(tenant, cluster_id, nodepool_id)
    assert found["scaling_group"]["desired_size"] == found["status"]["healthy_nodes"] == 2
    assert sorted(each["status"] for each in task_of(tenant, answer)["task_result"]) == [
        "failed",
        "success",
    ]
