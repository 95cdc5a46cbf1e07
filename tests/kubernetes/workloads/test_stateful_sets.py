"""StatefulSets make pods with numbers one after the other, with claims that stay."""

import pytest

from tests.support.cluster_nodes import node_objects
from tests.support.hand_run_pods import PODS, a_hand_run_cluster, a_template, is_ready

SETS = "/apis/apps/v1/namespaces/shop/statefulsets"
WEB = f"{SETS}/web"
REVISIONS = "/apis/apps/v1/namespaces/shop/controllerrevisions"
CLAIMS = "/api/v1/namespaces/shop/persistentvolumeclaims"
LABELS = {"app": "web"}
PARALLEL = {"podManagementPolicy": "Parallel"}


@pytest.fixture
def api():
    """A cluster with a node, and the namespace ``shop``."""
    return a_hand_run_cluster(1)


def a_set(replicas=3, image="nginx:1", spec=None, **more):
    """A StatefulSet; *spec* is of its pods, *more* its own."""
    template = a_template(LABELS, image, **(spec or {}))
    body = {
        "replicas": replicas,
        "serviceName": "web",
        "selector": {"matchLabels": LABELS},
        "template": template,
        **more,
    }
    return {"metadata": {"name": "web"}, "spec": body}


def a_claim(name="data"):
    storage = {"requests": {"storage": "20Gi"}}
    spec = {"accessModes": ["ReadWriteOnce"], "resources": storage}
    return {"metadata": {"name": name, "labels": {"tier": "disk"}}, "spec": spec}


def retained(scaled="Retain", deleted="Retain"):
    policy = {"whenScaled": scaled, "whenDeleted": deleted}
    return {"persistentVolumeClaimRetentionPolicy": policy, "volumeClaimTemplates": [a_claim()]}


def names(api, path=PODS):
    """The names of the objects, by name."""
    return [each["metadata"]["name"] for each in api.get(path)["items"]]


def bring_up(api, *pods):
    """Have the pods of these names be ready, or all that there are and come."""
    node = node_objects(api)[0]["metadata"]["name"]
    for _ in range(100):
        found = [each for each in api.pods() if not pods or each["metadata"]["name"] in pods]
        if any("deletionTimestamp" in each["metadata"] for each in found):
            api.wait(1)
            continue
        waiting = [each for each in found if not is_ready(each)]
        if not waiting:
            return
        for pod in waiting:
            api.run_one(pod, node)
    raise AssertionError("there is no end of new pods")


def brought_up(api, body):
    """Make a set, and have all its pods be ready."""
    api.create(SETS, body)
    bring_up(api)


def scale(api, replicas):
    api.change(WEB, {"spec": {"replicas": replicas}})
    api.wait(5)


def set_image(api, image):
    """Change the template."""
    containers = [{"name": "main", "image": image}]
    api.change(WEB, {"spec": {"template": {"spec": {"containers": containers}}}})
    api.wait(5)


def images(api):
    """The last letters of the images of the pods, by number."""
    items = api.get(PODS)["items"]
    return "".join(each["spec"]["containers"][0]["image"][-1] for each in items)


def status(api):
    """The numbers of the status."""
    found = api.get(WEB)["status"]
    fields = ("replicas", "readyReplicas", "availableReplicas", "currentReplicas")
    return tuple(found.get(each, 0) for each in (*fields, "updatedReplicas"))


def test_a_pod_is_made_once_the_one_before_it_is_ready(api):
    api.create(SETS, a_set())
    seen = [names(api)]
    for name in ("web-0", "web-1", "web-2"):
        bring_up(api, name)
        seen.append(names(api))
    assert seen == [
        ["web-0"],
        ["web-0", "web-1"],
        ["web-0", "web-1", "web-2"],
        ["web-0", "web-1", "web-2"],
    ]
    assert status(api) == (3, 3, 3, 3, 3)


def test_with_the_parallel_policy_all_pods_are_made_at_once(api):
    api.create(SETS, a_set(**PARALLEL))
    assert names(api) == ["web-0", "web-1", "web-2"]
    assert status(api) == (3, 0, 0, 3, 3)


def test_a_pod_has_the_name_the_labels_and_the_host_name_of_its_number(api):
    brought_up(api, a_set(2))
    revision = api.get(WEB)["status"]["updateRevision"]
    pod = api.get(f"{PODS}/web-1")
    assert pod["metadata"]["labels"] == {
        "app": "web",
        "statefulset.kubernetes.io/pod-name": "web-1",
        "apps.kubernetes.io/pod-index": "1",
        "controller-revision-hash": revision,
    }
    assert (pod["spec"]["hostname"], pod["spec"]["subdomain"]) == ("web-1", "web")
    assert names(api, REVISIONS) == [revision]


