"""Node pools as the control plane shows them, and forcing their states: the rows of orchards."""

from contextlib import asynccontextmanager

import pytest
from aiohttp.test_utils import TestClient, TestServer
from cs_simulator.cluster_types import all_types
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app

from tests.cluster_types.orchard.cluster_type import ORCHARD
from tests.support import http
from tests.support.builders import a_create_body

BODY = {
    "cluster_type": "orchard",
    "name": "hill",
    "region_id": "cn-beijing",
    "vpc_id": "vpc-2zedefault",
    "vswitch_id": "vsw-2zedefaultb",
    "apples": 2,
    "pears": 3,
}


@asynccontextmanager
async def a_hill():
    settings = Settings(db=":memory:", clock="frozen", log_level="warning")
    app = create_app(settings, cluster_types=(*all_types(), ORCHARD))
    async with TestClient(TestServer(app)) as api:
        yield api, (await http.call(api, "POST", "/clusters", BODY)).ok()["cluster_id"]


async def pools(api, query=""):
    return (await http.control(api, "GET", f"pools{query}"))["pools"]


async def test_pools_are_listed_with_their_nodes_and_tasks():
    async with a_hill() as (api, cluster_id):
        await http.call(api, "POST", "/clusters", a_create_body())
        await http.advance(api)
        found = await pools(api)
        assert [(pool["cluster"], pool["name"], pool["state"]) for pool in found] == [
            ("hill", "apples", "grown"),
            ("hill", "pears", "grown"),
        ]
        assert [len(pool["nodes"]) for pool in found] == [2, 3]
        assert [[task["type"] for task in pool["tasks"]] for pool in found] == [["row_grow"]] * 2
        assert await pools(api, f"?cluster={cluster_id}") == found
        assert await pools(api, "?cluster=c1") == []
        one = await http.control(api, "GET", f"pools/{found[0]['group_id']}")
        assert one == found[0]


async def test_a_pool_is_forced_into_a_state_and_its_tasks_end():
    async with a_hill() as (api, _):
        await http.advance(api, by="20s")
        apples, pears = await pools(api)
        assert (apples["state"], apples["tasks"][0]["state"]) == ("growing", "running")
        forced = await http.control(api, "PATCH", f"pools/{apples['group_id']}", {"state": "bare"})
        assert (forced["state"], forced["tasks"][0]["state"]) == ("bare", "failed")
        await http.advance(api)
        states = {pool["name"]: pool["state"] for pool in await pools(api)}
        assert states == {"apples": "bare", "pears": "grown"}
        events = (await http.call(api, "GET", f"/clusters/{pears['cluster_id']}/events")).ok()
        assert "cluster_forced" in {event["type"] for event in events["events"]}


async def test_a_pool_vanishes_with_its_nodes():
    async with a_hill() as (api, cluster_id):
        await http.advance(api)
        apples, _ = await pools(api)
        path = f"pools/{apples['group_id']}"
        gone = await http.control(api, "PATCH", path, {"state": "deleted"})
        assert (gone["state"], gone["nodes"], gone["tasks"]) == ("deleted", [], [])
        assert [pool["name"] for pool in await pools(api)] == ["pears"]
        cluster = await http.control(api, "GET", f"clusters/{cluster_id}")
        assert len(cluster["nodes"]) == 3
        await http.control(api, "GET", path, status=404)


@pytest.mark.parametrize("body", [{}, {"state": "active"}, {"state": ["grown"]}, {"size": 3}])
async def test_a_state_that_pools_of_the_type_never_have_is_refused(body):
    async with a_hill() as (api, _):
        apples, _ = await pools(api)
        await http.control(api, "PATCH", f"pools/{apples['group_id']}", body, status=400)
        assert (await pools(api))[0] == apples


async def test_a_pool_that_is_not_there_is_not_found():
    async with a_hill() as (api, _):
        answer = await http.control(api, "GET", "pools/np1", status=404)
        assert "np1" in answer["message"]
