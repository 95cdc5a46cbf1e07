"""ScaleCluster and ScaleInCluster: more nodes, fewer nodes, and what a failure leaves."""

import pytest
from cs_simulator.engine.timeline import FOREVER

from tests.support.builders import PASSWORD
from tests.support.worlds import (
    PLENTY,
    a_running_cluster,
    a_tenant,
    advance,
    call,
    log_of,
    run_one_step,
    settle,
)


def a_scale_body(size, **changes):
    return {"size": size, "instance_type": "ecs.n1.small", "password": PASSWORD, **changes}


def scale(tenant, cluster_id, size, **changes):
    return call(tenant, "PUT", f"/clusters/{cluster_id}", a_scale_body(size, **changes))


def cluster_object(tenant, cluster_id):
    return call(tenant, "GET", f"/clusters/{cluster_id}").body


def test_a_cluster_grows_to_the_new_total():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=2)

    status, body = scale(tenant, cluster_id, 5, instance_type="ecs.n4.large")

    assert (status, body.keys()) == (202, {"cluster_id", "request_id", "task_id"})
    under_way = cluster_object(tenant, cluster_id)
    assert (under_way["state"], under_way["size"]) == ("scaling", 2)
    settle(tenant)
    grown = cluster_object(tenant, cluster_id)
    assert (grown["state"], grown["size"]) == ("running", 5)
    assert grown["node_status"] == '{"health":5,"unhealth":0}'
    types = [node.instance_type for node in tenant.world.nodes_of(cluster_id)]
    assert types == ["ecs.n1.small"] * 2 + ["ecs.n4.large"] * 3
    task = call(tenant, "GET", f"/tasks/{body['task_id']}").body
    assert (task["task_type"], task["state"]) == ("cluster_scaleout", "success")
    assert [result["status"] for result in task["task_result"]] == ["success"] * 3
    assert log_of(tenant, cluster_id)[-1] == "start to update cluster status to UPDATE_COMPLETE"


def test_an_inactive_cluster_runs_once_it_has_nodes():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=0)
    assert cluster_object(tenant, cluster_id)["state"] == "inactive"
    scale(tenant, cluster_id, 2)
    settle(tenant)
    assert cluster_object(tenant, cluster_id)["state"] == "running"


def test_the_size_may_come_in_the_query():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    body = {"instance_type": "ecs.n1.small", "password": PASSWORD}
    assert call(tenant, "PUT", f"/clusters/{cluster_id}?size=2", body).status == 202


REFUSALS = [
    ({"size": 2}, "InvalidParameter", "larger than the present 2"),
    ({"size": 1}, "InvalidParameter", "larger than the present 2"),
    ({"size": 0}, "InvalidParameter", "size"),
    ({"size": None}, "MissingParameter", "size"),
    ({"size": 21}, "QuotaExceeded.Node", "at most 20"),
    ({"password": None}, "MissingParameter", "password"),
    ({"password": "short"}, "InvalidPassword.Malformed", "password"),
    ({"instance_type": None}, "MissingParameter", "instance_type"),
    ({"instance_type": "ecs.none"}, "InvalidInstanceType.ValueNotSupported", "instance_type"),
    ({"data_disk_category": "tape"}, "InvalidDataDiskCategory.ValueNotSupported", "cloud_ssd"),
    ({"data_disk_size": 1}, "InvalidDataDiskSize.ValueNotSupported", "data_disk_size"),
    ({"io_optimized": "maybe"}, "InvalidIoOptimizedValue.ValueNotSupported", "io_optimized"),
    ({"ecs_image_id": "m-2zedebian9"}, "InvalidImageId.NotSupported", "debian"),
    ({"ecs_image_id": "m-bp1ubuntu1604"}, "OperationDenied.ImageNotValid", "cn-hangzhou"),
    ({"release_eip_flag": "yes"}, "InvalidParameter", "release_eip_flag"),
]


@pytest.mark.parametrize(("changes", "code", "piece"), REFUSALS)
def test_a_scale_out_is_refused(changes, code, piece):
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=2)
    before = cluster_object(tenant, cluster_id)

    _, body = scale(tenant, cluster_id, **{"size": 3, **changes})

    assert body["code"] == code
    assert piece in body["message"]
    assert cluster_object(tenant, cluster_id) == before


