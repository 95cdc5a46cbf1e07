"""Calls of every operation, made up from the description of the service's API.

schemathesis makes up paths, queries and bodies, in one round as described and in the next one
otherwise. Where a name says what is meant, such as ``vswitch_ids``, the value is often one that
exists, and most bodies keep only some of the fields that they may have: so many calls get beyond
the first check. Each operation finds the same clusters, whatever was done to them before it.

No call is answered 5xx, but 501 where the description says so; and no answer is outside of its
description: neither its status, nor its type, nor its fields.
"""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

import requests
import schemathesis
from cs_simulator.server.control.openapi_service import MAY_BE_EMPTY, service_document
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.campaigns.campaign import SECRETS, Campaign, Figures, Run
from tests.campaigns.hostile import check_log, simulator
from tests.support.builders import a_create_body

CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]
MOST_AT_ONCE = 25  # calls of one operation in a round
KNOWN = 0.7  # share of the values with a telling name that are ones that exist
SPARSE = 0.7  # share of the bodies that keep only some of their fields
ADVANCING = 0.2  # share of the calls after which virtual time goes on
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


class Service:
    """The simulator that is called, and what exists there."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.known: dict[str, list[Any]] = {}

    def control(self, method: str, path: str, body: object = None) -> Any:
        """A call of the control plane, which must succeed."""
        owner = {"Authorization": f"Bearer {SECRETS['control token']}"}
        url = f"{self.url}/_simulator/{path}"
        answer = self.session.request(method, url, json=body, headers=owner, timeout=60)
        assert answer.ok, answer.text
        return answer.json()

    def call(self, method: str, path: str, body: object = None) -> Any:
        """A well-meaning call of the API, which must succeed."""
        answer = self.session.request(method, self.url + path, json=body, timeout=60)
        assert answer.ok, answer.text
        return answer.json()

    def prepare(self) -> None:
        """Make clusters and what belongs to them, and keep all of it in a snapshot."""
        for number in (1, 2):
            block = f"172.{20 + number}.0.0/16"
            created = self.call(
                "POST", "/clusters", a_create_body(name=f"c{number}", size=2, subnet_cidr=block)
            )
            self.control("POST", "clock/advance", {"until": "idle"})
            self._know(created)
        self._know(self.call("PUT", "/templates", {"name": "t", "template": "version: '2'"}))
        self.control("PUT", "snapshots/prepared")

    def restore(self) -> None:
        """Put everything back as it was prepared."""
        self.control("POST", "snapshots/prepared/load")

    def _know(self, created: Mapping[str, Any]) -> None:
        for name, value in created.items():
            self._add(name, value)
        cluster_id = created.get("cluster_id")
        if cluster_id:
            self._know_cluster(self.call("GET", f"/clusters/{cluster_id}"), cluster_id)

    def _know_cluster(self, detail: Mapping[str, Any], cluster_id: str) -> None:
        for name in ("name", "vpc_id", "vswitch_id", "security_group_id", "region_id"):
            self._add(name, detail.get(name))
        for node in self.call("GET", f"/clusters/{cluster_id}/nodes")["nodes"]:
            self._add("instance_id", node.get("instance_id"))
            self._add("node_name", node.get("node_name"))
            self._add("nodepool_id", node.get("nodepool_id"))
            self._add("ip", (node.get("ip_address") or [None])[0])

    def _add(self, name: str, value: object) -> None:
        if value and value not in self.known.setdefault(name, []):
            self.known[name].append(value)


# What other names than those of answers mean; a plural is a list of them.
MEANINGS = {
    "ClusterId": "cluster_id", "cluster": "cluster_id", "ClusterIds": "cluster_id",
    "clusters": "cluster_id", "resource_id": "cluster_id", "resource_ids": "cluster_id",
    "vpcid": "vpc_id", "vswitch_ids": "vswitch_id", "worker_vswitch_ids": "vswitch_id",
    "pod_vswitch_ids": "vswitch_id", "security_group_ids": "security_group_id",
    "instances": "instance_id", "instance_ids": "instance_id", "instanceIds": "instance_id",
    "nodes": "node_name", "node_names": "node_name", "nodeNames": "node_name",
    "nodeIps": "ip", "Region": "region_id", "region": "region_id", "RegionId": "region_id",
    "addon_name": "component", "component_id": "component", "instance_name": "component",
    "component_name": "component", "componentIds": "component", "uid": "user", "user": "user",
    "resource_type": "resource_type", "instance_types": "instance_type",
    "worker_instance_types": "instance_type", "master_instance_types": "instance_type",
}  # fmt: skip
ALWAYS = {
    "component": ["flannel", "coredns", "csi-plugin", "metrics-server", "nginx-ingress-controller"],
    "user": ["200000000000000001"],
    "resource_type": ["CLUSTER"],
    "instance_type": ["ecs.g7.xlarge", "ecs.n4.large"],
    "namespace": ["default", "kube-system"],
}


class Filling:
    """Puts values that exist into a made-up call."""

    def __init__(self, known: Mapping[str, list[Any]], chance: random.Random) -> None:
        self.known = {**ALWAYS, **known}
        self.chance = chance

    def fill(self, case: Any, *, sparse: bool) -> None:
        """Change a call; with *sparse* its body also loses fields that it may go without."""
        case.path_parameters = self._filled(case.path_parameters or {})
        case.query = self._filled(case.query or {})
        if sparse and isinstance(case.body, dict) and self.chance.random() < SPARSE:
            names = sorted(case.body)
            kept = set(self.chance.sample(names, min(len(names), self.chance.randrange(5))))
            required = _required(case)
            case.body = {
                name: value for name, value in case.body.items() if name in kept | required
            }
        if isinstance(case.body, dict | list):
            case.body = self._filled(case.body)

    def _filled(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._filled(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {name: self._value(str(name), inner) for name, inner in value.items()}

    def _value(self, name: str, value: Any) -> Any:
        found = self.known.get(MEANINGS.get(name, name))
        if found and self.chance.random() < KNOWN:
            if isinstance(value, str):
                return self.chance.choice(found)
            if isinstance(value, list) and all(isinstance(item, str) for item in value):
                return self.chance.sample(found, self.chance.randint(1, len(found)))
        return self._filled(value)


def _required(case: Any) -> set[str]:
    """The fields that the body must have, whichever of its forms it has."""
    body = case.operation.definition.raw.get("requestBody", {})
    schema = body.get("content", {}).get("application/json", {}).get("schema", {})
    return {name for one in schema.get("anyOf", [schema]) for name in one.get("required", [])}


class Seen:
    """What was called and answered."""

    def __init__(self) -> None:
        self.calls = 0
        self.statuses: Counter[int] = Counter()
        self.answered_well: set[str] = set()
        self.wrong: dict[str, str] = {}

    def take(self, case: Any, answer: Any) -> None:
        """Look at the answer of one call."""
        self.calls += 1
        self.statuses[answer.status_code] += 1
        label = case.operation.label
        if answer.status_code < 300:
            self.answered_well.add(label)
        for problem in problems_of(case, answer):
            command = case.as_curl_command()
            self.wrong.setdefault(f"{label} {problem[:200]}", f"{problem}\n{command[:2000]}")


def problems_of(case: Any, answer: Any) -> Iterator[str]:
    """What an answer has that its description does not."""
    responses = case.operation.definition.raw["responses"]
    described = responses.get(str(answer.status_code), {})
    if answer.status_code < 300 and ("content" not in described or MAY_BE_EMPTY in described):
        if not answer.content:
            return
        if described and "content" not in described:
            yield f"{answer.status_code} with a body: {answer.text[:300]}"
    if answer.status_code == 501 and "501" in responses:
        checks = CHECKS
        if answer.json().get("code") != "OperationNotModelled":
            yield f"501: {answer.text[:300]}"
    else:
        checks = [not_a_server_error, *CHECKS]
    try:
        case.validate_response(answer, checks=checks)
    except FailureGroup as group:
        yield from (f"{type(problem).__name__}: {problem}" for problem in group.exceptions)
    except Failure as problem:
        yield f"{type(problem).__name__}: {problem}"


def call_operation(
    service: Service, operation: Any, mode: GenerationMode, amount: int, number: int, seen: Seen
) -> None:
    """Make up to *amount* calls of one operation; *number* seeds them."""
    chance = random.Random(f"{number} {operation.label}")
    filling = Filling(service.known, chance)

    @seed(number)
    @settings(
        max_examples=amount, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(generation_mode=mode))
    def make(case: Any) -> None:
        filling.fill(case, sparse=mode is GenerationMode.POSITIVE)
        answer = case.call(base_url=service.url, session=service.session, timeout=60)
        seen.take(case, answer)
        if chance.random() < ADVANCING:
            service.control("POST", "clock/advance", {"by": "4m"})

    service.restore()
    make()


def call_all(service: Service, given_run: Run) -> Seen:
    """Call every operation in rounds until there were as many calls as asked for."""
    service.prepare()
    seen = Seen()
    operations = [
        found.ok() for found in schemathesis.openapi.from_dict(_document()).get_all_operations()
    ]
    for turn in count():
        mode = MODES[turn % len(MODES)]
        for operation in operations:
            left = given_run.amount - seen.calls
            if left <= 0:
                return seen
            if mode is GenerationMode.NEGATIVE and not _takes_something(operation):
                continue
            amount = min(MOST_AT_ONCE, max(1, left // len(operations)), left)
            call_operation(service, operation, mode, amount, given_run.seed * 1000 + turn, seen)
    return seen


def _document() -> dict[str, Any]:
    copied: dict[str, Any] = json.loads(json.dumps(service_document()))
    return copied


def _takes_something(operation: Any) -> bool:
    """Whether a call can be otherwise than described."""
    raw = operation.definition.raw
    return bool(raw.get("requestBody") or any(key["in"] == "query" for key in raw["parameters"]))


async def run(given_run: Run) -> Figures:
    """Call, and see what was answered."""
    async with simulator(given_run.folder) as (process, port):
        service = Service(f"http://127.0.0.1:{port}")
        seen = await asyncio.to_thread(call_all, service, given_run)
        assert process.returncode is None, "the process has ended"
    found = [f"{where}\n{what}" for where, what in sorted(seen.wrong.items())]
    assert not found, f"{len(found)}:\n" + "\n\n".join(found[:40])
    check_log(given_run.folder / "server.log")
    well = sum(number for status, number in seen.statuses.items() if status < 300)
    refused = sum(number for status, number in seen.statuses.items() if 400 <= status < 500)
    return {
        "answered well": well,
        "operations among them": len(seen.answered_well),
        "refused": refused,
        "refused as not modelled": seen.statuses[501],
        "answered 5xx otherwise": 0,
        "outside of its description": 0,
    }


CAMPAIGN = Campaign(
    name="service_calls",
    proves="no made-up call of the API is answered 5xx, nor otherwise than it is described",
    unit="calls",
    amount=20_000,
    short=130,
    run=run,
)
