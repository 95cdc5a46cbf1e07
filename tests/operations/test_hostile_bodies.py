"""Every operation with bodies that nobody should send: understood or refused, and journalled.

Nothing is done by a call that is refused, and no call is answered with 500.
"""

import json
import time
from contextlib import suppress

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.engine import redaction
from cs_simulator.operations import all_operations
from cs_simulator.operations._not_modelled import not_modelled
from cs_simulator.server.app import SIMULATOR
from cs_simulator.validation.body import parse_body

from tests.support.builders import PASSWORD, a_create_body
from tests.support.http import advance

DEEP = "[" * 300 + "]" * 300
VALID = json.dumps(a_create_body(name="hostile", subnet_cidr="172.29.0.0/24"))


def with_field(name, value):
    return VALID[:-1] + f', "{name}": {value}}}'


BODIES = {
    "an array nested deep": with_field("x", DEEP),
    "an object nested deep": with_field("x", '{"a":' * 300 + "1" + "}" * 300),
    "nothing but brackets": DEEP,
    "brackets without end": "[" * 5000,
    "a number beyond 64 bits": with_field("size", "9" * 30),
    "a number of exactly 64 bits": with_field("data_disk_size", str(2**64 - 1)),
    "a token that never ends": with_field("expired", str(2**63)),
    "a token of before": with_field("expired", str(-(2**63))),
    "a number below -2^63": with_field("size", str(-(2**63) - 1)),
    "a number beyond floats": with_field("x", "1e400"),
    "a number of many digits": with_field("size", "1" * 100_000),
    "no number": with_field("size", "NaN"),
    "infinity": with_field("x", "-Infinity"),
    "a key twice": with_field("size", '"many"'),
    "a secret twice": with_field("password", f'"{PASSWORD}x"'),
    "a lone surrogate": with_field("name", r'"\ud800"'),
    "a lone surrogate as a key": with_field(r"\udfff", "1"),
    "a NUL": with_field("name", r'"a\u0000b"'),
    "a NUL as a key": with_field(r"\u0000", "1"),
    "a raw NUL": VALID.replace("my", "m\0y"),
    "a list for a text": with_field("name", "[[]]"),
    "an object for a list": with_field("rds_instances", '{"a": {}}'),
    "a list for the time": with_field("time", "[]"),
    "a key that is empty": with_field("", "{}"),
    "a very long name": with_field("name", json.dumps("n" * 100_000)),
    "cut off": VALID[:-5],
    "more after the end": VALID + "}",
    "an array": "[1, [2], {}]",
    "tags nested deep": '[{"key": "a", "value": ' + DEEP + "}]",
    "a tag with a NUL": r'[{"key": "a\u0000", "value": "\u0000"}]',
    "a text": '"size"',
    "a number": "7",
    "true": "true",
    "null": "null",
    "blanks": " \n ",
    "a mark of byte order": "\ufeff{}",
    "a template": json.dumps({"name": "t", "template": "a: " + "[" * 500, "description": "\x00"}),
}
RAW = {name: text.encode() for name, text in BODIES.items()} | {
    "bytes that are no UTF-8": b'{"name": "\xff\xfe"}',
    "bytes of a surrogate": b'{"name": "\xed\xa0\x80"}',
    "a form": b"size=2&size=3&password=%00&name=%FF",
    "a form of one name": b"a&" * 20_000,
}
TYPES = ["application/json", "", "application/x-www-form-urlencoded", "text/\xfflain"]


@pytest.fixture
async def world(an_api):
    """An API with a cluster, and the values of the paths' placeholders."""
    api = await an_api(quota=("clusters=100000",))
    created = await (await api.post("/clusters", json=a_create_body())).json()
    await advance(api, until="idle")
    cluster = created["cluster_id"]
    token = await (await api.post(f"/clusters/{cluster}/token", json={})).json()
    made = await (await api.post("/templates", json={"name": "t", "template": "a: b"})).json()
    nodes = await (await api.get(f"/clusters/{cluster}/nodes")).json()
    return api, {
        "cluster_id": cluster,
        "ClusterId": cluster,
        "task_id": created["task_id"],
        "token": token["token"],
        "template_id": made["template_id"],
        "ip": nodes["nodes"][0]["ip_address"][0],
    }


def calls():
    """A method and a path of every operation, with its name."""
    for operation in (*all_operations(), *not_modelled()):
        for method, path in operation.calls:
            yield operation.name, method, path


def filled(path, values):
    parts = [
        values.get(part[1:-1], "x") if part.startswith("{") else part for part in path.split("/")
    ]
    return "/".join(parts)


async def journal_length(api):
    answer = await api.get("/_simulator/calls?limit=0")
    return (await answer.json())["total"]


async def clusters(api):
    return {each["cluster_id"] for each in await (await api.get("/clusters")).json()}


