"""DaemonSets have one pod on each node that it may be on, and replace pods when they change."""

import pytest

from tests.support.cluster_nodes import lose, node_objects
from tests.support.hand_run_pods import PODS, a_hand_run_cluster, a_template, target_of

SETS = "/apis/apps/v1/namespaces/shop/daemonsets"
AGENT = f"{SETS}/agent"
REVISIONS = "/apis/apps/v1/namespaces/shop/controllerrevisions"
LABELS = {"app": "agent"}
NODE = "node.kubernetes.io"


@pytest.fixture
def api():
    """A cluster with three nodes, and the namespace ``shop``."""
    return a_hand_run_cluster(3)


def a_set(image="nginx:1", spec=None, **more):
    """A DaemonSet; *spec* is of its pods, *more* its own."""
    template = a_template(LABELS, image, **(spec or {}))
    body = {"selector": {"matchLabels": LABELS}, "template": template, **more}
    return {"metadata": {"name": "agent"}, "spec": body}


def rolling(**limits):
    return {"updateStrategy": {"type": "RollingUpdate", "rollingUpdate": limits}}


def set_image(api, image):
    """Change the template."""
    containers = [{"name": "main", "image": image}]
    api.change(AGENT, {"spec": {"template": {"spec": {"containers": containers}}}})


def images(api):
    """The images of the pods that are not on their way out."""
    pods = [each for each in api.pods() if "deletionTimestamp" not in each["metadata"]]
    return sorted(each["spec"]["containers"][0]["image"] for each in pods)


def status(api):
    """The numbers of the status, by what they count."""
    found = api.get(AGENT)["status"]
    return {
        "desired": found["desiredNumberScheduled"],
        "current": found["currentNumberScheduled"],
        "ready": found["numberReady"],
        "updated": found.get("updatedNumberScheduled", 0),
        "available": found.get("numberAvailable", 0),
        "misplaced": found["numberMisscheduled"],
    }


def counts(number, misplaced=0, **others):
    """The status of a set all of whose pods are ready and as they should be."""
    named = dict.fromkeys(("desired", "current", "ready", "updated", "available"), number)
    return {**named, "misplaced": misplaced, **others}


def uids(api):
    """The uids of the pods."""
    return {each["metadata"]["uid"] for each in api.pods()}


def names(api):
    """The names of the nodes."""
    return [each["metadata"]["name"] for each in node_objects(api)]


def change_node(api, name, body):
    return api.change(f"/api/v1/nodes/{name}", body)


def taint(key, effect):
    return {"spec": {"taints": [{"key": key, "effect": effect}]}}


def test_each_node_gets_one_pod_which_its_affinity_binds_to_it(api):
    api.create(SETS, a_set())
    assert sorted(map(target_of, api.pods())) == sorted(names(api))


def test_a_pod_has_the_labels_of_its_revision(api):
    api.create(SETS, a_set())
    (revision,) = api.get(REVISIONS)["items"]
    labels = api.pods()[0]["metadata"]["labels"]
    assert labels["pod-template-generation"] == "1"
    assert labels["app"] == "agent"
    assert revision["metadata"]["name"] == f"agent-{labels['controller-revision-hash']}"
    assert revision["revision"] == 1


def test_other_affinity_of_the_template_is_kept(api):
    term = {
        "weight": 1,
        "preference": {"matchExpressions": [{"key": "disk", "operator": "Exists"}]},
    }
    preferred = {"preferredDuringSchedulingIgnoredDuringExecution": [term]}
    api.create(SETS, a_set(spec={"affinity": {"nodeAffinity": preferred}}))
    affinity = api.pods()[0]["spec"]["affinity"]["nodeAffinity"]
    assert affinity.keys() > preferred.keys()


@pytest.mark.parametrize("on_host_network", [False, True])
def test_a_pod_tolerates_what_befalls_nodes(api, on_host_network):
    api.create(SETS, a_set(spec={"hostNetwork": on_host_network}))
    tolerated = {(each["key"], each["effect"]) for each in api.pods()[0]["spec"]["tolerations"]}
    expected = {
        (f"{NODE}/not-ready", "NoExecute"),
        (f"{NODE}/unreachable", "NoExecute"),
        (f"{NODE}/disk-pressure", "NoSchedule"),
        (f"{NODE}/memory-pressure", "NoSchedule"),
        (f"{NODE}/pid-pressure", "NoSchedule"),
        (f"{NODE}/unschedulable", "NoSchedule"),
    }
    if on_host_network:
        expected.add((f"{NODE}/network-unavailable", "NoSchedule"))
    assert tolerated == expected


