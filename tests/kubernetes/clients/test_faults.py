"""What rules of a scenario do to a real client of a cluster's API."""

import pytest
import urllib3
from kubernetes.client import ApiException, CoreV1Api
from kubernetes.config import new_client_from_config_dict
from kubernetes.watch import Watch

from tests.support.process import call
from tests.support.served_clusters import cluster_served

OPTIONS = {"_request_timeout": 120}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A running cluster whose clock is frozen."""
    with cluster_served(tmp_path_factory.mktemp("served"), "--clock=frozen") as cluster:
        yield cluster


@pytest.fixture(scope="module")
def api(cluster):
    with new_client_from_config_dict(cluster.config) as client:
        yield CoreV1Api(client)


@pytest.fixture
def rule(cluster):
    """Put one rule in force, in place of the last one."""

    def put(then, operation="k8s:watch nodes", **more):
        rule = {"id": "shown", "when": {"operation": operation}, "then": then, **more}
        call(cluster.served, "PUT", "/_simulator/faults", {"rules": [rule]}).ok()

    yield put
    call(cluster.served, "PUT", "/_simulator/faults", {"rules": []}).ok()


def seen(api, **options):
    """The lines of one watch of nodes until it ends."""
    response = api.list_node(watch=True, _preload_content=False, **options, **OPTIONS)
    return [line for line in response.read().decode().split("\n") if line]


def test_a_watch_is_cut_after_some_events(cluster, api, rule):
    rule({"watch_cut": 1})
    version = api.list_node(**OPTIONS).metadata.resource_version
    api.patch_node(cluster.node_names[0], {"metadata": {"labels": {"first": "1"}}}, **OPTIONS)
    api.patch_node(cluster.node_names[0], {"metadata": {"labels": {"second": "2"}}}, **OPTIONS)
    (line,) = seen(api, resource_version=version)
    assert '"first"' in line
    assert '"second"' not in line


def test_a_watch_is_reset(api, rule):
    rule({"watch_cut": {"how": "reset"}})
    with pytest.raises((urllib3.exceptions.ProtocolError, ConnectionResetError)):
        seen(api)


def test_a_watch_that_expires_again_and_again_fails_the_client(cluster, api, rule):
    rule("watch_expired")
    events = Watch().stream(api.list_node, timeout_seconds=60, **OPTIONS)
    names = [next(events)["object"].metadata.name for _ in cluster.nodes]
    with pytest.raises(ApiException) as ended:
        next(events)
    assert ended.value.status == 410
    assert names == sorted(cluster.node_names)
    calls = call(cluster.served, "GET", "/_simulator/calls?fault=shown").ok()["calls"]
    assert {entry["operation"] for entry in calls} == {"k8s:watch nodes"}


def test_a_watch_is_cut_after_a_virtual_time(cluster, api, rule):
    rule({"watch_cut": {"after": "10s"}})
    call(cluster.served, "PUT", "/_simulator/clock", {"mode": "scaled", "rate": 1000}).ok()
    try:
        assert len(seen(api)) == 3
    finally:
        call(cluster.served, "PUT", "/_simulator/clock", {"mode": "frozen"}).ok()


def test_a_lost_answer_leaves_a_write_that_was_done(cluster, api, rule):
    rule("lost_reply", "k8s:create configmaps", fire={"times": 1})
    body = {"metadata": {"name": "kept"}}
    with pytest.raises((urllib3.exceptions.HTTPError, ConnectionError)):
        api.create_namespaced_config_map("default", body, **OPTIONS)
    assert api.read_namespaced_config_map("kept", "default", **OPTIONS).metadata.name == "kept"