@pytest.mark.parametrize("name", RAW)
async def test_no_operation_fails_with_such_a_body(world, name):
    api, values = world
    before, known = await journal_length(api), await clusters(api)
    made, answered = 1, []
    kinds = TYPES if "form" in name else TYPES[:1]
    for operation, method, path in calls():
        if operation == "DeleteCluster":
            continue  # at the end, since the others need the cluster
        for kind in kinds:
            answer = await api.request(
                method, filled(path, values), data=RAW[name], headers={"Content-Type": kind}
            )
            assert answer.status != 500, (operation, kind, await answer.text())
            json.loads(await answer.text())
            made += 1
            if operation == "CreateCluster" and answer.status < 300:
                answered.append((await answer.json())["cluster_id"])
    assert await journal_length(api) == before + made
    assert await clusters(api) == known | set(answered)
    gone = await api.delete(f"/clusters/{values['cluster_id']}", data=RAW[name])
    assert gone.status == 202
    tenants = api.app[SIMULATOR].tenants.loaded.values()
    assert [tenant.internal_errors for tenant in tenants] == [0] * len(tenants)
    kept = await (await api.get("/_simulator/calls/export?format=jsonl")).text()
    assert PASSWORD not in kept


async def test_a_creation_with_something_deep_is_refused_in_words_and_makes_nothing(api):
    body = VALID[:-1] + f', "x": {DEEP}}}'
    answer = await api.post("/clusters", data=body)
    assert answer.status == 400
    assert "nested deeper than 64 levels" in (await answer.json())["message"]
    assert await (await api.get("/clusters")).json() == []
    [call] = (await (await api.get("/_simulator/calls?operation=CreateCluster")).json())["calls"]
    assert (call["status"], call["body"]) == (400, f"({len(body)} bytes that could not be read)")


@pytest.mark.parametrize("levels", [62, 63])
async def test_what_is_nested_less_is_understood(api, levels):
    body = VALID[:-1] + f', "x": {"[" * levels + "]" * levels}}}'
    assert (await api.post("/clusters", data=body)).status == 202
    call = (await (await api.get("/_simulator/calls?operation=CreateCluster")).json())["calls"][0]
    assert call["unread"] == ["x"]


@pytest.mark.parametrize("name", RAW)
async def test_rules_about_bodies_stand_such_bodies_too(world, name):
    api, values = world
    rules = [
        {"id": phase, "phase": phase, "fire": {"probability": 0.5},
         "when": {"body": {"x[0].a": {"exists": True}, "size": {"gte": 1}, "name": "host*"}},
         "then": then}
        for phase, then in (("admit", {"error": "Throttling"}), ("apply", {"error": "Throttling"}),
                            ("reply", {"malformed": {}}))
    ]  # fmt: skip
    answer = await api.patch("/_simulator/faults", json={"rules": rules})
    assert answer.status == 200, await answer.text()
    before = await journal_length(api)
    paths = ["/clusters", f"/clusters/{values['cluster_id']}", "/templates"]
    for method in ("POST", "PUT", "GET"):
        for path in paths:
            answer = await api.request(method, path, data=RAW[name])
            assert answer.status != 500, (method, path, await answer.text())
    assert await journal_length(api) == before + 9
    shown = await (await api.get("/_simulator/calls?limit=9")).json()
    for call in shown["calls"]:
        explained = await api.get(f"/_simulator/calls/{call['request_id']}/explain")
        assert explained.status == 200, await explained.text()


MEGABYTE = 1_000_000
LARGE = {
    "empty arrays": b'{"x":[' + b"[]," * (MEGABYTE // 3) + b"[]]}",
    "short texts": b'{"x":[' + b'"token=a",' * (MEGABYTE // 10) + b'""]}',
    "a long text": b'{"x":"' + b"token=a " * (MEGABYTE // 8) + b'"}',
    "many keys": b"{" + b",".join(b'"k%d":1' % n for n in range(MEGABYTE // 12)) + b"}",
    "a form of one name": b"a&" * (MEGABYTE // 2),
    "a form of secrets": b"&".join(b"k%d=token%%3Da" % n for n in range(MEGABYTE // 20)),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_body_keeps_nobody_waiting(name):
    kind = "application/x-www-form-urlencoded" if "form" in name else "application/json"

    def seconds():
        begun = time.thread_time()
        with suppress(ApiError):
            parse_body(LARGE[name], kind)
        redaction.body(LARGE[name], kind)
        return time.thread_time() - begun

    assert min(seconds() for _ in range(3)) < 0.2


async def test_a_long_body_is_understood_and_journalled_by_its_length(api):
    body = VALID[:-1] + f', "x": "{"x" * 70_000}"}}'
    assert (await api.post("/clusters", data=body)).status == 202
    [call] = (await (await api.get("/_simulator/calls")).json())["calls"]
    assert call["body"] == f"({len(body)} bytes that were not kept)"
