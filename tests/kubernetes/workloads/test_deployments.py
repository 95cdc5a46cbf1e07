"""Deployments have ReplicaSets of their templates, and replace pods by readiness."""

import re

import pytest
from cs_simulator.kubernetes.workloads.controllers.deployments import numbers, revisions

from tests.support.cluster_nodes import move
from tests.support.replicas import (
    DEPLOYMENTS,
    PODS,
    SETS,
    a_deployment,
    condition_of,
    make_ready,
    merge,
    messages,
    pods_of,
    set_image,
    set_status,
    sets_of,
    settle,
)

WEB = f"{DEPLOYMENTS}/web"
REVISION = "deployment.kubernetes.io/revision"


def sizes(api):
    return [each["spec"]["replicas"] for each in sets_of(api)]


def progress(api):
    found = condition_of(api.get(WEB), "Progressing")
    return found["status"], found["reason"]


def counts(api):
    status = api.get(WEB)["status"]
    return {name: count for name, count in status.items() if name.endswith("eplicas")}


def test_it_has_a_set_with_the_pods_that_are_wanted(api):
    made = api.create(DEPLOYMENTS, a_deployment(3))
    (owned,) = sets_of(api)
    assert re.fullmatch(r"web-[bcdfghjklmnpqrstvwxz2456789]{10}", owned["metadata"]["name"])
    hashed = owned["metadata"]["labels"]["pod-template-hash"]
    assert owned["spec"]["selector"]["matchLabels"] == {"app": "web", "pod-template-hash": hashed}
    assert owned["metadata"]["ownerReferences"][0]["uid"] == made["metadata"]["uid"]
    assert {pod["metadata"]["labels"]["pod-template-hash"] for pod in pods_of(api)} == {hashed}
    assert len(pods_of(api)) == 3
    assert messages(api, "ScalingReplicaSet") == [
        f"Scaled up replica set {owned['metadata']['name']} from 0 to 3"
    ]


def test_it_and_its_set_say_their_revision_and_how_many_pods_are_wanted(api):
    api.create(DEPLOYMENTS, a_deployment(3))
    (owned,) = sets_of(api)
    assert owned["metadata"]["annotations"] == {
        REVISION: "1",
        "deployment.kubernetes.io/desired-replicas": "3",
        "deployment.kubernetes.io/max-replicas": "4",
    }
    assert api.get(WEB)["metadata"]["annotations"] == {REVISION: "1"}


def test_its_status_counts_the_pods(api):
    api.create(DEPLOYMENTS, a_deployment(3))
    assert counts(api) == {"replicas": 3, "updatedReplicas": 3, "unavailableReplicas": 3}
    make_ready(api, pods_of(api)[0])
    assert counts(api) == {
        "replicas": 3,
        "updatedReplicas": 3,
        "readyReplicas": 1,
        "availableReplicas": 1,
        "unavailableReplicas": 2,
    }
    make_ready(api)
    assert counts(api) == dict.fromkeys(
        ("replicas", "updatedReplicas", "readyReplicas", "availableReplicas"), 3
    )
    assert api.get(WEB)["status"]["observedGeneration"] == 1


def test_it_is_available_once_as_many_pods_as_must_be_are(api):
    api.create(DEPLOYMENTS, a_deployment(4))
    first, second, third, _ = pods_of(api)
    make_ready(api, first, second)
    found = condition_of(api.get(WEB), "Available")
    assert (found["status"], found["reason"]) == ("False", "MinimumReplicasUnavailable")
    make_ready(api, third)
    found = condition_of(api.get(WEB), "Available")
    assert (found["status"], found["reason"]) == ("True", "MinimumReplicasAvailable")
    assert found["message"] == "Deployment has minimum availability."


def test_it_says_how_a_rollout_gets_on(api):
    api.create(DEPLOYMENTS, a_deployment(2))
    name = sets_of(api)[0]["metadata"]["name"]
    assert progress(api) == ("True", "ReplicaSetUpdated")
    make_ready(api)
    assert progress(api) == ("True", "NewReplicaSetAvailable")
    found = condition_of(api.get(WEB), "Progressing")
    assert found["message"] == f'ReplicaSet "{name}" has successfully progressed.'


def test_a_rolling_update_keeps_to_its_bounds_at_every_step(api):
    strategy = {"rollingUpdate": {"maxSurge": 1, "maxUnavailable": 1}}
    api.create(DEPLOYMENTS, a_deployment(5, strategy=strategy))
    make_ready(api)
    set_image(api, "nginx:2")
    seen = [sizes(api)]
    while waiting := [p for p in pods_of(api) if not p["status"].get("conditions")]:
        make_ready(api, waiting[0])
        seen.append(sizes(api))
        live = counts(api)
        assert live["replicas"] <= 6
        assert live["availableReplicas"] >= 4
    assert seen[0] == [4, 2]
    assert seen[-1] == [0, 5]
    assert progress(api) == ("True", "NewReplicaSetAvailable")


