"""Priorities of pods: what a class writes into them, and who has to go for whom."""

import pytest

from tests.support.cluster_nodes import move, run_until_settled
from tests.support.scheduling import PODS, a_node, a_pod, node_of, where, why_not

CLASSES = "/apis/scheduling.k8s.io/v1/priorityclasses"


@pytest.fixture
def classes(api):
    for name, value in (("low", -10), ("high", 1000)):
        api.create(CLASSES, {"metadata": {"name": name}, "value": value})


def a_body(**spec):
    containers = [{"name": "main", "image": "web"}]
    return {"metadata": {"name": "web"}, "spec": {"containers": containers, **spec}}


def test_the_class_of_a_pod_says_its_priority(api, classes):
    a_pod(api, "web", priorityClassName="high")

    spec = api.get(f"{PODS}/web")["spec"]
    assert (spec["priority"], spec["preemptionPolicy"]) == (1000, "PreemptLowerPriority")


def test_a_pod_that_is_put_without_its_priority_keeps_it(api, classes):
    body = a_body(priorityClassName="high", schedulerName="nobody")
    api.create(PODS, body)

    assert api.call("PUT", f"{PODS}/web", body).ok()["spec"]["priority"] == 1000


def test_a_pod_without_a_class_has_that_which_is_the_default(api, classes):
    a_pod(api, "before")
    default = {"metadata": {"name": "usual"}, "value": 5, "globalDefault": True}
    api.create(CLASSES, {**default, "preemptionPolicy": "Never"})
    a_pod(api, "after")

    assert api.get(f"{PODS}/before")["spec"]["priority"] == 0
    spec = api.get(f"{PODS}/after")["spec"]
    fields = ("priorityClassName", "priority", "preemptionPolicy")
    assert [spec[field] for field in fields] == ["usual", 5, "Never"]


def test_a_class_that_is_missing_is_refused(api):
    answer = api.call("POST", PODS, a_body(priorityClassName="none"))

    words = 'pods "web" is forbidden: no PriorityClass with name none was found'
    assert answer.refusal == (403, "Forbidden", words)


def test_a_priority_of_the_pods_own_is_refused(api, classes):
    answer = api.call("POST", PODS, a_body(priorityClassName="high", priority=7))

    assert answer.refusal[:2] == (403, "Forbidden")
    assert "the integer value of priority (7) must not be provided in pod spec" in answer.refusal[2]


def test_the_most_important_pod_that_waits_comes_first(api, classes):
    for name in ("low", "high"):
        a_pod(api, name, priorityClassName=name, requests={"cpu": "3"})

    a_node(api, "one")

    assert where(api) == {"high": "one", "low": ""}


def test_pods_of_less_importance_go_for_one_that_has_no_room(api, classes):
    a_node(api, "a")
    a_node(api, "b")
    a_pod(api, "one", requests={"cpu": "3"}, nodeSelector={"kubernetes.io/hostname": "a"})
    a_pod(api, "two", requests={"cpu": "3"}, priorityClassName="low")

    a_pod(api, "web", requests={"cpu": "3"}, priorityClassName="high")
    run_until_settled(api.tenant)

    assert where(api) == {"one": "a", "web": "b"}
    events = api.get("/api/v1/namespaces/shop/events")["items"]
    (preempted,) = [each for each in events if each["reason"] == "Preempted"]
    assert preempted["involvedObject"]["name"] == "two"
    uid = api.get(f"{PODS}/web")["metadata"]["uid"]
    assert preempted["message"] == f"Preempted by pod {uid} on node b"


def test_only_as_many_go_as_are_needed(api, classes):
    a_node(api, "a")
    for name in ("one", "two", "three"):
        a_pod(api, name, requests={"cpu": "1"})

    a_pod(api, "web", requests={"cpu": "2"}, priorityClassName="high")
    run_until_settled(api.tenant)

    assert where(api) == {"one": "a", "two": "a", "web": "a"}


def test_a_pod_that_may_not_preempt_waits(api, classes):
    never = {"metadata": {"name": "polite"}, "value": 2000, "preemptionPolicy": "Never"}
    api.create(CLASSES, never)
    a_node(api, "a")
    a_pod(api, "one", requests={"cpu": "3"})

    a_pod(api, "web", requests={"cpu": "3"}, priorityClassName="polite")
    move(api.tenant, 60)

    assert (node_of(api, "one"), node_of(api, "web")) == ("a", "")
    assert why_not(api, "web") == "0/1 nodes are available: 1 Insufficient cpu."


def test_pods_of_the_same_priority_stay(api, classes):
    a_node(api, "a")
    a_pod(api, "one", requests={"cpu": "3"}, priorityClassName="high")

    a_pod(api, "web", requests={"cpu": "3"}, priorityClassName="high")

    assert where(api) == {"one": "a", "web": ""}
    (condition,) = api.get(f"{PODS}/web")["status"]["conditions"]
    assert condition["message"].endswith(
        "preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod."
    )


def test_the_room_that_was_made_is_kept_from_pods_of_less_importance(api, classes):
    a_node(api, "a")
    for name in ("one", "two"):
        a_pod(api, name, requests={"cpu": "2"})

    a_pod(api, "web", requests={"cpu": "4"}, priorityClassName="high")
    a_pod(api, "next", requests={"cpu": "2"})
    run_until_settled(api.tenant)

    assert where(api) == {"web": "a", "next": ""}
    assert why_not(api, "next") == "0/1 nodes are available: 1 Insufficient cpu."


def test_pods_that_are_made_again_do_not_take_the_room_that_their_end_made(api, classes):
    a_node(api, "a")
    container = {"name": "main", "image": "web", "resources": {"requests": {"cpu": "2"}}}
    template = {"metadata": {"labels": {"app": "low"}}, "spec": {"containers": [container]}}
    spec = {"replicas": 2, "selector": {"matchLabels": {"app": "low"}}, "template": template}
    sets = "/apis/apps/v1/namespaces/shop/replicasets"
    api.create(sets, {"metadata": {"name": "low"}, "spec": spec})
    run_until_settled(api.tenant)

    a_pod(api, "web", requests={"cpu": "4"}, priorityClassName="high")
    run_until_settled(api.tenant)

    assert node_of(api, "web") == "a"
    assert sorted(where(api).values()) == ["", "", "a"]


def test_room_that_was_made_is_free_again_when_the_pod_for_it_is_deleted(api, classes):
    a_node(api, "a")
    for name in ("one", "two"):
        a_pod(api, name, requests={"cpu": "2"})
    a_pod(api, "web", requests={"cpu": "4"}, priorityClassName="high")
    a_pod(api, "next", requests={"cpu": "2"})

    api.call("DELETE", f"{PODS}/web").ok()
    run_until_settled(api.tenant)

    assert where(api) == {"next": "a"}


def test_a_more_important_pod_takes_the_room_all_the_same(api, classes):
    never = {"metadata": {"name": "polite"}, "value": 2000, "preemptionPolicy": "Never"}
    api.create(CLASSES, never)
    a_node(api, "a")
    a_pod(api, "one", requests={"cpu": "4"})
    a_pod(api, "first", requests={"cpu": "4"}, priorityClassName="polite")

    a_pod(api, "web", requests={"cpu": "4"}, priorityClassName="high")
    run_until_settled(api.tenant)

    assert where(api) == {"first": "a", "web": ""}
