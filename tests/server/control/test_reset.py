"""A reset: complete, counted in its answer, and without effect on what it is asked to keep."""

import orjson
import pytest
from cs_simulator.domain.records import tables
from cs_simulator.server.app import SIMULATOR
from cs_simulator.storage.codec import ALL, row_ids

from tests.support.builders import FIXTURES, PASSWORD, a_create_body
from tests.support.http import call, control

pytestmark = pytest.mark.every_type

SCENARIO = {
    "apiVersion": "simulator/v1",
    "kind": "Scenario",
    "metadata": {"name": "slow-and-late"},
    "rules": [{"id": "slow", "then": {"slow": {"factor": 2}}}],
    "timeline": [{"at": "+10d", "do": "lose_node"}],
}


async def make(api, name):
    await control(api, "POST", "tenants", {"name": name, "clock": "frozen", "seed": 5}, tenant=name)


async def live(api, tenant):
    """Fill every table, and give everything that was answered."""
    answer = [await control(api, "PUT", "fixtures", FIXTURES, tenant=tenant)]
    await control(api, "PUT", "scenario", SCENARIO, tenant=tenant)
    created = (
        await call(
            api, "POST", "/clusters", a_create_body(rds_instances=["rm-2zeorders"]), tenant=tenant
        )
    ).ok()
    answer.append(created)
    path = f"/clusters/{created['cluster_id']}"
    await control(api, "POST", "clock/advance", {"by": "2h"}, tenant=tenant)
    body = {"instances": ["i-2zefree1"], "password": PASSWORD}
    answer.append((await call(api, "POST", f"{path}/attach", body, tenant=tenant)).ok())
    await control(api, "POST", "clock/advance", {"by": "10s"}, tenant=tenant)
    answer.append((await call(api, "POST", f"{path}/token", tenant=tenant)).ok())
    answer.append((await call(api, "GET", f"{path}/logs", tenant=tenant)).ok())
    template = {"name": "web", "template": "web: {}", "template_type": "compose"}
    answer.append((await call(api, "POST", "/templates", template, tenant=tenant)).ok())
    return answer


async def rows(api, tenant):
    """All that the store has of a tenant, without its number and its name."""
    simulator = api.app[SIMULATOR]
    loaded = await simulator.tenants.get(tenant)
    await simulator.flush(loaded)
    stored = await simulator.store.load(tenant)
    ids = row_ids(loaded.number)
    kept = await simulator.store._database.read(
        lambda database: {
            codec.table: database.execute(codec.select, ids).fetchall() for codec in ALL
        }
    )
    calls = await simulator.store.history.read(tables.CALL, loaded.number)
    kept[tables.CALL.name] = [tuple(call) for call in calls]  # of segments too
    spec = orjson.loads(stored.tenant_row.spec)
    found = {
        table: [(row[0] & (1 << 40) - 1, *row[1:]) for row in rows] for table, rows in kept.items()
    }
    found["call"] = await simulator.store.history.read(tables.CALL, loaded.number)
    return stored.tenant_row.copied()._replace(number=0, name="", spec=spec), found


async def test_a_reset_tenant_is_a_fresh_one_in_every_table_and_goes_on_as_one(api, cluster_type):
    await make(api, "used")
    first = await live(api, "used")
    _, before = await rows(api, "used")
    reset = await control(api, "POST", "reset", tenant="used")
    assert reset["cleared"] == {table: len(found) for table, found in before.items()}
    assert len(before) == len(ALL)
    unused = {
        "account_entry", "client_token", "cluster_entry", "kubernetes_object", "kubernetes_timer",
    }  # fmt: skip
    if cluster_type == "swarm":
        unused.add("node_group")
    assert {table for table, found in before.items() if not found} == unused
    await make(api, "fresh")
    assert await rows(api, "used") == await rows(api, "fresh")
    assert await live(api, "used") == first == await live(api, "fresh")


async def test_what_is_kept_stays_as_it_was(api):
    await make(api, "used")
    await live(api, "used")
    head, before = await rows(api, "used")
    reset = await control(
        api, "POST", "reset", {"keep": ["calls", "clock", "fixtures"]}, tenant="used"
    )
    kept_head, after = await rows(api, "used")
    kept = {
        "call", "vpc", "vswitch", "custom_image", "rds_instance", "instance", "stock", "quota",
        "missing_role",
    }  # fmt: skip
    assert not kept & reset["cleared"].keys()
    assert {table: found for table, found in after.items() if found} == {
        table: before[table] for table in kept
    }
    assert (kept_head.now, kept_head.clock_mode) == (head.now, head.clock_mode)
    await live(api, "used")
    _, grown = await rows(api, "used")
    assert grown["call"][: len(before["call"])] == before["call"]


@pytest.mark.parametrize("keep", [["journal"], "calls", [1], {}, [{}, []]])
async def test_something_unknown_to_keep_is_refused(api, keep):
    answer = await api.post("/_simulator/reset", json={"keep": keep})
    assert answer.status == 400
    assert (await answer.json())["message"] == "keep is a list of calls, clock, fixtures"