@pytest.mark.parametrize(
    ("surge", "unavailable", "wanted", "bounds"),
    [
        ("25%", "25%", 4, (1, 1)),
        ("25%", "25%", 3, (1, 0)),
        ("25%", "25%", 1, (1, 0)),
        ("0%", "10%", 5, (0, 1)),
        (0, 0, 5, (0, 1)),
        (2, 9, 5, (2, 5)),
        ("100%", "100%", 7, (7, 7)),
        ("25%", "25%", 0, (0, 0)),
    ],
)
def test_percentages_are_rounded_up_for_more_and_down_for_fewer_pods(
    surge, unavailable, wanted, bounds
):
    assert numbers.bounds(surge, unavailable, wanted) == bounds


def test_pods_that_never_get_ready_stop_a_rolling_update(api):
    api.create(DEPLOYMENTS, a_deployment(4))
    make_ready(api)
    set_image(api, "broken")
    assert sizes(api) == [3, 2]
    move(api.tenant, 601)
    assert sizes(api) == [3, 2]
    assert progress(api) == ("False", "ProgressDeadlineExceeded")
    assert counts(api)["availableReplicas"] == 3


def test_old_pods_that_are_not_available_go_first(api):
    api.create(DEPLOYMENTS, a_deployment(4))
    set_image(api, "nginx:2")
    assert sizes(api)[0] < 4


def test_recreated_pods_are_made_when_all_old_ones_are_gone(api):
    api.create(DEPLOYMENTS, a_deployment(3, strategy={"type": "Recreate"}))
    make_ready(api)
    held = pods_of(api)[0]["metadata"]["name"]
    merge(api, f"{PODS}/{held}", {"metadata": {"finalizers": ["example.com/hold"]}})
    set_image(api, "nginx:2")
    assert sizes(api) == [0]
    assert [pod["metadata"]["name"] for pod in pods_of(api)] == [held]
    merge(api, f"{PODS}/{held}", {"metadata": {"finalizers": None}})
    assert sizes(api) == [0, 3]
    make_ready(api)
    assert progress(api) == ("True", "NewReplicaSetAvailable")


def test_it_is_stuck_when_its_deadline_has_passed_without_progress(api):
    api.create(DEPLOYMENTS, a_deployment(2, progressDeadlineSeconds=60))
    move(api.tenant, 50)
    make_ready(api, pods_of(api)[0])
    move(api.tenant, 60)
    assert progress(api) == ("True", "ReplicaSetUpdated")
    move(api.tenant, 1)
    assert progress(api) == ("False", "ProgressDeadlineExceeded")
    make_ready(api)
    assert progress(api) == ("True", "NewReplicaSetAvailable")


def test_the_same_template_is_the_same_set_again(api):
    api.create(DEPLOYMENTS, a_deployment(2, image="nginx:1"))
    settle(api)
    first = sets_of(api)[0]["metadata"]["name"]
    set_image(api, "nginx:2")
    settle(api)
    set_image(api, "nginx:1")
    settle(api)
    newest = sets_of(api)[-1]
    assert newest["metadata"]["name"] == first
    annotations = newest["metadata"]["annotations"]
    assert annotations[REVISION] == "3"
    assert annotations["deployment.kubernetes.io/revision-history"] == "1"
    assert api.get(WEB)["metadata"]["annotations"][REVISION] == "3"
    assert sizes(api) == [0, 2]


def test_annotations_of_the_deployment_are_those_of_its_newest_set(api):
    cause = {"kubernetes.io/change-cause": "the first"}
    body = a_deployment(1)
    body["metadata"]["annotations"] = cause
    api.create(DEPLOYMENTS, body)
    assert sets_of(api)[0]["metadata"]["annotations"]["kubernetes.io/change-cause"] == "the first"
    merge(api, WEB, {"metadata": {"annotations": {"kubernetes.io/change-cause": "it"}}})
    assert sets_of(api)[0]["metadata"]["annotations"]["kubernetes.io/change-cause"] == "it"


def test_only_so_many_old_sets_are_kept(api):
    api.create(DEPLOYMENTS, a_deployment(1, revisionHistoryLimit=2))
    for number in range(2, 7):
        settle(api)
        set_image(api, f"nginx:{number}")
    settle(api)
    assert [each["metadata"]["annotations"][REVISION] for each in sets_of(api)] == ["4", "5", "6"]


def test_a_paused_one_is_scaled_and_not_rolled_out(api):
    api.create(DEPLOYMENTS, a_deployment(2))
    settle(api)
    merge(api, WEB, {"spec": {"paused": True}})
    set_image(api, "nginx:2")
    assert progress(api) == ("Unknown", "DeploymentPaused")
    assert "updatedReplicas" not in counts(api)
    merge(api, WEB, {"spec": {"replicas": 3}})
    assert sizes(api) == [3]
    merge(api, WEB, {"spec": {"paused": False}})
    settle(api)
    assert sizes(api) == [0, 3]
    assert progress(api) == ("True", "NewReplicaSetAvailable")


