"""Budgets for disruptions: what they count, and which evictions they put off."""

import pytest

from tests.support.cluster_nodes import a_cluster, move, node_objects, nodes_of, run_until_settled
from tests.support.cluster_nodes import patch as merge
from tests.support.scheduling import PODS, patch
from tests.support.worlds import call

SETS = "/apis/apps/v1/namespaces/shop/replicasets"
BUDGETS = "/apis/policy/v1/namespaces/shop/poddisruptionbudgets"
LABELS = {"app": "web"}
MESSAGE = "Cannot evict pod as it would violate the pod's disruption budget."


def a_budget(api, name="web", **spec):
    api.create(BUDGETS, {"metadata": {"name": name},
                         "spec": {"selector": {"matchLabels": LABELS}, **spec}})  # fmt: skip


def pods_of_a_set(api, replicas, ready):
    """The names of the pods of a ReplicaSet, of which so many run and are ready."""
    spec = {"schedulerName": "nobody", "containers": [{"name": "main", "image": "web"}]}
    template = {"metadata": {"labels": LABELS}, "spec": spec}
    selector = {"matchLabels": LABELS}
    body = {"replicas": replicas, "selector": selector, "template": template}
    api.create(SETS, {"metadata": {"name": "web"}, "spec": body})
    names = [each["metadata"]["name"] for each in api.get(PODS)["items"]]
    for place, name in enumerate(names):
        run(api, name, is_ready=place < ready)
    return names


def run(api, name, *, is_ready=True):
    ready = {"type": "Ready", "status": str(is_ready)}
    status = {"phase": "Running", "conditions": [ready]}
    patch(api, f"{PODS}/{name}/status", {"status": status})


def evict(api, name):
    return api.call("POST", f"{PODS}/{name}/eviction", {"metadata": {"name": name}})


def counts(api, name="web"):
    status = api.get(f"{BUDGETS}/{name}")["status"]
    fields = ("expectedPods", "desiredHealthy", "currentHealthy", "disruptionsAllowed")
    return tuple(status[field] for field in fields)


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        ({"minAvailable": 2}, (4, 2, 3, 1)),
        ({"minAvailable": 5}, (4, 5, 3, 0)),
        ({"minAvailable": "50%"}, (4, 2, 3, 1)),
        ({"minAvailable": "51%"}, (4, 3, 3, 0)),
        ({"maxUnavailable": 2}, (4, 2, 3, 1)),
        ({"maxUnavailable": "25%"}, (4, 3, 3, 0)),
        ({"maxUnavailable": "26%"}, (4, 2, 3, 1)),
        ({"maxUnavailable": 9}, (4, 0, 3, 3)),
    ],
)
def test_a_budget_says_how_many_pods_may_go(api, spec, found):
    pods_of_a_set(api, 4, ready=3)

    a_budget(api, **spec)

    assert counts(api) == found
    status = api.get(f"{BUDGETS}/web")["status"]
    (condition,) = status["conditions"]
    assert status["observedGeneration"] == condition["observedGeneration"] == 1
    wanted = ("True", "SufficientPods") if found[3] else ("False", "InsufficientPods")
    assert (condition["status"], condition["reason"]) == wanted


def test_a_budget_follows_its_pods_and_their_owner(api):
    first, *_, last = pods_of_a_set(api, 3, ready=3)
    a_budget(api, maxUnavailable=1)
    assert counts(api) == (3, 2, 3, 1)

    run(api, last, is_ready=False)
    assert counts(api) == (3, 2, 2, 0)

    patch(api, f"{SETS}/web", {"spec": {"replicas": 2}})
    assert counts(api) == (2, 1, 2, 1)

    patch(api, f"{PODS}/{first}", {"metadata": {"labels": {"app": "other"}}})
    assert counts(api)[2] == 1


def test_a_budget_that_changes_counts_again(api):
    pods_of_a_set(api, 3, ready=3)
    a_budget(api, maxUnavailable=1)

    patch(api, f"{BUDGETS}/web", {"spec": {"maxUnavailable": 2}})
    assert counts(api) == (3, 1, 3, 2)
    assert api.get(f"{BUDGETS}/web")["status"]["observedGeneration"] == 2

    patch(api, f"{BUDGETS}/web", {"spec": {"selector": {"matchLabels": {"app": "x"}}}})
    assert counts(api) == (0, 0, 0, 0)


