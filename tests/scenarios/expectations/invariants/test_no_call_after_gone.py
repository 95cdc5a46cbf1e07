"""No call on what was seen gone: the answer by which one sees it, and what comes after."""

from tests.support.pools import a_pool_body


async def gone(client):
    """A cluster that was deleted and is gone, of which nobody has seen that yet; its path."""
    path = await client.kubernetes_running()
    (await client.call("GET", path)).ok()
    (await client.call("DELETE", path)).ok()
    await client.advance()
    return path


async def test_a_poll_that_ends_with_not_found_is_how_one_sees_it(client):
    path = await gone(client)
    assert (await client.call("GET", path)).status == 404
    assert await client.verdict("no_call_after_gone") is None


async def test_a_poll_after_that_is_one_too_many(client):
    path = await gone(client)
    await client.call("GET", path)
    await client.call("GET", path)
    reason = await client.verdict("no_call_after_gone")
    cluster_id = path.removeprefix("/clusters/")
    assert reason == (
        "DescribeClusterDetail was called after DescribeClusterDetail was answered that cluster"
        f" {cluster_id} does not exist"
    )


async def test_a_second_deletion_after_that_is_one_too_many(client):
    path = await gone(client)
    await client.call("GET", path)
    await client.call("DELETE", path)
    assert (await client.verdict("no_call_after_gone")).startswith("DeleteCluster was called after")


async def test_what_belongs_to_the_cluster_is_not_called_either(client):
    path = await gone(client)
    await client.call("GET", path)
    await client.call("GET", f"{path}/nodepools")
    assert await client.verdict("no_call_after_gone") is not None


async def test_a_deletion_that_comes_too_late_may_be_followed_by_one_look(client):
    path = await gone(client)
    assert (await client.call("DELETE", path)).status == 404
    assert (await client.call("GET", path)).status == 404
    assert await client.verdict("no_call_after_gone") is None
    await client.call("GET", path)
    assert await client.verdict("no_call_after_gone") is not None


async def test_two_deletions_that_come_too_late_are_one_too_many(client):
    path = await gone(client)
    await client.call("DELETE", path)
    await client.call("DELETE", path)
    assert await client.verdict("no_call_after_gone") is not None


async def test_an_answer_that_is_lost_shows_nothing(client):
    path = await gone(client)
    await client.rules({"id": "lost", "fire": {"times": 1}, "then": "reset"})
    assert (await client.call("GET", path)).status == 0
    assert (await client.call("GET", path)).status == 404
    assert await client.verdict("no_call_after_gone") is None


async def test_an_answer_about_the_past_shows_nothing(client):
    where = {"operation": "DescribeClusterDetail"}
    stale = {"id": "stale", "when": where, "fire": {"nth": 2}, "then": {"stale_read": "1h"}}
    await client.rules(stale)
    path = await client.kubernetes_running()
    assert [(await client.call("GET", path)).status for _ in range(3)] == [200, 404, 200]
    assert await client.verdict("no_call_after_gone") is None


async def test_what_was_never_there_may_be_asked_for_again(client):
    await client.rules({"id": "ghost", "then": "ghost_success"})
    cluster_id = (await client.kubernetes()).ok()["cluster_id"]
    for _ in range(3):
        assert (await client.call("GET", f"/clusters/{cluster_id}")).status == 404
    assert await client.verdict("no_call_after_gone") is None


async def test_a_cluster_of_the_same_name_is_another_one(client):
    path = await gone(client)
    await client.call("GET", path)
    again = await client.kubernetes_running(2)
    await client.call("GET", again)
    await client.call("GET", "/clusters")
    assert await client.verdict("no_call_after_gone") is None


async def test_a_node_pool_that_is_gone_is_not_called_again_and_its_cluster_is(client):
    path = await client.kubernetes_running()
    made = (await client.call("POST", f"{path}/nodepools", a_pool_body(size=0))).ok()
    await client.advance()
    pool = f"{path}/nodepools/{made['nodepool_id']}"
    (await client.call("DELETE", pool)).ok()
    await client.advance()
    assert (await client.call("GET", pool)).status == 404
    (await client.call("GET", path)).ok()
    (await client.call("GET", f"{path}/nodepools")).ok()
    assert await client.verdict("no_call_after_gone") is None
    await client.call("GET", pool)
    reason = await client.verdict("no_call_after_gone")
    assert f"node pool {made['nodepool_id']} does not exist" in reason
