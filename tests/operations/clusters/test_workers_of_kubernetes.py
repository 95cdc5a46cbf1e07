"""Node pools and workers that come with a cluster, and workers that are added in old ways."""

import pytest
from cs_simulator.domain.records import ClusterState

from tests.support.kubernetes import (
    ABSENT,
    a_body,
    a_dedicated_body,
    a_running,
    create,
    detail,
    findings,
    record,
    state,
)
from tests.support.worlds import a_tenant, advance, call, settle

B, C = "vsw-2zedefaultb", "vsw-2zedefaultc"
WORKERS = {
    "num_of_nodes": 2,
    "worker_instance_types": ["ecs.g6.xlarge"],
    "worker_vswitch_ids": [C],
    "worker_system_disk_category": "cloud_essd",
    "worker_system_disk_size": 120,
    "worker_data_disks": [{"category": "cloud_essd", "size": "200"}],
    "runtime": {"name": "containerd", "version": "2.3.4"},
    "taints": [{"key": "a", "value": "b", "effect": "NoSchedule"}],
    "cloud_monitor_flags": True,
    "login_password": "TestPwd124",
}
POOL = {
    "nodepool_info": {"name": "pool"},
    "scaling_group": {"vswitch_ids": [B], "instance_types": ["ecs.c6.xlarge"], "desired_size": 3},
    "kubernetes_config": {"labels": [{"key": "team", "value": "shop"}]},
}


@pytest.fixture
def tenant():
    return a_tenant()


def pools(tenant, cluster_id):
    found = call(tenant, "GET", f"/clusters/{cluster_id}/nodepools").ok()["nodepools"]
    return {pool["nodepool_info"]["name"]: pool for pool in found}


def scale_out(tenant, cluster_id, **fields):
    return call(tenant, "POST", f"/api/v2/clusters/{cluster_id}", fields)


def test_pools_of_the_body_are_there_at_once_and_grow_once_the_cluster_runs(tenant):
    created = call(tenant, "POST", "/clusters", a_body(nodepools=[POOL])).ok()
    cluster_id = created["cluster_id"]
    at_first = pools(tenant, cluster_id)["pool"]

    while state(tenant, cluster_id) is ClusterState.INITIAL:
        advance(tenant, tenant.world.next_step().due)
    while_growing = pools(tenant, cluster_id)["pool"]
    size = detail(tenant, cluster_id)["size"]
    settle(tenant)

    assert (at_first["status"]["state"], at_first["status"]["total_nodes"]) == ("initial", 0)
    assert (while_growing["status"]["state"], size) == ("scaling", 0)
    assert state(tenant, cluster_id) is ClusterState.RUNNING
    grown = pools(tenant, cluster_id)["pool"]
    assert (grown["status"]["state"], grown["status"]["healthy_nodes"]) == ("active", 3)
    assert detail(tenant, cluster_id)["size"] == 3
    assert POOL["scaling_group"].items() <= grown["scaling_group"].items()


def test_workers_of_the_old_form_make_the_default_pool(tenant):
    cluster_id = a_running(tenant, a_body(**WORKERS))

    [pool] = pools(tenant, cluster_id).values()

    assert pool["nodepool_info"]["name"] == "default-nodepool"
    assert pool["nodepool_info"]["is_default"] is True
    group, config = pool["scaling_group"], pool["kubernetes_config"]
    assert group["vswitch_ids"] == [C]
    assert group["instance_types"] == ["ecs.g6.xlarge"]
    assert (group["system_disk_category"], group["system_disk_size"]) == ("cloud_essd", 120)
    assert group["data_disks"][0]["size"] == 200
    assert (config["runtime"], config["runtime_version"]) == ("containerd", "2.3.4")
    assert config["taints"] == WORKERS["taints"]
    assert {node.vswitch_id for node in tenant.world.nodes_of(cluster_id)} == {C}
    assert detail(tenant, cluster_id)["size"] == 2
    assert "TestPwd124" not in tenant.world.groups_of(cluster_id)[0].properties


