"""Pods go from nodes that get taints with the effect NoExecute, as long as they tolerate these."""

import pytest

from tests.support.cluster_nodes import move, run_until_settled
from tests.support.scheduling import NODES, PODS, a_node, a_pod, node_of, patch

EVENTS = "/api/v1/namespaces/shop/events"
TAINT = {"key": "gpu", "value": "broken", "effect": "NoExecute"}
FITTING = {"key": "gpu", "operator": "Equal", "value": "broken", "effect": "NoExecute"}


def taint(api, *taints, node="a"):
    patch(api, f"{NODES}/{node}", {"spec": {"taints": list(taints)}})


def is_staying(api, name="web"):
    answer = api.call("GET", f"{PODS}/{name}")
    return answer.status == 200 and "deletionTimestamp" not in answer.body["metadata"]


def messages(api):
    items = api.get(EVENTS)["items"]
    return [each["message"] for each in items if each["reason"] == "TaintManagerEviction"]


@pytest.fixture
def node(api):
    a_node(api, "a")


def test_a_pod_that_does_not_tolerate_the_taint_goes_at_once(api, node):
    a_pod(api, "web")
    taint(api, TAINT)

    found = api.get(f"{PODS}/web")
    assert found["metadata"]["deletionTimestamp"]
    (why,) = [each for each in found["status"]["conditions"] if each["type"] == "DisruptionTarget"]
    assert (why["status"], why["reason"]) == ("True", "DeletionByTaintManager")
    assert messages(api) == ["Marking for deletion Pod shop/web"]


@pytest.mark.parametrize("effect", ["NoSchedule", "PreferNoSchedule"])
def test_taints_with_other_effects_drive_nobody_away(api, node, effect):
    a_pod(api, "web")
    taint(api, {**TAINT, "effect": effect})
    run_until_settled(api.tenant)

    assert is_staying(api)


@pytest.mark.parametrize(
    ("tolerations", "seconds"),
    [
        ([FITTING], None),
        ([{"operator": "Exists"}], None),
        ([{**FITTING, "tolerationSeconds": 60}], 60),
        ([{**FITTING, "operator": "Exists", "value": "", "tolerationSeconds": 60}], 60),
        ([{**FITTING, "value": "other"}, {**FITTING, "tolerationSeconds": 5}], 5),
    ],
)
def test_a_pod_stays_as_long_as_it_tolerates_the_taint(api, node, tolerations, seconds):
    a_pod(api, "web", tolerations=tolerations)
    taint(api, TAINT)
    if seconds is None:
        run_until_settled(api.tenant)
        assert is_staying(api)
        return
    move(api.tenant, seconds - 0.001)
    assert is_staying(api)

    move(api.tenant, 0.001)

    assert not is_staying(api)


def test_of_several_taints_that_counts_which_is_tolerated_the_least(api, node):
    long = {"key": "net", "effect": "NoExecute", "operator": "Exists", "tolerationSeconds": 900}
    a_pod(api, "web", tolerations=[long, {**FITTING, "tolerationSeconds": 30}])
    taint(api, {"key": "net", "effect": "NoExecute"}, TAINT)

    move(api.tenant, 30)

    assert not is_staying(api)


def test_a_taint_that_is_taken_away_in_time_lets_the_pod_stay(api, node):
    a_pod(api, "web", tolerations=[{**FITTING, "tolerationSeconds": 60}])
    taint(api, TAINT)
    move(api.tenant, 30)
    taint(api)
    assert messages(api) == ["Cancelling deletion of Pod shop/web"]
    move(api.tenant, 100)
    assert is_staying(api)

    taint(api, TAINT)
    move(api.tenant, 59)
    assert is_staying(api)
    move(api.tenant, 1)
    assert not is_staying(api)


def test_a_toleration_that_is_added_in_time_lets_the_pod_stay(api, node):
    limited = {**FITTING, "tolerationSeconds": 60}
    a_pod(api, "web", tolerations=[limited])
    taint(api, TAINT)
    patch(api, f"{PODS}/web", {"spec": {"tolerations": [FITTING, limited]}})
    run_until_settled(api.tenant)

    assert is_staying(api)


def test_a_pod_that_comes_to_a_tainted_node_goes_when_its_time_is_over(api, node):
    taint(api, TAINT)
    a_pod(api, "web", tolerations=[{**FITTING, "tolerationSeconds": 60}])
    a_pod(api, "forced", nodeName="a")
    assert (is_staying(api), is_staying(api, "forced")) == (True, False)

    move(api.tenant, 60)

    assert not is_staying(api)


def test_a_pod_of_the_same_name_has_its_own_time(api, node):
    tolerations = [{**FITTING, "tolerationSeconds": 60}]
    a_pod(api, "web", tolerations=tolerations)
    taint(api, TAINT)
    move(api.tenant, 30)
    api.call("DELETE", f"{PODS}/web?gracePeriodSeconds=0").ok()
    a_pod(api, "web", tolerations=tolerations)

    move(api.tenant, 59)
    assert is_staying(api)
    move(api.tenant, 1)

    assert not is_staying(api)


def test_the_pods_of_a_workload_are_made_again_elsewhere(api, node):
    spec = {
        "replicas": 2,
        "selector": {"matchLabels": {"app": "web"}},
        "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {"containers": [{"name": "main", "image": "web"}]},
        },
    }
    api.create(
        "/apis/apps/v1/namespaces/shop/replicasets", {"metadata": {"name": "w"}, "spec": spec}
    )
    a_node(api, "b")
    taint(api, TAINT)
    run_until_settled(api.tenant)

    pods = api.get(PODS)["items"]
    assert {node_of(api, pod["metadata"]["name"]) for pod in pods} == {"b"}
    assert len(pods) == 2
