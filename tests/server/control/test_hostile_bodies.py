"""Every route of the control plane with bodies that nobody should send: none of them is a 500."""

import pytest
from cs_simulator.server.control import routes

BODIES = {
    "arrays nested deep": "[" * 300 + "]" * 300,
    "objects nested deep": '{"a":' * 300 + "1" + "}" * 300,
    "rules nested deep": '{"rules": ' + "[" * 300 + "]" * 300 + "}",
    "a number beyond floats": '{"by": 1e400, "seed": 1e400}',
    "numbers beyond 64 bits": '{"by": 99999999999999999999, "seed": 99999999999999999999}',
    "a lone surrogate": r'{"name": "\ud800"}',
    "a NUL": r'{"name": "\u0000", "tenant": "\u0000"}',
    "null": "null",
    "an array": "[]",
    "a text": '"x"',
    "cut off": '{"name": "x',
    "wrong types": '{"name": [], "rules": {}, "by": [], "until": {}, "mode": [], "seed": {}}',
}


@pytest.mark.parametrize("name", BODIES)
async def test_no_route_fails_with_such_a_body(api, name):
    seen = 0
    for route in routes.all_routes():
        endpoint = route.endpoint
        if endpoint.method == "GET" or endpoint.body is bytes:
            continue
        path = endpoint.path.replace("{", "").replace("}", "")
        answer = await api.request(
            endpoint.method,
            f"/_simulator/{path}",
            data=BODIES[name],
            headers={"Content-Type": "application/json"},
        )
        assert answer.status < 500, (endpoint.method, path, await answer.text())
        seen += 1
    assert seen > 20
