"""Calls of a cluster's own API: in which states it answers, how they are named, what is refused."""

import json

import pytest
from cs_simulator.domain.records import ClusterState
from cs_simulator.operations import ClusterCaller, Incoming
from cs_simulator.runtime.calls.perform import begin, route

from tests.support.cluster_api import ClusterApi
from tests.support.kubernetes import a_running, create
from tests.support.worlds import a_tenant, perform, put_in_state

NODES = "/api/v1/nodes"


@pytest.fixture
def cluster():
    return ClusterApi()


def asked(tenant, cluster_id):
    """The answer to a list of the nodes of a cluster, which may not be there."""
    caller = ClusterCaller(cluster_id, "admin")
    answer = perform(tenant, Incoming("GET", NODES, NODES, {}, b"", "", "", cluster_caller=caller))
    assert answer is not None
    return json.loads(answer.body)


def test_a_cluster_that_is_not_up_yet_is_unavailable():
    tenant = a_tenant()
    status = asked(tenant, create(tenant))
    assert (status["code"], status["reason"]) == (503, "ServiceUnavailable")
    assert "initial" in status["message"]
    assert len(tenant.world.kubernetes_objects) == 0


def test_a_cluster_that_is_gone_is_not_found():
    status = asked(a_tenant(), "c" + "0" * 32)
    assert (status["code"], status["reason"]) == (404, "NotFound")
    assert status["details"]["kind"] == "clusters"


def test_its_api_has_nothing_before_its_first_call():
    tenant = a_tenant()
    cluster_id = a_running(tenant)
    assert len(tenant.world.kubernetes_objects) == 0
    assert asked(tenant, cluster_id)["kind"] == "NodeList"
    assert cluster_id in tenant.world.kubernetes_clusters


STATES = {
    ClusterState.RUNNING: 200,
    ClusterState.SCALING: 200,
    ClusterState.UPGRADING: 200,
    ClusterState.FAILED: 503,
    ClusterState.DELETING: 403,
    ClusterState.DELETE_FAILED: 403,
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("path", [NODES, "/version", "/readyz"])
def test_whether_it_answers_depends_on_the_state(cluster, state, path):
    put_in_state(cluster.tenant, cluster.cluster_id, state)
    answer = cluster.request("GET", path)
    assert answer.status == STATES[state]
    assert state is ClusterState.RUNNING or answer.status == 200 or state.value in str(answer.body)


NAMES = {
    ("GET", NODES): "k8s:list nodes",
    ("GET", f"{NODES}?watch=True"): "k8s:watch nodes",
    ("GET", f"{NODES}?watch=yes"): "k8s:watch nodes",
    ("GET", f"{NODES}?watch="): "k8s:watch nodes",
    ("GET", f"{NODES}?watch=False"): "k8s:list nodes",
    ("GET", f"{NODES}?watch=0"): "k8s:list nodes",
    ("PATCH", f"{NODES}/n1"): "k8s:patch nodes",
    ("PUT", f"{NODES}/n1/status"): "k8s:update nodes/status",
    ("POST", "/api/v1/namespaces/default/secrets"): "k8s:create secrets",
    ("DELETE", "/apis/apps/v1/namespaces/default/deployments"): "k8s:deletecollection deployments",
    ("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"): (
        "k8s:create selfsubjectaccessreviews"
    ),
    ("GET", "/version"): "k8s:get version",
}


def named(cluster, method, target):
    path, _, query = target.partition("?")
    pairs = dict(pair.split("=") for pair in query.split("&")) if query else {}
    caller = ClusterCaller(cluster.cluster_id, "admin")
    incoming = Incoming(method, path, target, pairs, b"", "", "", cluster_caller=caller)
    return route(begin(cluster.tenant, incoming, 0.0))


@pytest.mark.parametrize(("method", "target"), NAMES)
def test_a_call_has_the_name_of_its_verb_and_its_kind(cluster, method, target):
    call = named(cluster, method, target)
    assert call.operation.name == NAMES[method, target]
    assert call.operation.is_write == (method != "GET")


def test_calls_about_secrets_are_marked(cluster):
    assert named(cluster, "GET", "/api/v1/secrets").operation.is_secret
    assert not named(cluster, "GET", "/api/v1/configmaps").operation.is_secret


UNKNOWN = [
    "/api/v1/nothings",
    "/api/v2/nodes",
    "/apis/apps/v1beta1/deployments",
    "/api/v1/namespaces/default/nodes",
    "/api/v1/pods/a",
    "/api/v1/nodes/n1/scale",
    "/api/v1/nodes/n1/nothing",
    "/nothing",
]


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_path_is_not_found(cluster, path):
    status = cluster.refused("GET", path)
    assert status["message"] == "the server could not find the requested resource"
    assert (status["code"], status["reason"]) == (404, "NotFound")


REFUSED_METHODS = [
    ("PUT", NODES),
    ("POST", f"{NODES}/n1"),
    ("OPTIONS", NODES),
    ("POST", "/api/v1/pods"),
    ("DELETE", "/api/v1/pods"),
    ("GET", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"),
]


@pytest.mark.parametrize(("method", "path"), REFUSED_METHODS)
def test_a_method_that_a_path_does_not_answer_is_refused(cluster, method, path):
    status = cluster.refused(method, path, {})
    assert (status["code"], status["reason"]) == (405, "MethodNotAllowed")


def test_answers_are_plain_json(cluster):
    answer = cluster.request("GET", NODES)
    assert answer.content_type == "application/json"
    assert json.loads(answer.body)["kind"] == "NodeList"
