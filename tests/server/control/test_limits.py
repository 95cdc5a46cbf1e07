"""Limits of tenants and snapshots: refused in words, in the dialect of the plane, at the limit."""

from contextlib import asynccontextmanager

import pytest
from aiohttp.test_utils import TestClient, TestServer
from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.app import create_app

from tests.support import http


@asynccontextmanager
async def served(**settings):
    chosen = {"db": ":memory:", "clock": "frozen", "log_level": "error", **settings}
    async with TestServer(create_app(Settings(**chosen))) as server, TestClient(server) as api:
        yield api


async def test_one_tenant_too_many_is_refused_on_both_planes(tmp_path):
    async with served(tenant_limit=2, db=str(tmp_path / "state.db")) as api:
        for tenant in ("one", "two"):
            assert (await http.call(api, "GET", "/clusters", tenant=tenant)).status == 200

        refused = await http.call(api, "GET", "/clusters", tenant="three")
        assert (refused.status, refused.body["Code"]) == (403, "TooManyTenants")
        assert "--tenant-limit" in refused.body["Message"]
        for path, body in (("tenants", {"name": "three"}), ("clock/advance", {"by": "1s"})):
            refused = await http.control(api, "POST", path, body, tenant="three", status=409)
            assert refused["code"] == "LimitReached"
        assert (await http.control(api, "GET", "tenants"))["tenants"] == ["one", "two"]
        assert (await http.call(api, "GET", "/clusters", tenant="two")).status == 200

        await http.control(api, "DELETE", "tenants/one")
        assert (await http.call(api, "GET", "/clusters", tenant="three")).status == 200


async def test_what_was_stored_counts_and_all_of_it_works_under_a_smaller_limit(tmp_path):
    async with served(db=str(tmp_path / "state.db")) as api:
        for tenant in ("one", "two", "three"):
            await http.create(api, tenant=tenant)
    async with served(db=str(tmp_path / "state.db"), tenant_limit=2) as api:
        for tenant in ("one", "two", "three"):
            assert len((await http.call(api, "GET", "/clusters", tenant=tenant)).ok()) == 1
        assert (await http.call(api, "GET", "/clusters", tenant="four")).status == 403


async def test_a_fork_is_a_tenant_and_one_whose_end_has_come_is_none():
    async with served(tenant_limit=2) as api:
        await http.call(api, "GET", "/clusters", tenant="one")
        await http.control(api, "PUT", "snapshots/s", tenant="one")
        await http.control(api, "POST", "tenants", {"name": "brief", "ttl": 0})

        made = await http.control(api, "POST", "snapshots/s/fork", {"name": "f"}, tenant="one")
        assert made["tenant"] == "f"
        refused = await http.control(
            api, "POST", "snapshots/s/fork", {"name": "g"}, tenant="one", status=409
        )
        assert refused["code"] == "LimitReached"


async def test_one_snapshot_too_many_is_refused_and_one_of_a_name_that_is_there_is_not():
    async with served(snapshot_limit=2) as api:
        for name in ("a", "b", "a"):
            await http.control(api, "PUT", f"snapshots/{name}")
        file = await (await api.get("/_simulator/snapshots/a/file")).read()

        refused = await http.control(api, "PUT", "snapshots/c", status=409)
        assert (refused["code"], "--snapshot-limit" in refused["message"]) == ("LimitReached", True)
        headers = {"Content-Type": "application/octet-stream"}
        for name, status in (("c", 409), ("b", 200)):
            path = f"/_simulator/snapshots/{name}/file"
            assert (await api.put(path, data=file, headers=headers)).status == status
        await http.control(api, "PUT", "snapshots/c", tenant="other")


async def test_a_snapshot_that_would_be_too_large_is_not_saved():
    async with served(snapshot_size=10_000) as api:
        await http.control(api, "PUT", "snapshots/small")
        for number in range(4):
            await http.create(api, name=f"c{number}", subnet_cidr=f"172.{16 + number}.0.0/16")
        await http.advance(api)

        refused = await http.control(api, "PUT", "snapshots/large", status=409)

        assert "--snapshot-size" in refused["message"]
        listed = await http.control(api, "GET", "snapshots")
        assert [snapshot["name"] for snapshot in listed["snapshots"]] == ["small"]


@pytest.mark.parametrize("name", ["tenant_limit", "snapshot_limit", "snapshot_size"])
async def test_a_limit_is_a_number_above_0(name):
    with pytest.raises(UsageError, match=f"--{name.replace('_', '-')}: give a number above 0"):
        async with Simulator.open(Settings(db=":memory:", **{name: 0})):
            pass
