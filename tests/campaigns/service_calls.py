"""Calls of every operation, made up from the description of the service's API.

schemathesis makes up paths, queries and bodies, in one round as described and in the next one
otherwise. Where a name says what is meant, such as ``vswitch_ids``, the value is often one that
exists, and most bodies keep only some of the fields that they may have: so many calls get beyond
the first check. Each operation finds the same clusters, whatever was done to them before it.

No call is answered 5xx, but 501 where the description says so; and no answer is outside of its
description: neither its status, nor its type, nor its fields.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from typing import Any

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

from tests.campaigns.campaign import Campaign, Figures, Run
from tests.campaigns.hostile import check_log, simulator
from tests.campaigns.service_filling import Filling
from tests.campaigns.service_world import Service

CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]
MOST_AT_ONCE = 25  # calls of one operation in a round
WAYS = 3  # in which a call that was made up is filled with what exists; making it up takes longest
ADVANCING = 0.2  # share of the calls after which virtual time goes on
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


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
    end = seen.calls + amount
    chance = random.Random(f"{number} {operation.label}")
    filling = Filling(service, chance)

    @seed(number)
    @settings(
        max_examples=-(-amount // WAYS), database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(generation_mode=mode))
    def make(case: Any) -> None:
        made = (case.path_parameters, case.query, case.body)
        for _ in range(min(WAYS, end - seen.calls)):
            case.path_parameters, case.query, case.body = deepcopy(made)
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
    described = schemathesis.openapi.from_dict(deepcopy(service_document()))
    operations = [found.ok() for found in described.get_all_operations()]
    random.Random(given_run.seed).shuffle(operations)
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
    distinct=("operations among them",),
)
