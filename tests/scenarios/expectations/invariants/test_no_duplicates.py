"""No two clusters or node pools of one name: which are duplicates, and which are not."""

from tests.support.pools import a_pool_body

LOST = {"id": "lost", "when": {"operation": "Create*"}, "fire": {"nth": 1}, "then": "lost_reply"}
TWICE = {**LOST, "then": "duplicate_delivery"}
SHARED = {"addons": [{"name": "terway-eniip"}], "pod_vswitch_ids": ["vsw-2zedefaultb"]}
"""A network in which equal requests do not collide."""


async def test_a_creation_that_is_repeated_after_a_lost_answer_makes_a_duplicate(client):
    await client.rules(LOST)
    assert (await client.kubernetes(1)).status == 0
    again = (await client.kubernetes(2)).ok()["cluster_id"]
    reason = await client.verdict("no_duplicates")
    assert reason.startswith("2 clusters named web: c")
    assert again in reason


async def test_a_creation_that_is_repeated_with_its_token_makes_none(client):
    await client.rules(LOST)
    assert (await client.kubernetes(client_token="t")).status == 0
    (await client.kubernetes(client_token="t")).ok()
    assert await client.verdict("no_duplicates") is None


async def test_a_second_cluster_that_is_being_deleted_is_no_duplicate(client):
    await client.kubernetes(1)
    path = await client.kubernetes_running(2)
    assert await client.verdict("no_duplicates") is not None
    (await client.call("DELETE", path)).ok()
    assert await client.verdict("no_duplicates") is None


async def test_a_second_cluster_that_could_not_be_deleted_is_no_duplicate(client):
    await client.rules({"id": "stays", "then": "delete_fails"})
    await client.kubernetes(1)
    path = await client.kubernetes_running(2)
    (await client.call("DELETE", path)).ok()
    await client.advance()
    assert (await client.call("GET", path)).ok()["state"] == "delete_failed"
    assert await client.verdict("no_duplicates") is None


async def test_clusters_of_one_name_in_two_regions_or_of_two_types_are_none(client):
    await client.created(name="web")
    await client.kubernetes(1, name="web")
    elsewhere = {"region_id": "cn-hangzhou", "vpcid": "vpc-bp1default"}
    made = await client.kubernetes(2, vswitch_ids=["vsw-bp1defaultb"], **elsewhere)
    assert made.status == 202, made.body
    assert len((await client.control("GET", "clusters"))["clusters"]) == 3
    assert await client.verdict("no_duplicates") is None


async def test_what_a_fault_delivered_twice_is_no_duplicate_of_the_client(client):
    await client.rules(TWICE)
    (await client.kubernetes(**SHARED)).ok()
    listed = (await client.control("GET", "clusters"))["clusters"]
    assert [cluster["name"] for cluster in listed] == ["web", "web"]
    assert await client.verdict("no_duplicates") is None


async def test_a_client_that_repeats_what_was_delivered_twice_has_made_a_duplicate(client):
    await client.rules(TWICE)
    await client.kubernetes(**SHARED)
    await client.kubernetes(**SHARED)
    assert (await client.verdict("no_duplicates")).startswith("3 clusters named web: ")


async def test_node_pools_of_one_name_are_duplicates_within_a_cluster_only(client):
    paths = [await client.kubernetes_running(number, name=f"c{number}") for number in (1, 2)]
    for path in paths:
        (await client.call("POST", f"{path}/nodepools", a_pool_body("workers"))).ok()
    assert await client.verdict("no_duplicates") is None


async def test_many_duplicates_are_counted_and_not_all_named(client):
    for number in range(7):
        (await client.kubernetes(number)).ok()
    reason = await client.verdict("no_duplicates")
    assert reason.startswith("7 clusters named web: ")
    assert reason.endswith(" and 2 more")
