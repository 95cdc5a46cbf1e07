"""How long a client works in virtual time."""

import pytest


async def test_a_client_that_makes_no_call_ends_at_once(client):
    assert await client.verdict({"ends_within": 0}) is None


@pytest.mark.parametrize(("most", "is_met"), [("59s", False), ("1m", True), (60, True)])
async def test_the_time_from_the_first_call_to_the_last_one_counts(client, most, is_met):
    await client.advance(by="5m")
    await client.call("GET", "/clusters")
    await client.advance(by="1m")
    await client.call("GET", "/clusters")
    await client.advance(by="5m")
    assert (await client.verdict({"ends_within": most}) is None) == is_met


async def test_without_a_time_a_client_has_six_hours(client):
    await client.call("GET", "/clusters")
    await client.advance(by="6h")
    await client.call("GET", "/clusters")
    assert await client.verdict("ends_within") is None
    await client.advance(by="1s")
    await client.call("GET", "/clusters")
    assert await client.verdict("ends_within") == (
        "DescribeClusters was called 6h1s after the first call, and the client was to end within 6h"
    )


async def test_a_wait_that_was_asked_for_does_not_count(client):
    asks = {"error": {"code": "Throttling", "retry_after": "3h"}}
    await client.rules({"id": "busy", "fire": {"times": 2}, "then": asks})
    for wait in ("3h", "3h", "20s"):
        await client.call("GET", "/clusters")
        await client.advance(by=wait)
    await client.call("GET", "/clusters")
    assert await client.verdict({"ends_within": "20s"}) is None
    assert await client.verdict({"ends_within": "19s"}) is not None
