import pytest
from cs_simulator.domain.instants import SECOND, from_text

from tests.support.cluster_nodes import move

NODES = "/api/v1/nodes"
PODS = "/api/v1/namespaces/shop/pods"
WEB = f"{PODS}/web"
MERGE = "application/merge-patch+json"
STRATEGIC = "application/strategic-merge-patch+json"
A_SPEC = {"schedulerName": "nobody", "containers": [{"name": "web", "image": "web"}]}
A_POD = {"metadata": {"name": "web"}, "spec": A_SPEC}
ON_LOST_NODE = {"metadata": {"name": "web"}, "spec": {**A_POD["spec"], "nodeName": "lost"}}


@pytest.fixture
def web(api):
    return api.create(PODS, A_POD)


def a_node(api, name, ready):
    node = api.create(NODES, {"metadata": {"name": name}})
    node["status"] = {"conditions": [{"type": "Ready", "status": ready}]}
    return api.call("PUT", f"{NODES}/{name}/status", node).ok()


# Evictions


@pytest.mark.parametrize(
    "body",
    [
        {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "web"}},
        {"apiVersion": "policy/v1beta1", "kind": "Eviction", "deleteOptions": None},
        {"metadata": {"name": "web", "namespace": "shop"}, "deleteOptions": {}},
        {},
    ],
)
def test_an_evicted_pod_is_gone(api, web, body):
    answer = api.call("POST", f"{WEB}/eviction", body)

    assert (answer.status, answer.body["status"]) == (201, "Success")
    assert not api.is_there(WEB)


def test_an_eviction_goes_by_its_options(api, web):
    other = {"deleteOptions": {"preconditions": {"uid": "1-2"}}}
    dry = {"deleteOptions": {"dryRun": ["All"]}}

    assert api.call("POST", f"{WEB}/eviction", other).status == 409
    assert api.call("POST", f"{WEB}/eviction", dry).status == 201
    assert api.is_there(WEB)


def test_an_eviction_of_another_pod_is_refused(api, web):
    answer = api.call("POST", f"{WEB}/eviction", {"metadata": {"name": "other"}})

    assert answer.refusal == (
        400,
        "BadRequest",
        "name in URL does not match name in Eviction object",
    )


@pytest.mark.parametrize(
    "body",
    [
        *({"deleteOptions": value} for value in (5, "x", True, [5], 0, False, "", [])),
        {"deleteOptions": {"kind": "Pod", "apiVersion": "v1"}},
        {"deleteOptions": {"kind": "DeleteOptions", "apiVersion": "v9"}},
        {"deleteOptions": {"orphanDependents": "x"}},
        {"kind": "Pod"},
        {"kind": 5},
        {"kind": "Eviction", "apiVersion": "v1"},
        {"kind": "Eviction", "apiVersion": ["policy/v1"]},
        {"metadata": 5},
    ],
    ids=repr,
)
def test_what_is_no_eviction_is_refused_and_evicts_nothing(api, web, body):
    assert api.call("POST", f"{WEB}/eviction", body).refusal[:2] == (400, "BadRequest")
    assert api.get(WEB) == web


def test_an_eviction_of_a_pod_that_is_missing_is_not_found(api):
    assert api.call("POST", f"{WEB}/eviction", {}).status == 404


# Nodes that are away


@pytest.mark.parametrize(
    ("grace", "seconds"), [(None, 30), ({"gracePeriodSeconds": 7}, 7), ({}, 30)]
)
def test_a_pod_of_a_node_that_is_away_waits_for_it(api, grace, seconds):
    a_node(api, "lost", "Unknown")
    api.create(PODS, ON_LOST_NODE)

    marked = api.call("DELETE", WEB, grace).ok()

    assert marked["metadata"]["deletionGracePeriodSeconds"] == seconds
    assert api.get(WEB)["metadata"]["deletionTimestamp"] > marked["metadata"]["creationTimestamp"]


