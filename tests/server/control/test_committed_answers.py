"""What the journal has of an answer that rules changed: as committed, and as sent."""

import orjson
import pytest

from tests.support.scenario_client import ScenarioClient

CREATE = {"operation": "CreateCluster"}


@pytest.fixture
async def client(an_api):
    return ScenarioClient(await an_api())


async def created_under(client, then, **call):
    """The journal's entry of a creation under a rule."""
    await client.rules({"id": "rule", "when": CREATE, "then": then})
    await client.create(**call)
    [entry] = (await client.control("GET", "calls?operation=CreateCluster"))["calls"]
    return entry


async def test_nothing_is_said_of_an_answer_that_no_rule_changed(client):
    entry = await created_under(client, {"answer_headers": {"headers": {"x-more": "1"}}})
    assert (entry["committed"], entry["sent"]) == (None, None)


@pytest.mark.parametrize(
    "then", ["lost_reply", "error_after_commit", {"edit_answer": {"text": ""}}]
)
async def test_what_was_committed_is_kept_beside_what_was_sent(client, then):
    entry = await created_under(client, then)
    committed = entry["committed"]
    assert (committed["is_done"], committed["status"], committed["code"]) == (True, 202, None)
    clusters = (await client.control("GET", "clusters"))["clusters"]
    assert committed["answer"]["cluster_id"] == clusters[0]["cluster_id"]
    assert entry["answer"] != committed["answer"]


@pytest.mark.parametrize(
    "then", ["outage", "reset", {"error": {"status": 200, "body": "x"}}, "forbidden"]
)
async def test_an_operation_that_a_rule_answered_for_was_not_run(client, then):
    entry = await created_under(client, then)
    assert entry["faults"]
    assert entry["committed"] == {"is_done": False, "status": 0, "code": None, "answer": None}


async def test_a_success_that_was_undone_is_one_that_was_sent_only(client):
    entry = await created_under(client, "ghost_success")
    committed = entry["committed"]
    assert (committed["is_done"], committed["answer"]) == (False, entry["answer"])
    assert (await client.control("GET", "clusters"))["clusters"] == []


@pytest.mark.parametrize(
    ("then", "how", "part"),
    [
        ({"truncate": {"bytes": 10}}, "truncate", lambda whole: whole[:10]),
        ("malformed", "malformed", lambda whole: whole[: len(whole) // 2]),
        ({"wrong_content_type": "text/html"}, "wrong_content_type", lambda _: None),
        ("lost_reply", "reset", lambda _: None),
    ],
)
async def test_what_was_sent_of_an_answer_is_kept(client, then, how, part):
    entry = await created_under(client, then)
    whole = orjson.dumps(entry["answer"]).decode() if entry["answer"] else ""
    sent = entry["sent"]
    assert (sent["how"], sent["part"]) == (how, part(whole))
    assert sent["bytes"] == len(whole if sent["part"] is None else sent["part"])
    assert ("html" in sent["content_type"]) == (how == "wrong_content_type")


async def test_an_answer_from_the_past_is_beside_that_of_now(client):
    await client.rules({"id": "old", "then": {"stale_read": {"reads": 9}}})
    created = await client.create()
    cluster_id = created.body["cluster_id"]
    await client.call("GET", "/clusters")
    await client.call("GET", f"/clusters/{cluster_id}")

    *_, listed, shown = (await client.control("GET", "calls"))["calls"]

    assert (listed["answer"], len(listed["committed"]["answer"])) == ([], 1)
    assert (shown["status"], shown["committed"]["status"]) == (404, 200)
    assert shown["committed"]["answer"]["cluster_id"] == cluster_id


async def test_no_secret_is_kept_of_what_was_committed(client):
    await client.rules({"id": "lost", "then": "lost_reply"})
    await client.create()
    await client.advance()
    [cluster] = (await client.control("GET", "clusters"))["clusters"]
    await client.call("GET", f"/clusters/{cluster['cluster_id']}/certs")

    *_, entry = (await client.control("GET", "calls"))["calls"]

    assert entry["status"] == 0
    assert entry["committed"]["answer"] == "***"
