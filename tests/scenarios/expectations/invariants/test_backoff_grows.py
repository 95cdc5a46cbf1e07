"""Waits between tries that fail: which grow, and which do not have to."""

import pytest

UNAVAILABLE = {"error": {"code": "ServiceUnavailable", "status": 503}}


async def tries(client, waits, then=UNAVAILABLE, path="/clusters"):
    """Make calls that fail, with these waits between them, in seconds."""
    await client.rules({"id": "fails", "then": then})
    for wait in (*waits, None):
        await client.call("GET", path)
        if wait:
            await client.advance(by=f"{wait}s")


@pytest.mark.parametrize(
    "waits",
    [
        [1, 2, 4, 8],
        [1, 1.1, 1.2, 1.3],
        [2, 1, 3, 2],  # drawn at random
        [0, 0, 1, 0, 0, 2],  # with tries of the SDK in between
        [4, 8, 8, 8, 8, 8, 8],  # up to a limit
        [240, 2, 4, 8, 16],  # after a change that a polling clock went to
        [5, 5, 5],  # too few to tell
        [],
    ],
)
async def test_waits_that_grow_are_right(client, waits):
    await tries(client, waits)
    assert await client.verdict("backoff_grows") is None


@pytest.mark.parametrize("waits", [[5, 5, 5, 5], [0, 0, 0, 0], [8, 4, 2, 1], [10, 10.9, 10, 9]])
async def test_waits_that_do_not_grow_are_missed(client, waits):
    await tries(client, waits)
    reason = await client.verdict("backoff_grows")
    assert reason.startswith(f"DescribeClusters was tried 5 times in a row, after {waits[0]} s, ")


async def test_many_waits_are_not_all_said(client):
    await tries(client, [2] * 9)
    assert await client.verdict("backoff_grows") == (
        "DescribeClusters was tried 10 times in a row, after 2 s, 2 s, 2 s, 2 s, 2 s, …: the waits"
        " do not grow"
    )


@pytest.mark.parametrize(
    "then",
    [
        "reset",
        "malformed",
        {"truncate": 1},
        {"error": {"status": 500, "body": "broken"}},
        {"error": {"status": 429, "body": "slower"}},
        {"error": "Throttling"},
    ],
)
async def test_whatever_may_pass_has_failed(client, then):
    await client.kubernetes()
    await tries(client, [3, 3, 3, 3], then)
    assert await client.verdict("backoff_grows") is not None


async def test_a_refusal_is_no_failure_that_passes(client):
    await tries(client, [3, 3, 3, 3], {"error": {"code": "Forbidden.RAM", "status": 403}})
    assert await client.verdict("backoff_grows") is None


async def test_polls_that_succeed_may_come_at_a_fixed_interval(client):
    await tries(client, [3] * 9, {"delay": {"takes": "1s", "virtual": True}})
    assert await client.verdict("backoff_grows") is None


async def test_a_success_ends_the_row(client):
    await client.rules({"id": "fails", "fire": {"nth": ["1-3", "5-7"]}, "then": UNAVAILABLE})
    for _ in range(8):
        await client.call("GET", "/clusters")
        await client.advance(by="3s")
    assert await client.verdict("backoff_grows") is None
    assert await client.verdict({"backoff_grows": 4}) is not None


async def test_other_calls_do_not_end_the_row(client):
    where = {"operation": "DescribeClusters"}
    await client.rules({"id": "fails", "when": where, "then": UNAVAILABLE})
    for _ in range(5):
        await client.call("GET", "/clusters")
        await client.call("GET", "/api/v1/clusters")
        await client.advance(by="3s")
    assert await client.verdict("backoff_grows") is not None


async def test_tries_of_different_clusters_are_no_row(client):
    await client.rules({"id": "fails", "then": UNAVAILABLE})
    for number in range(6):
        await client.call("GET", f"/clusters/c{number}")
        await client.advance(by="3s")
    assert await client.verdict("backoff_grows") is None


async def test_waits_that_were_asked_for_may_stay_the_same(client):
    await tries(client, [5] * 9, {"throttle": {"rate": "1/h", "retry_after": "5s"}})
    assert await client.verdict("backoff_grows") is None


async def test_real_time_may_be_measured(client):
    await tries(client, [1, 2, 4, 8])
    assert await client.verdict({"backoff_grows": {"time": "real", "tries": 1000}}) is None