def test_a_label_that_somebody_takes_from_a_pod_is_put_there_again(api):
    brought_up(api, a_set(1))
    label = "statefulset.kubernetes.io/pod-name"
    api.change(f"{PODS}/web-0", {"metadata": {"labels": {label: None}}})
    assert api.get(f"{PODS}/web-0")["metadata"]["labels"][label] == "web-0"
    assert api.said("web")[-1] == "SuccessfulUpdate: update Pod web-0 in StatefulSet web successful"


def test_what_it_makes_and_deletes_is_reported(api):
    brought_up(api, a_set(1, volumeClaimTemplates=[a_claim()]))
    scale(api, 0)
    assert api.said("web") == [
        "SuccessfulCreate: create Claim data-web-0 Pod web-0 in StatefulSet web success",
        "SuccessfulCreate: create Pod web-0 in StatefulSet web successful",
        "SuccessfulDelete: delete Pod web-0 in StatefulSet web successful",
    ]


def test_numbers_begin_where_it_says(api):
    brought_up(api, a_set(2, ordinals={"start": 5}))
    assert names(api) == ["web-5", "web-6"]
    api.change(WEB, {"spec": {"ordinals": {"start": 6}}})
    bring_up(api)
    api.wait(5)
    assert names(api) == ["web-6", "web-7"]


def test_pods_go_from_the_highest_number_one_after_the_other(api):
    brought_up(api, a_set(4))
    scale(api, 1)
    for _ in range(3):
        api.wait(5)
    assert names(api) == ["web-0"]
    gone = [said.split()[3] for said in api.said("web") if said.startswith("SuccessfulDelete")]
    assert gone == ["web-3", "web-2", "web-1"]


def test_scaling_down_waits_while_a_pod_that_stays_is_not_ready(api):
    brought_up(api, a_set(3))
    api.set_ready("web-0", is_ready=False)
    scale(api, 1)
    assert names(api) == ["web-0", "web-1", "web-2"]
    api.set_ready("web-0")
    for _ in range(3):
        api.wait(5)
    assert names(api) == ["web-0"]


def test_scaling_down_waits_for_the_end_of_a_pod(api):
    brought_up(api, a_set(3))
    api.change(f"{PODS}/web-2", {"metadata": {"finalizers": ["shop/held"]}})
    scale(api, 1)
    assert names(api) == ["web-0", "web-1", "web-2"]
    api.change(f"{PODS}/web-2", {"metadata": {"finalizers": None}})
    for _ in range(3):
        api.wait(5)
    assert names(api) == ["web-0"]


def test_the_last_pod_goes_though_it_is_not_ready(api):
    brought_up(api, a_set(2))
    api.set_ready("web-1", is_ready=False)
    scale(api, 1)
    assert names(api) == ["web-0"]


def test_with_the_parallel_policy_pods_go_together(api):
    api.create(SETS, a_set(4, **PARALLEL))
    scale(api, 1)
    assert names(api) == ["web-0"]


def test_a_pod_that_goes_is_made_again_with_its_name_and_its_claim(api):
    brought_up(api, a_set(2, volumeClaimTemplates=[a_claim()]))
    before = api.get(f"{CLAIMS}/data-web-1")["metadata"]["uid"]
    gone = api.get(f"{PODS}/web-1")
    api.remove(gone)
    assert api.get(f"{PODS}/web-1")["metadata"]["uid"] != gone["metadata"]["uid"]
    assert api.get(f"{CLAIMS}/data-web-1")["metadata"]["uid"] == before


@pytest.mark.parametrize(("phase", "what"), [("Failed", "failed"), ("Succeeded", "terminated")])
def test_a_pod_that_has_ended_is_made_again(api, phase, what):
    brought_up(api, a_set(2))
    ended = api.get(f"{PODS}/web-0")["metadata"]["uid"]
    api.set_ready("web-0", is_ready=False, phase=phase)
    bring_up(api)
    assert api.get(f"{PODS}/web-0")["metadata"]["uid"] != ended
    reason = f"Recreating{what.title()}Pod"
    assert f"{reason}: StatefulSet shop/web is recreating {what} Pod web-0" in api.said("web")


def test_a_pod_with_its_name_that_is_not_its_own_is_waited_for(api):
    api.create(PODS, {"metadata": {"name": "web-0"}, "spec": a_template({})["spec"]})
    api.create(SETS, a_set(1))
    (said,) = api.said("web")
    assert said.startswith("FailedCreate: create Pod web-0 in StatefulSet web failed error: ")
    api.remove(api.get(f"{PODS}/web-0"))
    assert api.get(f"{PODS}/web-0")["metadata"]["labels"]["app"] == "web"


# ---- claims


