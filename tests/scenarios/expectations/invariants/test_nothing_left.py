"""Nothing is left: what counts as left, by name and while it is being deleted."""

import pytest

from tests.support.pools import a_pool_body


async def test_a_client_that_deletes_and_waits_leaves_nothing(client):
    path = await client.kubernetes_running()
    (await client.call("DELETE", path)).ok()
    await client.advance()
    assert (await client.call("GET", path)).status == 404
    assert await client.verdict("nothing_left") is None


async def test_a_cluster_is_left_with_its_state_and_its_nodes(client):
    path = await client.kubernetes_running(name="web")
    (await client.call("POST", f"{path}/nodepools", a_pool_body(size=2))).ok()
    await client.advance()
    assert await client.verdict("nothing_left") == "1 cluster left: web (running, 2 nodes)"


async def test_a_swarm_cluster_is_left_as_well(client):
    await client.settled(1, size=1)
    await client.created(2, size=1)
    assert await client.verdict("nothing_left") == (
        "2 clusters left: c1 (running, 1 node), c2 (initial)"
    )


async def test_a_cluster_that_is_being_deleted_is_left_unless_that_is_as_good(client):
    path = await client.kubernetes_running(name="web")
    (await client.call("DELETE", path)).ok()
    assert await client.verdict("nothing_left") == "1 cluster left: web (deleting)"
    assert await client.verdict({"nothing_left": {"deleting": "gone"}}) is None


async def test_a_cluster_that_an_answer_about_the_past_does_not_have_is_as_good_as_deleted(client):
    where = {"operation": "DescribeClusterDetail", "state": "deleting"}
    await client.rules({"id": "stale", "when": where, "then": {"stale_read": "1h"}})
    path = await client.kubernetes_running()
    (await client.call("DELETE", path)).ok()
    assert (await client.call("GET", path)).status == 404
    assert await client.verdict("nothing_left") is None


async def test_a_cluster_whose_deletion_failed_is_left(client):
    await client.rules({"id": "stays", "then": "delete_fails"})
    path = await client.kubernetes_running(name="web")
    (await client.call("DELETE", path)).ok()
    await client.advance()
    reason = await client.verdict({"nothing_left": {"deleting": "gone"}})
    assert reason == "1 cluster left: web (delete_failed)"


async def test_a_cluster_that_could_not_be_deleted_three_times_is_excused(client):
    await client.rules({"id": "stays", "then": "delete_fails"})
    path = await client.kubernetes_running()
    reasons = []
    for _ in range(3):
        (await client.call("DELETE", path)).ok()
        await client.advance()
        reasons.append(await client.verdict("nothing_left"))
    assert [reason is None for reason in reasons] == [False, False, True]


@pytest.mark.parametrize(("name", "is_met"), [("web", False), (["a*", "w*"], False), ("b*", True)])
async def test_only_clusters_of_a_name_count_where_one_is_given(client, name, is_met):
    await client.kubernetes(name="web")
    assert (await client.verdict({"nothing_left": name}) is None) == is_met


async def test_node_pools_of_a_name_count_in_a_cluster_that_stays(client):
    path = await client.kubernetes_running(name="web")
    made = (await client.call("POST", f"{path}/nodepools", a_pool_body("extra", size=1))).ok()
    await client.advance()
    assert await client.verdict({"nothing_left": "extra"}) == "1 node pool left: extra (active)"
    pool = f"{path}/nodepools/{made['nodepool_id']}?force=true"
    (await client.call("DELETE", pool)).ok()
    await client.advance()
    assert await client.verdict({"nothing_left": "extra"}) is None
