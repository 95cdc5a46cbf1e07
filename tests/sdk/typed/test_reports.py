"""Fifteen public reports of what went wrong with clients of this API, each as a scenario.

The names of the tests have their numbers. What a client should have seen is what is checked.
"""

import pytest
from cs_simulator.client import Tenant
from darabonba.exceptions import UnretryableException

from tests.sdk.clients import ClientRefusedError
from tests.sdk.schemas.walker import problems
from tests.sdk.typed import bodies
from tests.sdk.typed.there import There, a_cluster, a_pool, an_upgrade

BALANCE = "InvalidAccountStatus.NotEnoughBalance"


@pytest.fixture
def there(simulator):
    return There(simulator.tenant())


def create_pool(there, name="workers", **scaling_group):
    body = bodies.a_pool(there.tenant, name, **scaling_group)
    there.ids |= there.ask("CreateClusterNodePool", "cluster_id", request=body).raw


def pool_names(there):
    pools = there.ask("DescribeClusterNodePools", "cluster_id", request={}).raw["nodepools"]
    return [pool["nodepool_info"]["name"] for pool in pools]


def counts(there):
    status = there.pool()["status"]
    return {
        name: status[name]
        for name in ("total_nodes", "healthy_nodes", "initial_nodes", "failed_nodes")
    }


def test_report_1_a_busy_cluster_refuses_and_makes_nothing(there):
    an_upgrade(there)
    refused = there.refusal(
        "CreateClusterNodePool", "cluster_id", request=bodies.a_pool(there.tenant, "second")
    )
    assert (refused.status, refused.code) == (400, "InvalidStatus.Forbidden")
    assert "cannot operate cluster where state is upgrading" in refused.message
    assert pool_names(there) == ["workers"]

    there.settle()
    create_pool(there, "second")
    assert sorted(pool_names(there)) == ["second", "workers"]


def test_report_1_a_pool_that_grows_may_block_the_others(there):
    a_cluster(there)
    create_pool(there, "first")
    there.tenant.faults.add({"then": "cluster_busy"})
    body = bodies.a_pool(there.tenant, "second")
    refused = there.refusal("CreateClusterNodePool", "cluster_id", request=body)
    assert (refused.status, refused.code) == (400, "InvalidStatus.Forbidden")
    assert "cannot operate cluster where state is scaling" in refused.message
    assert pool_names(there) == ["first"]

    there.settle()
    create_pool(there, "second")
    assert sorted(pool_names(there)) == ["first", "second"]


def test_report_2_a_pool_that_fails_says_why_and_can_be_deleted(there):
    a_cluster(there)
    there.tenant.faults.add(
        {
            "when": {"operation": "CreateClusterNodePool"},
            "fire": {"times": 1},
            "then": {"fail": {"code": BALANCE, "message": "no balance is left"}},
        }
    )
    create_pool(there)
    there.settle()

    task = there.task()
    assert task["state"] in ("fail", "failed")
    assert task["error"] == {"code": BALANCE, "message": "no balance is left"}
    assert "fail" in [stage["state"] for stage in task["stages"]]
    assert there.pool()["status"]["state"] == "failed"

    request = {"force": True}
    there.ask("DeleteClusterNodepool", "cluster_id", "nodepool_id", request=request)
    there.settle()
    assert pool_names(there) == []
    create_pool(there)
    there.settle()
    assert there.pool()["status"]["state"] == "active"


def test_report_2_a_pool_may_fail_without_a_reason(there):
    a_cluster(there)
    there.tenant.scenario("ack-pool-fails-without-a-reason")
    create_pool(there)
    there.settle()
    assert there.task()["state"] in ("fail", "failed")
    assert there.task()["error"]["code"] == ""
    assert there.pool()["status"]["state"] == "failed"


def test_report_3_a_node_that_never_joins_is_no_healthy_one(there):
    a_cluster(there)
    there.tenant.faults.add(
        {
            "when": {"operation": "CreateClusterNodePool", "stage": "join"},
            "select": {"count": 1},
            "then": "stuck",
        }
    )
    create_pool(there)
    there.tenant.clock.advance("1h")

    assert counts(there)["healthy_nodes"] == 1
    assert counts(there)["initial_nodes"] == 1
    [lost] = [node for node in there.nodes() if node["node_status"] != "Ready"]
    assert (lost["state"], lost["node_status"]) == ("pending", "Unknown")


