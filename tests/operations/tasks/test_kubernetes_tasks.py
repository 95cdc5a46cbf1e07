"""Tasks of Kubernetes clusters: how they are shown, listed, paused, resumed and canceled."""

from typing import Any

import pytest
from cs_simulator.catalog import errors
from cs_simulator.cluster_types.ack.cluster_type import ACK
from cs_simulator.domain.instants import SECOND
from cs_simulator.engine import manual_override, scenario
from cs_simulator.operations.tasks._task_object import task_object
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.cluster_types.orchard.cluster_type import GROW, prune, sow, thin
from tests.cluster_types.orchard.hill import a_grown_orchard, a_hill
from tests.sdk.schemas.walker import problems
from tests.support.worlds import a_tenant, advance, call, settle

OOPS = errors.TASK_CANCELED()


def create_kubernetes(tenant: Tenant, number: int = 1, **changes: Any) -> dict[str, str]:
    body = ACK.creation.example(changes, number)
    created: dict[str, str] = call(tenant, "POST", "/clusters", body).ok()
    return created


def task_of(tenant: Tenant, task_id: str) -> dict[str, Any]:
    found: dict[str, Any] = call(tenant, "GET", f"/tasks/{task_id}").ok()
    assert problems("DescribeTaskInfo", found) == []
    return found


def shown(tenant: Tenant, task_id: str) -> dict[str, Any]:
    """A task of an orchard as one of a Kubernetes cluster would be shown."""
    found = task_object(tenant.world, tenant.world.tasks[task_id])
    assert problems("DescribeTaskInfo", found) == []
    return found


def wait(tenant: Tenant, seconds: float) -> None:
    advance(tenant, tenant.now(0.0) + int(seconds * SECOND))


# ---- one task


def test_a_creation_shows_the_stages_that_it_has_come_to():
    tenant = a_tenant()
    created = create_kubernetes(tenant)
    began = task_of(tenant, created["task_id"])
    settle(tenant)
    ended = task_of(tenant, created["task_id"])

    assert (began["state"], began["current_stage"]) == ("running", "PrepareResources")
    assert [stage["state"] for stage in began["stages"]] == ["running"]
    assert began["stages"][0]["end_time"] == ""
    assert began["error"] == {"code": "", "message": ""}
    assert began["target"] == {"id": created["cluster_id"], "type": "cluster"}
    assert (ended["state"], ended["task_type"]) == ("success", "cluster_create")
    assert [(stage["message"], stage["state"]) for stage in ended["stages"]] == [
        ("PrepareResources", "success"),
        ("InitControlPlane", "success"),
        ("InstallAddons", "success"),
    ]
    ends = [stage["end_time"] for stage in ended["stages"]]
    starts = [stage["start_time"] for stage in ended["stages"]]
    assert starts[1:] == ends[:-1]
    assert ended["updated"] == f"{ends[-1].replace(' ', 'T')}+08:00"
    assert [event["reason"] for event in ended["events"]] == [
        "ClusterCreateStart",
        "ClusterCreateSuccess",
    ]
    assert ended["events"][0]["timestamp"] == str(tenant.world.tasks[ended["task_id"]].created)[:-3]


def test_a_task_can_be_read_after_its_cluster_is_gone():
    tenant = a_tenant()
    created = create_kubernetes(tenant)
    settle(tenant)
    deletion = call(tenant, "DELETE", f"/clusters/{created['cluster_id']}").ok()
    settle(tenant)

    assert task_of(tenant, created["task_id"])["state"] == "success"
    assert task_of(tenant, deletion["task_id"])["current_stage"] == "DeleteResources"
    assert call(tenant, "GET", f"/clusters/{created['cluster_id']}/tasks").status == 404


def test_a_failed_creation_says_why_and_where():
    tenant = a_tenant(quota=("security_groups=0",))
    created = create_kubernetes(tenant)
    task = tenant.world.tasks[created["task_id"]]
    tenant.change(0.0, lambda unit: manual_override.fail(unit, task, OOPS))

    failed = task_of(tenant, created["task_id"])

    assert failed["state"] == "fail"
    assert failed["error"] == {"code": "Canceled", "message": "the task was canceled"}
    assert [stage["state"] for stage in failed["stages"]] == ["fail"]
    assert failed["events"][-1]["level"] == "Warning"


def test_an_unknown_task_is_refused_as_the_service_does():
    refused = call(a_tenant(), "GET", "/tasks/T-1")

    assert (refused.status, refused.body["code"]) == (400, "400")
    assert refused.body["message"] == "the task T-1 not found"


def test_a_task_shows_what_came_of_each_node():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant, apples=3, pears=0)
    row = f"row-{cluster_id}-apples"
    rule = {
        "id": "frost",
        "phase": "provision",
        "when": {"operation": GROW, "stage": "plant"},
        "select": {"index": [0]},
        "then": {"fail": {"code": "OutOfStock", "message": "Nothing is left."}},
    }
    head = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "frost"}}
    tenant.change(0.0, lambda unit: scenario.begin(unit, {**head, "rules": [rule]}))
    task_id = tenant.change(0.0, lambda unit: sow(unit, row, 8)).task_id
    wait(tenant, 60)
    meanwhile = [result["status"] for result in shown(tenant, task_id)["task_result"]]
    settle(tenant)
    ended = shown(tenant, task_id)

    assert meanwhile == ["failed", "initial", "initial", "initial", "initial"]
    assert [result["status"] for result in ended["task_result"]] == ["failed", *["success"] * 4]
    assert ended["state"] == "success"
    assert ended["target"] == {"id": row, "type": "nodepool"}
    assert "Nothing is left." in ended["events"][1]["message"]


