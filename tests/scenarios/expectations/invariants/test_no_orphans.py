"""No cluster or node pool is left that the client does not know of: how a client gets to know."""

import pytest

from tests.support.pools import a_pool_body

LOST = {"id": "lost", "when": {"operation": "Create*"}, "fire": {"nth": 1}, "then": "lost_reply"}


async def test_a_creation_whose_answer_is_lost_leaves_an_orphan(client):
    await client.rules(LOST)
    assert (await client.kubernetes(name="one")).status == 0
    (await client.kubernetes(2, name="two")).ok()
    reason = await client.verdict("no_orphans")
    assert reason.startswith("1 cluster left that the client does not know of: one (c")


@pytest.mark.every_type
async def test_a_list_tells_the_client_what_was_made(client):
    await client.rules(LOST)
    assert (await client.create()).status == 0
    assert await client.verdict("no_orphans") is not None
    await client.call("GET", "/clusters")
    assert await client.verdict("no_orphans") is None


@pytest.mark.parametrize(
    ("then", "is_known"),
    [
        ("empty", False),
        ("malformed", False),
        ({"truncate": 10}, False),
        ({"error_after_commit": "InternalError"}, False),
        ("wrong_content_type", True),
        ({"delay": {"takes": "5s", "virtual": True}}, True),
    ],
)
async def test_an_answer_tells_the_client_if_it_arrives_whole(client, then, is_known):
    await client.rules({**LOST, "phase": "reply", "then": then})
    await client.create()
    assert await client.names() == {"c1"}
    assert (await client.verdict("no_orphans") is None) == is_known


async def test_the_answer_to_a_repeated_creation_with_its_token_tells_the_client(client):
    await client.rules(LOST)
    await client.kubernetes(client_token="t")
    (await client.kubernetes(client_token="t")).ok()
    assert await client.verdict("no_orphans") is None


async def test_a_client_that_names_what_it_does_not_know_by_an_answer_knows_it(client):
    await client.rules(LOST)
    await client.kubernetes()
    [cluster] = (await client.control("GET", "clusters"))["clusters"]
    await client.advance()
    await client.call("DELETE", f"/clusters/{cluster['cluster_id']}")
    await client.advance()
    assert await client.verdict("no_orphans") is None


async def test_a_client_that_asks_for_what_it_does_not_know_by_an_answer_knows_it(client):
    await client.rules(LOST, {"id": "reset", "when": {"operation": "Describe*"}, "then": "reset"})
    await client.kubernetes()
    [cluster] = (await client.control("GET", "clusters"))["clusters"]
    assert (await client.call("GET", f"/clusters/{cluster['cluster_id']}")).status == 0
    assert await client.verdict("no_orphans") is None


async def test_a_node_pool_whose_answer_is_lost_is_an_orphan(client):
    path = await client.kubernetes_running()
    await client.rules(LOST)
    made = await client.call("POST", f"{path}/nodepools", a_pool_body("workers"))
    assert made.status == 0
    reason = await client.verdict("no_orphans")
    assert reason.startswith("1 node pool left that the client does not know of: workers (np")
    await client.call("GET", f"{path}/nodepools")
    assert await client.verdict("no_orphans") is None


async def test_node_pools_that_are_made_with_their_cluster_are_known_with_it(client):
    pool = a_pool_body("workers")
    (await client.kubernetes(nodepools=[pool])).ok()
    await client.advance()
    assert await client.verdict("no_orphans") is None


async def test_what_a_fault_delivered_twice_is_no_orphan_of_the_client(client):
    await client.rules({**LOST, "then": {"duplicate_delivery": "second"}})
    shared = {"addons": [{"name": "terway-eniip"}], "pod_vswitch_ids": ["vsw-2zedefaultb"]}
    (await client.kubernetes(**shared)).ok()
    assert len((await client.control("GET", "clusters"))["clusters"]) == 2
    assert await client.verdict("no_orphans") is None


async def test_a_list_that_the_journal_has_cut_is_taken_to_have_had_everything(client):
    await client.control("PUT", "fixtures", {"quotas": {"managed_clusters": 100}})
    await client.rules({**LOST, "fire": {"nth": 16}})
    for number in range(16):
        await client.kubernetes(number, name=f"a-name-that-is-rather-long-{number}")
    assert await client.verdict("no_orphans") is not None
    await client.call("GET", "/api/v1/clusters?page_size=50")
    [listed] = [call for call in await client.calls() if call["operation"] == "DescribeClustersV1"]
    assert isinstance(listed["answer"], str), "it is too short to be cut"
    assert await client.verdict("no_orphans") is None
