"""Creating, listing, growing and deleting node pools."""

import re

import pytest

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool, a_pool_body, begin_pool, counts, pool, state_of, task_of
from tests.support.worlds import a_running_cluster, call, settle


@pytest.fixture
def path(cluster_id):
    return f"/clusters/{cluster_id}/nodepools"


def test_a_creation_answers_pool_and_task_at_once(tenant, path):
    answer = call(tenant, "POST", path, a_pool_body())

    assert answer.status == 200
    assert answer.body.keys() == {"nodepool_id", "request_id", "task_id"}
    assert re.fullmatch("np[0-9a-f]{32}", answer.body["nodepool_id"])
    task = task_of(tenant, answer)
    assert (task["task_type"], task["state"]) == ("nodepool_create", "running")


def test_a_pool_with_nodes_is_scaling_until_all_of_them_are_ready(tenant, cluster_id):
    nodepool_id = begin_pool(tenant, cluster_id, size=2)
    assert state_of(tenant, cluster_id, nodepool_id) == "scaling"
    assert counts(tenant, cluster_id, nodepool_id) == {"total": 2, "initial": 2}

    settle(tenant)

    assert state_of(tenant, cluster_id, nodepool_id) == "active"
    assert counts(tenant, cluster_id, nodepool_id) == {"total": 2, "healthy": 2, "serving": 2}


@pytest.mark.parametrize("size", [0, None])
def test_a_pool_without_nodes_is_initial_for_a_moment(tenant, cluster_id, size):
    nodepool_id = begin_pool(tenant, cluster_id, size=size)
    assert state_of(tenant, cluster_id, nodepool_id) == "initial"

    settle(tenant)

    assert state_of(tenant, cluster_id, nodepool_id) == "active"
    assert counts(tenant, cluster_id, nodepool_id) == {}


def test_the_old_count_makes_nodes_and_no_desired_size(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=None, count=3)

    found = pool(tenant, cluster_id, nodepool_id)
    assert found["status"]["healthy_nodes"] == 3
    assert "desired_size" not in found["scaling_group"]


def test_the_cluster_runs_on_while_its_pools_change(tenant, cluster_id):
    first, second = (begin_pool(tenant, cluster_id, name) for name in ("one", "two"))
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["state"] == "running"

    settle(tenant)

    assert {state_of(tenant, cluster_id, found) for found in (first, second)} == {"active"}
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["size"] == 4


def test_pools_are_listed_in_the_order_of_their_creation(tenant, cluster_id, path):
    for name in ("b", "a", "c"):
        begin_pool(tenant, cluster_id, name)

    listed = call(tenant, "GET", path).ok()["nodepools"]
    assert [found["nodepool_info"]["name"] for found in listed] == ["b", "a", "c"]
    named = call(tenant, "GET", f"{path}?NodepoolName=a").ok()["nodepools"]
    assert [found["nodepool_info"]["name"] for found in named] == ["a"]
    assert call(tenant, "GET", f"{path}?NodepoolName=x").ok()["nodepools"] == []


def test_scaling_adds_nodes_and_raises_the_desired_size(tenant, cluster_id, path):
    nodepool_id = a_pool(tenant, cluster_id, size=1)

    answer = call(tenant, "POST", f"{path}/{nodepool_id}", {"count": 2})

    assert answer.body.keys() == {"task_id"}
    assert task_of(tenant, answer)["task_type"] == "nodepool_scaleout"
    assert counts(tenant, cluster_id, nodepool_id)["total"] == 3
    settle(tenant)
    found = pool(tenant, cluster_id, nodepool_id)
    assert (found["status"]["healthy_nodes"], found["scaling_group"]["desired_size"]) == (3, 3)