def test_scaling_changes_the_set_and_not_the_revision(api):
    api.create(DEPLOYMENTS, a_deployment(2))
    settle(api)
    merge(api, f"{WEB}/scale", {"spec": {"replicas": 5}})
    assert sizes(api) == [5]
    assert len(pods_of(api)) == 5
    name = sets_of(api)[0]["metadata"]["name"]
    assert messages(api, "ScalingReplicaSet")[-1] == f"Scaled up replica set {name} from 2 to 5"
    assert api.get(WEB)["metadata"]["annotations"][REVISION] == "1"
    settle(api)
    merge(api, f"{WEB}/scale", {"spec": {"replicas": 0}})
    assert pods_of(api) == []
    assert counts(api) == {}


def test_while_it_is_rolled_out_all_its_sets_are_scaled_in_proportion(api):
    strategy = {"rollingUpdate": {"maxSurge": 3, "maxUnavailable": 2}}
    api.create(DEPLOYMENTS, a_deployment(10, strategy=strategy))
    settle(api)
    set_image(api, "broken")
    assert sizes(api) == [8, 5]
    merge(api, f"{WEB}/scale", {"spec": {"replicas": 15}})
    assert sizes(api) == [11, 7]


def test_sets_that_it_selects_are_adopted_and_others_are_let_go(api):
    api.create(DEPLOYMENTS, a_deployment(2))
    settle(api)
    (owned,) = sets_of(api)
    path = f"{SETS}/{owned['metadata']['name']}"
    api.call("DELETE", WEB, {"propagationPolicy": "Orphan"}).ok()
    assert "ownerReferences" not in api.get(path)["metadata"]
    made = api.create(DEPLOYMENTS, a_deployment(2))
    assert api.get(path)["metadata"]["ownerReferences"][0]["uid"] == made["metadata"]["uid"]
    assert len(sets_of(api)) == 1
    merge(api, path, {"metadata": {"labels": {"app": "other"}}})
    assert "ownerReferences" not in api.get(path)["metadata"]


def test_a_name_that_is_taken_is_a_collision_and_another_name_is_found(api):
    api.create(DEPLOYMENTS, a_deployment(1))
    name = sets_of(api)[0]["metadata"]["name"]
    path = f"{SETS}/{name}"
    api.call("DELETE", WEB, {"propagationPolicy": "Orphan"}).ok()
    merge(api, path, {"metadata": {"labels": {"app": "other"}}})
    api.create(DEPLOYMENTS, a_deployment(1))
    assert api.get(WEB)["status"]["collisionCount"] == 1
    mine = [each for each in sets_of(api) if each["metadata"].get("ownerReferences")]
    assert len(mine) == 1
    assert mine[0]["metadata"]["name"] != name


def test_pods_that_are_refused_are_a_condition_of_it(api):
    body = a_deployment(2)
    body["spec"]["template"]["metadata"]["annotations"] = {"main": "x" * 300_000}
    api.create(DEPLOYMENTS, body)
    found = condition_of(api.get(WEB), "ReplicaFailure")
    assert (found["status"], found["reason"]) == ("True", "FailedCreate")
    merge(api, WEB, {"spec": {"template": {"metadata": {"annotations": {"main": None}}}}})
    settle(api)
    assert condition_of(api.get(WEB), "ReplicaFailure") is None
    assert counts(api)["availableReplicas"] == 2


@pytest.mark.parametrize("policy", ["Background", "Foreground"])
def test_its_sets_and_pods_go_with_it(api, policy):
    api.create(DEPLOYMENTS, a_deployment(3))
    settle(api)
    api.call("DELETE", WEB, {"propagationPolicy": policy}).ok()
    move(api.tenant, 60)
    assert sets_of(api) == pods_of(api) == []
    assert not api.is_there(WEB)
    assert not api.tenant.world.kubernetes_timers_awaited.counts


def test_a_pod_that_fails_makes_it_less_available_until_another_one_is_ready(api):
    api.create(DEPLOYMENTS, a_deployment(2))
    settle(api)
    set_status(api, pods_of(api)[0], phase="Running", ready="False")
    assert counts(api)["unavailableReplicas"] == 1
    assert progress(api) == ("True", "NewReplicaSetAvailable")


def test_pods_count_as_available_once_they_have_been_ready_for_long_enough(api):
    api.create(DEPLOYMENTS, a_deployment(2, minReadySeconds=10))
    make_ready(api)
    assert "availableReplicas" not in counts(api)
    move(api.tenant, 10)
    assert counts(api)["availableReplicas"] == 2
    assert progress(api) == ("True", "NewReplicaSetAvailable")


def test_hashes_depend_on_the_template_and_on_collisions_alone():
    template = {"metadata": {"labels": {"a": "1"}}, "spec": {"x": [1]}}
    same = {"spec": {"x": [1]}, "metadata": {"labels": {"a": "1"}}}
    assert revisions.template_hash(template, 0) == revisions.template_hash(same, 0)
    assert revisions.template_hash(template, 0) != revisions.template_hash(template, 1)


def test_a_rollout_that_is_over_waits_for_nothing(api):
    api.create(DEPLOYMENTS, a_deployment(2))
    assert api.tenant.world.kubernetes_timers_awaited.counts
    settle(api)
    assert not api.tenant.world.kubernetes_timers_awaited.counts
