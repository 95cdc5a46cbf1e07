"""What your own code does when a creation succeeds and its answer is lost, and when stock runs out.

Run it: pip install pytest 'cs-simulator[explore]' alibabacloud_cs20151215, and pytest
test_retry.py; the fixture `cs_tenant` comes with cs-simulator.
"""

import time
from secrets import token_hex

import pytest
from alibabacloud_cs20151215 import models
from Tea.exceptions import TeaException, UnretryableException

# ---- your code: two ways of trying again, and waiting for a node pool


def careless(client, new_cluster):
    """Try again with a new cluster, as if nothing had been done."""
    for _ in range(3):
        try:
            return create(client, new_cluster())
        except UnretryableException:  # no response
            continue
    raise RuntimeError("no cluster after three attempts")


def create_cluster(client, new_cluster, sleep=time.sleep):
    """Try again with the token of the first try: the service answers with what is there."""
    cluster = {**new_cluster(), "client_token": token_hex(16)}
    try:
        return persistently(lambda: create(client, cluster), sleep)
    except (TeaException, RuntimeError):  # but a try without an answer may have made it
        cluster_id = persistently(lambda: find(client, cluster["name"]), sleep)
        if cluster_id is None:
            raise
        return cluster_id


def persistently(call, sleep):
    """What a call returns, when it is made again, a little later, for what passes by itself."""
    for attempt in range(6):
        try:
            return call()
        except (UnretryableException, ValueError):  # no response, or half of one
            pass
        except TeaException as error:
            is_refusal = 400 <= error.status_code < 500 and error.status_code != 429
            if is_refusal and not error.code.startswith("Throttling"):
                raise
        sleep(2**attempt)
    raise RuntimeError("no answer after six attempts")


def find(client, name):
    """The id of the cluster of a name, or none."""
    request = models.DescribeClustersV1Request(name=name)
    found = client.describe_clusters_v1(request).body.clusters
    return next((cluster.cluster_id for cluster in found if cluster.name == name), None)


def create(client, cluster):
    request = models.CreateClusterRequest().from_map(cluster)
    return client.create_cluster(request).body.cluster_id


def missing_nodes(client, cluster_id, nodepool_id, interval=10):
    """Wait until a node pool is at rest; returns how many nodes it has too few."""
    while True:
        pool = client.describe_cluster_node_pool_detail(cluster_id, nodepool_id).body
        if pool.status.state not in ("initial", "scaling"):
            return pool.scaling_group.desired_size - pool.status.healthy_nodes
        time.sleep(interval)


# ---- its tests


def new_cluster_of(tenant):
    return lambda: tenant.creation(type="ManagedKubernetes")


@pytest.mark.cs_scenario("ack-lost-create-reply")
def test_a_lost_answer_costs_no_second_cluster(cs_tenant):
    cluster_id = create_cluster(cs_tenant.tea_client(), new_cluster_of(cs_tenant))
    assert [each["cluster_id"] for each in cs_tenant.clusters.list()] == [cluster_id]
    # What the scenario expects of the client is checked when the test is over.


@pytest.mark.cs_explore(examples=100)
def test_nothing_that_passes_by_itself_costs_a_second_cluster(cs_tenant):
    sleep = cs_tenant.clock.advance  # so that waiting costs no time, and throttling ends
    create_cluster(cs_tenant.tea_client(), new_cluster_of(cs_tenant), sleep)


def test_the_careless_way_is_caught(cs_tenant):
    cs_tenant.scenario("ack-lost-create-reply")
    careless(cs_tenant.tea_client(), new_cluster_of(cs_tenant))
    with pytest.raises(AssertionError, match="expected at most 1 cluster, found 2"):
        cs_tenant.verify()


def test_a_pool_that_is_active_may_have_too_few_nodes(cs_tenant):
    client = cs_tenant.tea_client()
    cluster_id = create(client, cs_tenant.creation(type="ManagedKubernetes"))
    cs_tenant.clock.until(cluster=cluster_id)
    partial = {"partial": {"count": 3, "code": "RecommendEmpty.InstanceTypeNoStock"}}
    cs_tenant.faults.add({"when": {"task": "nodepool_create"}, "then": partial})
    request = models.CreateClusterNodePoolRequest().from_map(cs_tenant.node_pool(desired_size=5))
    nodepool_id = client.create_cluster_node_pool(cluster_id, request).body.nodepool_id
    assert missing_nodes(client, cluster_id, nodepool_id, interval=0) == 3
    [pool] = cs_tenant.pools.list()
    assert (pool["state"], len(pool["nodes"])) == ("active", 2)