def test_workers_and_masters_of_a_dedicated_cluster_count_together(tenant):
    cluster_id = a_running(tenant, a_dedicated_body(**{**WORKERS, "worker_vswitch_ids": [B]}))

    found = detail(tenant, cluster_id)

    assert found["size"] == 5
    assert found["parameters"]["NumOfNodes"] == "2"
    assert found["vswitch_ids"] == ["vsw-2zedefaulta", "vsw-2zedefaultb", "vsw-2zedefaultc"]


def test_a_cluster_without_workers_has_no_pool(tenant):
    assert pools(tenant, a_running(tenant, a_body(num_of_nodes=0))) == {}


def test_a_deleted_cluster_takes_its_pools_along(tenant):
    cluster_id = a_running(tenant, a_body(nodepools=[POOL], **WORKERS))

    call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()
    settle(tenant)

    assert not tenant.world.node_groups.records
    assert not tenant.world.nodes.records


def test_the_pools_of_a_failed_cluster_fail_and_have_no_nodes():
    tenant = a_tenant(quota=("security_groups=0",))
    cluster_id = a_running(tenant, a_body(nodepools=[POOL]))

    assert state(tenant, cluster_id) is ClusterState.FAILED
    status = pools(tenant, cluster_id)["pool"]["status"]
    assert (status["state"], status["total_nodes"]) == ("failed", 0)

    call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()
    settle(tenant)
    assert not tenant.world.node_groups.records


# ---- ScaleOutCluster


def test_scaling_out_makes_the_default_pool_and_the_cluster_is_scaling(tenant):
    cluster_id = a_running(tenant)

    answer = scale_out(
        tenant, cluster_id, count=2, vswitch_ids=[B, C], worker_instance_types=["ecs.g6.xlarge"]
    )
    during = state(tenant, cluster_id), detail(tenant, cluster_id)["size"]
    settle(tenant)

    assert answer.status == 202
    assert answer.body.keys() == {"cluster_id", "request_id", "task_id"}
    assert during == (ClusterState.SCALING, 0)
    assert state(tenant, cluster_id) is ClusterState.RUNNING
    assert detail(tenant, cluster_id)["size"] == 2
    [pool] = pools(tenant, cluster_id).values()
    assert (pool["nodepool_info"]["is_default"], pool["status"]["healthy_nodes"]) == (True, 2)
    nodes = tenant.world.nodes_of(cluster_id)
    assert [(node.instance_type, node.vswitch_id) for node in nodes] == [
        ("ecs.g6.xlarge", B),
        ("ecs.g6.xlarge", C),
    ]
    task = call(tenant, "GET", f"/tasks/{answer.body['task_id']}").ok()
    assert (task["task_type"], task["state"]) == ("cluster_scaleout", "success")


def test_more_workers_join_the_pool_that_there_is(tenant):
    cluster_id = a_running(tenant, a_body(**WORKERS))

    scale_out(tenant, cluster_id, count=1).ok()
    settle(tenant)

    [pool] = pools(tenant, cluster_id).values()
    assert pool["status"]["total_nodes"] == 3
    assert {node.instance_type for node in tenant.world.nodes_of(cluster_id)} == {"ecs.g6.xlarge"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "MissingParameter.WorkerInstanceTypes"),
        ({"worker_instance_types": ["ecs.g6.xlarge"]}, "MissingParameter.Count"),
        ({"count": -1}, "InvalidParameter.Count"),
        ({"count": "2"}, "InvalidParameter"),
        ({"count": 1, "worker_instance_types": ["none"]}, "InvalidInstanceType.ValueNotSupported"),
        (
            {"count": 1, "worker_instance_types": ["ecs.g6.xlarge"], "vswitch_ids": ["x"]},
            "InvalidVSwitchId.NotFound",
        ),
        (
            {
                "count": 1,
                "worker_instance_types": ["ecs.g6.xlarge"],
                "vswitch_ids": ["vsw-bp1defaultb"],
            },
            "InvalidParameter.Mismatch",
        ),
        ({"count": 200, "worker_instance_types": ["ecs.g6.xlarge"]}, "QuotaExceeded.Node"),
    ],
)
def test_wrong_workers_are_refused(tenant, fields, code):
    cluster_id = a_running(tenant)

    assert scale_out(tenant, cluster_id, **fields).body["code"] == code
    assert state(tenant, cluster_id) is ClusterState.RUNNING


