"""Tasks: described, listed, paused, resumed, canceled."""

from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import CLUSTER, row


@row("DescribeTaskInfo", given.a_pool, "task_id")
def _describes_a_task(there, answer):
    assert (answer["task_type"], answer["state"]) == ("nodepool_create", "success")
    assert answer["target"] == {"id": there.ids["nodepool_id"], "type": "nodepool"}
    assert [each["status"] for each in answer["task_result"]] == ["success", "success"]
    assert answer["stages"]
    assert answer["events"]


@row("DescribeClusterTasks", given.a_pool, *CLUSTER, request={"page_number": 1, "page_size": 10})
def _lists_tasks(there, answer):
    types = [task["task_type"] for task in answer["tasks"]]
    assert types == ["nodepool_create", "cluster_create"]
    assert answer["page_info"]["total_count"] == 2


@row("PauseTask", given.an_upgrade, "task_id")
def _pauses(there, answer):
    there.tenant.clock.until(task=there.ids["task_id"], state="paused")
    assert there.task()["state"] == "paused"


@row("ResumeTask", given.a_paused_task, "task_id")
def _resumes(there, answer):
    there.settle()
    assert there.task()["state"] == "success"


@row("CancelTask", given.an_upgrade, "task_id")
def _cancels(there, answer):
    there.settle()
    assert there.task()["state"] == "canceled"
    assert there.cluster()["state"] == "running"
    assert there.cluster()["current_version"] != there.ids["next_version"]
