"""A rule in force is switched off and on, and given another lifetime, without losing its counts."""

import pytest

from tests.support.scenario_client import ScenarioClient

BUSY = {"id": "busy", "when": {"operation": "DescribeClusters"}, "then": {"error": "Throttling"}}
OTHER = {"id": "other", "when": {"operation": "DescribeClusters"}, "then": "forbidden"}


@pytest.fixture
async def client(api):
    client = ScenarioClient(api)
    await client.rules(BUSY, OTHER)
    return client


async def change(client, rule_id="busy", status=200, **parts):
    return await client.control("PATCH", f"faults/{rule_id}", parts, status)


async def code_of(client):
    body = (await client.call("GET", "/clusters")).body
    return body["Code"] if isinstance(body, dict) else None


async def test_a_rule_that_is_off_is_not_asked(client):
    assert await code_of(client) == "Throttling"
    await change(client, enabled=False)
    assert await code_of(client) == "StatusForbidden"
    shown = (await client.faults())["busy"]
    assert (shown["enabled"], shown["matched"], shown["hits"]) == (False, 1, 1)


async def test_a_rule_that_is_on_again_has_its_place_and_its_counts(client):
    await code_of(client)
    await change(client, enabled=False)
    changed = await change(client, enabled=True)
    assert [rule["id"] for rule in changed["faults"]] == ["busy", "other"]
    assert await code_of(client) == "Throttling"
    assert (await client.faults())["busy"]["hits"] == 2
    written = (await client.control("GET", "scenario"))["scenario"]["rules"]
    assert written == [BUSY, OTHER]


async def test_a_call_is_explained_by_the_rule_being_off_when_it_was_made(client):
    await change(client, enabled=False)
    await code_of(client)
    await change(client, enabled=True)
    request_id = (await client.calls())[-1]["request_id"]
    explained = await client.control("GET", f"calls/{request_id}/explain")
    [busy] = [rule for rule in explained["not_matched"] if rule["rule"] == "busy"]
    assert busy["reason"] == "it was switched off"


async def test_a_rule_is_off_from_the_start_if_its_file_says_so(client):
    await client.rules({**BUSY, "enabled": False})
    assert await code_of(client) is None


async def test_a_rule_that_is_off_hides_none_after_it(client):
    shown = await client.rules({**BUSY, "enabled": False}, OTHER)
    assert shown["warnings"] == []
    shown = await client.rules(BUSY, OTHER)
    assert [warning["code"] for warning in shown["warnings"]] == ["W101"]


async def test_a_lifetime_counts_from_when_it_is_given(client):
    await client.advance(by="10m")
    changed = await change(client, ttl="5m")
    now = (await client.control("GET", "clock"))["now"]
    await client.advance(by="4m")
    assert await code_of(client) == "Throttling"
    await client.advance(by="1m")
    assert await code_of(client) == "StatusForbidden"
    ends = changed["faults"][0]["ends"]
    assert now < ends <= (await client.control("GET", "clock"))["now"]


async def test_a_rule_that_has_ended_is_brought_back_and_stays_for_ever(client):
    await change(client, ttl="1s")
    await client.advance(by="1m")
    changed = await change(client, ttl=None)
    assert changed["faults"][0]["ends"] is None
    assert "ttl" not in changed["faults"][0]
    assert await code_of(client) == "Throttling"


@pytest.mark.parametrize(
    "parts",
    [{}, {"enabled": "no"}, {"enabled": None}, {"ttl": "soon"}, {"ttl": -1}, {"enable": False}],
    ids=str,
)
async def test_what_cannot_be_changed_so_is_refused(client, parts):
    await change(client, status=400, **parts)


async def test_a_lifetime_beyond_all_time_is_refused(client):
    await client.advance(by="10m")
    refused = await change(client, status=400, ttl=999_999_999)
    assert "write less" in refused["message"]


async def test_there_is_nothing_to_change_of_a_rule_that_is_not_there(client):
    await change(client, "none", status=404, enabled=False)