def test_the_status_counts_pods_as_they_come_up(api):
    api.create(SETS, a_set())
    assert status(api) == counts(3, ready=0, available=0)
    assert api.get(AGENT)["status"]["numberUnavailable"] == 3
    api.run()
    assert status(api) == counts(3)
    assert api.get(AGENT)["status"]["observedGeneration"] == 1


def test_what_it_makes_and_deletes_is_reported(api):
    api.create(SETS, a_set())
    first = [each["metadata"]["name"] for each in api.pods()]
    assert api.said("agent") == [f"SuccessfulCreate: Created pod: {name}" for name in first]
    gone = api.pods()[0]
    change_node(api, target_of(gone), taint("broken", "NoExecute"))
    assert api.said("agent")[-1] == f"SuccessfulDelete: Deleted pod: {gone['metadata']['name']}"


def test_only_nodes_with_the_labels_of_its_selector_get_pods(api):
    one, other, _ = names(api)
    change_node(api, one, {"metadata": {"labels": {"disk": "ssd"}}})
    api.create(SETS, a_set(spec={"nodeSelector": {"disk": "ssd"}}))
    assert list(map(target_of, api.pods())) == [one]
    change_node(api, other, {"metadata": {"labels": {"disk": "ssd"}}})
    assert list(map(target_of, api.pods())) == [one, other]
    change_node(api, one, {"metadata": {"labels": {"disk": None}}})
    assert list(map(target_of, api.pods())) == [other]


def test_required_affinity_of_its_template_chooses_nodes(api):
    one = names(api)[0]
    host = {"key": "kubernetes.io/hostname", "operator": "In", "values": [one]}
    required = {"nodeSelectorTerms": [{"matchExpressions": [host]}]}
    affinity = {"requiredDuringSchedulingIgnoredDuringExecution": required}
    api.create(SETS, a_set(spec={"affinity": {"nodeAffinity": affinity}}))
    assert list(map(target_of, api.pods())) == [one]


def test_a_taint_keeps_new_pods_off_and_leaves_those_that_are_there(api):
    first, second, third = names(api)
    change_node(api, first, taint("team", "NoSchedule"))
    api.create(SETS, a_set())
    api.run()
    assert sorted(map(target_of, api.pods())) == sorted([second, third])
    change_node(api, second, taint("team", "NoSchedule"))
    assert len(api.pods()) == 2
    assert status(api) == counts(1, misplaced=1)


def test_a_taint_that_drives_pods_away_deletes_those_that_do_not_tolerate_it(api):
    first = names(api)[0]
    api.create(SETS, a_set())
    api.run()
    change_node(api, first, taint("broken", "NoExecute"))
    api.run()
    assert first not in map(target_of, api.pods())
    assert status(api) == counts(2)


def test_a_tolerated_taint_changes_nothing(api):
    change_node(api, names(api)[0], taint("team", "NoSchedule"))
    api.create(SETS, a_set(spec={"tolerations": [{"operator": "Exists"}]}))
    assert len(api.pods()) == 3


def test_a_cordoned_node_gets_a_pod(api):
    change_node(api, names(api)[0], {"spec": {"unschedulable": True}})
    api.create(SETS, a_set())
    assert len(api.pods()) == 3


def test_a_node_that_is_lost_keeps_its_pod_which_counts_as_misplaced(api):
    api.create(SETS, a_set())
    api.run()
    lose(api)
    api.wait(60)
    assert len(api.pods()) == 3
    found = status(api)
    assert (found["desired"], found["misplaced"]) == (2, 1)


def test_a_node_that_comes_gets_a_pod_and_one_that_goes_takes_it_along(api):
    api.create(SETS, a_set())
    api.create("/api/v1/nodes", {"metadata": {"name": "late"}})
    assert target_of(api.pods()[-1]) == "late"
    api.delete("/api/v1/nodes/late")
    assert len(api.pods()) == 3
    assert status(api)["desired"] == 3


