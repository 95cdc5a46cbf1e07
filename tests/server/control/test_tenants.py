"""Tenants: made, listed, described and deleted, and each of them alone."""

import asyncio

import pytest
from cs_simulator.domain import instants
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.server.app import SIMULATOR, create_app

from tests.support.builders import PASSWORD, a_create_body
from tests.support.http import advance, call

pytestmark = pytest.mark.every_type


async def make(api, **body):
    answer = await api.post("/_simulator/tenants", json=body)
    assert answer.status == 200, await answer.text()
    return await answer.json()


def as_key(name):
    return {"Authorization": f"acs {name}:x"}


async def test_a_tenant_is_made_with_a_key_pair_and_what_a_first_call_needs(api):
    made = await make(api, seed=7, clock={"mode": "frozen", "start": "2020-01-01T00:00:00Z"})
    assert made["tenant"] == made["access_key_id"]
    assert len(made["access_key_secret"]) > 20
    assert made["endpoint"] == str(api.make_url("")).rstrip("/")
    assert (made["seed"], made["clock"]["mode"]) == (7, "frozen")
    assert made["now"] == "2020-01-01T00:00:00Z"
    body = a_create_body(vpc_id=made["vpc_id"], vswitch_id=made["vswitch_id"])
    assert (await call(api, "POST", "/clusters", body, tenant=made["tenant"])).status == 202


async def test_tenants_are_listed_described_and_deleted(api):
    name = (await make(api))["tenant"]
    await call(api, "POST", "/clusters", a_create_body(), tenant=name)
    listed = await (await api.get("/_simulator/tenants")).json()
    assert name in listed["tenants"]
    described = await (await api.get(f"/_simulator/tenants/{name}")).json()
    assert (described["clusters"], described["calls"]) == (1, 1)
    deleted = await (await api.delete(f"/_simulator/tenants/{name}")).json()
    assert deleted["cleared"]["cluster"] == 1
    assert (await api.get(f"/_simulator/tenants/{name}")).status == 404
    assert (await api.delete(f"/_simulator/tenants/{name}")).status == 404
    assert await call(api, "GET", "/clusters", tenant=name) == (200, [])


async def test_the_key_pair_is_good_for_signed_calls_until_the_tenant_is_gone(an_api):
    api = await an_api(auth="enforce", credentials=("main:secret",))
    made = await make(api)
    keys = (await (await api.get("/_simulator/credentials")).json())["credentials"]
    assert made["access_key_id"] in {key["access_key_id"] for key in keys}
    await api.delete(f"/_simulator/tenants/{made['tenant']}")
    keys = (await (await api.get("/_simulator/credentials")).json())["credentials"]
    assert made["access_key_id"] not in {key["access_key_id"] for key in keys}


async def test_quotas_are_the_tenants_own_and_survive_a_reset(api):
    none = {"clusters": 0, "kubernetes_clusters": 0}
    name = (await make(api, quotas=none, seed=3, clock="polling"))["tenant"]
    for _ in range(2):
        status, body = await call(api, "POST", "/clusters", a_create_body(), tenant=name)
        assert (status, body["code"]) == (400, "QuotaExceeded.Cluster")
        await api.post(f"/_simulator/reset?tenant={name}")
    described = await (await api.get(f"/_simulator/tenants/{name}")).json()
    assert (described["seed"], described["clock"]["mode"]) == (3, "polling")


async def test_a_reset_gives_the_clock_back_that_the_tenant_was_made_with(api):
    name = (await make(api, clock={"mode": "frozen", "start": "2020-01-01T00:00:00Z"}))["tenant"]
    await advance(api, tenant=name, by="1h")
    await api.put(f"/_simulator/clock?tenant={name}", json={"mode": "scaled"})
    await api.post(f"/_simulator/reset?tenant={name}")
    clock = await (await api.get(f"/_simulator/clock?tenant={name}")).json()
    assert (clock["mode"], clock["now"]) == ("frozen", "2020-01-01T00:00:00Z")


async def test_a_tenant_is_made_with_the_interval_of_its_polling_clock_and_keeps_it(api):
    made = await make(api, clock={"mode": "polling", "interval": "10s"})
    await api.put(f"/_simulator/clock?tenant={made['tenant']}", json={"interval": "5s"})
    await api.post(f"/_simulator/reset?tenant={made['tenant']}")

    clock = await (await api.get(f"/_simulator/clock?tenant={made['tenant']}")).json()
    assert (made["clock"]["interval"], clock["interval"]) == (10, 10)


