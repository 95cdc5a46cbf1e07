"""Nothing that callers write into their objects stops what time brings about."""

import pytest
from cs_simulator.kubernetes import objects

from tests.support.cluster_nodes import (
    a_cluster,
    a_pod,
    lose,
    move,
    node_object,
    nodes_of,
    pod_names,
    ready,
    recover,
    run_until_settled,
    taints,
)
from tests.support.worlds import call

ODD = [None, [], {}, "x", 7, [None], [{}], ["x"], [{"key": 1, "type": 1, "effect": []}]]
PLACES = [
    ("spec", "taints"),
    ("spec", "unschedulable"),
    ("status", "conditions"),
    ("status", "capacity"),
    ("metadata", "labels"),
    ("status",),
]


def put(api, resource, place, value):
    """Put a value into the only object of a kind, past everything that checks it."""
    (found,) = (
        each
        for each in objects.objects_of(api.tenant.world, api.cluster_id, resource)
        if each.namespace != "kube-system"
    )
    body = objects.body_of(found)
    at = body
    for name in place[:-1]:
        at = at[name]
    at[place[-1]] = value
    kind = api.kind(resource)
    api.tenant.change(0.0, lambda unit: objects.put(unit, api.cluster_id, kind, body))


@pytest.mark.parametrize("value", ODD, ids=repr)
@pytest.mark.parametrize("place", PLACES, ids=".".join)
def test_a_node_object_with_odd_parts_follows_its_instance(place, value):
    api = a_cluster()
    node_object(api)
    put(api, "nodes", place, value)
    lose(api)
    move(api.tenant, 60)
    assert ready(node_object(api))[0] == "Unknown"
    recover(api)
    assert ready(node_object(api))[0] == "True"

    (node,) = nodes_of(api)
    query = f"instance_ids={node.instance_id}&drain_node=true&release_node=true"
    path = f"/clusters/{api.cluster_id}/nodepools/{node.group_id}/nodes?{query}"
    call(api.tenant, "DELETE", path).ok()
    run_until_settled(api.tenant)
    assert api.get("/api/v1/nodes")["items"] == []


@pytest.mark.parametrize("value", [None, [], "x", 7], ids=repr)
def test_a_node_object_with_an_odd_spec_follows_its_instance(value):
    api = a_cluster()
    node_object(api)
    put(api, "nodes", ("spec",), value)
    lose(api)
    move(api.tenant, 60)

    assert len(taints(node_object(api))) == 2


A_LOOSE_LIMIT = [{"operator": "Exists", "tolerationSeconds": "x"}]


@pytest.mark.parametrize("value", [*ODD, A_LOOSE_LIMIT], ids=repr)
def test_a_pod_with_odd_tolerations_stops_nothing(value):
    api = a_cluster()
    a_pod(api, "web", node_object(api))
    put(api, "pods", ("spec", "tolerations"), value)
    lose(api)
    run_until_settled(api.tenant)

    assert ready(node_object(api))[0] == "Unknown"
    assert len(pod_names(api)) == 1


@pytest.mark.parametrize("spec", [None, [], {"nodeName": 7}, '"nodeName":"x"'], ids=repr)
def test_a_pod_with_an_odd_spec_is_bound_to_no_node(spec):
    api = a_cluster()
    a_pod(api, "web", node_object(api))
    put(api, "pods", ("spec",), spec)
    lose(api)
    run_until_settled(api.tenant)

    assert ready(node_object(api))[0] == "Unknown"


def test_a_pod_that_tolerates_a_loss_for_ages_is_waited_for_by_nobody():
    api = a_cluster()
    forgiving = {"operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 10**15}
    a_pod(api, "web", node_object(api), tolerations=[forgiving])
    lose(api)
    run_until_settled(api.tenant)

    assert pod_names(api) == ["web"]
