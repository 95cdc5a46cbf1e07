"""Events and log lines of Kubernetes clusters, as their lists show them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from cs_simulator.cluster_types.ack.cluster_type import ACK
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app

from tests.sdk.schemas.walker import problems
from tests.support import http
from tests.support.builders import Api, a_create_body


@pytest.fixture
async def api() -> AsyncIterator[Api]:
    app = create_app(Settings(db=":memory:", clock="frozen", log_level="warning"))
    async with TestClient(TestServer(app)) as client:
        yield client


async def create(api: Api, number: int = 1, **changes: Any) -> dict[str, str]:
    body = ACK.creation.example(changes, number)
    created: dict[str, str] = (await http.call(api, "POST", "/clusters", body)).ok()
    return created


async def events(api: Api, path: str, operation: str) -> dict[str, Any]:
    found: dict[str, Any] = (await http.call(api, "GET", path)).ok()
    assert problems(operation, found) == []
    return found


def words(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(event["type"], event["data"]["reason"]) for event in found["events"]]


async def test_a_task_has_an_event_when_it_starts_and_one_when_it_ends(api):
    created = await create(api)
    await http.advance(api)

    found = await events(api, f"/clusters/{created['cluster_id']}/events", "DescribeClusterEvents")

    assert words(found) == [("cluster_create", "Succeeded"), ("cluster_create", "Started")]
    [_, start] = found["events"]
    assert (start["source"], start["subject"]) == ("task", created["cluster_id"])
    assert start["time"].endswith("+08:00")
    assert found["page_info"] == {"page_number": 1, "page_size": 50, "total_count": 2}


async def test_events_are_those_of_one_task(api):
    created = await create(api)
    await http.advance(api)
    path = f"/clusters/{created['cluster_id']}"
    deleted = (await http.call(api, "DELETE", path)).ok()

    found = await events(
        api, f"{path}/events?task_id={deleted['task_id']}", "DescribeClusterEvents"
    )

    assert words(found) == [("cluster_delete", "Started")]


async def test_a_failed_task_has_an_event_that_says_so(api):
    created = await create(api)
    await http.control(api, "PATCH", f"tasks/{created['task_id']}", {"state": "failed"})

    found = await events(api, "/events", "DescribeEvents")

    assert words(found)[0] == ("cluster_create", "Failed")
    assert found["events"][0]["data"]["level"] == "error"


async def test_events_are_those_of_a_region_also_of_clusters_that_are_gone(api):
    first = await create(api)
    vpc = {"vpcid": "vpc-bp1default", "vswitch_ids": ["vsw-bp1defaultb"]}
    second = await create(api, 2, region_id="cn-hangzhou", **vpc)
    await http.advance(api)
    await http.call(api, "DELETE", f"/clusters/{second['cluster_id']}")
    await http.advance(api)

    found = await events(api, "/regions/cn-hangzhou/events", "DescribeEventsForRegion")
    of_first = await events(
        api,
        f"/regions/cn-beijing/events?cluster_id={first['cluster_id']}",
        "DescribeEventsForRegion",
    )

    assert {event["cluster_id"] for event in found["events"]} == {second["cluster_id"]}
    assert words(found)[0] == ("cluster_delete", "Succeeded")
    assert len(of_first["events"]) == 2
    nowhere = await events(api, "/regions/cn-nowhere/events", "DescribeEventsForRegion")
    assert nowhere["events"] == []


async def test_events_go_on_by_tokens_over_both_types_of_clusters(api):
    await create(api)
    await http.call(api, "POST", "/clusters", a_create_body())
    await http.advance(api)

    first = await events(api, "/events?max_results=3", "DescribeEvents")
    token = first["next_token"]
    second = await events(api, f"/events?max_results=3&next_token={token}", "DescribeEvents")

    assert (len(first["events"]), len(second["events"]), second["next_token"]) == (3, 1, "")
    sources = {event["source"] == "task" for event in first["events"] + second["events"]}
    assert sources == {True, False}


async def test_the_log_of_a_cluster_has_its_newest_line_first(api):
    created = await create(api)
    await http.advance(api)
    path = f"/clusters/{created['cluster_id']}/logs"

    lines = (await http.call(api, "GET", path)).ok()

    assert problems("DescribeClusterLogs", lines) == []
    assert lines[0]["cluster_log"].endswith("start to update cluster status to CREATE_COMPLETE")
    assert all(set(line) == set(lines[0]) for line in lines)
    assert "log_level" not in lines[0]
    assert lines[0]["created"].endswith("+08:00")