async def test_a_tenant_takes_the_interval_of_its_scenarios_clock(api):
    scenario = {
        "apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "slow-reader"},
        "clock": {"mode": "polling", "interval": "30s"},
    }  # fmt: skip
    assert (await make(api, scenario=scenario))["clock"]["interval"] == 30


BAD = [
    {"seed": "seven"},
    {"seed": True},
    {"seed": 2**64},
    {"clock": 7},
    {"clock": "sometimes"},
    {"clock": {"mode": "frozen", "speed": 2}},
    {"clock": {"rate": 0}},
    {"clock": {"rate": True}},
    {"clock": {"start": "yesterday"}},
    {"clock": {"mode": "frozen", "interval": "10s"}},
    {"clock": {"mode": "polling", "interval": "often"}},
    {"quotas": {"cars": 1}},
    {"quotas": {"clusters": -1}},
    {"quotas": {"clusters": "5"}},
    {"quotas": []},
    {"ttl": "soon"},
    {"ttl": -1},
    {"name": 7},
    {"name": "line\nbreak"},
    {"name": "x" * 129},
    {"more": 1},
]


@pytest.mark.parametrize("body", BAD)
async def test_a_tenant_that_makes_no_sense_is_refused(api, body):
    answer = await api.post("/_simulator/tenants", json=body)
    assert answer.status == 400
    assert (await answer.json())["message"]
    assert (await (await api.get("/_simulator/tenants")).json())["tenants"] == []


async def test_a_name_is_given_once(api):
    await make(api, name="mine")
    answer = await api.post("/_simulator/tenants", json={"name": "mine"})
    assert (answer.status, (await answer.json())["code"]) == (409, "TenantExists")


async def test_a_tenant_goes_when_its_time_is_over(aiohttp_client):
    wall = [instants.from_text("2030-01-01T00:00:00Z")]
    system_clock = SystemClock(monotonic=lambda: 0.0, wall=lambda: wall[0])
    api = await aiohttp_client(create_app(Settings(db=":memory:", clock="frozen"), system_clock))
    made = await make(api, ttl="10m")
    assert made["expires"] == "2030-01-01T00:10:00Z"
    simulator = api.app[SIMULATOR]
    wall[0] += 599 * instants.SECOND
    await simulator.maintenance.do_round()
    assert made["tenant"] in simulator.tenants.names()
    wall[0] += instants.SECOND
    await simulator.maintenance.do_round()
    assert made["tenant"] not in simulator.tenants.names()


@pytest.fixture
def wall():
    """Real time, to be moved."""
    return [instants.from_text("2030-01-01T00:00:00Z")]


def with_ttl(wall, db=":memory:", ttl="1h"):
    """A server whose tenants end after that time."""
    system_clock = SystemClock(monotonic=lambda: 0.0, wall=lambda: wall[0])
    return create_app(Settings(db=str(db), clock="frozen", tenant_ttl=ttl), system_clock)


async def end_of(api, name):
    return (await (await api.get(f"/_simulator/tenants/{name}")).json())["expires"]


async def test_a_tenant_without_a_ttl_has_that_of_the_server(aiohttp_client, wall):
    api = await aiohttp_client(with_ttl(wall))
    assert (await make(api))["expires"] == "2030-01-01T01:00:00Z"
    assert (await make(api, ttl=None))["expires"] == "2030-01-01T01:00:00Z"
    assert (await make(api, ttl="2h"))["expires"] == "2030-01-01T02:00:00Z"
    assert (await make(api, ttl="none"))["expires"] is None
    health = await (await api.get("/_simulator/health")).json()
    assert health["tenant_ttl"] == "1h"


async def test_without_one_tenants_stay(api):
    assert (await make(api, ttl=None))["expires"] is None
    assert (await (await api.get("/_simulator/health")).json())["tenant_ttl"] is None


async def test_a_fork_has_the_ttl_of_the_server_too(aiohttp_client, wall):
    api = await aiohttp_client(with_ttl(wall))
    await api.put("/_simulator/snapshots/s")
    wall[0] += 60 * instants.SECOND
    assert (await make(api, from_snapshot="s"))["expires"] == "2030-01-01T01:01:00Z"
    forked = await api.post("/_simulator/snapshots/s/fork", json={"name": "fork"})
    assert (await forked.json())["expires"] == "2030-01-01T01:01:00Z"


