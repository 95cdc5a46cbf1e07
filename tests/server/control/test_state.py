"""``GET state``: one answer with everything that a page shows, and where events go on from it."""

import pytest

from tests.server.control.test_events import Reader
from tests.support.builders import a_create_body

pytestmark = pytest.mark.every_type


async def state(api, **query):
    answer = await api.get("/_simulator/state", params=query)
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def get(api, path):
    return await (await api.get(f"/_simulator/{path}")).json()


async def test_it_has_what_the_single_requests_answer(api):
    await api.post("/clusters", json=a_create_body())
    await api.put("/_simulator/scenario", json={"name": "lost-create-reply"})
    await api.put("/_simulator/snapshots/before", json={})
    found = await state(api)
    assert found["clock"] == await get(api, "clock")
    assert found["scenario"] == await get(api, "scenario")
    assert found["clusters"] == (await get(api, "clusters"))["clusters"]
    assert found["snapshots"] == (await get(api, "snapshots"))["snapshots"]
    assert found["tenant"] == await get(api, "tenants/default")
    assert found["tenants"] == (await get(api, "tenants"))["tenants"]
    assert found["journal"] == {"total": 1, "last": 1, "dropped": 0}


async def test_the_clock_says_what_is_due_next(api):
    assert (await state(api))["clock"]["due"] is None
    created = await (await api.post("/clusters", json=a_create_body())).json()
    clock = (await state(api))["clock"]
    due = clock["due"]
    assert due["at"] == clock["next"]
    assert (due["cluster_id"], due["action"]) == (created["cluster_id"], None)
    assert due["stage"]


async def test_a_planned_action_is_what_is_due_next(api):
    answer = await api.put("/_simulator/scenario", json={"name": "region-outage-window"})
    assert answer.status == 200, await answer.text()
    due = (await state(api))["clock"]["due"]
    assert (due["action"], due["stage"]) == ("start_outage", None)


async def test_the_events_go_on_from_its_position(api):
    await api.get("/version")
    position = (await state(api))["position"]
    created = await (await api.post("/clusters", json=a_create_body())).json()
    answer = await api.get("/_simulator/events", headers={"Last-Event-ID": position})
    _, first = await Reader(answer).next()
    assert (first["number"], first["cluster_id"]) == (2, created["cluster_id"])


async def test_a_reset_makes_another_world_of_it_and_a_call_does_not(api):
    first = await state(api)
    await api.get("/version")
    assert (await state(api))["world"] == first["world"]
    await api.post("/_simulator/reset", json={})
    assert (await state(api))["world"] != first["world"]


async def test_of_a_tenant_that_is_not_there_it_says_so(api):
    answer = await api.get("/_simulator/state", params={"tenant": "nobody"})
    assert answer.status == 404
