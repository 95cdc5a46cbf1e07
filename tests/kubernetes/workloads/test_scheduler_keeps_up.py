"""The scheduler over many pods, claims to volumes, and undone changes."""

from collections import Counter

import pytest
from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes import objects

from tests.support.cluster_nodes import move
from tests.support.scheduling import a_node, a_pod, node_of, patch, where, why_not

CLAIMS = "/api/v1/namespaces/shop/persistentvolumeclaims"
CLASSES = "/apis/storage.k8s.io/v1/storageclasses"
SELECTED = "volume.kubernetes.io/selected-node"


def test_very_many_pods_are_bound_in_parts_and_evenly(api):
    for name in ("a", "b"):
        a_node(api, name, size={"cpu": "96", "pods": "400"})
    kind = api.kind("pods")
    containers = [{"name": "main", "image": "web"}]

    def put_many(unit):
        for number in range(620):
            metadata = {"name": f"web-{number}", "namespace": "shop"}
            pod = {"metadata": metadata, "spec": {"containers": containers}}
            objects.put(unit, api.cluster_id, kind, pod)

    api.tenant.change(0.0, put_many)
    bound = Counter(where(api).values())
    assert (bound["a"] + bound["b"], bound[""]) == (500, 120)

    move(api.tenant, 1)
    assert Counter(where(api).values()) == {"a": 310, "b": 310}


def test_sums_are_right_after_a_unit_of_work_is_undone(api):
    a_node(api, "one")
    a_pod(api, "first", requests={"cpu": "3"})
    found = api.record(api.kind("pods"), "first", "shop")

    def drop_and_fail(unit):
        objects.drop(unit, found)
        raise errors.BAD_REQUEST(message="undone")

    with pytest.raises(ApiError):
        api.tenant.change(0.0, drop_and_fail)
    a_pod(api, "web", requests={"cpu": "3"})

    assert where(api) == {"first": "one", "web": ""}


def a_claim(api, **spec):
    size = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    api.create(CLAIMS, {"metadata": {"name": "data"}, "spec": {**size, **spec}})


def a_pod_with_claim(api):
    a_pod(api, "web", volumes=[{"name": "v", "persistentVolumeClaim": {"claimName": "data"}}])


def test_a_pod_waits_for_a_claim_that_is_missing(api):
    a_node(api, "one")

    a_pod_with_claim(api)

    words = 'persistentvolumeclaim "data" not found'
    assert why_not(api, "web") == f"0/1 nodes are available: {words}."


def test_a_claim_that_waits_for_its_consumer_learns_of_the_node_and_is_bound_first(api):
    a_node(api, "one")
    waits = {"provisioner": "example.com/none", "volumeBindingMode": "WaitForFirstConsumer"}
    api.create(CLASSES, {"metadata": {"name": "late"}, **waits})
    a_claim(api, storageClassName="late")
    a_pod_with_claim(api)
    assert api.get(f"{CLAIMS}/data")["metadata"]["annotations"][SELECTED] == "one"
    assert node_of(api, "web") == ""

    volume = {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"]}
    reference = {"claimRef": {"namespace": "shop", "name": "data"}, "storageClassName": "late"}
    source = {"hostPath": {"path": "/data"}}
    disk = {"metadata": {"name": "disk"}, "spec": {**volume, **reference, **source}}
    api.create("/api/v1/persistentvolumes", disk)
    patch(api, f"{CLAIMS}/data", {"spec": {"volumeName": "disk"}})
    patch(api, f"{CLAIMS}/data/status", {"status": {"phase": "Bound"}})

    assert node_of(api, "web") == "one"


def test_a_pod_is_where_its_volume_is(api):
    a_node(api, "a", labels={"zone": "a"})
    a_node(api, "b", labels={"zone": "b"})
    term = {"matchExpressions": [{"key": "zone", "operator": "In", "values": ["b"]}]}
    volume = {
        "capacity": {"storage": "1Gi"},
        "accessModes": ["ReadWriteOnce"],
        "hostPath": {"path": "/data"},
        "claimRef": {"namespace": "shop", "name": "data"},
        "nodeAffinity": {"required": {"nodeSelectorTerms": [term]}},
    }
    api.create("/api/v1/persistentvolumes", {"metadata": {"name": "disk"}, "spec": volume})
    a_claim(api, volumeName="disk", storageClassName="")
    patch(api, f"{CLAIMS}/data/status", {"status": {"phase": "Bound"}})

    a_pod_with_claim(api)

    assert node_of(api, "web") == "b"