@pytest.mark.parametrize("size", [0, 2])
def test_a_failed_scale_out_changes_nothing_but_the_log(size):
    tenant = a_tenant(quota=(*PLENTY, f"eips={size + 1}"))
    cluster_id = a_running_cluster(tenant, size=size)
    before = cluster_object(tenant, cluster_id)

    task_id = scale(tenant, cluster_id, size + 2).body["task_id"]
    settle(tenant)

    after = cluster_object(tenant, cluster_id)
    assert after | {"updated": ""} == before | {"updated": ""}
    assert after["state"] == ("running" if size else "inactive")
    assert len(tenant.world.nodes_of(cluster_id)) == size
    assert call(tenant, "GET", f"/tasks/{task_id}").body["state"] == "failed"
    *_, reason, end = log_of(tenant, cluster_id)
    assert reason.startswith("Resource UPDATE failed: ResponseException: resources.")
    assert reason.endswith("Elastic IP address quota exceeded Code: QuotaExceeded.Eip")
    assert end == "start to update cluster status to UPDATE_FAILED"


def test_after_a_failed_scale_out_another_one_may_succeed():
    tenant = a_tenant(quota=(*PLENTY, "eips=3"))
    cluster_id = a_running_cluster(tenant, size=2)
    scale(tenant, cluster_id, 4)
    settle(tenant)
    scale(tenant, cluster_id, 3)
    settle(tenant)
    assert cluster_object(tenant, cluster_id)["size"] == 3


def test_no_number_and_no_id_of_a_node_is_given_twice():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=2)
    seen = {node.instance_id for node in tenant.world.nodes_of(cluster_id)}
    for _ in range(3):
        call(tenant, "POST", f"/clusters/{cluster_id}/scalein", {"size": 1})
        settle(tenant)
        scale(tenant, cluster_id, 2)
        settle(tenant)
        newest = tenant.world.nodes_of(cluster_id)[-1]
        assert newest.instance_id not in seen
        seen.add(newest.instance_id)
    assert tenant.world.clusters[cluster_id].nodes_made == 5


def test_nodes_that_scaling_made_are_listed_apart():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=1)
    assert call(tenant, "GET", f"/clusters/{cluster_id}/scaled_nodes/") == (200, [])
    scale(tenant, cluster_id, 3)
    settle(tenant)
    scaled = call(tenant, "GET", f"/clusters/{cluster_id}/scaled_nodes/").body
    hosts = call(tenant, "GET", f"/clusters/{cluster_id}/hosts").body
    assert scaled == hosts[1:]


def test_elastic_addresses_of_new_nodes_are_given_back_if_asked_for():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=1)
    scale(tenant, cluster_id, 3, release_eip_flag=True)
    settle(tenant)
    nodes = tenant.world.nodes_of(cluster_id)
    assert [bool(node.eip_address) for node in nodes] == [True, False, False]


def test_new_nodes_join_the_whitelists_once():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=1, rds_instances=["rm-2zeorders"])
    scale(tenant, cluster_id, 2)
    settle(tenant)
    listed = tenant.world.rds_instances.get("rm-2zeorders").whitelist.split(",")
    addresses = [node.ip_address for node in tenant.world.nodes_of(cluster_id)]
    assert listed == ["127.0.0.1", *addresses]


def test_a_deletion_ends_a_scale_out():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=1)
    task_id = scale(tenant, cluster_id, 3).body["task_id"]
    run_one_step(tenant)
    call(tenant, "DELETE", f"/clusters/{cluster_id}")
    settle(tenant)
    assert call(tenant, "GET", f"/tasks/{task_id}").body["error"]["code"] == "Canceled"
    assert not len(tenant.world.nodes)
    assert tenant.world.next_step() is None
    assert call(tenant, "GET", f"/clusters/{cluster_id}").status == 404
    advance(tenant, FOREVER // 2**20)


def test_scaling_in_removes_the_nodes_that_came_last():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=3)
    first = tenant.world.nodes_of(cluster_id)[0].instance_id

    status, body = call(tenant, "POST", f"/clusters/{cluster_id}/scalein", {"size": 1})
    settle(tenant)

    assert status == 202
    assert [node.instance_id for node in tenant.world.nodes_of(cluster_id)] == [first]
    task = call(tenant, "GET", f"/tasks/{body['task_id']}").body
    assert task["task_type"] == "cluster_node_delete"
    assert [result["status"] for result in task["task_result"]] == ["success", "success"]


@pytest.mark.parametrize("size", [3, 4, -1, None, "two"])
def test_scaling_in_wants_a_smaller_number(size):
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=3)
    status, body = call(tenant, "POST", f"/clusters/{cluster_id}/scalein", {"size": size})
    assert status == 400
    assert "size" in body["message"]


def test_a_cluster_without_nodes_is_inactive():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=2)
    call(tenant, "POST", f"/clusters/{cluster_id}/scalein", {"size": 0})
    settle(tenant)
    assert cluster_object(tenant, cluster_id)["state"] == "inactive"