def test_report_3_a_node_that_failed_to_join_can_be_removed(there):
    a_cluster(there)
    there.tenant.faults.add(
        {
            "when": {"operation": "CreateClusterNodePool"},
            "select": {"count": 1},
            "then": {"init_timeout": {"policy": "keep"}},
        }
    )
    create_pool(there)
    there.settle()
    assert there.pool()["status"]["state"] == "active"
    [lost] = [node for node in there.nodes() if node["node_status"] != "Ready"]
    assert lost["error_message"]

    request = {"instance_ids": [lost["instance_id"]], "release_node": True}
    there.ask("RemoveNodePoolNodes", "cluster_id", "nodepool_id", request=request)
    there.settle()
    assert [node["node_status"] for node in there.nodes()] == ["Ready"]


def test_report_4_a_failed_cluster_is_described_in_full_and_can_be_deleted(there):
    a_cluster(there)
    whole = there.cluster()
    there.tenant.faults.add(
        {
            "when": {"operation": "CreateCluster"},
            "then": {"fail": {"code": BALANCE}},
        }
    )
    body = bodies.a_cluster(there.tenant, name="poor", container_cidr="172.24.0.0/16")
    there.ids |= there.ask("CreateCluster", request=body).raw
    there.settle()

    assert there.task()["state"] in ("fail", "failed")
    assert there.task()["error"]["code"] == BALANCE
    failed = there.cluster()
    assert failed["state"] == "failed"
    assert failed.keys() == whole.keys()
    assert problems("DescribeClusterDetail", failed) == []
    there.ask("DeleteCluster", "cluster_id", request={})
    there.settle()
    assert there.refusal("DescribeClusterDetail", "cluster_id").status == 404


def test_report_4_what_is_known_at_once_is_refused_at_once(there):
    there.tenant.faults.add(
        {
            "when": {"operation": "CreateCluster"},
            "then": {"error": {"code": BALANCE}},
        }
    )
    refused = there.refusal("CreateCluster", request=bodies.a_cluster(there.tenant))
    assert refused.code == BALANCE
    assert there.ask("DescribeClustersV1", request={}).raw["clusters"] == []


def test_report_5_a_missing_role_is_named_with_an_unharmed_address(there):
    there.tenant.scenario("ack-service-role-missing")
    refused = there.refusal("CreateCluster", request=bodies.a_cluster(there.tenant))
    assert (refused.status, refused.code) == (400, "ErrManagedAddonRoleNotAttach")
    assert "please complete the cluster addon's service ramrole authorization" in refused.message
    assert {piece for piece in ("?", "%7B", "%22") if piece in refused.message} == {
        "?", "%7B", "%22",
    }  # fmt: skip


def test_report_6_a_used_up_quota_lists_its_findings_and_what_is_left_is_listed(simulator):
    there = There(simulator.tenant(quotas={"slbs": 1}))
    a_cluster(there)
    second = bodies.a_cluster(there.tenant, name="second", container_cidr="172.24.0.0/16")
    refused = there.refusal("CreateCluster", request=second)
    assert (refused.status, refused.code) == (400, "QuotaExceeded.SLBInstancesQuota")
    [finding] = refused.data["data"]
    assert finding["code"] == refused.code
    assert finding["message"] in refused.message

    resources = there.ask("DescribeClusterResources", "cluster_id", request={}).raw
    [balancer] = [each for each in resources if each["resource_type"].endswith("LoadBalancer")]
    assert balancer["delete_behavior"] == {"delete_by_default": True, "changeable": True}
    request = {"retain_resources": [balancer["instance_id"]]}
    there.ask("DeleteCluster", "cluster_id", request=request)
    there.settle()
    events = there.ask("DescribeEvents", request={}).raw["events"]
    [kept] = [event for event in events if event["data"]["reason"] == "ResourcesKept"]
    assert balancer["instance_id"] in kept["data"]["message"]
    assert there.refusal("CreateCluster", request=second).code == refused.code


