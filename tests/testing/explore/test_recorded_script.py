"""The script of a find: the calls of a run, made again by ``scenario test``."""

import json

import pytest
from cs_simulator.client.tenant import ExpectationMissedError
from cs_simulator.testing import Simulator
from cs_simulator.testing.explore.recorded_script import script_of

from tests.support.process import call_url

LOST = {"id": "lost", "when": {"operation": "CreateCluster"}, "fire": {"times": 1}}
SCENARIO = {
    "apiVersion": "simulator/v1",
    "kind": "Scenario",
    "metadata": {"name": "find"},
    "seed": 0,
    "rules": [{**LOST, "then": "lost_reply"}],
    "expect": [{"invariant": "no_orphans"}],
}


@pytest.fixture(scope="module")
def simulator():
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def tenant(simulator):
    return simulator.tenant(scenario=SCENARIO, clock="polling")


def ask(tenant, method, path, body=None):
    """The answer to a call; nothing where the connection broke."""
    headers = {"Authorization": f"acs {tenant.access_key_id}:x"}
    try:
        return call_url(tenant.endpoint + path, method, body, headers=headers).body
    except OSError:
        return {}


def recorded(tenant, scenario=SCENARIO):
    return script_of(scenario, tenant.calls.list())


def test_it_makes_the_calls_of_the_run_and_misses_what_was_missed(tenant):
    for name in ("one", "two"):
        created = ask(tenant, "POST", "/clusters", tenant.creation(name=name))
    for _ in range(3):
        ask(tenant, "GET", f"/clusters/{created['cluster_id']}")
    with pytest.raises(ExpectationMissedError, match="no_orphans"):
        tenant.verify()

    script = recorded(tenant)
    calls = [step["call"] for step in script if "call" in step]
    assert calls == ["POST /clusters"] * 2 + ["GET /clusters/{cluster_id:two}"] * 3
    assert [step["expect_status"] for step in script if "call" in step] == [0, 202, 200, 200, 200]
    assert [step for step in script if "advance" in step]
    assert created["cluster_id"] not in json.dumps(script)
    assert "password" not in script[0]["body"]


@pytest.mark.parametrize(
    ("change", "names"),
    [({"expect": []}, ["one", "two"]), ({}, ["one"] * 51), ({"rules": []}, ["one", "two"])],
    ids=["nothing is expected", "too many calls", "nothing is missed"],
)
def test_there_is_none_where_it_shows_nothing(tenant, change, names):
    for name in names:
        ask(tenant, "POST", "/clusters", tenant.creation(name=name))
    assert recorded(tenant, {**SCENARIO, **change}) == []


def test_calls_that_scripts_have_no_words_for_leave_it_out(tenant):
    for name in ("one", "two"):
        ask(tenant, "POST", "/clusters", tenant.creation(name=name))
    ask(tenant, "PATCH", "/clusters")
    assert recorded(tenant) == []