def test_a_pod_of_a_node_that_is_away_is_removed_by_force(api):
    a_node(api, "lost", "Unknown")
    api.create(PODS, ON_LOST_NODE)
    api.call("DELETE", WEB).ok()

    api.call("DELETE", WEB, {"gracePeriodSeconds": 0}).ok()

    assert not api.is_there(WEB)


def test_a_pod_that_a_finalizer_holds_goes_without_its_node_once_that_is_forced(api):
    a_node(api, "lost", "Unknown")
    held = {**ON_LOST_NODE, "metadata": {"name": "web", "finalizers": ["example.com/a"]}}
    api.create(PODS, held)
    api.call("DELETE", WEB).ok()

    forced = api.call("DELETE", WEB, {"gracePeriodSeconds": 0}).ok()

    assert forced["metadata"]["deletionGracePeriodSeconds"] == 0
    assert api.get(WEB) == forced
    api.call("PATCH", WEB, {"metadata": {"finalizers": None}}, MERGE).ok()
    assert not api.is_there(WEB)


def test_a_pod_that_waits_is_not_made_to_wait_longer(api):
    a_node(api, "lost", "Unknown")
    api.create(PODS, ON_LOST_NODE)
    marked = api.call("DELETE", WEB, {"gracePeriodSeconds": 7}).ok()

    assert api.call("DELETE", WEB, {"gracePeriodSeconds": 60}).ok() == marked


@pytest.mark.parametrize("grace", [-5, 1])
def test_less_than_no_grace_is_a_second(api, grace):
    a_node(api, "lost", "Unknown")
    api.create(PODS, ON_LOST_NODE)

    marked = api.call("DELETE", f"{WEB}?gracePeriodSeconds={grace}").ok()

    assert marked["metadata"]["deletionGracePeriodSeconds"] == 1


def test_a_pod_of_a_node_that_is_ready_is_on_its_way_out_for_a_moment(api):
    a_node(api, "lost", "True")
    api.create(PODS, ON_LOST_NODE)

    marked = api.call("DELETE", WEB).ok()

    assert marked["metadata"]["deletionGracePeriodSeconds"] == 30
    assert api.is_there(WEB)
    move(api.tenant, 2)
    assert not api.is_there(WEB)


def test_a_pod_that_has_ended_is_gone_at_once(api):
    a_node(api, "lost", "True")
    api.create(PODS, {**ON_LOST_NODE, "spec": {**ON_LOST_NODE["spec"], "restartPolicy": "Never"}})
    move(api.tenant, 60)

    api.call("DELETE", WEB).ok()

    assert not api.is_there(WEB)


def test_a_pod_that_was_bound_to_no_node_is_gone_at_once(api, web):
    api.call("DELETE", WEB).ok()

    assert not api.is_there(WEB)


def test_a_pod_that_is_hurried_ends_that_much_earlier(api):
    a_node(api, "lost", "Unknown")
    api.create(PODS, ON_LOST_NODE)
    marked = api.call("DELETE", WEB, {"gracePeriodSeconds": 60}).ok()["metadata"]

    hurried = api.call("DELETE", WEB, {"gracePeriodSeconds": 10}).ok()["metadata"]

    assert from_text(marked["deletionTimestamp"]) - from_text(hurried["deletionTimestamp"]) == (
        50 * SECOND
    )


def test_a_namespace_waits_for_a_pod_of_a_node_that_is_away(api):
    a_node(api, "lost", "Unknown")
    api.create(PODS, ON_LOST_NODE)

    api.call("DELETE", "/api/v1/namespaces/shop").ok()

    assert "deletionTimestamp" in api.get(WEB)["metadata"]
    assert api.get("/api/v1/namespaces/shop")["status"]["phase"] == "Terminating"


# Bindings


