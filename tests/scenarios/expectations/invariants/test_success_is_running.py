"""Success is claimed for what runs only: states, nodes, and what a client could know."""

import pytest

from tests.support.pools import a_pool_body

PARTIAL = {"id": "stock", "when": {"stage": "ecs"}, "select": {"count": 3}, "then": "no_stock"}
KEPT = {**PARTIAL, "then": {"no_stock": {"policy": "keep"}}}


async def pool_of(client, size=5, **groups):
    """A cluster with a node pool that has been made, as far as it can be; the pool's path."""
    path = await client.kubernetes_running()
    made = (await client.call("POST", f"{path}/nodepools", a_pool_body(size=size, **groups))).ok()
    await client.advance()
    return f"{path}/nodepools/{made['nodepool_id']}"


async def lose_a_node(client):
    """Lose a node, without a call of the client."""
    found = (await client.control("GET", "clusters"))["clusters"]
    [node, *_] = (await client.control("GET", f"clusters/{found[0]['cluster_id']}"))["nodes"]
    await client.control("PATCH", f"nodes/{node['instance_id']}", {"is_lost": True})


@pytest.mark.every_type
async def test_a_cluster_that_runs_is_a_success(client):
    await client.settled(size=2)
    assert await client.verdict("success_is_running") is None


@pytest.mark.every_type
async def test_a_creation_that_is_accepted_is_no_success_yet(client):
    await client.created(size=2)
    assert (await client.verdict("success_is_running")).startswith("cluster c1 is initial")


async def test_nothing_that_is_due_is_run_for_the_client(client):
    path = f"/clusters/{await client.created()}"
    await client.call("GET", path)
    assert await client.verdict("success_is_running") == "cluster c1 is initial"
    assert (await client.call("GET", path)).ok()["state"] == "initial"


async def test_a_cluster_that_failed_is_no_success(client):
    await client.rules(
        {
            "id": "no",
            "then": {"fail": "OperationDenied.NoStock"},
            "when": {"stage": "control_plane"},
        }
    )
    await client.kubernetes_running(name="web")
    assert await client.verdict("success_is_running") == "cluster web is failed"


async def test_a_cluster_that_is_being_deleted_is_left_out(client):
    path = await client.kubernetes_running()
    (await client.call("DELETE", path)).ok()
    assert await client.verdict("success_is_running") is None


async def test_a_node_pool_with_fewer_nodes_than_wanted_is_no_success(client):
    await client.rules(KEPT)
    pool = await pool_of(client)
    assert (await client.call("GET", pool)).ok()["status"]["state"] == "active"
    assert await client.verdict("success_is_running") == "node pool pool of web has 2 of 5 nodes"


async def test_a_node_pool_with_all_its_nodes_is_a_success(client):
    await pool_of(client)
    assert await client.verdict("success_is_running") is None


async def test_a_node_pool_that_is_still_made_is_no_success(client):
    path = await client.kubernetes_running()
    (await client.call("POST", f"{path}/nodepools", a_pool_body())).ok()
    assert await client.verdict("success_is_running") == "node pool pool of web is scaling"
    (await client.call("GET", f"{path}/nodepools")).ok()
    assert await client.verdict("success_is_running") == "node pool pool of web is scaling"


async def test_a_node_that_was_lost_before_the_last_look_is_no_success(client):
    pool = await pool_of(client, size=2)
    await client.advance(by="1m")
    await lose_a_node(client)
    await client.advance(by="1m")
    await client.call("GET", pool)
    assert await client.verdict("success_is_running") == "node pool pool of web has 1 of 2 nodes"


async def test_a_node_that_was_lost_without_a_look_is_no_success(client):
    await pool_of(client, size=2)
    await lose_a_node(client)
    assert await client.verdict("success_is_running") is not None


async def test_a_node_that_was_lost_after_the_last_look_is_excused(client):
    pool = await pool_of(client, size=2)
    (await client.call("GET", pool)).ok()
    await client.advance(by="1m")
    await lose_a_node(client)
    assert await client.verdict("success_is_running") is None


async def test_a_node_pool_that_repairs_itself_after_the_last_look_is_excused(client):
    addons = [{"name": "flannel"}, {"name": "ack-node-problem-detector"}]
    path = await client.kubernetes_running(addons=addons)
    body = a_pool_body(size=2, management={"enable": True, "auto_repair": True})
    (await client.call("POST", f"{path}/nodepools", body)).ok()
    await client.advance()
    (await client.call("GET", f"{path}/nodepools")).ok()
    await client.advance(by="1m")
    await lose_a_node(client)
    await client.advance(by="5m")
    [repaired] = (await client.control("GET", "pools"))["pools"]
    assert repaired["state"] == "repairing"
    assert await client.verdict("success_is_running") is None


async def test_node_pools_count_with_their_own_cluster(client):
    for number in (1, 2):
        path = await client.kubernetes_running(number, name=f"c{number}")
        (await client.call("POST", f"{path}/nodepools", a_pool_body(size=1))).ok()
        await client.advance()
    assert await client.verdict("success_is_running") is None


async def test_a_look_at_what_is_in_progress_excuses_nothing(client):
    await client.rules(PARTIAL)
    path = await client.kubernetes_running()
    (await client.call("POST", f"{path}/nodepools", a_pool_body(size=5))).ok()
    (await client.call("GET", f"{path}/nodepools")).ok()
    await client.advance()
    assert await client.verdict("success_is_running") is not None


async def test_a_swarm_cluster_with_a_node_that_failed_is_no_success(client):
    await client.settled(size=3)
    await lose_a_node(client)
    assert await client.verdict("success_is_running") == "cluster c1 has 2 of 3 nodes"


async def test_a_cluster_that_was_answered_and_not_made_is_no_success(client):
    await client.rules({"id": "ghost", "fire": {"nth": 1}, "then": "ghost_success"})
    cluster_id = (await client.kubernetes()).ok()["cluster_id"]
    assert await client.verdict("success_is_running") == f"cluster {cluster_id} is not there"
    await client.call("GET", f"/clusters/{cluster_id}")
    await client.kubernetes_running()
    assert await client.verdict("success_is_running") is None


async def test_a_registered_cluster_that_waits_for_its_agent_is_a_success(client):
    await client.kubernetes_running(cluster_type="ExternalKubernetes")
    [cluster] = (await client.control("GET", "clusters"))["clusters"]
    assert cluster["state"] == "waiting"
    assert await client.verdict("success_is_running") is None


async def test_everything_that_does_not_run_is_named(client):
    for number in (1, 2):
        await client.kubernetes(number, name=f"c{number}")
    assert (
        await client.verdict("success_is_running") == "cluster c1 is initial, cluster c2 is initial"
    )
