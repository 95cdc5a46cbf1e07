"""How many calls there are in a second."""

import pytest


async def calls(client, *waits):
    for wait in waits:
        await client.call("GET", "/clusters")
        if wait:
            await client.advance(by=wait)


@pytest.mark.parametrize(
    ("waits", "most", "is_met"),
    [
        (["1s"] * 4, 1, True),
        (["999ms"] * 4, 1, False),
        (["500ms"] * 6, 2, True),
        (["400ms"] * 6, 2, False),
        (["400ms"] * 6, 3, True),
        ([0, 0, "1s", 0, 0, "1s"], 3, True),
        ([0, 0, "1s", 0, 0, "1s"], 2, False),
        ([], 1, True),
    ],
)
async def test_no_second_has_more_than_the_most(client, waits, most, is_met):
    await calls(client, *waits)
    assert (await client.verdict({"calls_per_second": most}) is None) == is_met


async def test_calls_of_all_operations_count_together_and_are_named(client):
    await calls(client, 0, 0)
    await client.call("GET", "/api/v1/clusters")
    assert await client.verdict({"calls_per_second": 2}) == (
        "3 calls in a second, of DescribeClusters, DescribeClustersV1: at most 2 were expected"
    )


async def test_only_calls_of_an_operation_count_where_one_is_named(client):
    await calls(client, 0, 0)
    await client.call("GET", "/api/v1/clusters")
    for operation, is_met in (("DescribeClustersV1", True), ("Describe*", False)):
        invariant = {"calls_per_second": {"most": 1, "operation": operation}}
        assert (await client.verdict(invariant) is None) == is_met


async def test_twenty_are_the_most_without_a_number(client):
    await calls(client, *[0] * 20)
    assert await client.verdict("calls_per_second") is None
    await calls(client, 0)
    assert await client.verdict("calls_per_second") is not None


async def test_real_time_may_be_measured(client):
    await calls(client, *["1m"] * 3)
    assert await client.verdict({"calls_per_second": {"most": 1, "time": "virtual"}}) is None
    assert await client.verdict({"calls_per_second": {"most": 1, "time": "real"}}) is not None
