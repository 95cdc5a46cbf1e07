"""The shipped scenarios of Kubernetes clusters: what their scripts have no words for.

What else the service answers, the steps of the scripts say themselves. Each scenario is made from a
report of users of the service; that it passes is tested with the others.
"""

import json

import pytest
from cs_simulator.runs.script import run_script
from cs_simulator.runtime.files import scenario_library


@pytest.fixture
async def played(request):
    return await run_script(scenario_library.read(request.param))


def of_scenario(name):
    return pytest.mark.parametrize("played", [name], indirect=True)


def calls_of(run, operation):
    return [call for call in run.history.calls if call.operation == operation]


def test_the_library_has_enough_scenarios_of_kubernetes_clusters():
    names = [path.stem for path in scenario_library.shipped()]
    assert sum(name.startswith("ack-") for name in names) >= 16


@of_scenario("ack-deletion-answered-with-nothing")
def test_a_deletion_is_answered_without_a_body(played):
    [call] = calls_of(played, "DeleteCluster")
    assert (call.status, call.answer) == (202, "")


@of_scenario("ack-throttled-tasks")
def test_a_poll_too_many_is_asked_to_wait(played):
    refused = [call.retry_after for call in played.history.calls if call.status == 400]
    assert refused == [30, 30]


@of_scenario("ack-slow-control-plane")
def test_a_slow_control_plane_takes_four_times_as_long(played):
    ended = [trace.ended for trace in played.history.traces if trace.name == "control_plane"]
    assert ended[0] - played.began > 8 * 60 * 1_000_000


@of_scenario("ack-lost-create-reply")
def test_the_token_of_the_first_try_leads_to_its_cluster(played):
    lost, repeated = calls_of(played, "CreateCluster")
    assert (lost.status, repeated.status) == (0, 202)
    [described] = calls_of(played, "DescribeClusterDetail")
    answers = [json.loads(call.answer)["cluster_id"] for call in (repeated, described)]
    assert answers[0] == answers[1]


@of_scenario("ack-node-never-joins")
def test_the_node_that_never_joins_is_one_of_three(played):
    [task] = calls_of(played, "DescribeTaskInfo")
    results = [result["status"] for result in json.loads(task.answer)["task_result"]]
    assert sorted(results) == ["failed", "success", "success"]
