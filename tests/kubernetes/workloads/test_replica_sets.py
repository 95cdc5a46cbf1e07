"""ReplicaSets and ReplicationControllers have as many pods as are wanted, of those they select."""

import pytest
from cs_simulator.kubernetes.object_index import index_of

from tests.support.cluster_nodes import move
from tests.support.replicas import (
    CONTROLLERS,
    EVENTS,
    PODS,
    SETS,
    a_set,
    a_spec,
    condition_of,
    make_ready,
    merge,
    messages,
    pods_of,
    set_status,
)

WEB = f"{SETS}/web"


def names(pods):
    return {pod["metadata"]["name"] for pod in pods}


def a_loose_pod(name, **labels):
    return {"metadata": {"name": name, "labels": labels}, "spec": a_spec()}


def test_it_has_as_many_pods_as_are_wanted(api):
    api.create(SETS, a_set(3))
    assert len(pods_of(api)) == 3
    status = api.get(WEB)["status"]
    assert status == {"replicas": 3, "fullyLabeledReplicas": 3, "observedGeneration": 1}


def test_its_pods_are_those_of_its_template_and_refer_to_it(api):
    made = api.create(SETS, a_set(2))
    for pod in pods_of(api):
        (owner,) = pod["metadata"]["ownerReferences"]
        assert (owner["uid"], owner["controller"]) == (made["metadata"]["uid"], True)
        assert owner["blockOwnerDeletion"] is True
        assert pod["metadata"]["generateName"] == "web-"
        assert pod["metadata"]["name"].startswith("web-")
        assert pod["metadata"]["labels"] == {"app": "web"}
        assert pod["spec"]["containers"][0]["image"] == "nginx"
        assert pod["status"]["phase"] == "Pending"
    assert len({pod["metadata"]["uid"] for pod in pods_of(api)}) == 2


def test_pods_that_are_ready_count_as_ready_and_available(api):
    api.create(SETS, a_set(3))
    make_ready(api, pods_of(api)[0])
    status = api.get(WEB)["status"]
    assert (status["readyReplicas"], status["availableReplicas"]) == (1, 1)


def test_pods_count_as_available_once_they_have_been_ready_for_long_enough(api):
    api.create(SETS, a_set(2, minReadySeconds=30))
    first, second = pods_of(api)
    make_ready(api, first)
    move(api.tenant, 10)
    make_ready(api, second)
    move(api.tenant, 19)
    assert "availableReplicas" not in api.get(WEB)["status"]
    move(api.tenant, 1)
    assert api.get(WEB)["status"]["availableReplicas"] == 1
    move(api.tenant, 10)
    assert api.get(WEB)["status"]["availableReplicas"] == 2


def test_a_pod_that_goes_is_replaced(api):
    api.create(SETS, a_set(2))
    gone, stays = pods_of(api)
    api.call("DELETE", f"{PODS}/{gone['metadata']['name']}").ok()
    left = [pod for pod in pods_of(api) if "deletionTimestamp" not in pod["metadata"]]
    assert len(left) == 2
    assert stays["metadata"]["name"] in names(left)


def test_a_pod_that_has_failed_is_replaced_and_stays(api):
    api.create(SETS, a_set(1))
    (failed,) = pods_of(api)
    set_status(api, failed, phase="Failed")
    assert len(pods_of(api)) == 2
    assert api.get(WEB)["status"]["replicas"] == 1


def test_pods_without_an_owner_that_it_selects_are_adopted(api):
    api.create(PODS, a_loose_pod("early", app="web"))
    api.create(PODS, a_loose_pod("other", app="shop"))
    made = api.create(SETS, a_set(2))
    owner = api.get(f"{PODS}/early")["metadata"]["ownerReferences"][0]
    assert owner["uid"] == made["metadata"]["uid"]
    assert "ownerReferences" not in api.get(f"{PODS}/other")["metadata"]
    assert len(pods_of(api, "app=web")) == 2


