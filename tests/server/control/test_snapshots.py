"""Snapshots: what is loaded or forked and goes on gives what the original would have given."""

import asyncio
import sqlite3
from contextlib import asynccontextmanager

import pytest
from aiohttp.test_utils import TestClient, TestServer
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import http
from tests.support.builders import PASSWORD, a_create_body

pytestmark = pytest.mark.every_type


class Tenant:
    """One tenant of a simulator, through its sockets."""

    def __init__(self, api, name):
        self.api, self.name = api, name

    async def call(self, method, path, body=None):
        return await http.call(self.api, method, path, body, tenant=self.name)

    async def control(self, method, path, body=None):
        path = f"/_simulator/{path}?tenant={self.name}"
        return await http.call(self.api, method, path, body if body is not None else {})

    async def fork(self, snapshot):
        status, made = await self.control("POST", f"snapshots/{snapshot}/fork")
        assert status == 200, made
        return Tenant(self.api, made["tenant"])

    async def everything(self):
        """All that can be read of it, its time included."""
        seen = [await self.call("GET", "/clusters"), await self.call("GET", "/events")]
        for cluster in seen[0][1]:
            root = f"/clusters/{cluster['cluster_id']}"
            below = ("", "/nodes", "/logs", "/tasks", "/hosts", "/tokens", "/resources")
            seen += [await self.call("GET", root + path) for path in below]
        seen.append(await self.call("GET", "/templates"))
        seen.append(await self.control("GET", "clock"))
        return seen


@asynccontextmanager
async def a_simulator(**settings):
    chosen = {"db": ":memory:", "clock": "frozen", "log_level": "warning", **settings}
    async with TestClient(TestServer(create_app(Settings(**chosen)))) as api:
        yield api


async def a_tenant(api, **body):
    made = await (await api.post("/_simulator/tenants", json={"seed": 5, **body})).json()
    return Tenant(api, made["tenant"])


# ---- a random history

MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("create"), st.integers(0, 3)),
        st.tuples(st.just("scale"), st.integers(1, 6)),
        st.tuples(st.just("attach"), st.integers(1, 3)),
        st.tuples(st.just("delete"), st.just(0)),
        st.tuples(st.just("token"), st.just(0)),
        st.tuples(st.just("template"), st.integers(0, 9)),
        st.tuples(st.just("look"), st.just(0)),
        st.tuples(st.just("advance"), st.integers(1, 400)),
    ),
    max_size=8,
)


async def move(tenant, kind, number):
    """Do one thing; what cannot be done is refused, and that is part of the history."""
    if kind == "create":
        body = a_create_body(name=f"c{number}", size=number, subnet_cidr=f"172.29.{number}.0/24")
        return await tenant.call("POST", "/clusters", body)
    if kind == "template":
        return await tenant.call("PUT", "/templates", {"name": f"t{number}", "template": "a: {}"})
    if kind == "advance":
        return await tenant.control("POST", "clock/advance", {"by": number})
    clusters = (await tenant.call("GET", "/clusters")).body
    path = f"/clusters/{clusters[-1]['cluster_id'] if clusters else 'c0'}"
    if kind == "scale":
        body = {"size": number, "instance_type": "ecs.n1.small", "password": PASSWORD}
        return await tenant.call("PUT", path, body)
    if kind == "attach":
        body = {"instances": [f"i-2zefree{number}"], "password": PASSWORD}
        return await tenant.call("POST", f"{path}/attach", body)
    if kind == "token":
        return await tenant.call("POST", f"{path}/token")
    return await tenant.call("DELETE" if kind == "delete" else "GET", path)


async def play(tenant, moves):
    return [await move(tenant, *each) for each in moves]