def test_each_pod_has_claims_by_the_templates(api):
    spec = {"volumes": [{"name": "data", "emptyDir": {}}, {"name": "tmp", "emptyDir": {}}]}
    claims = [a_claim("data"), a_claim("log")]
    brought_up(api, a_set(2, spec=spec, volumeClaimTemplates=claims))
    assert names(api, CLAIMS) == ["data-web-0", "data-web-1", "log-web-0", "log-web-1"]
    claim = api.get(f"{CLAIMS}/data-web-1")
    assert claim["metadata"]["labels"] == {"tier": "disk", "app": "web"}
    assert claim["spec"]["resources"]["requests"]["storage"] == "20Gi"
    volumes = api.get(f"{PODS}/web-1")["spec"]["volumes"]
    used = {each["name"]: each.get("persistentVolumeClaim") for each in volumes}
    assert used == {
        "data": {"claimName": "data-web-1"},
        "log": {"claimName": "log-web-1"},
        "tmp": None,
    }


def test_claims_stay_unless_the_policy_says_otherwise(api):
    brought_up(api, a_set(2, volumeClaimTemplates=[a_claim()]))
    scale(api, 1)
    api.delete(WEB)
    api.wait(5)
    assert names(api, CLAIMS) == ["data-web-0", "data-web-1"]


def test_claims_go_with_the_pods_that_are_too_many(api):
    brought_up(api, a_set(3, **retained(scaled="Delete")))
    scale(api, 1)
    for _ in range(3):
        api.wait(5)
    assert names(api) == ["web-0"]
    assert names(api, CLAIMS) == ["data-web-0"]
    api.delete(WEB)
    api.wait(5)
    assert names(api, CLAIMS) == ["data-web-0"]


def test_claims_go_with_the_set(api):
    brought_up(api, a_set(2, **retained(deleted="Delete")))
    scale(api, 1)
    assert names(api, CLAIMS) == ["data-web-0", "data-web-1"]
    api.delete(WEB)
    api.wait(5)
    assert names(api, CLAIMS) == []


def test_a_policy_that_changes_counts_for_claims_that_are_there(api):
    brought_up(api, a_set(2, **retained(deleted="Delete")))
    keep = {"whenScaled": "Retain", "whenDeleted": "Retain"}
    api.change(WEB, {"spec": {"persistentVolumeClaimRetentionPolicy": keep}})
    assert "ownerReferences" not in api.get(f"{CLAIMS}/data-web-0")["metadata"]
    api.delete(WEB)
    api.wait(5)
    assert names(api, CLAIMS) == ["data-web-0", "data-web-1"]


def test_a_pod_waits_for_the_end_of_a_claim_that_is_deleted(api):
    brought_up(api, a_set(1, volumeClaimTemplates=[a_claim()]))
    api.change(f"{CLAIMS}/data-web-0", {"metadata": {"finalizers": ["shop/held"]}})
    api.delete(f"{CLAIMS}/data-web-0")
    api.remove(api.get(f"{PODS}/web-0"))
    assert names(api) == []
    api.change(f"{CLAIMS}/data-web-0", {"metadata": {"finalizers": None}})
    assert names(api) == ["web-0"]
    assert names(api, CLAIMS) == ["data-web-0"]


def test_a_claim_that_the_server_refuses_is_reported(api):
    broken = a_claim()
    broken["metadata"]["annotations"] = {"no//key": ""}
    api.create(SETS, a_set(1, volumeClaimTemplates=[broken]))
    claim, pod = api.said("web")
    assert claim.startswith("FailedCreate: create Claim data-web-0 for Pod web-0 in StatefulSet")
    assert pod.startswith("FailedCreate: create Pod web-0 in StatefulSet web failed error: failed")
    assert names(api) == []


# ---- updates


def test_an_update_goes_from_the_highest_number_and_waits_for_each_pod(api):
    brought_up(api, a_set())
    set_image(api, "nginx:2")
    seen = [images(api)]
    for name in ("web-2", "web-1", "web-0"):
        bring_up(api, name)
        api.wait(5)
        seen.append(images(api))
    assert seen == ["112", "122", "222", "222"]
    assert status(api) == (3, 3, 3, 3, 3)


def test_the_revisions_of_the_status_say_how_far_an_update_is(api):
    brought_up(api, a_set(2))
    old = api.get(WEB)["status"]["currentRevision"]
    set_image(api, "nginx:2")
    half = api.get(WEB)["status"]
    assert half["currentRevision"] == old != half["updateRevision"]
    assert (half["currentReplicas"], half["updatedReplicas"]) == (1, 1)
    bring_up(api)
    whole = api.get(WEB)["status"]
    assert whole["currentRevision"] == whole["updateRevision"] == half["updateRevision"]
    assert whole["observedGeneration"] == 2