@pytest.mark.parametrize("name", ["default", "mine"])
async def test_a_tenant_of_a_first_call_ends_and_the_next_call_makes_another(
    aiohttp_client, wall, name
):
    api = await aiohttp_client(with_ttl(wall))
    await call(api, "POST", "/clusters", a_create_body(), tenant=name)
    wall[0] += 1800 * instants.SECOND
    assert len((await call(api, "GET", "/clusters", tenant=name)).body) == 1
    assert await end_of(api, name) == "2030-01-01T01:00:00Z"
    wall[0] += 1800 * instants.SECOND
    await api.app[SIMULATOR].maintenance.do_round()
    assert name not in api.app[SIMULATOR].tenants.names()
    assert await call(api, "GET", "/clusters", tenant=name) == (200, [])
    assert await end_of(api, name) == "2030-01-01T02:00:00Z"


async def test_the_end_is_the_same_after_a_restart_whatever_the_setting_is(
    aiohttp_client, wall, tmp_path
):
    api = await aiohttp_client(with_ttl(wall, tmp_path / "x.db"))
    await call(api, "POST", "/clusters", a_create_body(), tenant="mine")
    await api.close()
    wall[0] += 60 * instants.SECOND
    again = await aiohttp_client(with_ttl(wall, tmp_path / "x.db", ttl="5h"))
    assert await end_of(again, "mine") == "2030-01-01T01:00:00Z"


async def test_a_reset_does_not_put_the_end_off(aiohttp_client, wall):
    api = await aiohttp_client(with_ttl(wall))
    await call(api, "GET", "/clusters", tenant="mine")
    wall[0] += 60 * instants.SECOND
    await api.post("/_simulator/reset?tenant=mine")
    assert await end_of(api, "mine") == "2030-01-01T01:00:00Z"


async def history(api, tenant):
    """One script of calls, and everything that was answered."""
    found = []

    async def step(method, path, body=None):
        status, answer = await call(api, method, path, body, tenant=tenant)
        found.append((method, path, status, answer))
        return answer

    created = await step("POST", "/clusters", a_create_body(size=2))
    cluster = f"/clusters/{created['cluster_id']}"
    await advance(api, tenant=tenant, by="90s")
    await step("GET", cluster)
    await advance(api, tenant=tenant, until="idle")
    grown = {"size": 3, "instance_type": "ecs.n1.small", "password": PASSWORD}
    await step("PUT", cluster, grown)
    await advance(api, tenant=tenant, until="idle")
    for path in (cluster, f"{cluster}/nodes", f"{cluster}/logs", f"{cluster}/hosts", "/events"):
        await step("GET", path)
    await step("POST", "/clusters", a_create_body(password="short"))
    return found


async def test_two_hundred_tenants_at_once_have_two_hundred_equal_histories(api):
    names = [(await make(api, seed=11, clock="frozen"))["tenant"] for _ in range(200)]

    histories = await asyncio.gather(*(history(api, name) for name in names))

    assert all(each == histories[0] for each in histories)
    await api.post(f"/_simulator/reset?tenant={names[7]}")
    counts = [len((await call(api, "GET", "/clusters", tenant=name)).body) for name in names]
    assert counts == [0 if place == 7 else 1 for place in range(200)]


async def test_one_tenants_key_reaches_nothing_of_another(api):
    one = (await make(api, seed=1))["tenant"]
    other = (await make(api, seed=2))["tenant"]
    created = (await call(api, "POST", "/clusters", a_create_body(), tenant=one)).body
    for path, status in (
        (f"/clusters/{created['cluster_id']}", 404),
        (f"/tasks/{created['task_id']}", 400),
    ):
        assert (await call(api, "GET", path, tenant=other)).status == status


async def test_a_made_tenant_survives_a_restart(an_api, tmp_path):
    database = str(tmp_path / "state.db")
    first = await an_api(db=database)
    name = (await make(first, seed=5, quotas={"clusters": 1}, clock="frozen"))["tenant"]
    created = (await call(first, "POST", "/clusters", a_create_body(), tenant=name)).body
    await first.close()

    again = await an_api(db=database, clock="scaled", seed=99)
    described = await (await again.get(f"/_simulator/tenants/{name}")).json()
    assert (described["seed"], described["quotas"]["clusters"]) == (5, 1)
    assert described["clock"]["mode"] == "frozen"
    path = f"/clusters/{created['cluster_id']}"
    assert (await call(again, "GET", path, tenant=name)).status == 200
    await again.post(f"/_simulator/reset?tenant={name}")
    repeated = (await call(again, "POST", "/clusters", a_create_body(), tenant=name)).body
    assert repeated["cluster_id"] == created["cluster_id"]
