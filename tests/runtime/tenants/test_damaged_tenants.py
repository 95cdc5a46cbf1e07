"""A tenant that cannot be loaded is an error of that tenant's own."""

import sqlite3
from contextlib import asynccontextmanager, closing

import pytest
from aiohttp.test_utils import TestClient, TestServer
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app

from tests.support import http

pytestmark = pytest.mark.every_type

DAMAGE = {
    "a state that there is not": "cluster SET state = 'runing'",
    "a clock that there is not": "tenant SET clock_mode = 'x'",
    "a specification that is no JSON": "tenant SET spec = '{'",
    "a specification of a clock that there is not": """tenant SET spec = '{"clock": "x"}'""",
    "a specification of other types": """tenant SET spec = '{"seed": "x"}'""",
    "a number of calls beyond 64 bits": """tenant SET counts = '{"call": 18446744073709551615}'""",
    "a reference to nothing": "cluster SET vswitch_id = 'vsw-gone'",
    "a step beyond the plan": "step SET stage = 99",
    "a counter below what is used": """tenant SET counts = json_set(counts, '$.serial', 1)""",
    "a text that is not UTF-8": "cluster SET name = CAST(x'ff' AS TEXT)",
    "a cluster type that is not served": "cluster SET cluster_type = 'orchard'",
}


@asynccontextmanager
async def served(path):
    settings = Settings(db=str(path), clock="frozen", log_level="error")
    async with TestClient(TestServer(create_app(settings))) as api:
        yield api


@pytest.fixture(params=DAMAGE.values(), ids=DAMAGE)
async def api(request, tmp_path):
    """A server on a file with two tenants: one is well, the other has one wrong value."""
    path = tmp_path / "state.db"
    async with served(path) as api:
        await http.create(api, tenant="ill", name="first")
        await http.control(api, "PUT", "snapshots/whole", tenant="ill")
        await http.create(api, tenant="well", name="other", subnet_cidr="172.29.0.0/16")
    with closing(sqlite3.connect(path)) as database:
        own = "id = 1" if request.param.startswith("tenant") else "id >> 40 = 1"
        changed = database.execute(f"UPDATE {request.param} WHERE {own}").rowcount
        database.commit()
    assert changed == 1
    async with served(path) as api:
        yield api


async def names(api, tenant):
    clusters = (await http.call(api, "GET", "/clusters", tenant=tenant)).ok()
    return [cluster["name"] for cluster in clusters]


async def test_its_calls_and_its_control_routes_are_answered_in_words(api):
    refused = await http.call(api, "GET", "/clusters", tenant="ill")
    assert refused.status == 500
    assert "the tenant 'ill' cannot be loaded" in refused.body["Message"]

    for path in ("clock", "clusters", "tenants/ill", "calls"):
        answer = await http.control(api, "GET", path, tenant="ill", status=500)
        assert answer["code"] == "TenantDamaged"
        assert "reset or delete it" in answer["message"]


async def test_the_server_starts_shows_it_and_serves_the_others(api):
    assert await names(api, "well") == ["other"]

    listed = await http.control(api, "GET", "tenants")
    assert listed["tenants"] == ["ill", "well"]
    assert list(listed["damaged"]) == ["ill"]
    health = await http.control(api, "GET", "health")
    assert health["damaged_tenants"] == listed["damaged"]


async def test_it_can_be_reset(api):
    await http.control(api, "POST", "reset", {"keep": ["clock"]}, tenant="ill", status=500)
    cleared = await http.control(api, "POST", "reset", tenant="ill")

    assert cleared["cleared"]["cluster"] == 1
    assert await names(api, "ill") == []
    assert (await http.control(api, "GET", "tenants"))["damaged"] == {}


async def test_it_can_be_deleted(api):
    await http.control(api, "DELETE", "tenants/ill")

    assert (await http.control(api, "GET", "tenants"))["tenants"] == ["well"]
    assert await names(api, "ill") == []


async def test_a_snapshot_of_it_that_is_whole_can_be_loaded(api):
    listed = await http.control(api, "GET", "snapshots", tenant="ill")
    assert [snapshot["name"] for snapshot in listed["snapshots"]] == ["whole"]

    await http.control(api, "POST", "snapshots/whole/load", tenant="ill")

    assert await names(api, "ill") == ["first"]
    assert (await http.control(api, "GET", "tenants"))["damaged"] == {}