def test_a_pool_with_nodes_is_deleted_with_force_only(tenant, cluster_id, path):
    nodepool_id = a_pool(tenant, cluster_id, size=2)

    refused = call(tenant, "DELETE", f"{path}/{nodepool_id}")
    assert (refused.status, refused.code) == (400, "InvalidNodePoolStatus.NotEmpty")
    answer = call(tenant, "DELETE", f"{path}/{nodepool_id}?force=true")
    assert answer.body.keys() == {"request_id", "task_id"}
    assert state_of(tenant, cluster_id, nodepool_id) == "deleting"
    again = call(tenant, "DELETE", f"{path}/{nodepool_id}?force=true")
    assert again.body["task_id"] == answer.body["task_id"]
    settle(tenant)

    gone = call(tenant, "GET", f"{path}/{nodepool_id}")
    assert (gone.status, gone.code) == (404, "ErrorNodePoolNotFound")
    assert task_of(tenant, answer)["state"] == "success"
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["size"] == 0


def test_an_empty_pool_is_deleted_without_force_and_its_name_is_free(tenant, cluster_id, path):
    nodepool_id = a_pool(tenant, cluster_id, size=0)
    call(tenant, "DELETE", f"{path}/{nodepool_id}").ok()
    settle(tenant)

    assert a_pool(tenant, cluster_id, size=0) != nodepool_id


def test_a_growing_pool_is_deleted_with_force_only(tenant, cluster_id, path):
    nodepool_id = begin_pool(tenant, cluster_id)

    refused = call(tenant, "DELETE", f"{path}/{nodepool_id}")
    assert refused.code == "InvalidNodePoolStatus.Forbidden"
    call(tenant, "DELETE", f"{path}/{nodepool_id}?force=True").ok()
    settle(tenant)
    assert call(tenant, "GET", path).ok() == {"nodepools": []}


def test_a_busy_pool_refuses_changes_in_the_words_of_the_service(tenant, cluster_id, path):
    nodepool_id = begin_pool(tenant, cluster_id)

    refused = call(tenant, "POST", f"{path}/{nodepool_id}", {"count": 1})

    assert (refused.status, refused.code) == (400, "InvalidNodePoolStatus.Forbidden")
    assert refused.body["message"] == "cannot operate nodepool when nodepool state is scaling"


def test_a_cluster_that_is_not_up_refuses_pools(tenant, path, cluster_id):
    call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()

    refused = call(tenant, "POST", path, a_pool_body())

    assert (refused.status, refused.code) == (400, "InvalidStatus.Unsupported")
    assert refused.body["message"] == "cannot operate cluster where state is deleting"


def test_a_swarm_cluster_has_no_pools(tenant):
    swarm = a_running_cluster(tenant)
    for method, body in (("GET", None), ("POST", a_pool_body())):
        refused = call(tenant, method, f"/clusters/{swarm}/nodepools", body)
        assert (refused.status, refused.code) == (501, "OperationNotModelled")


def test_pools_of_unknown_clusters_and_of_others_are_not_found(tenant, cluster_id, path):
    nodepool_id = a_pool(tenant, cluster_id, size=0)
    other = a_kubernetes_cluster(tenant)
    for wrong in (f"/clusters/{other}/nodepools/{nodepool_id}", f"{path}/np0"):
        assert call(tenant, "GET", wrong).code == "ErrorNodePoolNotFound"
    unknown = f"/clusters/c{32 * '0'}/nodepools"
    assert call(tenant, "GET", unknown).code == "ErrorClusterNotFound"


def test_a_pool_with_auto_scaling_has_its_smallest_number_at_once(tenant, cluster_id):
    scaling = {"enable": True, "min_instances": 2, "max_instances": 4}
    nodepool_id = begin_pool(tenant, cluster_id, size=None, auto_scaling=scaling)
    assert counts(tenant, cluster_id, nodepool_id) == {"total": 2, "initial": 2}
    settle(tenant)
    assert counts(tenant, cluster_id, nodepool_id)["healthy"] == 2
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}"
    refused = call(tenant, "POST", path, {"count": 1})
    assert refused.code == "InvalidDesiredSizeOrCount.NotNull"


@pytest.mark.parametrize("count", [0, -1, 501, None])
def test_a_call_adds_1_to_500_nodes(tenant, cluster_id, path, count):
    nodepool_id = a_pool(tenant, cluster_id, size=0)
    refused = call(tenant, "POST", f"{path}/{nodepool_id}", {"count": count})
    assert refused.code == ("MissingParameter.Count" if count is None else "InvalidParameter.Count")
