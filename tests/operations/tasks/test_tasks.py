"""DescribeClusterTasks and CancelTask."""

import pytest

from tests.support.builders import PASSWORD
from tests.support.worlds import (
    a_running_cluster,
    a_tenant,
    call,
    create,
    log_of,
    run_one_step,
    settle,
)

SCALE = {"size": 3, "instance_type": "ecs.n1.small", "password": PASSWORD}


def test_tasks_are_listed_newest_first_in_pages():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    call(tenant, "PUT", f"/clusters/{cluster_id}", SCALE)

    listed = call(tenant, "GET", f"/clusters/{cluster_id}/tasks").body

    assert [task["task_type"] for task in listed["tasks"]] == ["cluster_scaleout", "cluster_create"]
    assert [task["state"] for task in listed["tasks"]] == ["running", "success"]
    assert listed["page_info"]["total_count"] == 2
    second = call(tenant, "GET", f"/clusters/{cluster_id}/tasks?page_size=1&page_number=2").body
    assert second["tasks"] == listed["tasks"][1:]


def test_a_canceled_creation_is_a_failed_one():
    tenant = a_tenant()
    cluster_id = create(tenant)
    task_id = tenant.world.cluster_tasks[cluster_id][0]
    run_one_step(tenant)

    assert call(tenant, "POST", f"/tasks/{task_id}/cancel").status == 200

    task = call(tenant, "GET", f"/tasks/{task_id}").body
    assert (task["state"], task["error"]["code"]) == ("failed", "Canceled")
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["state"] == "failed"
    assert tenant.world.next_step() is None
    assert "Code: Canceled" in log_of(tenant, cluster_id)[-2]


def test_a_canceled_scale_out_leaves_the_cluster_as_it_was():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    task_id = call(tenant, "PUT", f"/clusters/{cluster_id}", SCALE).body["task_id"]
    call(tenant, "POST", f"/tasks/{task_id}/cancel")
    cluster = call(tenant, "GET", f"/clusters/{cluster_id}").body
    assert (cluster["state"], cluster["size"]) == ("running", 1)
    assert len(tenant.world.nodes_of(cluster_id)) == 1


@pytest.mark.parametrize("canceled", ["a finished task", "a deletion", "no task"])
def test_what_cannot_be_canceled(canceled):
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    task_id = tenant.world.cluster_tasks[cluster_id][0]
    if canceled == "a deletion":
        task_id = call(tenant, "DELETE", f"/clusters/{cluster_id}").body["task_id"]
    elif canceled == "no task":
        task_id = "T-0"

    status, body = call(tenant, "POST", f"/tasks/{task_id}/cancel")

    assert (status, body["code"]) == (
        (400, "400") if canceled == "no task" else (400, "ErrorTaskState")
    )
    settle(tenant)
