"""Calls that are accepted as they are: examples by type of cluster, and for what exists."""

import pytest
from cs_simulator.cluster_types import all_types

from tests.support.http import advance, control

KINDS = ["", "swarm", *(kind for found in all_types() for kind in found.kind_names)]


async def example(api, operation, status=200, **chosen):
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    return await control(api, "GET", f"examples/{operation}?{query}", status=status)


async def accepted(api, operation, **chosen):
    """The answer to the example of an operation, once all that it started is done."""
    made = await control(api, "POST", "calls", await example(api, operation, **chosen))
    assert made["status"] in (200, 202), made
    await advance(api)
    return made["body"]


async def nodes_of(api, cluster_id):
    nodes = (await control(api, "GET", f"clusters/{cluster_id}"))["nodes"]
    return [node["state"] for node in nodes]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_creation_of_every_kind_is_accepted_again_and_again(api, kind):
    for _ in range(2):
        made = await accepted(api, "CreateCluster", type=kind, size=1)
        state = (await control(api, "GET", f"clusters/{made['cluster_id']}"))["state"]
        assert state == ("waiting" if kind == "ExternalKubernetes" else "running")


async def test_a_creation_is_of_the_region_and_has_the_nodes_that_are_asked_for(api):
    chosen = {"type": "ManagedKubernetes", "region": "cn-hangzhou", "size": 3}
    made = await accepted(api, "CreateCluster", **chosen)
    cluster = await control(api, "GET", f"clusters/{made['cluster_id']}")
    assert (cluster["region_id"], len(cluster["nodes"])) == ("cn-hangzhou", 3)


async def test_an_example_changes_nothing(api):
    await advance(api)  # so that there is the tenant
    before = await control(api, "GET", "tenants/default")
    assert await example(api, "CreateCluster") == await example(api, "CreateCluster")
    assert await control(api, "GET", "tenants/default") == before


@pytest.mark.parametrize("kind", ["swarm", "ManagedKubernetes/Serverless"])
async def test_where_nothing_is_accepted_the_body_has_no_other_problem(api, kind):
    await control(api, "PUT", "fixtures", {"quotas": {"clusters": 0, "serverless_clusters": 0}})
    given = await example(api, "CreateCluster", type=kind)
    refused = await control(api, "POST", "validate", given["body"])
    assert [problem["code"] for problem in refused["problems"]] == ["QuotaExceeded.Cluster"]


async def test_pools_are_made_and_get_another_size(api):
    cluster_id = (await accepted(api, "CreateCluster", type="ManagedKubernetes"))["cluster_id"]
    pool = await accepted(api, "CreateClusterNodePool", cluster=cluster_id, size=1)
    another = await example(api, "CreateClusterNodePool", cluster=cluster_id)
    assert another["body"]["nodepool_info"]["name"] == "pool-2"
    await accepted(api, "ModifyClusterNodePool", pool=pool["nodepool_id"], size=3)
    assert await nodes_of(api, cluster_id) == ["running"] * 5


async def test_a_cluster_without_pools_gets_another_size(api):
    cluster_id = (await accepted(api, "CreateCluster", type="swarm", size=1))["cluster_id"]
    await accepted(api, "ScaleCluster", cluster=cluster_id, size=3)
    assert await nodes_of(api, cluster_id) == ["running"] * 3


@pytest.mark.parametrize(
    ("operation", "chosen", "status", "piece"),
    [
        ("CreateClusters", {}, 404, "did you mean 'CreateCluster'"),
        ("CreateCluster", {"type": "ManagedKubernets"}, 400, "did you mean 'ManagedKubernetes'"),
        ("CreateCluster", {"size": "many"}, 400, "size is a whole number"),
        ("CreateClusterNodePool", {"cluster": "c1"}, 404, "there is no cluster 'c1'"),
        ("ScaleCluster", {"cluster": "c1"}, 404, "there is no cluster 'c1'"),
        ("ModifyClusterNodePool", {"pool": "np1"}, 404, "there is no node pool 'np1'"),
    ],
)
async def test_what_there_is_no_example_of_is_said(api, operation, chosen, status, piece):
    assert piece in (await example(api, operation, status, **chosen))["message"]


async def test_each_type_is_scaled_in_its_own_way(api):
    swarm = (await accepted(api, "CreateCluster", type="swarm"))["cluster_id"]
    managed = (await accepted(api, "CreateCluster", type="ManagedKubernetes"))["cluster_id"]
    no_pools = await example(api, "CreateClusterNodePool", 400, cluster=swarm)
    assert "has no node pools" in no_pools["message"]
    by_pools = await example(api, "ScaleCluster", 400, cluster=managed)
    assert "is scaled by its node pools" in by_pools["message"]


async def test_the_types_are_listed_with_what_can_be_forced(api):
    kubernetes, swarm = (await control(api, "GET", "cluster_types"))["cluster_types"]
    assert (kubernetes["name"], kubernetes["kinds"][0]) == ("ack", "ManagedKubernetes")
    assert {"unavailable", "deleted"} <= set(kubernetes["states"])
    assert {"active", "deleted"} <= set(kubernetes["pool_states"])
    assert (swarm["name"], swarm["kinds"], swarm["pool_states"]) == ("swarm", [], [])
    assert "unavailable" not in swarm["states"]