def test_pods_below_the_partition_keep_the_old_template_also_when_they_are_made_again(api):
    update = {"type": "RollingUpdate", "rollingUpdate": {"partition": 2}}
    brought_up(api, a_set(3, updateStrategy=update))
    set_image(api, "nginx:2")
    bring_up(api)
    assert images(api) == "112"
    api.remove(api.get(f"{PODS}/web-0"))
    bring_up(api)
    assert images(api) == "112"
    assert status(api) == (3, 3, 3, 2, 1)
    api.change(WEB, {"spec": {"updateStrategy": {"rollingUpdate": {"partition": 0}}}})
    api.wait(5)
    bring_up(api)
    api.wait(5)
    bring_up(api)
    assert images(api) == "222"


def test_on_delete_only_pods_that_somebody_deletes_are_replaced(api):
    brought_up(api, a_set(2, updateStrategy={"type": "OnDelete"}))
    set_image(api, "nginx:2")
    assert images(api) == "11"
    api.remove(api.get(f"{PODS}/web-0"))
    assert images(api) == "21"


def test_a_template_that_is_mended_does_not_replace_a_pod_that_never_came_up(api):
    brought_up(api, a_set(2))
    set_image(api, "nginx:2")
    set_image(api, "nginx:3")
    assert images(api) == "12"
    api.remove(api.get(f"{PODS}/web-1"))
    assert images(api) == "13"


def test_with_the_parallel_policy_a_mended_template_replaces_it(api):
    brought_up(api, a_set(2, **PARALLEL))
    set_image(api, "nginx:2")
    set_image(api, "nginx:3")
    assert images(api) == "13"


def test_a_pod_counts_as_available_once_it_has_been_ready_for_long_enough(api):
    api.create(SETS, a_set(2, minReadySeconds=30))
    bring_up(api, "web-0")
    assert (names(api), status(api)[:3]) == (["web-0"], (1, 1, 0))
    api.wait(29)
    assert names(api) == ["web-0"]
    api.wait(1)
    assert (names(api), status(api)[:3]) == (["web-0", "web-1"], (2, 1, 1))


def test_a_template_that_comes_back_has_its_revision_with_the_next_number(api):
    api.create(SETS, a_set(1))
    (first,) = names(api, REVISIONS)
    set_image(api, "nginx:2")
    set_image(api, "nginx:1")
    found = {each["metadata"]["name"]: each["revision"] for each in api.get(REVISIONS)["items"]}
    assert found.pop(first) == 3
    assert list(found.values()) == [2]
    assert api.get(WEB)["status"]["updateRevision"] == first


def test_the_oldest_revisions_go_that_are_more_than_are_to_be_kept(api):
    brought_up(api, a_set(1, revisionHistoryLimit=1))
    for number in range(2, 6):
        set_image(api, f"nginx:{number}")
        bring_up(api)
    assert sorted(each["revision"] for each in api.get(REVISIONS)["items"]) == [4, 5]


def test_a_set_that_was_deleted_without_its_pods_takes_them_on_again(api):
    brought_up(api, a_set(2))
    before = [each["metadata"]["uid"] for each in api.pods()]
    api.delete(WEB, "Orphan")
    api.create(SETS, a_set(2))
    assert [each["metadata"]["uid"] for each in api.pods()] == before
    assert status(api) == (2, 2, 2, 2, 2)
    assert len(names(api, REVISIONS)) == 1


def test_a_pod_of_another_name_is_not_taken_on(api):
    api.create(PODS, {"metadata": {"name": "other-0"}, **a_template_of_pod()})
    api.create(SETS, a_set(1))
    assert "ownerReferences" not in api.get(f"{PODS}/other-0")["metadata"]
    assert status(api)[0] == 1


def a_template_of_pod():
    template = a_template(LABELS)
    return {"metadata": {"name": "other-0", **template["metadata"]}, "spec": template["spec"]}


def test_its_pods_go_with_it(api):
    brought_up(api, a_set(2))
    api.delete(WEB)
    api.wait(5)
    assert names(api) == names(api, REVISIONS) == []


@pytest.mark.parametrize(
    "change",
    [
        {"serviceName": "other"},
        {"podManagementPolicy": "Parallel"},
        {"volumeClaimTemplates": [a_claim()]},
    ],
)
def test_what_its_pods_are_bound_to_cannot_be_changed(api, change):
    api.create(SETS, a_set(1))
    refused = api.call("PATCH", WEB, {"spec": change}, "application/merge-patch+json")
    assert refused.status == 422
    assert "updates to statefulset spec for fields other than 'replicas'" in refused.refusal[2]


def test_many_pods_are_made_in_parts(api):
    api.create(SETS, a_set(600, **PARALLEL))
    assert status(api)[0] == 500
    api.wait(1)
    assert status(api)[0] == 600