def test_a_bound_pod_is_on_its_node(api, web):
    answer = api.call("POST", f"{WEB}/binding", {"target": {"kind": "Node", "name": "one"}})

    assert (answer.status, answer.body["status"]) == (201, "Success")
    pod = api.get(WEB)
    assert pod["spec"] == {**web["spec"], "nodeName": "one"}
    scheduled = [each for each in pod["status"]["conditions"] if each["type"] == "PodScheduled"]
    assert [each["status"] for each in scheduled] == ["True"]


def test_a_pod_is_bound_once(api, web):
    api.call("POST", f"{WEB}/binding", {"target": {"name": "one"}}).ok()

    answer = api.call("POST", f"{WEB}/binding", {"target": {"name": "two"}})

    why = 'pod web is already assigned to node "one"'
    message = f'Operation cannot be fulfilled on pods/binding "web": {why}'
    assert answer.refusal == (409, "Conflict", message)


def test_a_pod_that_waits_for_its_gates_is_not_bound(api):
    spec = {**A_POD["spec"], "schedulingGates": [{"name": "example.com/quota"}]}
    api.create(PODS, {"metadata": {"name": "web"}, "spec": spec})

    answer = api.call("POST", f"{WEB}/binding", {"target": {"name": "one"}})

    assert answer.refusal[:2] == (409, "Conflict")
    assert answer.refusal[2].endswith("pod web has non-empty .spec.schedulingGates")


def test_a_pod_on_its_way_out_is_not_bound(api):
    held = {**A_POD, "metadata": {"name": "web", "finalizers": ["example.com/a"]}}
    api.create(PODS, held)
    api.call("DELETE", WEB).ok()

    answer = api.call("POST", f"{WEB}/binding", {"target": {"name": "one"}})

    assert "pod web is being deleted, cannot be assigned to a host" in answer.refusal[2]


@pytest.mark.parametrize("body", [{}, {"target": {}}, {"target": {"name": ""}}, {"target": "one"}])
def test_a_binding_without_a_node_is_refused(api, web, body):
    assert api.call("POST", f"{WEB}/binding", body).causes == {"target.name": "Required value"}


# What needs a container that runs


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("subresource", "words"),
    [
        ("exec?command=ls", "nothing can be executed in one"),
        ("attach", "there is none to attach to"),
        ("portforward", "no port can be forwarded to one"),
        ("proxy", "there is nothing that requests are passed on to"),
        ("proxy/a/b", "there is nothing that requests are passed on to"),
    ],
)
def test_what_needs_a_container_is_refused_in_words(api, web, method, subresource, words):
    assert api.call(method, f"{WEB}/{subresource}").refusal == (
        501,
        "NotImplemented",
        f"the simulator runs no containers: {words}",
    )


def test_what_needs_a_container_of_a_pod_that_is_missing_is_not_found(api):
    assert api.call("POST", f"{WEB}/exec").status == 404


# Ephemeral containers


def test_an_ephemeral_container_is_added_below_the_pod(api, web):
    debugger = {"name": "debugger", "image": "busybox"}
    patch = {"spec": {"ephemeralContainers": [debugger], "nodeName": "elsewhere"}}

    answer = api.call("PATCH", f"{WEB}/ephemeralcontainers", patch, STRATEGIC).ok()

    (added,) = answer["spec"]["ephemeralContainers"]
    assert (added["name"], added["image"]) == ("debugger", "busybox")
    assert "nodeName" not in answer["spec"]
    assert answer == api.get(f"{WEB}/ephemeralcontainers") == api.get(WEB)


def test_a_write_of_the_pod_leaves_its_ephemeral_containers_alone(api, web):
    patch = {"spec": {"ephemeralContainers": [{"name": "debugger", "image": "busybox"}]}}
    with_one = api.call("PATCH", f"{WEB}/ephemeralcontainers", patch, STRATEGIC).ok()
    without = {**with_one, "spec": {**with_one["spec"]}}
    del without["spec"]["ephemeralContainers"]

    assert api.call("PUT", WEB, without).ok() == with_one
