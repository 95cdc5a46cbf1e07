"""Whatever number comes in, it is refused or it can be kept: none breaks a commit later."""

import json

import pytest
from cs_simulator.server.app import SIMULATOR

from tests.support.builders import FIXTURES, a_create_body

# Beyond what SQLite keeps on either side, and beyond what JSON parsers take for whole numbers.
NUMBERS = [2**63, 2**64 - 1, -(2**63) - 1, 10**30, 1e300]
RULES = [
    {
        "id": "a",
        "when": {"operation": "DescribeTemplates"},
        "fire": {"times": 1, "probability": 0.5, "nth": 2},
        "then": {"error": {"code": "X", "status": 500, "message": "m"}},
    },
    {"id": "b", "when": {"stage": "ecs"}, "select": {"count": 1}, "then": "stuck"},
    {"id": "c", "when": {"operation": "CreateCluster"}, "then": {"delay": "1s"}, "ttl": "1h"},
]
SCENARIO = {
    "name": "numbers",
    "seed": 1,
    "clock": {"mode": "frozen", "start": "2020-01-01T00:00:00Z"},
    "rules": RULES,
    "timeline": [{"at": "+90d", "do": "delete_cluster"}],
}
BODIES = {
    "POST tenants": {
        "name": "made",
        "seed": 1,
        "ttl": "1h",
        "quotas": {"clusters": 1},
        "clock": {"mode": "scaled", "rate": 2, "start": "2020-01-01T00:00:00Z"},
    },
    "POST clock/advance": {"by": "1s"},
    "PUT clock": {"mode": "scaled", "rate": 2},
    "PUT fixtures": FIXTURES,
    "PUT scenario": SCENARIO,
    "PUT faults": {"rules": RULES},
    "PATCH faults": {"rules": RULES},
}
QUERIES = ["calls?limit=", "calls?status=", "decisions?limit=", "timeline?limit=", "calls?call="]


def places(value, place=()):
    """The places of all values in a body that are no container."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from places(inner, (*place, key))
    else:
        yield place


def with_value(body, place, value):
    changed = json.loads(json.dumps(body))
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return changed


async def works(api):
    """Check that nothing failed so far, and that everything in memory can be kept."""
    simulator = api.app[SIMULATOR]
    for tenant in list(simulator.tenants.loaded.values()):
        tenant.has_changes = True
        await simulator.flush(tenant)
    assert simulator.metrics.internal_errors.total() == 0
    assert simulator.supervision.problems() == {}


@pytest.mark.parametrize("route", BODIES)
async def test_no_number_in_a_body_of_the_control_plane_breaks_anything(api, route):
    method, path = route.split()
    body = BODIES[route]
    for number, place in enumerate(places(body)):
        for value in [*NUMBERS, f"{10**20}d"]:
            changed = with_value(body, place, value)
            if "name" in changed and isinstance(changed["name"], str):
                changed["name"] = f"{changed['name']}-{number}"
            answer = await api.request(method, f"/_simulator/{path}", json=changed)
            assert answer.status < 500, (place, value, await answer.text())
    await works(api)


async def test_no_number_in_a_creation_breaks_anything(api):
    body = a_create_body()
    for field in [*body, "timeout_mins", "extra"]:
        for value in NUMBERS:
            answer = await api.post("/clusters", json={**body, field: value})
            assert answer.status < 500, (field, value, await answer.text())
    await works(api)


@pytest.mark.parametrize("number", [*NUMBERS[:4], -1])
async def test_no_number_in_a_query_breaks_anything(api, number):
    for query in QUERIES:
        assert (await api.get(f"/_simulator/{query}{number}")).status < 500
    for path in ("/events", "/clusters", "/tasks"):
        query = {"page_number": str(number), "page_size": str(number)}
        assert (await api.get(path, params=query)).status < 500
        assert (await api.get(path, params={**query, "page_size": "10"})).status < 500
    await works(api)