def test_a_pod_that_goes_is_replaced_on_its_node(api):
    api.create(SETS, a_set())
    api.run()
    gone = api.pods()[0]
    api.remove(gone)
    assert target_of(api.pods()[-1]) == target_of(gone)
    assert gone["metadata"]["uid"] not in uids(api)


@pytest.mark.parametrize(
    ("phase", "reason"), [("Failed", "FailedDaemonPod"), ("Succeeded", "SucceededDaemonPod")]
)
def test_a_pod_that_has_ended_is_replaced(api, phase, reason):
    api.create(SETS, a_set())
    api.run()
    ended = api.pods()[0]["metadata"]
    api.set_ready(ended["name"], is_ready=False, phase=phase)
    api.run()
    assert len(api.pods()) == 3
    assert ended["uid"] not in uids(api)
    assert any(said.startswith(f"{reason}: Found {phase.lower()}") for said in api.said("agent"))


def test_an_update_replaces_one_pod_after_the_other(api):
    api.create(SETS, a_set())
    api.run()
    set_image(api, "nginx:2")
    seen = []
    while status(api) != counts(3):
        seen.append(images(api).count("nginx:1"))
        api.wait(5)
        (new,) = [each for each in api.pods() if not each["spec"].get("nodeName")]
        api.run_one(new)
    assert seen == [2, 1, 0]
    assert images(api) == ["nginx:2"] * 3
    assert api.get(AGENT)["status"]["observedGeneration"] == 2


@pytest.mark.parametrize(
    ("limit", "replaced"), [(2, 2), ("50%", 2), ("100%", 3), (1, 1), ("1%", 1)]
)
def test_as_many_pods_are_replaced_at_a_time_as_may_be_unavailable(api, limit, replaced):
    api.create(SETS, a_set(**rolling(maxUnavailable=limit)))
    api.run()
    set_image(api, "nginx:2")
    api.wait(5)
    assert images(api).count("nginx:2") == replaced


def test_a_pod_that_is_not_available_is_replaced_first(api):
    api.create(SETS, a_set())
    api.run()
    broken = api.pods()[2]
    api.set_ready(broken["metadata"]["name"], is_ready=False)
    set_image(api, "nginx:2")
    api.wait(5)
    assert [target_of(each) for each in api.pods() if not each["spec"].get("nodeName")] == [
        target_of(broken)
    ]


def test_with_surge_the_new_pod_comes_before_the_old_one_goes(api):
    api.create(SETS, a_set(**rolling(maxSurge=1, maxUnavailable=0)))
    api.run()
    set_image(api, "nginx:2")
    assert images(api) == ["nginx:1"] * 3 + ["nginx:2"]
    assert status(api)["available"] == 3
    new = api.pods()[-1]
    api.run_one(new)
    api.wait(5)
    on_it = [each for each in api.pods() if target_of(each) == target_of(new)]
    assert [each["metadata"]["name"] for each in on_it] == [new["metadata"]["name"]]
    api.run()
    assert images(api) == ["nginx:2"] * 3


def test_with_surge_an_old_pod_that_is_not_ready_goes_at_once(api):
    api.create(SETS, a_set(**rolling(maxSurge=1, maxUnavailable=0)))
    set_image(api, "nginx:2")
    assert images(api) == ["nginx:2"] * 3


def test_on_delete_only_pods_that_somebody_deletes_are_replaced(api):
    api.create(SETS, a_set(updateStrategy={"type": "OnDelete"}))
    api.run()
    set_image(api, "nginx:2")
    assert images(api) == ["nginx:1"] * 3
    assert status(api)["updated"] == 0
    api.remove(api.pods()[0])
    assert images(api) == ["nginx:1", "nginx:1", "nginx:2"]
    assert status(api)["updated"] == 1


def test_a_pod_is_available_once_it_has_been_ready_for_long_enough(api):
    api.create(SETS, a_set(minReadySeconds=30))
    api.run()
    assert (status(api)["ready"], status(api)["available"]) == (3, 0)
    api.wait(29)
    assert status(api)["available"] == 0
    api.wait(1)
    assert status(api)["available"] == 3


