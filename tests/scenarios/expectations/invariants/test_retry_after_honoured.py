"""Retry-After: who comes back too early, and who does not."""

import pytest

THROTTLE = {"id": "slow", "then": {"throttle": {"rate": "1/m", "retry_after": "30s"}}}


async def refused(client, path="/clusters"):
    """Be refused, and asked to wait 30 seconds."""
    await client.rules(THROTTLE)
    (await client.call("GET", "/api/v1/clusters")).ok()
    assert (await client.call("GET", path)).status == 400


@pytest.mark.parametrize(("wait", "is_met"), [("29s", False), ("30s", True), ("5m", True)])
async def test_who_is_asked_to_wait_comes_back_no_sooner(client, wait, is_met):
    await refused(client)
    await client.advance(by=wait)
    await client.call("GET", "/clusters")
    assert (await client.verdict("retry_after_honoured") is None) == is_met


async def test_what_came_back_and_when_is_said(client):
    await refused(client)
    await client.advance(by="10s")
    await client.call("GET", "/clusters")
    assert await client.verdict("retry_after_honoured") == (
        "DescribeClusters came back after 10 s, and it was asked to wait 30 s"
    )


async def test_a_client_that_gives_up_has_not_come_back(client):
    await refused(client)
    await client.call("GET", "/regions")
    assert await client.verdict("retry_after_honoured") is None


@pytest.mark.parametrize(
    "then",
    [
        {"error": {"body": "busy", "retry_after": "30s"}},
        {"answer_headers": {"retry_after": "30s"}},
    ],
)
async def test_what_a_client_does_not_read_asks_nobody_to_wait(client, then):
    await client.rules({"id": "odd", "then": then})
    await client.call("GET", "/clusters")
    await client.call("GET", "/clusters")
    assert await client.verdict("retry_after_honoured") is None


async def test_other_calls_are_not_asked_to_wait(client):
    await refused(client)
    await client.call("GET", "/api/v1/clusters")
    assert await client.verdict("retry_after_honoured") is None


async def test_real_time_may_be_measured(client):
    await refused(client)
    await client.advance(by="30s")
    await client.call("GET", "/clusters")
    assert await client.verdict({"retry_after_honoured": "virtual"}) is None
    assert await client.verdict({"retry_after_honoured": "real"}) is not None