def test_report_6_the_refusal_may_have_no_request_id(there):
    there.tenant.scenario("ack-load-balancers-used-up")
    refused = there.refusal("CreateCluster", request=bodies.a_cluster(there.tenant))
    assert (refused.status, refused.code) == (400, "QuotaExceeded.SLBInstancesQuota")
    [finding] = refused.data["data"]
    assert finding["message"] in refused.message
    assert "requestId" not in refused.data
    there.ask("CreateCluster", request=bodies.a_cluster(there.tenant))


def test_report_7_a_partial_result_stays_visible(there):
    a_cluster(there)
    there.tenant.faults.add(
        {
            "when": {"operation": "CreateClusterNodePool"},
            "select": {"count": 3},
            "then": {"no_stock": {"policy": "keep"}},
        }
    )
    create_pool(there, desired_size=5)
    there.settle()

    pool = there.pool()
    assert pool["status"]["state"] == "active"
    assert pool["scaling_group"]["desired_size"] == 5
    assert counts(there)["healthy_nodes"] == 2
    results = sorted(each["status"] for each in there.task()["task_result"])
    assert results == ["failed"] * 3 + ["success"] * 2


def test_report_8_auto_scaling_is_what_was_put_and_desired_size_is_refused_with_it(there):
    a_pool(there)
    path = ("cluster_id", "nodepool_id")
    on = {"auto_scaling": {"enable": True, "min_instances": 1, "max_instances": 4}}
    there.ask("ModifyClusterNodePool", *path, request=on)
    shown = there.pool()["auto_scaling"]
    assert (shown["enable"], shown["min_instances"], shown["max_instances"]) == (True, 1, 4)
    there.settle()

    size = {"scaling_group": {"desired_size": 3}}
    refused = there.refusal("ModifyClusterNodePool", *path, request=size)
    assert (refused.status, refused.code) == (400, "InvalidDesiredSizeOrCount.NotNull")

    there.ask("ModifyClusterNodePool", *path, request={"auto_scaling": {"enable": False}})
    there.settle()
    shown = there.pool()["auto_scaling"]
    assert (shown["enable"], shown["min_instances"], shown["max_instances"]) == (False, 1, 4)
    there.ask("ModifyClusterNodePool", *path, request={"scaling_group": {"desired_size": 5}})
    there.settle()
    assert there.pool()["status"]["healthy_nodes"] == 5


def test_report_9_a_deletion_that_fails_is_seen_and_can_be_repeated(there):
    a_cluster(there)
    there.tenant.scenario("ack-delete-fails-then-retried")
    answer = there.ask("DeleteCluster", "cluster_id", request={})
    assert answer.status == 202
    there.ids |= answer.raw
    assert there.cluster()["state"] == "deleting"
    there.settle()
    assert there.cluster()["state"] == "delete_failed"
    assert there.task()["error"]["code"]

    there.ids |= there.ask("DeleteCluster", "cluster_id", request={}).raw
    there.settle()
    assert there.refusal("DescribeClusterDetail", "cluster_id").code == "ErrorClusterNotFound"
    assert there.task()["state"] == "success"


def test_report_9_a_deletion_may_hang(there):
    a_cluster(there)
    there.tenant.faults.add({"when": {"operation": "DeleteCluster"}, "then": "stuck"})
    there.ids |= there.ask("DeleteCluster", "cluster_id", request={}).raw
    there.tenant.clock.advance("2h")
    assert there.cluster()["state"] == "deleting"
    assert there.task()["state"] == "running"


def test_report_10_a_cluster_runs_before_its_control_plane_answers(there):
    there.tenant.scenario("ack-running-but-not-ready")
    a_cluster(there)
    assert there.cluster()["state"] == "running"
    request = {"PrivateIpAddress": False}
    refused = there.refusal("DescribeClusterUserKubeconfig", "cluster_id", request=request)
    assert refused.status == 400
    there.tenant.clock.advance("6m")
    assert there.ask("DescribeClusterUserKubeconfig", "cluster_id", request=request).raw["config"]