@settings(max_examples=25)
@given(before=MOVES, after=MOVES, clock=st.sampled_from(["frozen", "polling"]))
def test_a_fork_goes_on_as_the_original_does(before, after, clock):
    async def check():
        async with a_simulator() as api, a_simulator() as elsewhere:
            tenant = await a_tenant(api, clock=clock)
            await play(tenant, before)
            status, _ = await tenant.control("PUT", "snapshots/here")
            assert status == 200
            fork = await tenant.fork("here")
            file = await (
                await api.get(f"/_simulator/snapshots/here/file?tenant={tenant.name}")
            ).read()
            original = await play(tenant, after), await tenant.everything()

            assert (await play(fork, after), await fork.everything()) == original

            moved = await a_tenant(elsewhere)
            url = f"/_simulator/snapshots/moved/file?tenant={moved.name}"
            assert (await elsewhere.put(url, data=file)).status == 200
            await moved.control("POST", "snapshots/moved/load")
            assert (await play(moved, after), await moved.everything()) == original

            await tenant.control("POST", "snapshots/here/load")
            assert (await play(tenant, after), await tenant.everything()) == original

    asyncio.run(check())


# ---- one by one


@pytest.fixture
async def tenant(api):
    return await a_tenant(api)


async def test_snapshots_are_listed_described_replaced_and_deleted(tenant):
    await tenant.call("POST", "/clusters", a_create_body())
    status, saved = await tenant.control("PUT", "snapshots/one")
    assert (status, saved["rows"]["cluster"]) == (200, 1)
    await tenant.control("POST", "clock/advance", {"until": "idle"})
    _, again = await tenant.control("PUT", "snapshots/one")
    assert again["rows"]["node"] == 1
    listed = (await tenant.control("GET", "snapshots")).body["snapshots"]
    assert [each["name"] for each in listed] == ["one"]
    assert (await tenant.control("GET", "snapshots/one")).body == again
    assert (await tenant.control("DELETE", "snapshots/one")).status == 200
    for method, path in (
        ("GET", "snapshots/one"),
        ("DELETE", "snapshots/one"),
        ("POST", "snapshots/one/load"),
        ("POST", "snapshots/one/fork"),
        ("GET", "snapshots/one/file"),
    ):
        assert (await tenant.control(method, path)).status == 404


async def test_a_snapshot_belongs_to_its_tenant(api, tenant):
    await tenant.control("PUT", "snapshots/one")
    other = await a_tenant(api)
    assert (await other.control("GET", "snapshots/one")).status == 404
    assert (await other.control("GET", "snapshots")).body == {"snapshots": []}


async def test_two_snapshots_are_compared(api, tenant, cluster_type):
    await tenant.call("POST", "/clusters", a_create_body(name="first"))
    await tenant.control("PUT", "snapshots/before")
    await tenant.control("POST", "clock/advance", {"until": "idle"})
    await tenant.call("PUT", "/templates", {"name": "t", "template": "t: {}"})
    await tenant.control("PUT", "snapshots/after")

    url = f"/_simulator/snapshots/before/diff?tenant={tenant.name}&with=after"
    tables = (await (await api.get(url)).json())["tables"]

    groups = {"node_group"} if cluster_type == "ack" else set()
    assert tables.keys() == {"cluster", "node", "task", "step", "template"} | groups
    [changes] = tables["cluster"]["changed"].values()
    assert changes["state"] == ["initial", "running"]
    assert len(tables["node"]["added"]) == 1
    assert len(tables["step"]["removed"]) == 1
    url = f"/_simulator/snapshots/before/diff?tenant={tenant.name}&with=nothing"
    assert (await api.get(url)).status == 404


async def test_a_snapshot_is_compared_with_what_there_is_now(api, tenant):
    await tenant.call("POST", "/clusters", a_create_body(name="first"))
    await tenant.control("PUT", "snapshots/before")
    url = f"/_simulator/snapshots/before/diff?tenant={tenant.name}"
    assert await (await api.get(url)).json() == {"from": "before", "to": None, "tables": {}}

    await tenant.call("PUT", "/templates", {"name": "t", "template": "t: {}"})

    tables = (await (await api.get(url)).json())["tables"]
    assert tables.keys() == {"template"}
    assert len(tables["template"]["added"]) == 1


async def test_a_snapshot_outlives_a_reset_and_goes_with_its_tenant(api, tenant):
    await tenant.call("POST", "/clusters", a_create_body())
    await tenant.control("PUT", "snapshots/one")
    await tenant.control("POST", "reset")
    await tenant.control("POST", "snapshots/one/load")
    assert len((await tenant.call("GET", "/clusters")).body) == 1
    await api.delete(f"/_simulator/tenants/{tenant.name}")
    await tenant.call("GET", "/clusters")  # another tenant of that name
    assert (await tenant.control("GET", "snapshots")).body == {"snapshots": []}


