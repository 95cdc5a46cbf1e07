"""When a cluster's API answers, and when its streams end: by the state of cluster and tenant."""

import json
from contextlib import closing

import pytest
from kubernetes.client import ApiException, CoreV1Api
from kubernetes.config import new_client_from_config_dict
from kubernetes.watch import Watch

from tests.support.process import call, serving
from tests.support.served_clusters import a_cluster

OPTIONS = {"_request_timeout": 300}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("served")) as serve:
        yield serve("--clock=frozen", "--kubernetes-version=1.34.1-aliyun.1")


@pytest.fixture
def cluster(served, tmp_path):
    call(served, "POST", "/_simulator/reset", {}).ok()
    return a_cluster(served, tmp_path)


@pytest.fixture
def core(cluster):
    with new_client_from_config_dict(cluster.config) as api:
        yield CoreV1Api(api)


def refusal(ask):
    with pytest.raises(ApiException) as raised:
        ask()
    status = json.loads(raised.value.body)
    assert (status["kind"], status["code"]) == ("Status", raised.value.status)
    return status


def force(cluster, state):
    path = f"/_simulator/clusters/{cluster.cluster_id}"
    call(cluster.served, "PATCH", path, {"state": state}).ok()


@pytest.mark.parametrize(
    ("state", "code", "reason"),
    [
        ("initial", 503, "ServiceUnavailable"),
        ("failed", 503, "ServiceUnavailable"),
        ("deleted", 404, "NotFound"),
    ],
)
def test_a_cluster_that_is_not_up_says_so(cluster, core, state, code, reason):
    assert len(core.list_node(**OPTIONS).items) == 3
    force(cluster, state)
    status = refusal(lambda: core.list_node(**OPTIONS))
    assert (status["code"], status["reason"]) == (code, reason)
    assert cluster.cluster_id in status["message"]


def events(core, cluster, happens):
    """What a watch of nodes sees of something that happens while it goes on, up to its end."""
    version = core.list_node(**OPTIONS).metadata.resource_version
    answer = core.list_node(
        watch=True, resource_version=version, timeout_seconds=300, _preload_content=False, **OPTIONS
    )
    happens()
    return [json.loads(line) for line in answer.data.splitlines()]


def test_a_watch_ends_with_410_when_its_tenant_is_reset(core, cluster):
    reset = "/_simulator/reset"
    [last] = events(core, cluster, lambda: call(cluster.served, "POST", reset, {}).ok())
    assert (last["type"], last["object"]["code"]) == ("ERROR", 410)


def test_a_watch_ends_with_its_cluster(core, cluster):
    seen = events(core, cluster, lambda: force(cluster, "deleted"))
    assert {each["type"] for each in seen} <= {"DELETED"}


def test_a_watch_goes_on_over_a_snapshot_and_ends_when_it_is_restored(core, cluster):
    def there_and_back():
        call(cluster.served, "PUT", "/_simulator/snapshots/now", {}).ok()
        label = {"metadata": {"labels": {"seen": "yes"}}}
        core.patch_node(cluster.node_names[0], label, **OPTIONS)
        call(cluster.served, "POST", "/_simulator/snapshots/now/load", {}).ok()

    first, last = events(core, cluster, there_and_back)
    assert first["object"]["metadata"]["labels"]["seen"] == "yes"
    assert last["object"]["code"] == 410


@pytest.mark.parametrize("interval", [None, "10s"])
def test_a_watch_moves_a_polling_clock_until_nothing_is_under_way(core, cluster, interval):
    lost = cluster.nodes[0]
    mode = {"mode": "polling"} | ({"interval": interval} if interval else {})
    call(cluster.served, "PUT", "/_simulator/clock", mode).ok()
    version = core.list_node(**OPTIONS).metadata.resource_version
    cluster.lose(lost)
    with closing(Watch().stream(core.list_node, resource_version=version, **OPTIONS)) as seen:
        conditions = {each.type: each.status for each in next(seen)["object"].status.conditions}
    assert conditions["Ready"] == "Unknown"


def test_a_body_may_be_larger_than_one_of_the_service(core):
    data = {"data": {"big": "x" * 1_020_000}, "metadata": {"name": "big", "labels": {"a": "b"}}}
    data["metadata"]["annotations"] = {"note": "y" * 200_000}
    assert core.create_namespaced_config_map("default", data, **OPTIONS).data["big"][0] == "x"
    data = {"metadata": {"name": "bigger"}, "data": {"big": "x" * 3_200_000}}
    status = refusal(lambda: core.create_namespaced_config_map("default", data, **OPTIONS))
    assert (status["code"], status["reason"]) == (413, "RequestEntityTooLarge")