def test_a_task_that_failed_as_a_whole_shows_what_came_of_its_nodes():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant, apples=3, pears=0)
    row = f"row-{cluster_id}-apples"
    task = tenant.change(0.0, lambda unit: thin(unit, row, 2))
    wait(tenant, 5)
    tenant.change(0.0, lambda unit: manual_override.fail(unit, task, OOPS))

    failed = shown(tenant, task.task_id)

    assert failed["state"] == "failed"
    assert {result["status"] for result in failed["task_result"]} == {"failed"}


# ---- lists


def listed(tenant: Tenant, cluster_id: str, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = call(tenant, "GET", f"/clusters/{cluster_id}/tasks{query}").ok()
    if "detail" not in query:
        assert problems("DescribeClusterTasks", found) == []
    return found


def a_cluster_with_tasks(tenant: Tenant) -> str:
    cluster_id = create_kubernetes(tenant)["cluster_id"]
    task = tenant.world.tasks[tenant.world.cluster_tasks[cluster_id][0]]
    tenant.change(0.0, lambda unit: manual_override.fail(unit, task, OOPS))
    call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()
    return cluster_id


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ("", ["cluster_delete", "cluster_create"]),
        ("?state=running", ["cluster_delete"]),
        ("?state=fail", ["cluster_create"]),
        ("?state=failed", ["cluster_create"]),
        ("?type=cluster_create", ["cluster_create"]),
        ("?type=nodepool_create", []),
        ("?target_id=np0", []),
        ("?page_size=1", ["cluster_delete"]),
        ("?page_size=1&page_number=2", ["cluster_create"]),
        ("?page_size=1&page_number=3", []),
    ],
)
def test_tasks_are_listed_newest_first_by_filters_and_in_pages(query, types):
    tenant = a_tenant()
    cluster_id = a_cluster_with_tasks(tenant)

    found = listed(tenant, cluster_id, query)

    assert [task["task_type"] for task in found["tasks"]] == types
    if "page" in query:
        assert found["page_info"]["total_count"] == 2


def test_a_list_goes_on_by_tokens():
    tenant = a_tenant()
    cluster_id = a_cluster_with_tasks(tenant)

    first = listed(tenant, cluster_id, "?max_results=1")
    second = listed(tenant, cluster_id, f"?max_results=1&next_token={first['next_token']}")

    assert [task["task_type"] for task in first["tasks"]] == ["cluster_delete"]
    assert [task["task_type"] for task in second["tasks"]] == ["cluster_create"]
    assert second["next_token"] == ""
    assert second["page_info"] == {"page_number": 2, "page_size": 1, "total_count": 2}


@pytest.mark.parametrize("token", ["x", "é", "ZnJvbTotMQ", "ZnJvbTo5OTk5OTk5OTk5OTk"])
def test_a_token_that_was_never_given_is_refused(token):
    tenant = a_tenant()
    cluster_id = a_cluster_with_tasks(tenant)

    refused = call(tenant, "GET", f"/clusters/{cluster_id}/tasks?next_token={token}")

    assert (refused.status, refused.body["code"]) == (400, "InvalidParameter.NextToken")


def test_a_detailed_list_has_the_whole_tasks():
    tenant = a_tenant()
    cluster_id = a_cluster_with_tasks(tenant)

    found = listed(tenant, cluster_id, "?detail=true")["tasks"]

    assert [task["cluster_id"] for task in found] == [cluster_id] * 2
    assert found[1]["task"]["stages"][0]["state"] == "fail"
    assert found[1]["error"]["code"] == "Canceled"


# ---- pausing, resuming, canceling


def ask(tenant: Tenant, task_id: str, what: str) -> str:
    """What a call asks of a task is answered with: ``""`` if it is done, or a code."""
    answer = call(tenant, "POST", f"/tasks/{task_id}/{what}")
    if answer.status == 200:
        assert answer.body is None
        return ""
    assert answer.status == 400
    code: str = answer.body["code"]
    return code


def test_a_task_is_paused_resumed_and_shows_who_asked():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant, apples=3, pears=0)
    row = f"row-{cluster_id}-apples"
    task_id = tenant.change(0.0, lambda unit: prune(unit, row, most=1)).task_id

    assert ask(tenant, task_id, "resume") == "TaskOperationNotSupported"
    assert ask(tenant, task_id, "pause") == ""
    assert ask(tenant, task_id, "pause") == "ErrPauseTask"
    settle(tenant)
    paused = shown(tenant, task_id)
    assert ask(tenant, task_id, "resume") == ""
    settle(tenant)
    ended = shown(tenant, task_id)

    assert (paused["state"], paused["current_stage"]) == ("paused", "Look")
    assert ended["state"] == "success"
    assert [event["action"] for event in ended["events"]] == ["start", "pause", "resume", "success"]
    assert ended["parameters"] == {"most": 1}
    assert ask(tenant, task_id, "pause") == "ErrPauseTask"
    assert ask(tenant, task_id, "resume") == "TaskOperationNotSupported"


@pytest.mark.parametrize("what", ["pause", "resume", "cancel"])
def test_a_task_that_no_call_can_stop_refuses(what):
    tenant = a_tenant()
    task_id = create_kubernetes(tenant)["task_id"]

    assert ask(tenant, task_id, what) == "TaskOperationNotSupported"
    assert ask(tenant, "T-1", what) == "400"
