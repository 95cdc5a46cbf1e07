"""Reading the control plane changes nothing, and makes no tenant."""

import pytest
from cs_simulator.server.control.routes import all_routes

from tests.support.http import call

GETS = sorted(
    route.endpoint.path.replace("{", "").replace("}", "")
    for route in all_routes()
    if route.endpoint.method == "GET" and not route.endpoint.is_stream
)


async def tenants(api):
    return (await (await api.get("/_simulator/tenants")).json())["tenants"]


@pytest.mark.parametrize("path", [*GETS, "events"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
async def test_no_read_makes_a_tenant(api, method, path):
    by_query = await api.request(method, f"/_simulator/{path}?tenant=unheard-of")
    assert by_query.status < 500
    named = {"X-Simulator-Tenant": "unheard-of"}
    by_header = await api.request(method, f"/_simulator/{path}", headers=named)
    assert by_header.status == by_query.status
    assert "unheard-of" not in await tenants(api)


@pytest.mark.parametrize("path", ["clock", "calls", "clusters", "events", "snapshots"])
async def test_a_tenant_that_is_not_there_is_said_not_to_be(api, path):
    answer = await api.get(f"/_simulator/{path}?tenant=unheard-of")
    assert (answer.status, (await answer.json())["code"]) == (404, "NotFound")
    assert "unheard-of" in (await answer.json())["message"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "clock/advance", {"by": "1m"}),
        ("PUT", "clock", {"mode": "frozen"}),
        ("POST", "reset", {}),
        ("POST", "calls", {"method": "GET", "path": "/clusters"}),
        ("DELETE", "calls", None),
    ],
)
async def test_a_change_makes_no_tenant_if_the_client_says_so(api, method, path, body):
    headers = {"X-Simulator-Make-Tenant": "no"}
    url = f"/_simulator/{path}"
    gone = await api.request(method, f"{url}?tenant=gone", json=body, headers=headers)
    assert (gone.status, (await gone.json())["message"]) == (404, "there is no tenant 'gone'")
    assert "gone" not in await tenants(api)
    assert (await api.request(method, url, json=body, headers=headers)).status < 300
    assert (await api.request(method, f"{url}?tenant=gone", json=body)).status < 300
    assert "gone" in await tenants(api)


async def test_the_first_call_of_a_client_is_often_a_read_and_makes_its_tenant(api):
    assert (await call(api, "GET", "/clusters", tenant="heard-of")).ok() == []
    journal = await (await api.get("/_simulator/calls?tenant=heard-of")).json()
    assert [entry["path"] for entry in journal["calls"]] == ["/clusters"]


async def test_the_default_tenant_is_always_there(api):
    for path in ("clock", "calls", "clusters", "faults"):
        assert (await api.get(f"/_simulator/{path}")).status == 200


@pytest.mark.parametrize(
    "name", ["x" * 129, "a\tb", "Bearer abcdefghijklmnop", "password=Secret-Secret1", "\xff" * 200]
)
@pytest.mark.parametrize("path", ["reset", "clock/advance"])
async def test_what_is_no_name_makes_no_tenant(api, path, name):
    body = {"by": 1} if "clock" in path else {}
    before = await tenants(api)
    answer = await api.post(f"/_simulator/{path}", params={"tenant": name}, json=body)
    assert (answer.status, (await answer.json())["code"]) == (400, "BadRequest")
    made = await api.post("/_simulator/tenants", json={"name": name})
    assert made.status == 400
    assert await tenants(api) == before