def test_two_revisions_of_a_deployment_count_once(api):
    deployment = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "controller": True}
    spec = {"replicas": 4, "selector": {"matchLabels": {"app": "none"}},
            "template": {"metadata": {"labels": {"app": "none"}},
                         "spec": {"schedulerName": "nobody",
                                  "containers": [{"name": "a", "image": "a"}]}}}  # fmt: skip
    made = api.create("/apis/apps/v1/namespaces/shop/deployments",
                      {"metadata": {"name": "web"}, "spec": {**spec, "paused": True}})  # fmt: skip
    owner = {**deployment, "uid": made["metadata"]["uid"]}
    for name in ("old", "new"):
        labels = {**LABELS, "revision": name}
        template = {**spec["template"], "metadata": {"labels": labels}}
        body = {"replicas": 2, "selector": {"matchLabels": labels}, "template": template}
        metadata = {"name": name, "labels": labels, "ownerReferences": [owner]}
        api.create(SETS, {"metadata": metadata, "spec": body})

    a_budget(api, minAvailable="50%")

    assert counts(api)[:2] == (4, 2)


def a_pod_without_scale(api):
    """A pod that is controlled by something that has no number of replicas."""
    owner = {"apiVersion": "v1", "kind": "ConfigMap", "name": "web", "controller": True}
    made = api.create("/api/v1/namespaces/shop/configmaps", {"metadata": {"name": "web"}})
    references = [{**owner, "uid": made["metadata"]["uid"]}]
    metadata = {"name": "web", "labels": LABELS, "ownerReferences": references}
    spec = {"schedulerName": "nobody", "containers": [{"name": "a", "image": "a"}]}
    api.create(PODS, {"metadata": metadata, "spec": spec})
    run(api, "web")


NO_SCALE = "configmaps does not implement the scale subresource"


def test_while_it_cannot_be_said_how_many_pods_there_ought_to_be_none_may_go(api):
    a_budget(api, maxUnavailable=1)
    a_pod_without_scale(api)

    (condition,) = api.get(f"{BUDGETS}/web")["status"]["conditions"]
    assert (condition["reason"], condition["message"]) == ("SyncFailed", NO_SCALE)
    refused = evict(api, "web")
    assert refused.status == 429
    (cause,) = refused.body["details"]["causes"]
    assert cause["message"].endswith(f"because it failed sync: {NO_SCALE}")


def test_a_budget_that_was_never_counted_says_when_to_ask_again(api):
    a_pod_without_scale(api)
    a_budget(api, maxUnavailable=1)

    answer = api.request("POST", f"{PODS}/web/eviction", {})

    assert ("Retry-After", "10") in answer.headers
    (cause,) = evict(api, "web").body["details"]["causes"]
    assert cause["message"] == ("The disruption budget web is still being processed by the server.")


def test_an_eviction_that_would_leave_too_few_is_put_off(api):
    first, second = pods_of_a_set(api, 2, ready=2)
    a_budget(api, minAvailable=2)

    refused = evict(api, first)

    assert refused.refusal == (429, "TooManyRequests", MESSAGE)
    why = "The disruption budget web needs 2 healthy pods and has 2 currently"
    assert refused.body["details"] == {"causes": [{"reason": "DisruptionBudget", "message": why}]}
    assert api.is_there(f"{PODS}/{first}")
    assert api.is_there(f"{PODS}/{second}")


def test_evictions_use_a_budget_up_until_others_are_ready(api):
    first, second = pods_of_a_set(api, 2, ready=2)
    a_budget(api, maxUnavailable=1)
    move(api.tenant, 1)

    assert evict(api, first).status == 201
    assert evict(api, second).status == 429

    (new,) = [each["metadata"]["name"] for each in api.get(PODS)["items"]
              if each["metadata"]["name"] not in (first, second)]  # fmt: skip
    run(api, new)
    assert evict(api, second).status == 201


def test_a_dry_run_asks_the_budget_and_takes_nothing_from_it(api):
    first, second = pods_of_a_set(api, 2, ready=2)
    a_budget(api, maxUnavailable=1)
    dry = {"deleteOptions": {"dryRun": ["All"]}}

    assert api.call("POST", f"{PODS}/{first}/eviction", dry).status == 201
    assert counts(api) == (2, 1, 2, 1)
    evict(api, second)
    assert api.call("POST", f"{PODS}/{first}/eviction", dry).status == 429


def test_a_pod_with_several_budgets_is_not_evicted(api):
    first, _ = pods_of_a_set(api, 2, ready=2)
    a_budget(api, maxUnavailable=1)
    a_budget(api, "other", maxUnavailable=1)

    refused = evict(api, first)

    words = "This pod has more than one PodDisruptionBudget, which the eviction subresource does"
    assert refused.refusal == (500, "", f"{words} not support.")


@pytest.mark.parametrize(
    ("policy", "ready", "status"),
    [
        (None, 1, 429),
        (None, 2, 201),
        ("IfHealthyBudget", 1, 429),
        ("AlwaysAllow", 1, 201),
    ],
)
def test_a_pod_that_is_not_ready_goes_by_the_policy(api, policy, ready, status):
    *_, last = pods_of_a_set(api, 3, ready=ready)
    a_budget(api, minAvailable=2, **({"unhealthyPodEvictionPolicy": policy} if policy else {}))

    assert evict(api, last).status == status