def test_an_update_waits_until_the_new_pod_is_available(api):
    api.create(SETS, a_set(minReadySeconds=30))
    api.run()
    api.wait(60)
    set_image(api, "nginx:2")
    api.wait(5)
    api.run_one(api.pods()[-1])
    api.wait(29)
    assert images(api).count("nginx:2") == 1
    api.wait(5)
    assert images(api).count("nginx:1") == 1


def numbers_of(api):
    """The revisions, by the images of their templates."""
    found = {}
    for each in api.get(REVISIONS)["items"]:
        template = each["data"]["spec"]["template"]
        found[template["spec"]["containers"][0]["image"]] = each["revision"]
    return found


def test_each_template_has_a_revision_and_one_that_comes_back_the_next_number(api):
    api.create(SETS, a_set())
    set_image(api, "nginx:2")
    assert numbers_of(api) == {"nginx:1": 1, "nginx:2": 2}
    set_image(api, "nginx:1")
    assert numbers_of(api) == {"nginx:2": 2, "nginx:1": 3}
    annotations = api.get(AGENT)["metadata"]["annotations"]
    assert annotations["deprecated.daemonset.template.generation"] == "3"


def test_the_oldest_revisions_go_that_are_more_than_are_to_be_kept(api):
    api.create(SETS, a_set(revisionHistoryLimit=1))
    for number in range(2, 6):
        set_image(api, f"nginx:{number}")
        api.run()
    assert numbers_of(api) == {"nginx:4": 4, "nginx:5": 5}


def test_a_revision_of_which_there_are_pods_stays(api):
    api.create(SETS, a_set(revisionHistoryLimit=0, updateStrategy={"type": "OnDelete"}))
    set_image(api, "nginx:2")
    set_image(api, "nginx:3")
    assert numbers_of(api) == {"nginx:1": 1, "nginx:3": 3}


def test_a_name_of_a_revision_that_somebody_has_taken_is_passed_over(api):
    api.create(SETS, a_set())
    (revision,) = api.get(REVISIONS)["items"]
    name = revision["metadata"]["name"]
    api.delete(AGENT)
    api.create(REVISIONS, {"metadata": {"name": name}, "revision": 7})
    api.create(SETS, a_set())
    assert numbers_of_owned(api) == {1}
    assert api.get(AGENT)["status"]["collisionCount"] == 1


def numbers_of_owned(api):
    items = api.get(REVISIONS)["items"]
    return {each["revision"] for each in items if "ownerReferences" in each["metadata"]}


def test_a_set_that_was_deleted_without_its_pods_takes_them_on_again(api):
    api.create(SETS, a_set())
    api.run()
    before = uids(api)
    api.delete(AGENT, "Orphan")
    assert uids(api) == before
    api.create(SETS, a_set())
    assert uids(api) == before
    assert status(api) == counts(3)
    assert numbers_of(api) == {"nginx:1": 1}


def test_a_pod_with_other_labels_is_let_go_and_replaced(api):
    api.create(SETS, a_set())
    name = api.pods()[0]["metadata"]["name"]
    api.change(f"{PODS}/{name}", {"metadata": {"labels": {"app": "other"}}})
    assert len(api.pods()) == 4
    assert "ownerReferences" not in api.get(f"{PODS}/{name}")["metadata"]


def test_its_pods_and_revisions_go_with_it(api):
    api.create(SETS, a_set())
    api.delete(AGENT)
    assert api.pods() == []
    assert api.get(REVISIONS)["items"] == []


def test_a_pod_that_the_server_refuses_is_reported(api):
    body = a_set()
    body["spec"]["template"]["metadata"]["annotations"] = {"no//key": ""}
    api.create(SETS, body)
    assert api.pods() == []
    assert api.said("agent")[0].startswith('FailedCreate: Error creating: Pod "agent-')
    assert status(api)["desired"] == 3


def test_many_nodes_get_their_pods_in_parts(api):
    nodes = api.kind("nodes")
    for number in range(600):
        api.put(nodes, f"extra-{number:03}")
    api.create(SETS, a_set())
    assert len(api.pods()) == 500
    api.wait(1)
    assert len(api.pods()) == 603
    assert status(api)["current"] == 603