def test_a_serverless_cluster_gets_no_workers(tenant):
    body = a_body(profile="Serverless", container_cidr=ABSENT, addons=ABSENT)
    cluster_id = a_running(tenant, body)

    answer = scale_out(tenant, cluster_id, count=1, worker_instance_types=["ecs.g6.xlarge"])

    assert answer.body["code"] == "InvalidStatus.Unsupported"


@pytest.mark.parametrize(
    ("method", "body"),
    [("PUT", {"scaling_group": {"desired_size": 0}}), ("POST", {"count": 1}), ("DELETE", None)],
)
def test_a_pool_that_gets_workers_is_left_alone_until_they_are_there(tenant, method, body):
    cluster_id = a_running(tenant, a_body(**WORKERS))
    scale_out(tenant, cluster_id, count=2).ok()
    pool_id = pools(tenant, cluster_id)["default-nodepool"]["nodepool_info"]["nodepool_id"]
    path = f"/clusters/{cluster_id}/nodepools/{pool_id}"

    answer = call(tenant, method, f"{path}?force=true", body)
    settle(tenant)

    assert answer.body["code"] == "InvalidStatus.Forbidden"
    assert pools(tenant, cluster_id)["default-nodepool"]["status"]["healthy_nodes"] == 4
    call(tenant, method, f"{path}?force=true", body).ok()


def test_a_pool_that_changes_gets_no_workers_meanwhile(tenant):
    cluster_id = a_running(tenant, a_body(**WORKERS))
    pool_id = pools(tenant, cluster_id)["default-nodepool"]["nodepool_info"]["nodepool_id"]
    call(tenant, "POST", f"/clusters/{cluster_id}/nodepools/{pool_id}", {"count": 1}).ok()

    answer = scale_out(tenant, cluster_id, count=1)

    assert answer.body["code"] == "InvalidNodePoolStatus.Forbidden"


def test_a_cluster_that_scales_takes_no_more_workers(tenant):
    cluster_id = a_running(tenant, a_body(**WORKERS))
    scale_out(tenant, cluster_id, count=1).ok()

    again = scale_out(tenant, cluster_id, count=1)

    assert again.body["message"] == "cannot operate cluster where state is scaling"


# ---- ScaleCluster of 2018


def test_the_way_of_2018_names_the_number_that_there_is_to_be(tenant):
    cluster_id = a_running(tenant, a_dedicated_body(**{**WORKERS, "worker_vswitch_ids": [B]}))

    answer = call(tenant, "PUT", f"/clusters/{cluster_id}", {"num_of_nodes": 3})
    settle(tenant)

    assert answer.status == 202
    assert detail(tenant, cluster_id)["size"] == 6
    assert record(tenant, cluster_id).state is ClusterState.RUNNING


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "MissingParameter.NumOfNodes"),
        ({"num_of_nodes": 2}, "InvalidParameter.NumOfNodes"),
        ({"num_of_nodes": "3"}, "InvalidParameter"),
    ],
)
def test_the_way_of_2018_only_grows(tenant, fields, code):
    cluster_id = a_running(tenant, a_body(**WORKERS))

    assert call(tenant, "PUT", f"/clusters/{cluster_id}", fields).body["code"] == code


def test_findings_of_workers_come_together(tenant):
    cluster_id = create(tenant)
    settle(tenant)

    found = findings(scale_out(tenant, cluster_id, count=200, key_pair="k", cpu_policy="x"))

    assert [code for code, _ in found] == [
        "InvalidParameter.CpuPolicy",
        "MissingParameter.WorkerInstanceTypes",
        "QuotaExceeded.Node",
    ]


def test_workers_join_a_pool_that_has_the_name_of_the_default_one(tenant):
    cluster_id = a_running(tenant)
    body = {**POOL, "nodepool_info": {"name": "default-nodepool"}}
    call(tenant, "POST", f"/clusters/{cluster_id}/nodepools", body).ok()
    settle(tenant)

    scale_out(tenant, cluster_id, count=1).ok()
    settle(tenant)

    listed = call(tenant, "GET", f"/clusters/{cluster_id}/nodepools").ok()["nodepools"]
    assert [pool["status"]["serving_nodes"] for pool in listed] == [4]
