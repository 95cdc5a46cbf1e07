"""The keys of queries that the description marks as required: those, and no others, are needed."""

import json

import pytest
from cs_simulator.catalog.shapes import own_shapes
from cs_simulator.operations import Incoming, all_operations
from cs_simulator.server.control.openapi_service import OPERATION, service_document

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool
from tests.support.worlds import a_tenant, perform

# Values with which calls get beyond the check that the key is there.
VALUES = {
    "ClusterType": "ManagedKubernetes",
    "Name": "web",
    "Namespace": "default",
    "Region": "cn-beijing",
    "componentIds": "coredns",
    "contact_group_ids": "[1]",
    "contact_ids": "[1]",
    "region": "cn-beijing",
    "resource_ids": '["{cluster_id}"]',
    "resource_type": "CLUSTER",
}
# Keys that a call needs only where it has none of some others.
ONE_OF_SEVERAL = {
    ("ListTagResources", "resource_ids"),
    ("RemoveNodePoolNodes", "instance_ids"),
    ("UntagResources", "tag_keys"),
}
MODELLED = {operation.name for operation in all_operations()}
KEYS = {
    (method.upper(), path, described[OPERATION]): {
        key["name"]: key.get("required", False)
        for key in described["parameters"]
        if key["in"] == "query"
    }
    for path, ways in service_document()["paths"].items()
    for method, described in ways.items()
    if described[OPERATION] in MODELLED
}
REQUIRED = [
    pytest.param(call, key, id=f"{call[2]}-{key}")
    for call, keys in KEYS.items()
    for key, is_required in keys.items()
    if is_required
]
WITH_KEYS = [pytest.param(call, id="-".join(call)) for call, keys in KEYS.items() if keys]


@pytest.fixture
def world():
    """A tenant with a cluster and a pool, and what paths may name of it."""
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    names = {
        "cluster_id": cluster_id,
        "nodepool_id": a_pool(tenant, cluster_id, size=1),
        "resource_type": "namespaces",
    }
    return tenant, names


class _Names(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "1"


def message_of(world, call, *, without=""):
    """The message with which a call with its required keys, but for one, is refused; or empty."""
    tenant, names = world
    method, path, _ = call
    query = {
        key: VALUES[key].format_map(_Names(names))
        for key, is_required in KEYS[call].items()
        if is_required and key != without
    }
    path = path.format_map(_Names(names))
    answer = perform(tenant, Incoming(method, path, path, query, b"", "application/json", ""))
    if answer is None or answer.status < 400:
        return ""
    return json.loads(answer.body)["message"]


def is_missing(key, message):
    return message.startswith(f"parameter {key} is missing")


@pytest.mark.parametrize(("call", "key"), REQUIRED)
def test_a_call_without_a_required_key_is_refused_for_that(world, call, key):
    assert is_missing(key, message_of(world, call, without=key))


@pytest.mark.parametrize("call", WITH_KEYS)
def test_a_call_with_its_required_keys_lacks_no_other_one(world, call):
    message = message_of(world, call)
    missing = {key for key in KEYS[call] if is_missing(key, message)}
    assert missing <= {key for name, key in ONE_OF_SEVERAL if name == call[2]}


def test_every_key_that_the_catalogue_requires_is_marked():
    marked = {(call[2], key) for call, keys in KEYS.items() for key in keys if keys[key]}
    assert marked == {(name, key) for name, shape in own_shapes().items() for key in shape.requires}
