"""The shipped scenarios of Kubernetes clusters: what a client is answered, as they describe it.

Each is made from a report of users of the service; that it passes is tested with the others.
"""

import json

import pytest
from cs_simulator.runs.script import run_script
from cs_simulator.runtime.files import scenario_library


class Answers:
    """What the calls of a scenario's script were answered, by the name of the operation."""

    def __init__(self, run):
        self.run = run
        self.calls = run.history.calls

    def of(self, operation):
        return [json.loads(call.answer) for call in self.calls if call.operation == operation]

    def statuses(self, operation):
        """The statuses alone: kubeconfigs are secret, and the journal has none of them."""
        return [call.status for call in self.calls if call.operation == operation]

    def refusals(self):
        return [json.loads(call.answer) for call in self.calls if call.status >= 400]


@pytest.fixture
async def played(request):
    return Answers(await run_script(scenario_library.read(request.param)))


def of_scenario(name):
    return pytest.mark.parametrize("played", [name], indirect=True)


POOL, CLUSTER = "DescribeClusterNodePoolDetail", "DescribeClusterDetail"
TASK, KUBECONFIG = "DescribeTaskInfo", "DescribeClusterUserKubeconfig"


def test_the_library_has_enough_scenarios_of_kubernetes_clusters():
    names = [path.stem for path in scenario_library.shipped()]
    assert sum(name.startswith("ack-") for name in names) >= 16


@of_scenario("ack-healthy")
def test_a_pool_is_active_with_all_of_its_nodes(played):
    [pool] = played.of(POOL)
    assert pool["status"]["state"] == "active"
    assert (pool["status"]["total_nodes"], pool["status"]["healthy_nodes"]) == (3, 3)
    assert played.statuses(KUBECONFIG) == [200]


@of_scenario("ack-one-pool-at-a-time")
def test_the_second_pool_is_refused_in_the_words_of_the_service(played):
    [refusal] = played.refusals()
    assert refusal["message"] == "cannot operate cluster where state is scaling"
    [listed] = played.of("DescribeClusterNodePools")
    assert [pool["nodepool_info"]["name"] for pool in listed["nodepools"]] == ["system"]


@of_scenario("ack-pool-fails-without-a-reason")
def test_a_failed_task_says_nothing_and_its_pool_is_failed(played):
    [task] = played.of(TASK)
    assert (task["state"], task["error"]) == ("failed", {"code": "", "message": ""})
    assert task["stages"][-1]["state"] == "fail"
    pool = played.of(POOL)[0]
    assert pool["status"]["state"] == "failed"


@of_scenario("ack-node-never-joins")
def test_only_the_counts_show_the_node_that_never_joins(played):
    [task] = played.of(TASK)
    assert task["state"] == "success"
    assert sorted(result["status"] for result in task["task_result"]) == [
        "failed", "success", "success",
    ]  # fmt: skip
    before, after = played.of(POOL)
    assert before["status"]["state"] == after["status"]["state"] == "active"
    assert before["status"]["healthy_nodes"] == after["status"]["healthy_nodes"] == 2
    assert before["status"]["total_nodes"] == 3
    assert (after["status"]["total_nodes"], after["scaling_group"]["desired_size"]) == (2, 2)
    [nodes] = played.of("DescribeClusterNodes")
    assert sorted(node["node_status"] for node in nodes["nodes"])[-2:] == ["Ready", "Unknown"]


@of_scenario("ack-creation-fails-midway")
def test_a_failed_cluster_is_described_as_a_whole(played):
    [task] = played.of(TASK)
    assert (task["state"], task["error"]["code"]) == (
        "fail", "InvalidAccountStatus.NotEnoughBalance",
    )  # fmt: skip
    [failed, gone] = [json.loads(c.answer) for c in played.calls if c.operation == CLUSTER]
    assert failed["state"] == "failed"
    assert {"vpc_id", "vswitch_ids", "meta_data", "tags", "parameters"} <= failed.keys()
    assert gone["code"] == "ErrorClusterNotFound"


@of_scenario("ack-service-role-missing")
def test_the_address_of_the_console_is_unharmed(played):
    address = "https://ram.console.aliyun.com/#/role/authorize?request=%7B%22Services%22"
    assert all(address in refusal["message"] for refusal in played.refusals())


@of_scenario("ack-role-for-sized-pools")
def test_only_the_pool_with_a_size_needs_the_role(played):
    [refusal] = played.refusals()
    assert refusal["code"] == "MissingAuth.AliyunOOSLifecycleHook4CSRole"
    assert "AliyunOOSLifecycleHook4CSRole ramrole authorization" in refusal["message"]


@of_scenario("ack-load-balancers-used-up")
def test_a_quota_is_answered_with_a_list_and_no_request_id(played):
    [refusal] = played.refusals()
    assert refusal.keys() == {"code", "data", "message", "status"}
    assert refusal["data"][0]["code"] == refusal["code"] == "QuotaExceeded.SLBInstancesQuota"


