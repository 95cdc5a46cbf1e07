"""The way of a call: whatever breaks on it is answered, counted and journalled for its tenant."""

import asyncio
from importlib import import_module

import orjson
import pytest
from cs_simulator.cluster_types.ack.cluster_type import ACK
from cs_simulator.engine.considered_rules import ConsideredRules
from cs_simulator.operations import Deferred, Incoming
from cs_simulator.operations.clusters import describe_clusters
from cs_simulator.runtime.settings import MEMORY
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.scenarios.faults.reset import Reset

from tests.support.builders import a_create_body
from tests.support.scenario_client import a_file
from tests.support.simulators import advance, create, journal, opened

# The module that makes the deferred reply, and the call: one for each kind of question.
DEFERRED = {
    "log": ("events.describe_cluster_logs", "/clusters/{cluster_id}/logs"),
    "events": ("events._events", "/clusters/{cluster_id}/events"),
    "certificate": ("clusters.describe_cluster_certs", "/clusters/{cluster_id}/certs"),
    "kubeconfig": ("_kubeconfig", "/k8s/{cluster_id}/user_config"),
}


class BugError(Exception):
    """What no code of the simulator expects."""


def break_down(*_: object, **__: object) -> None:
    raise BugError


@pytest.fixture
async def simulator():
    async with opened(MEMORY) as simulator:
        yield simulator


async def answer(simulator, method, path, body=None):
    """The answer as it leaves for the socket."""
    raw = orjson.dumps(body) if body is not None else b""
    incoming = Incoming(method, path, path, {}, raw, "application/json", "")
    return await simulator.dispatcher.answer("default", incoming)


async def a_running_cluster(simulator):
    """Create a cluster and wait until it is up; returns its id."""
    created = (await create(simulator, "up")).ok()
    await advance(simulator, 3600)
    return created["cluster_id"]


async def a_running_kubernetes_cluster(simulator):
    body = ACK.creation.example({}, 1)
    created = orjson.loads((await answer(simulator, "POST", "/clusters", body)).body)
    await advance(simulator, 3600)
    return created["cluster_id"]


async def last_entry(simulator):
    return (await journal(simulator))[-1]


async def assert_is_an_internal_error(simulator, answered):
    """The call's own id is in answer and journal, and the tenant counts one error."""
    entry, body = await last_entry(simulator), orjson.loads(answered.body)
    assert (answered.status, answered.code, body["Code"]) == (500, "InternalError", "InternalError")
    assert answered.request_id == body["RequestId"] == entry.request_id
    assert (entry.status, entry.code) == (500, "InternalError")
    assert simulator.tenants.loaded["default"].internal_errors == 1


# ---- a bug


def test_every_kind_of_deferred_reply_is_tried_here():
    assert len(DEFERRED) == len(Deferred.__annotations__["question"].__args__)


@pytest.mark.parametrize("kind", DEFERRED)
async def test_a_bug_in_a_deferred_reply_is_an_internal_error(simulator, monkeypatch, kind):
    module, path = DEFERRED[kind]
    make = a_running_kubernetes_cluster if kind == "kubeconfig" else a_running_cluster
    cluster_id = await make(simulator)
    monkeypatch.setattr(
        import_module(f"cs_simulator.operations.{module}"),
        "Deferred",
        lambda question, _: Deferred(question, break_down),
    )

    answered = await answer(simulator, "GET", path.format(cluster_id=cluster_id))

    await assert_is_an_internal_error(simulator, answered)


async def test_a_bug_in_what_a_deferred_reply_asks_for_is_an_internal_error(simulator, monkeypatch):
    cluster_id = await a_running_cluster(simulator)
    monkeypatch.setattr(simulator.authority, "issue_client_certificate", break_down)

    answered = await answer(simulator, "GET", f"/clusters/{cluster_id}/certs")

    await assert_is_an_internal_error(simulator, answered)


async def test_a_bug_in_an_immediate_reply_is_an_internal_error(simulator, monkeypatch):
    monkeypatch.setattr(describe_clusters, "Reply", break_down)

    answered = await answer(simulator, "GET", "/clusters")

    await assert_is_an_internal_error(simulator, answered)


@pytest.mark.parametrize("phase", ["admit", "read", "reply"])
async def test_a_bug_in_a_rule_of_any_phase_is_an_internal_error(tmp_path, monkeypatch, phase):
    rule = {"id": "r", "phase": phase, "then": "reset"}
    monkeypatch.setattr(Reset, "effect", break_down)
    async with opened(MEMORY, scenario=a_file(tmp_path / "broken.yaml", rules=[rule])) as simulator:
        answered = await answer(simulator, "GET", "/clusters")

        await assert_is_an_internal_error(simulator, answered)


async def test_a_bug_leaves_nothing_of_the_call_but_its_journal_entry(simulator, monkeypatch):
    monkeypatch.setattr("cs_simulator.operations.clusters.create_cluster.accepted", break_down)

    answered = await answer(simulator, "POST", "/clusters", a_create_body())

    await assert_is_an_internal_error(simulator, answered)
    assert len(simulator.tenants.loaded["default"].world.clusters) == 0


# ---- what is noted of the scenario's rules


async def considered(simulator):
    return orjson.loads((await last_entry(simulator)).considered or "null")


async def test_without_a_scenario_nothing_is_noted_of_rules(simulator):
    await answer(simulator, "GET", "/clusters")
    assert await considered(simulator) is None


PHASES_OF = {
    ("GET", "/clusters"): ["admit", "read", "reply"],
    ("GET", "/clusters/c0"): ["admit", "read"],
    ("PUT", "/templates"): ["admit", "apply"],
    ("GET", "/nowhere"): [],
}


@pytest.mark.parametrize("call", PHASES_OF)
async def test_the_phases_that_a_call_comes_to_are_noted(tmp_path, call):
    rules = [{"id": "r", "when": {"operation": "DeleteCluster"}, "then": "outage"}]
    async with opened(MEMORY, scenario=a_file(tmp_path / "others.yaml", rules=rules)) as simulator:
        await answer(simulator, *call)

        assert await considered(simulator) == orjson.loads(
            ConsideredRules(phases=PHASES_OF[call]).as_json()
        )


# ---- a rule that makes the caller wait


async def test_a_tenant_that_is_reset_while_a_call_waits_is_found_anew(tmp_path):
    began, may_go_on = asyncio.Event(), asyncio.Event()

    async def sleep(_: float) -> None:
        began.set()
        await may_go_on.wait()

    rule = {"id": "slow", "phase": "admit", "when": {"operation": "DescribeClusters"}}
    file = a_file(tmp_path / "slow.yaml", rules=[{**rule, "then": {"delay": "5s"}}])
    async with opened(MEMORY, SystemClock(sleep=sleep), scenario=file) as simulator:
        await a_running_cluster(simulator)
        waiting = asyncio.create_task(answer(simulator, "GET", "/clusters"))
        await began.wait()
        await simulator.lifecycle.reset("default")
        may_go_on.set()

        assert orjson.loads((await waiting).body) == []