def test_a_pod_that_it_selects_from_now_on_is_adopted_and_another_one_goes(api):
    api.create(SETS, a_set(1))
    make_ready(api)
    api.create(PODS, a_loose_pod("late", app="web"))
    (left,) = [p for p in pods_of(api, "app=web") if "deletionTimestamp" not in p["metadata"]]
    assert left["metadata"]["name"] != "late"


def test_a_pod_that_it_selects_no_more_is_released_and_replaced(api):
    api.create(SETS, a_set(2))
    released = pods_of(api)[0]["metadata"]["name"]
    merge(api, f"{PODS}/{released}", {"metadata": {"labels": {"app": "debug"}}})
    assert "ownerReferences" not in api.get(f"{PODS}/{released}")["metadata"]
    assert len(pods_of(api, "app=web")) == 2
    assert api.get(WEB)["status"]["replicas"] == 2


def test_pods_with_labels_beside_those_of_the_template_are_fully_labelled_and_others_are_not(api):
    a_half = a_set(2)
    a_half["spec"]["template"]["metadata"]["labels"]["tier"] = "front"
    api.create(PODS, a_loose_pod("early", app="web"))
    api.create(SETS, a_half)
    status = api.get(WEB)["status"]
    assert (status["replicas"], status["fullyLabeledReplicas"]) == (2, 1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"phase": "Pending"}, {"phase": "Running"}),
        ({"phase": "Running"}, {"phase": "Running", "ready": "True"}),
    ],
)
def test_pods_go_first_that_do_not_run_then_those_that_are_not_ready(api, first, second):
    api.create(SETS, a_set(2))
    goes, stays = pods_of(api)
    set_status(api, goes, **first)
    set_status(api, stays, **second)
    merge(api, WEB, {"spec": {"replicas": 1}})
    assert names(pods_of(api)) == {stays["metadata"]["name"]}


def test_pods_go_first_whose_deletion_is_said_to_cost_less(api):
    api.create(SETS, a_set(3))
    make_ready(api)
    cheap = pods_of(api)[1]["metadata"]["name"]
    cost = {"controller.kubernetes.io/pod-deletion-cost": "-5"}
    merge(api, f"{PODS}/{cheap}", {"metadata": {"annotations": cost}})
    merge(api, WEB, {"spec": {"replicas": 2}})
    assert cheap not in names(pods_of(api))


def test_pods_go_first_that_have_been_ready_for_a_shorter_time(api):
    api.create(SETS, a_set(2))
    old, young = pods_of(api)
    make_ready(api, old)
    move(api.tenant, 1_000)
    make_ready(api, young)
    move(api.tenant, 10)
    merge(api, WEB, {"spec": {"replicas": 1}})
    assert names(pods_of(api)) == {old["metadata"]["name"]}


def test_events_say_which_pods_were_made_and_deleted(api):
    api.create(SETS, a_set(1))
    (pod,) = names(pods_of(api))
    merge(api, WEB, {"spec": {"replicas": 0}})
    assert messages(api, "SuccessfulCreate") == [f"Created pod: {pod}"]
    assert messages(api, "SuccessfulDelete") == [f"Deleted pod: {pod}"]


def test_similar_events_beyond_ten_are_one(api):
    api.create(SETS, a_set(40))
    said = messages(api, "SuccessfulCreate")
    assert len(said) == 11
    assert said[-1].startswith("(combined from similar events): Created pod: web-")
    counts = [each["count"] for each in api.get(EVENTS)["items"]]
    assert sum(counts) == 40


def test_of_very_many_pods_five_hundred_are_made_at_once(api):
    api.create(SETS, a_set(1_200))
    assert api.get(WEB)["status"]["replicas"] == 500
    move(api.tenant, 1)
    assert api.get(WEB)["status"]["replicas"] == 1_000
    move(api.tenant, 1)
    assert api.get(WEB)["status"]["replicas"] == 1_200
    merge(api, WEB, {"spec": {"replicas": 0}})
    assert api.get(WEB)["status"]["replicas"] == 700


