"""Expectations about objects find what a caller of the cluster's API would find."""

import orjson
import pytest
from cs_simulator.engine import expectation_check
from cs_simulator.kubernetes.expected_objects import objects_at

from tests.support.cluster_api import ClusterApi
from tests.support.cluster_nodes import an_uncalled_cluster, lose, move
from tests.support.cluster_writes import WritingApi
from tests.support.replicas import DEPLOYMENTS, a_deployment
from tests.support.worlds import call

WIDGETS = {
    "metadata": {"name": "widgets.example.com"},
    "spec": {
        "group": "example.com",
        "scope": "Namespaced",
        "names": {"plural": "widgets", "kind": "Widget"},
        "versions": [
            {
                "name": "v1",
                "served": True,
                "storage": True,
                "schema": {
                    "openAPIV3Schema": {
                        "type": "object",
                        "x-kubernetes-preserve-unknown-fields": True,
                    }
                },
            }
        ],
    },
}
WIDGET = {
    "apiVersion": "example.com/v1",
    "kind": "Widget",
    "metadata": {"name": "first"},
    "status": {"phase": "Good"},
}


def a_rollout(replicas):
    """A Deployment whose pods the cluster runs."""
    body = a_deployment(replicas)
    del body["spec"]["template"]["spec"]["schedulerName"]
    return body


def a_writing_cluster(nodes):
    """A cluster with a pool of that many nodes, all of which run."""
    return WritingApi(*an_uncalled_cluster(nodes))


def verdict(tenant, chosen, count):
    source = {"kubernetes": chosen, "count": count}
    found = objects_at(tenant.world, tenant.now(0.0))
    return expectation_check.verdict_on(tenant.world, [], source, found)


@pytest.fixture
def deployed(api):
    api.create(DEPLOYMENTS, a_deployment(3))
    return api


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        ({"kind": "Deployment", "namespace": "shop"}, 1),
        ({"kind": "Deployment.apps", "name": "web"}, 1),
        ({"kind": "Deployment.extensions", "name": "web"}, 0),
        ({"kind": "Pod", "namespace": "shop", "labels": {"app": "web"}}, 3),
        ({"kind": "Pod", "namespace": "default"}, 0),
        ({"kind": "Pod", "namespace": "shop", "cluster": "nowhere"}, 0),
        ({"kind": "Namespace", "phase": "Active"}, {"min": 5}),
    ],
)
def test_objects_of_a_kind_are_counted(deployed, chosen, count):
    assert verdict(deployed.tenant, chosen, count).passed
    assert not verdict(deployed.tenant, chosen, 99).passed


def test_a_rollout_is_ready_once_its_pods_are():
    api = a_writing_cluster(2)
    api.create("/apis/apps/v1/namespaces/default/deployments", a_rollout(3))
    web = {"kind": "Deployment", "name": "web", "ready": True}
    running = {"kind": "Pod", "namespace": "default", "phase": "Running", "ready": True}

    before = verdict(api.tenant, web, 1), verdict(api.tenant, running, 3)
    move(api.tenant, 60)

    assert [found.passed for found in before] == [False, False]
    assert "default/web (not ready)" in before[0].reason
    assert verdict(api.tenant, web, 1).passed
    assert verdict(api.tenant, running, 3).passed


def test_the_pods_of_a_lost_node_are_seen_to_terminate():
    api = a_writing_cluster(2)
    pods = {"kind": "Pod", "namespace": "default", "is_terminating": True}
    api.create("/apis/apps/v1/namespaces/default/deployments", a_rollout(4))
    move(api.tenant, 60)
    assert verdict(api.tenant, pods, 0).passed

    lose(api)
    move(api.tenant, 900)

    assert verdict(api.tenant, pods, 2).passed
    assert "terminating" in verdict(api.tenant, pods, 0).reason


def test_objects_of_custom_kinds_are_counted():
    api = a_writing_cluster(1)
    custom = {"kind": "Widget.example.com", "phase": "Good"}
    assert not verdict(api.tenant, custom, 1).passed

    api.create("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", WIDGETS)
    api.create("/apis/example.com/v1/namespaces/default/widgets", WIDGET)

    assert verdict(api.tenant, custom, 1).passed


def test_a_cluster_that_nobody_has_called_is_looked_at_as_the_first_caller_would():
    tenant, _ = an_uncalled_cluster(2)
    move(tenant, 600)

    assert verdict(tenant, {"kind": "Node", "ready": True}, 2).passed
    system = {"kind": "Pod", "namespace": "kube-system", "ready": True}
    assert verdict(tenant, system, {"min": 2}).passed
    assert not verdict(tenant, {"kind": "Node"}, 0).passed


def test_looking_at_such_a_cluster_changes_nothing():
    tenant, cluster_id = an_uncalled_cluster(2)
    untouched, untouched_id = an_uncalled_cluster(2)
    counts = dict(tenant.world.counts)

    verdict(tenant, {"kind": "Node"}, 2)

    assert not len(tenant.world.kubernetes_objects)
    assert not len(tenant.world.kubernetes_timers)
    assert tenant.world.counts == counts
    paths = ("/api/v1/nodes", "/api/v1/pods")
    one, other = (ClusterApi(tenant, cluster_id), ClusterApi(untouched, untouched_id))
    for path in paths:
        assert orjson.dumps(one.get(path)) == orjson.dumps(other.get(path))


def test_a_cluster_that_is_deleted_has_no_objects_any_more():
    api = a_writing_cluster(1)
    assert verdict(api.tenant, {"kind": "Node"}, 1).passed

    assert call(api.tenant, "DELETE", f"/clusters/{api.cluster_id}").status == 202

    assert verdict(api.tenant, {"kind": "Node"}, 0).passed