async def test_a_snapshot_survives_a_restart(tmp_path):
    database = str(tmp_path / "state.db")
    async with a_simulator(db=database) as api:
        tenant = await a_tenant(api)
        await tenant.call("POST", "/clusters", a_create_body())
        await tenant.control("PUT", "snapshots/one")
        await tenant.control("POST", "reset")
    async with a_simulator(db=database) as api:
        tenant = Tenant(api, tenant.name)
        await tenant.control("POST", "snapshots/one/load")
        assert len((await tenant.call("GET", "/clusters")).body) == 1


def foreign(tmp_path):
    with sqlite3.connect(tmp_path / "foreign.db") as database:
        database.execute("CREATE TABLE t (x)")
    return (tmp_path / "foreign.db").read_bytes()


async def test_a_file_that_is_no_snapshot_is_refused_in_words(api, tenant, tmp_path):
    await tenant.call("POST", "/clusters", a_create_body())
    await tenant.control("PUT", "snapshots/one")
    url = f"/_simulator/snapshots/one/file?tenant={tenant.name}"
    whole = await (await api.get(url)).read()
    newer = whole[:60] + (99).to_bytes(4, "big") + whole[64:]
    for body, piece in (
        (b"", "empty"),
        (b"no database at all", "not a cs-simulator database"),
        (foreign(tmp_path), "not a cs-simulator database"),
        (newer, "a newer cs-simulator"),
        (whole[:-4096], ""),
        (whole[: len(whole) // 2], ""),
    ):
        answer = await api.put(url.replace("one", "two"), data=body)
        found = await answer.json()
        assert answer.status == 400, found
        assert piece in found["message"]
        assert str(tmp_path.parent.parent) not in found["message"]
    assert [s["name"] for s in (await tenant.control("GET", "snapshots")).body["snapshots"]] == [
        "one"
    ]


async def test_calls_that_come_while_a_snapshot_is_loaded_wait_for_it(tenant):
    await tenant.call("POST", "/clusters", a_create_body())
    await tenant.control("PUT", "snapshots/one")
    await tenant.control("POST", "reset")
    _, *seen = await asyncio.gather(
        tenant.control("POST", "snapshots/one/load"),
        *(tenant.call("GET", "/clusters") for _ in range(50)),
    )
    assert {status for status, _ in seen} == {200}
    assert len((await tenant.call("GET", "/clusters")).body) == 1


async def test_what_the_journal_was_about_to_get_is_gone_once_a_snapshot_is_loaded(tenant):
    await tenant.call("GET", "/version")
    await tenant.control("PUT", "snapshots/one")
    for _ in range(3):
        await tenant.call("GET", "/quota")  # the entries wait for the next commit
    await tenant.control("POST", "snapshots/one/load")
    await tenant.call("GET", "/clusters")
    _, journal = await tenant.control("GET", "calls")
    operations = [call["operation"] for call in journal["calls"]]
    assert operations == ["DescribeApiVersion", "DescribeClusters"]


@pytest.mark.parametrize("name", ["%00", "x" * 129, "line%0Abreak"])
async def test_a_name_that_cannot_be_read_is_refused(tenant, name):
    assert (await tenant.control("PUT", f"snapshots/{name}")).status == 400


async def test_a_tenant_made_from_a_snapshot_goes_on_where_that_was():
    async with a_simulator() as api:
        one = await a_tenant(api)
        await one.call("POST", "/clusters", a_create_body())
        await one.control("PUT", "snapshots/begun")
        path = f"/_simulator/tenants?tenant={one.name}"
        made = await api.post(path, json={"from_snapshot": "begun", "ttl": "1h"})
        assert made.status == 200, await made.text()
        described = await made.json()
        assert described["expires"] is not None
        two = Tenant(api, described["tenant"])
        for tenant in (one, two):
            await tenant.control("POST", "clock/advance", {"until": "idle"})
        assert await one.everything() == await two.everything()
        for body, status in (
            ({"from_snapshot": "none"}, 404),
            ({"from_snapshot": "begun", "seed": 1}, 400),
            ({"from_snapshot": "begun", "name": two.name}, 409),
        ):
            assert (await api.post(path, json=body)).status == status