def test_a_pod_that_is_refused_is_a_condition_and_an_event_and_tried_again(api):
    too_large = {"main": "x" * 300_000}
    wrong = a_set(2)
    wrong["spec"]["template"]["metadata"]["annotations"] = too_large
    api.create(SETS, wrong)
    failure = condition_of(api.get(WEB), "ReplicaFailure")
    assert (failure["status"], failure["reason"]) == ("True", "FailedCreate")
    assert "Too long" in failure["message"]
    (event,) = messages(api, "FailedCreate")
    assert event == f"Error creating: {failure['message']}"
    move(api.tenant, 7)
    counts = [each["count"] for each in api.get(EVENTS)["items"]]
    assert sum(counts) == 4  # at once, and after 1, 2 and 4 seconds


def test_the_condition_goes_once_pods_can_be_made(api):
    wrong = a_set(2)
    wrong["spec"]["template"]["metadata"]["annotations"] = {"main": "x" * 300_000}
    api.create(SETS, wrong)
    annotations = {"spec": {"template": {"metadata": {"annotations": {"main": None}}}}}
    merge(api, WEB, annotations)
    assert condition_of(api.get(WEB), "ReplicaFailure") is None
    assert len(pods_of(api)) == 2


def test_nothing_waits_for_pods_that_are_refused_again_and_again(api):
    wrong = a_set(2)
    wrong["spec"]["template"]["metadata"]["annotations"] = {"main": "x" * 300_000}
    before = dict(api.tenant.world.kubernetes_timers_awaited.counts)
    api.create(SETS, wrong)
    assert api.tenant.world.kubernetes_timers_awaited.counts == before


def test_its_pods_go_with_it(api):
    api.create(SETS, a_set(3))
    api.call("DELETE", WEB).ok()
    assert pods_of(api) == []


def test_its_pods_stay_when_it_is_deleted_with_orphans(api):
    api.create(SETS, a_set(3))
    api.call("DELETE", WEB, {"propagationPolicy": "Orphan"}).ok()
    assert len(pods_of(api)) == 3
    assert all("ownerReferences" not in pod["metadata"] for pod in pods_of(api))


def test_another_one_adopts_what_was_left(api):
    api.create(SETS, a_set(3))
    left = names(pods_of(api))
    api.call("DELETE", WEB, {"propagationPolicy": "Orphan"}).ok()
    api.create(SETS, a_set(3))
    assert names(pods_of(api)) == left


def test_a_replication_controller_does_the_same(api):
    body = a_set(2)
    body["spec"]["selector"] = {"app": "web"}
    api.create(PODS, a_loose_pod("early", app="web"))
    api.create(CONTROLLERS, body)
    assert len(pods_of(api)) == 2
    owner = api.get(f"{PODS}/early")["metadata"]["ownerReferences"][0]
    assert (owner["kind"], owner["apiVersion"]) == ("ReplicationController", "v1")
    (event,) = [e for e in api.get(EVENTS)["items"] if e["reason"] == "SuccessfulCreate"]
    assert event["source"]["component"] == "replication-controller"
    make_ready(api)
    status = api.get(f"{CONTROLLERS}/web")["status"]
    assert (status["replicas"], status["availableReplicas"]) == (2, 2)


def test_counts_are_those_of_an_index_that_is_made_anew(api):
    api.create(SETS, a_set(4))
    uid = api.get(WEB)["metadata"]["uid"]
    make_ready(api, *pods_of(api)[:2])
    world = api.tenant.world
    counts = index_of(world).replicas_of(uid)
    anew = type(index_of(world))(world).replicas_of(uid)
    assert (counts.active, counts.ready) == (anew.active, anew.ready) == (4, 2)
