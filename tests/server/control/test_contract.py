"""Every answer of the control plane is what its endpoint declares, and every field is in use."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest
from aiohttp import ClientError
from cs_simulator.cluster_types import registry
from cs_simulator.domain.collecting import public_modules
from cs_simulator.scenarios.expectations.call_filter import CallFilter
from cs_simulator.server.app import SIMULATOR
from cs_simulator.server.control.contract import events
from cs_simulator.server.control.contract.calls import CALL_FILTERS
from cs_simulator.server.control.contract.endpoint import JSON, Endpoint
from cs_simulator.server.control.contract.json_schema import Schemas
from cs_simulator.server.control.routes import all_routes
from jsonschema import Draft202012Validator, FormatChecker

from tests.support.builders import FIXTURES, a_create_body
from tests.support.damage import with_damaged_tenant
from tests.support.own_api import make_pod
from tests.support.scenario_client import A_SCENARIO

ENDPOINTS = {
    f"{endpoint.method} {endpoint.path}": endpoint
    for module in public_modules("cs_simulator.server.control.contract")
    for endpoint in vars(module).values()
    if isinstance(endpoint, Endpoint)
}


ARRIVING = "PUT tenants/{name}/move/file"


def of_other_types(field):
    """Whether only clusters of a type that is not here have a value in the field."""
    return field in (
        "NodeGroup.error_message", "Pool.error_message", "Node.properties", "StateChange.group_id",
    )  # fmt: skip


def test_every_endpoint_has_one_route_and_every_route_an_endpoint():
    routes = [f"{route.endpoint.method} {route.endpoint.path}" for route in all_routes()]
    assert sorted(routes) == sorted(ENDPOINTS)


def test_calls_are_selected_by_every_field_of_their_filter():
    assert tuple(field.name for field in fields(CallFilter)) == CALL_FILTERS


def test_an_endpoint_with_a_placeholder_comes_after_one_without():
    assert ENDPOINTS["GET calls/count"].subject_of("calls/count") == ""
    assert ENDPOINTS["GET calls/{request_id}/explain"].subject_of("calls/A%2FB/explain") == "A/B"
    assert ENDPOINTS["GET clusters/{cluster_id}"].subject_of("clusters") is None


@pytest.mark.parametrize("name", ENDPOINTS)
def test_a_path_leads_back_to_its_subject(name):
    endpoint = ENDPOINTS[name]
    subject = "a/b c%" if endpoint.placeholder else ""
    assert endpoint.subject_of(endpoint.filled(subject)) == subject


def shape_in(schema, value):
    """The schema of the shape that a value has which may be null, too."""
    shapes = [one for one in schema.get("anyOf", ()) if "$ref" in one]
    return schema if value is None or not shapes else shapes[0]


class Checked:
    """Calls endpoints, checks what they answer, and notes which fields had a value."""

    def __init__(self, api):
        self.api = api
        self.schemas = Schemas()
        self.seen = set()
        self.used = set()

    async def call(self, name, subject="", body=None, **query):
        """The answer of an endpoint, which must be the declared one."""
        endpoint = ENDPOINTS[name]
        answer = await self.api.request(
            endpoint.method, f"/_simulator/{endpoint.filled(subject)}", params=query,
            **({"data": body, "headers": {"Content-Type": endpoint.accepts[0]}}
               if isinstance(body, bytes) else {"json": body}),
        )  # fmt: skip
        assert answer.status == 200, await answer.text()
        assert answer.content_type == endpoint.media_type
        self.seen.add(name)
        if endpoint.media_type != JSON:
            return await answer.read()
        found = await answer.json()
        self.check(endpoint.answers, found)
        return found

    def check(self, kind, value):
        schema = self.schemas.of(kind)
        whole = schema | {"$defs": self.schemas.definitions}
        Draft202012Validator(whole, format_checker=FormatChecker()).validate(value)
        self.used |= set(self._used(schema, value))

    def _used(self, schema, value) -> Iterator[str]:
        """The fields that have a value which is neither nothing nor empty."""
        schema = shape_in(schema, value)
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            properties = self.schemas.definitions[name]["properties"]
            for field, inner in value.items():
                if inner not in (None, [], {}, ""):
                    yield f"{name}.{field}"
                yield from self._used(properties[field], inner)
        elif isinstance(value, list):
            for item in value:
                yield from self._used(schema.get("items", {}), item)
        elif isinstance(value, dict):
            for item in value.values():
                yield from self._used(schema.get("additionalProperties", {}), item)

    def unused(self):
        """The fields that never had a value; those of an extended shape count for it, too."""
        declared = {
            f"{name}.{field}"
            for name, schema in self.schemas.definitions.items()
            for field in schema.get("properties", {})
        }
        return declared - self.used


RULES = [
    {"id": "slow", "description": "Too many.", "when": {"operation": "DescribeTemplates"},
     "fire": {"times": 1, "probability": 0.5}, "then": "forbidden", "ttl": "1h"},
    {"id": "no-stock", "when": {"stage": "ecs", "cluster": "bad"}, "select": {"count": 1},
     "then": {"fail": {"code": "OperationDenied.NoStock"}}},
    {"id": "never-ready", "when": {"namespace": "default"}, "then": "never_ready"},
]  # fmt: skip
SCENARIO = {
    **A_SCENARIO,
    "rules": RULES,
    "timeline": [{"at": "+90d", "do": "delete_cluster"}],
    "expect": [{"calls": {"operation": "CreateCluster"}, "count": 7}],
}


@pytest.fixture
async def checked(an_api, tmp_path):
    path = tmp_path / "known.json"
    path.write_text(json.dumps(SCENARIO))
    database = tmp_path / "state.db"
    await with_damaged_tenant(database, "ill")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "broken.yaml").write_text("kind: Scenari")
    settings = {"scenario": str(path), "db": str(database), "config_dir": str(tmp_path)}
    return Checked(await an_api(**settings, journal_age="720h"))


async def create(checked, name, number, **changes):
    body = a_create_body(name=name, subnet_cidr=f"172.28.{number}.0/24", **changes)
    answer = await checked.api.post("/clusters", json=body)
    assert answer.status == 202, await answer.text()
    return await answer.json()


async def test_every_answer_is_the_declared_one_and_every_field_has_a_value(checked, an_api):
    call, api = checked.call, checked.api
    file = (await call("GET scenario"))["file"]
    await call("PUT scenario", body={"name": file})
    await call("PUT fixtures", body=FIXTURES)
    good = await create(
        checked, "good", 1, size=2, rds_instances=["rm-2zedefault"], need_slb=True, odd=1
    )
    bad = await create(checked, "bad", 2, size=1)
    tags = [{"key": "team", "value": "build"}]
    await api.post(f"/clusters/{good['cluster_id']}/tags", json=tags)
    for _ in range(4):
        await api.get("/templates")
    await call("GET tasks")
    await call("GET timeline")
    await call("GET clock")
    await call("POST clock/advance", body={"by": "45s"})
    await call("GET clock")
    held = await call("PATCH tasks/{task_id}", good["task_id"], {"is_held": True})
    await call("GET timeline", cluster=good["cluster_id"])
    await call("PATCH tasks/{task_id}", good["task_id"], {"is_held": False})
    assert held["steps"]
    await call("GET clusters/{cluster_id}", good["cluster_id"])
    for until in ({"task": bad["task_id"], "state": "failed"},
                  {"task": good["task_id"], "state": "success"}):  # fmt: skip
        await call("POST clock/advance", body={"until": until})
    shown = await call("GET clusters/{cluster_id}", good["cluster_id"])
    node = shown["nodes"][0]["instance_id"]
    await call("PATCH nodes/{instance_id}", node, {"is_lost": True})
    await call("GET nodes/{instance_id}", node)
    await call("GET tasks/{task_id}", bad["task_id"])
    await call("GET clusters")
    await call("PATCH clusters/{cluster_id}", bad["cluster_id"], {"state": "failed"})
    await check_pools(checked)
    await call("GET picture")
    await check_scenario_files(checked, file)
    await check_calls_by_hand(checked)
    await call("PUT clock", body={"mode": "frozen"})

    await check_changed_answers(checked)
    listed = await call("GET calls")
    await call("GET calls", skip=1)
    await call("GET calls/heads")
    await call("GET calls/heads", skip=1)
    await call("GET calls/count")
    await call("GET calls/export")
    refused = next(one for one in listed["calls"] if one["faults"])
    await call("GET calls/{request_id}/explain", refused["request_id"])
    await call("GET decisions")
    expectations = [{"calls": {"operation": "CreateCluster"}, "attempts": {"max": 1}}]
    await call("POST calls/verify", body={"expectations": expectations})
    await call("GET scenario")
    await call("POST scenario/verify")
    await call("GET scenario/verdicts")
    await check_script_runs(checked)
    await call("GET faults")
    rule = {"id": "more", "select": {"count": 1}, "then": {"error": "Throttling"}}
    await call("PATCH faults", body={"rules": [rule]})  # with a warning: calls have no nodes
    await call("PATCH faults/{id}", "more", {"enabled": False, "ttl": "5m"})
    await call("DELETE faults/{id}", "more")
    await call("PUT faults", body={"rules": []})
    await call("DELETE faults")
    await call("PUT scenario", body={**A_SCENARIO, "rules": [rule]})
    await call("DELETE faults")

    await call("PUT snapshots/{name}", "one")
    await call("GET snapshots/{name}", "one")
    await call("GET state")
    await create(checked, "third", 3, size=1)
    await call("PATCH clusters/{cluster_id}", bad["cluster_id"], {"state": "deleted"})
    await call("PATCH clusters/{cluster_id}", good["cluster_id"], {"state": "inactive"})
    await call("PUT snapshots/{name}", "two")
    await call("GET snapshots/{name}/diff", "one", **{"with": "two"})
    file = await call("GET snapshots/{name}/file", "one")
    await call("PUT snapshots/{name}/file", "three", file)
    await call("GET snapshots")
    await call("POST snapshots/{name}/fork", "one", {})
    await call("POST snapshots/{name}/load", "one")
    await call("DELETE snapshots/{name}", "three")

    described = ("openapi.json", "service-openapi.json")
    for name in ("ca", "health", "livez", "readyz", "metrics", "fidelity", *described):
        await call(f"GET {name}")
    api.app[SIMULATOR].supervision.failed("timeline", ValueError("made up"), "default")
    await api.app[SIMULATOR].maintenance.do_round()
    await call("GET health")
    of_several = await an_api(replica="cs-1", tenant_ttl="168h")
    health = await (await of_several.get("/_simulator/health")).json()
    checked.check(ENDPOINTS["GET health"].answers, health)
    key = {"access_key_id": "a", "access_key_secret": "b", "account": "c"}
    added = await of_several.put("/_simulator/credentials?tenant=c", json=key)
    checked.check(ENDPOINTS["PUT credentials"].answers, await added.json())
    state = await (await of_several.get("/_simulator/state")).json()
    checked.check(ENDPOINTS["GET state"].answers, state)
    await call("POST validate", body={"name": "x"})
    await call("GET fixtures")
    credential = {
        "access_key_id": "a", "access_key_secret": "b", "security_token": "t",
        "expires": "2030-01-01T00:00:00Z",
        "policy": {"Version": "1", "Statement": []},
    }  # fmt: skip
    await call("PUT credentials", body=credential)
    await call("GET credentials")
    await call("DELETE credentials/{id}", "a")
    made = await call("POST tenants", body={"clock": "frozen", "ttl": "1h"})
    await call("GET tenants/{name}", made["tenant"])
    await check_moves(checked, Checked(of_several), made["tenant"])
    await call("DELETE tenants/{name}", made["tenant"])
    await check_events(checked)
    await call("PUT scenario", body=SCENARIO)
    await call("DELETE calls")
    assert (await call("GET scenario/verdicts"))["problem"]
    await call("POST reset", body={})
    await call("DELETE scenario")
    assert ENDPOINTS.keys() - checked.seen == {"GET events", ARRIVING}
    assert [field for field in checked.unused() if not of_other_types(field)] == []


async def check_moves(checked, there, name):
    """Move a tenant to another simulator, which it is to stay in."""
    to = {"url": "http://127.0.0.1:8015", "replica": "cs-1"}
    await checked.call("PUT tenants/{name}/move", name, to)
    await checked.call("DELETE tenants/{name}/move", name)
    move = await checked.call("PUT tenants/{name}/move", name, to)
    file = await checked.call("GET tenants/{name}/move/file", name)
    await there.call(ARRIVING, name, file)
    await checked.call("POST tenants/{name}/move/end", name, {"move": move["move"]})
    await checked.call("GET tenants/{name}/move", name)
    await checked.call("GET tenants")


async def check_calls_by_hand(checked):
    """Call what makes calls of the API by hand, and what they may have."""
    await checked.call("GET cluster_types")
    example = await checked.call("GET examples/{operation}", "CreateCluster", type="swarm")
    await checked.call("POST calls", body=example)
    await checked.call("POST calls", body={"method": "GET", "path": "/nothing"})
    reset = {"id": "reset", "when": {"operation": "DescribeImages"}, "then": "reset"}
    await checked.call("PATCH faults", body={"rules": [reset]})
    await checked.call("POST calls", body={"method": "GET", "path": "/images"})
    await checked.call("DELETE faults/{id}", "reset")
    await checked.call("POST clock/advance", body={"until": "settled"})
    await checked.call("GET clock")


async def check_scenario_files(checked, file):
    """Call what is about files of scenarios and their text."""
    text = json.dumps({**SCENARIO, "include": [file]})
    await checked.call("POST scenario/lint", body={"text": text})
    broken = Path(file).with_name("broken.json")
    broken.write_text(json.dumps({**SCENARIO, "rules": [{"id": "no-fault"}]}))
    text = json.dumps({**A_SCENARIO, "include": [str(broken)]})
    linted = await checked.call("POST scenario/lint", body={"text": text})
    assert linted["problems"]
    known = await checked.call("GET scenarios")
    assert known["scenarios"]
    await checked.call("GET scenarios/{name}", "lost-create-reply")
    await checked.call("GET scenarios/{name}", "broken")
    await checked.call("GET scenario/schema")


async def check_script_runs(checked):
    """Run scripts that fail, of which one has a rule that never acts."""
    failing = {**A_SCENARIO, "script": [{"call": "GET /clusters", "expect_status": 404}]}
    failing["metadata"] = {"name": "failing", "description": "It fails."}
    failing["rules"] = [{**RULES[0], "fire": {}}]
    failing["rules"][0]["when"] = {"operation": "DescribeClusters*"}
    idle = {**failing, "script": [{"call": "GET /templates"}], "expect": SCENARIO["expect"]}
    for scenario in (failing, idle):
        await checked.call("POST scenario/run", body={"text": json.dumps(scenario), "seed": 7})
    await checked.call("POST scenario/sweep", body={"text": json.dumps(idle), "last": 2})


async def check_changed_answers(checked):
    """Make calls whose answers are sent otherwise than they were committed."""
    gone = (await create(checked, "gone", 8, size=1))["cluster_id"]
    rules = [
        {"id": "old", "when": {"operation": "DescribeClusterDetail"},
         "then": {"stale_read": {"reads": 9}}},
        {"id": "lost", "when": {"operation": "CreateCluster"}, "then": {"lost_reply": {}}},
        {"id": "cut", "when": {"operation": "DescribeTemplates"}, "then": {"truncate": 5}},
    ]  # fmt: skip
    await checked.call("PATCH faults", body={"rules": rules})
    await checked.call("PATCH clusters/{cluster_id}", gone, {"state": "deleted"})
    await checked.api.get(f"/clusters/{gone}")
    body = a_create_body(name="lost", subnet_cidr="172.28.9.0/24")
    for method, path in (("POST", "/clusters"), ("GET", "/templates")):
        with suppress(ClientError):
            async with checked.api.request(method, path, json=body) as answer:
                await answer.read()


async def check_pools(checked):
    """Call what is about node pools, with one that has a node."""
    api, types = checked.api, registry()
    body = types["ack"].creation.example({"name": "managed"}, 1)
    created = await (await api.post("/clusters", json=body)).json()
    await checked.call("POST clock/advance", body={"by": "30m"})
    pool = types["ack"].example_pool({"desired_size": 1}, 1)
    answer = await api.post(f"/clusters/{created['cluster_id']}/nodepools", json=pool)
    nodepool_id = (await answer.json())["nodepool_id"]
    await checked.call("POST clock/advance", body={"by": "30m"})
    await checked.call("GET pools", cluster=created["cluster_id"])
    await checked.call("GET clusters/{cluster_id}", created["cluster_id"])
    await checked.call("GET clusters/{cluster_id}/kubeconfig", created["cluster_id"])
    await checked.call("GET pools/{nodepool_id}", nodepool_id)
    await make_pod(api, created["cluster_id"], "web")
    await checked.call("POST clock/advance", body={"by": "1m"})
    found = await checked.call("GET decisions", pod="default/web")
    assert [decision["rule"] for decision in found["decisions"]] == ["never-ready"]
    await checked.call("PATCH pools/{nodepool_id}", nodepool_id, {"state": "deleted"})
    await checked.call("PATCH clusters/{cluster_id}", created["cluster_id"], {"state": "deleted"})


async def check_events(checked):
    """Read the stream from the start, until each kind of event but a reset has come."""
    stream = await checked.api.get("/_simulator/events", params={"from": "start"})
    await checked.call("POST clock/advance", body={"by": "1s"})
    await checked.call(
        "PUT faults", body={"rules": [{"id": "changes-what-is-in-force", "then": "reset"}]}
    )
    missing = set(events.EVENTS) - {"reset"}
    kind = ""
    while missing:
        name, _, value = (await stream.content.readline()).decode().rstrip().partition(": ")
        if name == "event":
            kind = value
        elif name == "data":
            checked.check(events.EVENTS[kind], json.loads(value))
            missing.discard(kind)
    stream.close()
    checked.check(events.EVENTS["reset"], {"tenant": "default"})