def test_a_pod_that_does_not_run_yet_goes_whatever_the_budget_says(api):
    spec = {"schedulerName": "nobody", "containers": [{"name": "a", "image": "a"}]}
    api.create(PODS, {"metadata": {"name": "web", "labels": LABELS}, "spec": spec})
    a_budget(api, minAvailable=1)

    assert evict(api, "web").status == 201


def test_a_deletion_asks_no_budget(api):
    first, _ = pods_of_a_set(api, 2, ready=2)
    a_budget(api, minAvailable=2)

    assert api.call("DELETE", f"{PODS}/{first}").status == 200


def test_an_eviction_with_another_version_of_the_pod_leaves_the_budget_alone(api):
    first, _ = pods_of_a_set(api, 2, ready=2)
    a_budget(api, maxUnavailable=1)
    other = {"deleteOptions": {"preconditions": {"resourceVersion": "1"}}}

    assert api.call("POST", f"{PODS}/{first}/eviction", other).status == 409
    assert counts(api) == (2, 1, 2, 1)
    version = api.get(f"{PODS}/{first}")["metadata"]["resourceVersion"]
    same = {"deleteOptions": {"preconditions": {"resourceVersion": version}}}
    assert api.call("POST", f"{PODS}/{first}/eviction", same).status == 201


def test_a_pod_that_stays_for_a_while_says_that_it_was_evicted(api):
    spec = {"schedulerName": "nobody", "containers": [{"name": "a", "image": "a"}]}
    metadata = {"name": "web", "finalizers": ["example.com/a"]}
    api.create(PODS, {"metadata": metadata, "spec": spec})

    evict(api, "web")

    (found,) = [each for each in api.get(f"{PODS}/web")["status"]["conditions"]
                if each["type"] == "DisruptionTarget"]  # fmt: skip
    assert (found["status"], found["reason"]) == ("True", "EvictionByEvictionAPI")


# Nodes that the service removes


def remove_first_node(api):
    """Have the service move the pods of a node away, and remove it; returns its name."""
    node, name = nodes_of(api)[0], node_objects(api)[0]["metadata"]["name"]
    query = f"instance_ids={node.instance_id}&release_node=true&drain_node=true"
    path = f"/clusters/{api.cluster_id}/nodepools/{node.group_id}/nodes?{query}"
    call(api.tenant, "DELETE", path).ok()
    return name


def two_guarded_pods(api, **spec):
    """Two pods of a ReplicaSet that run, all on the first node, with a budget."""
    first, second = (each["metadata"]["name"] for each in node_objects(api))
    merge(api, f"/api/v1/nodes/{second}", {"spec": {"unschedulable": True}})
    containers = [{"name": "main", "image": "web"}]
    template = {"metadata": {"labels": LABELS}, "spec": {"containers": containers}}
    body = {"replicas": 2, "selector": {"matchLabels": LABELS}, "template": template}
    api.request("POST", "/apis/apps/v1/namespaces/default/replicasets",
                {"metadata": {"name": "web"}, "spec": body})  # fmt: skip
    run_until_settled(api.tenant)
    merge(api, f"/api/v1/nodes/{second}", {"spec": {"unschedulable": None}})
    budget = {"metadata": {"name": "web"}, "spec": {"selector": {"matchLabels": LABELS}, **spec}}
    path = "/apis/policy/v1/namespaces/default/poddisruptionbudgets"
    assert api.request("POST", path, budget).status == 201
    return first


def on_node(api, name):
    items = api.get("/api/v1/namespaces/default/pods")["items"]
    return [each for each in items if each["spec"].get("nodeName") == name]


def test_the_service_moves_pods_away_one_after_the_other_as_their_budget_lets_it():
    api = a_cluster(2)
    first = two_guarded_pods(api, maxUnavailable=1)
    assert remove_first_node(api) == first
    move(api.tenant, 2)
    going = [each for each in on_node(api, first) if "deletionTimestamp" in each["metadata"]]
    assert (len(on_node(api, first)), len(going)) in ((2, 1), (1, 0))

    move(api.tenant, 30)

    assert on_node(api, first) == []
    assert len(node_objects(api)) == 2


def test_a_pod_whose_budget_never_lets_it_go_stays_until_its_node_goes():
    api = a_cluster(2)
    first = two_guarded_pods(api, minAvailable=2)
    remove_first_node(api)
    move(api.tenant, 30)
    assert len(on_node(api, first)) == 2

    run_until_settled(api.tenant)

    assert on_node(api, first) == []
    assert len(node_objects(api)) == 1