@of_scenario("ack-five-wanted-two-made")
def test_a_pool_wants_five_and_has_two_and_later_five(played):
    before, after = played.of(POOL)
    assert before["status"]["state"] == "active"
    assert before["scaling_group"]["desired_size"] == 5
    assert (before["status"]["total_nodes"], before["status"]["healthy_nodes"]) == (2, 2)
    assert after["status"]["healthy_nodes"] == 5
    [task] = played.of(TASK)
    results = [result["status"] for result in task["task_result"]]
    assert (task["state"], results.count("success"), results.count("failed")) == ("success", 2, 3)


@of_scenario("ack-delete-fails-then-retried")
def test_a_failed_deletion_leaves_the_cluster_and_the_reason(played):
    left = played.of(CLUSTER)[0]
    assert left["state"] == "delete_failed"
    [task] = played.of(TASK)
    assert (task["state"], task["error"]["code"]) == ("fail", "DependencyViolation")


@of_scenario("ack-running-but-not-ready")
def test_the_cluster_is_running_while_its_kubeconfig_is_refused(played):
    [cluster] = played.of(CLUSTER)
    assert cluster["state"] == "running"
    assert played.statuses(KUBECONFIG) == [400, 400, 200]
    assert {call.code for call in played.calls if call.status == 400} == {"ErrorClusterState"}


@of_scenario("ack-unknown-access-key")
def test_a_404_is_about_the_key_and_not_about_the_cluster(played):
    assert {refusal["Code"] for refusal in played.refusals()} == {"InvalidAccessKeyId.NotFound"}
    assert played.of(CLUSTER)[-1]["state"] == "running"


@of_scenario("ack-deletion-answered-with-nothing")
def test_a_deletion_is_answered_without_a_body(played):
    [call] = [call for call in played.calls if call.operation == "DeleteCluster"]
    assert (call.status, call.answer) == (202, "")


@of_scenario("ack-throttled-tasks")
def test_a_poll_too_many_is_told_when_to_come_back(played):
    [refused] = [call for call in played.calls if call.status == 400]
    assert refused.retry_after == 10


@of_scenario("ack-connection-breaks-while-waiting")
def test_the_poll_after_the_broken_ones_is_right(played):
    assert played.statuses(TASK) == [200, 0, 503, 200]
    assert json.loads(played.calls[-1].answer)["state"] == "success"


@of_scenario("ack-pool-changed-though-refused")
def test_a_pool_has_changed_although_the_change_was_refused(played):
    [refusal], [pool] = played.refusals(), played.of(POOL)
    assert refusal["Code"] == "ServiceUnavailable"
    assert (pool["scaling_group"]["desired_size"], pool["status"]["healthy_nodes"]) == (3, 3)


@of_scenario("ack-fields-missing")
def test_one_description_lacks_fields_that_the_others_have(played):
    names = ("vswitch_ids", "vpc_id")
    seen = [[name in cluster for name in names] for cluster in played.of(CLUSTER)]
    assert seen == [[True, True], [False, False], [True, True]]


@of_scenario("ack-task-not-there-yet")
def test_a_task_is_unknown_at_first_in_the_words_of_the_service(played):
    created = played.of("CreateCluster")[0]
    unknown, known = played.of(TASK)
    assert unknown["message"] == f"the task {created['task_id']} not found"
    assert known["task_id"] == created["task_id"]


@of_scenario("ack-drain-blocked")
def test_a_pool_is_removing_nodes_for_half_an_hour_and_then_as_before(played):
    during, after = played.of(POOL)
    assert (during["status"]["state"], during["status"]["removing_nodes"]) == ("removing_nodes", 1)
    assert (after["status"]["state"], after["status"]["healthy_nodes"]) == ("active", 2)
    [refusal] = played.refusals()
    assert refusal["message"] == "cannot operate nodepool when nodepool state is removing_nodes"


@of_scenario("ack-pool-deletion-fails")
def test_a_pool_whose_deletion_failed_takes_nothing_but_another_one(played):
    left = played.of(POOL)[0]
    assert left["status"]["state"] == "delete_failed"
    assert played.refusals()[0]["code"] == "InvalidNodePoolStatus.Forbidden"


@of_scenario("ack-slow-control-plane")
def test_a_slow_control_plane_is_late_and_works(played):
    assert played.statuses(KUBECONFIG) == [400, 200]
    ended = [trace.ended for trace in played.run.history.traces if trace.name == "control_plane"]
    assert ended[0] - played.run.began > 8 * 60 * 1_000_000


@of_scenario("ack-pool-stuck-scaling")
def test_a_pool_is_scaling_for_as_long_as_anybody_looks(played):
    [task], [pool] = played.of(TASK), played.of(POOL)
    assert (task["state"], pool["status"]["state"]) == ("running", "scaling")
    assert (pool["status"]["healthy_nodes"], pool["status"]["initial_nodes"]) == (1, 1)


@of_scenario("ack-lost-create-reply")
def test_the_token_of_the_first_try_leads_to_its_cluster(played):
    lost, repeated = [call for call in played.calls if call.operation == "CreateCluster"]
    assert (lost.status, repeated.status) == (0, 202)
    assert played.of(CLUSTER)[0]["cluster_id"] == json.loads(repeated.answer)["cluster_id"]