def test_report_11_an_unknown_key_is_a_404_of_the_gateway(there):
    a_cluster(there)
    stranger = There(there.tenant)
    described = {**there.tenant.describe(), "access_key_id": "nobody", "access_key_secret": "x"}
    stranger.tenant = Tenant(there.tenant._connection, described)
    stranger.ids = there.ids
    refused = stranger.refusal("DescribeClusterUserKubeconfig", "cluster_id", request={})
    assert (refused.status, refused.code) == (404, "InvalidAccessKeyId.NotFound")
    assert there.cluster()["state"] == "running"


def test_report_12_a_deletion_answers_with_its_task_unless_a_fault_empties_it(there):
    a_cluster(there)
    there.tenant.scenario("ack-deletion-answered-with-nothing")
    with pytest.raises(UnretryableException, match="json"):
        there.ask("DeleteCluster", "cluster_id", request={})
    there.tenant.faults.clear()
    answer = there.ask("DeleteCluster", "cluster_id", request={})
    assert answer.raw["task_id"].startswith("T-")
    assert [cluster["state"] for cluster in there.ask("DescribeClusters", request={}).raw] == [
        "deleting"
    ]


def test_report_13_throttled_grants_are_refused_with_the_reason_and_then_applied_once(there):
    a_cluster(there)
    there.ids["uid"] = "200000000000000001"
    there.tenant.faults.add(
        {"when": {"operation": "GrantPermissions"}, "fire": {"times": 2},
         "then": {"error": {"code": "Throttling.User"}}}
    )  # fmt: skip
    grant = {"cluster": there.ids["cluster_id"], "role_name": "admin", "role_type": "cluster"}
    request = {"body": [grant]}
    for _ in range(2):
        refused = there.refusal("GrantPermissions", "uid", request=request)
        assert refused.code == "Throttling.User"
        assert "Request was denied due to user flow control" in refused.message
        assert there.ask("DescribeUserPermission", "uid").raw == []
    there.ask("GrantPermissions", "uid", request=request)
    [right] = there.ask("DescribeUserPermission", "uid").raw
    assert right["role_name"] == "admin"


@pytest.mark.parametrize("then", ["reset", {"error": {"code": "ServiceUnavailable"}}], ids=str)
def test_report_14_a_poll_that_is_lost_changes_nothing(there, then):
    body = bodies.a_cluster(there.tenant)
    there.ids |= there.ask("CreateCluster", request=body).raw
    rule = {"when": {"operation": "DescribeClusterDetail"}, "fire": {"nth": 2}, "then": then}
    there.tenant.faults.add(rule)
    assert there.cluster()["state"] == "initial"
    with pytest.raises((ClientRefusedError, UnretryableException)):
        there.cluster()
    there.settle()
    assert there.cluster()["state"] == "running"


def test_report_14_a_change_whose_answer_is_lost_is_done(there):
    a_cluster(there)
    there.tenant.faults.add({"when": {"operation": "ModifyCluster"}, "then": "lost_reply"})
    with pytest.raises(UnretryableException):
        there.ask("ModifyCluster", "cluster_id", request={"cluster_name": "renamed"})
    there.settle()
    assert there.cluster()["name"] == "renamed"


def test_report_15_a_field_is_there_in_every_state_unless_a_fault_leaves_it_out(there):
    body = bodies.a_cluster(there.tenant)
    there.ids |= there.ask("CreateCluster", request=body).raw
    initial = there.cluster()
    there.settle()
    running = there.cluster()
    assert running == there.cluster()
    there.ask("DeleteCluster", "cluster_id", request={})
    assert initial.keys() == running.keys() == there.cluster().keys()
    assert initial["parameters"].keys() == running["parameters"].keys()


def test_report_15_a_field_may_be_left_out_of_an_answer(there):
    a_cluster(there)
    whole = there.cluster()
    there.tenant.faults.add(
        {"when": {"operation": "DescribeClusterDetail"}, "fire": {"times": 1},
         "then": {"edit_answer": {"drop": ["vswitch_ids"]}}}
    )  # fmt: skip
    assert whole.keys() - there.cluster().keys() == {"vswitch_ids"}
    assert there.cluster() == whole
