"""The two readers of the scenario language agree: the checking one, and the one without checks."""

import subprocess
import sys

import orjson
import pytest
from cs_simulator.engine import timeline_actions
from cs_simulator.runtime.files import scenario_library
from cs_simulator.scenarios.declaration import build, given
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.file.model import checker
from cs_simulator.scenarios.fixtures import Fixtures
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules.conditions import FirePolicy, Operators, Selection
from cs_simulator.scenarios.scenario import Scenario
from cs_simulator.scenarios.script import ScriptStep
from cs_simulator.scenarios.timeline import ACTIONS, TimelineAction

from tests.scenarios.faults.kind_cases import KIND_CASES

HEAD = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "x"}}

# Every way to write a value that files write in a way of their own.
WRITTEN = [
    (Rule, {"id": "r", "then": "reset"}),
    (Rule, {"id": "r", "then": {"transport": "reset"}}),
    (Rule, {"id": "r", "then": {"reset": None}}),
    (Rule, {"id": "r", "then": {"delay": "3s"}}),
    (Rule, {"id": "r", "then": {"delay": 1.5}}),
    (Rule, {"id": "r", "then": {"delay": {"uniform": ["1s", "2m"]}}}),
    (Rule, {"id": "r", "then": {"delay": {"takes": {"percentiles": {"50%": "1s", "100%": 3}}}}}),
    (Rule, {"id": "r", "then": {"delay": {"lognormal": {"median": "9s", "max": "1m"}}}}),
    (Rule, {"id": "r", "then": {"slow": "20"}}),
    (Rule, {"id": "r", "then": {"throttle": {"rate": "2/s", "burst": 5, "retry_after": "3s"}}}),
    (Rule, {"id": "r", "then": {"delay": {"takes": 1, "virtual": "yes"}}}),
    (Rule, {"id": "r", "then": {"delay": {"takes": 1, "virtual": "off"}}}),
    (Rule, {"id": "r", "then": {"error": {"status": "503", "body": {"a": [1]}}}}),
    (Rule, {"id": "r", "then": {"partial": {"index": [0, -1]}}, "select": "all", "ttl": "1h"}),
    (Rule, {"id": "r", "then": "reset", "when": {"operation": "A*", "zone_id": ["b", "c"]}}),
    (Rule, {"id": "r", "then": "reset", "when": {"body": {"a": 1, "b": {"in": [1], "ne": None}}}}),
    (Rule, {"id": "r", "then": "reset", "when": {"headers": {"x": "a", "y": ["b"]}, "time": {}}}),
    (FirePolicy, {"nth": 2}),
    (FirePolicy, {"nth": ["1-3", 5], "probability": "30%", "window": {"for": "2m", "every": 60}}),
    (FirePolicy, {"window": {"lasts": "2m"}}),
    (Selection, {"percent": "30%"}),
    (Operators, {"exists": True, "lte": 3}),
    (TimelineAction, {"at": "+1m", "do": "lose_node", "select": {"count": 1}, "for": "5m"}),
    (TimelineAction, {"at": 3, "do": "load_scenario", "scenario": {"kind": "Scenario"}}),
    (ScriptStep, {"advance": "1m"}),
    (Fixtures, {"quotas": {"clusters": 3}, "vpcs": [
        {"vpc_id": "vpc-a", "region_id": "cn-beijing", "cidr": "10.0.0.0/8"}]}),
    (Scenario, {**HEAD, "durations": {"CreateCluster": {"slb": "5s", "ecs": {"fixed": 3}}}}),
    (Scenario, {**HEAD, "expect": [{"clusters": {"name": "a"}, "count": {"min": 1}}]}),
    (Scenario, {**HEAD, "expect": [{"rule": "r", "hits": 2}]}),
    (Scenario, {**HEAD, "expect": [{"nodes": {"is_lost": True}, "count": {}}]}),
]  # fmt: skip


@pytest.mark.parametrize(("declared", "source"), WRITTEN)
def test_both_readers_make_the_same_object(declared, source):
    assert build(declared, source) == checker(declared).validate_python(source)


@pytest.mark.parametrize("path", scenario_library.shipped(), ids=lambda path: path.stem)
def test_both_readers_make_the_same_scenario_of_a_file(path):
    loaded = scenario_library.read(str(path))
    assert build(Scenario, orjson.loads(orjson.dumps(loaded.source))) == loaded.scenario


@pytest.mark.parametrize("kind", all_kinds())
def test_both_readers_make_the_same_fault(kind):
    source = KIND_CASES[kind].rule()
    rule = checker(Rule).validate_python(source)
    assert build(Rule, source) == rule
    assert type(rule.then) is all_kinds()[kind]


def test_an_object_is_read_once():
    scenario = build(Scenario, {**HEAD, "rules": [{"id": "r", "then": "reset"}]})
    assert build(Scenario, {**HEAD, "rules": scenario.rules}).rules == scenario.rules


def test_an_unknown_key_of_a_checked_object_raises():
    with pytest.raises(KeyError):
        build(FirePolicy, {"nht": 2})


def test_what_is_given_differs_from_the_default_and_has_the_keys_of_files():
    policy = build(FirePolicy, {"skip": 0, "nth": 2, "window": {"for": "2m"}})
    assert given(policy) == {"nth": ((2, 2),), "window": policy.window}
    assert given(policy.window) == {"for": 120_000_000}


def test_the_engine_has_a_function_for_each_action_of_the_timeline():
    assert timeline_actions.FUNCTIONS.keys() == ACTIONS.keys()


def test_an_action_is_kept_as_its_function_reads_it():
    source = {"at": "+1m", "do": "lose_node", "cluster": "a*", "select": {"count": 1}, "for": "5m"}
    assert build(TimelineAction, source).scheduled() == {
        "do": "lose_node",
        "cluster": ("a*",),
        "select": {"count": 1},
        "for": 300_000_000,
    }


RULES = """
import sys
import cs_simulator.engine.expectation_check
from cs_simulator.engine import scenario
from cs_simulator.engine.unit import Unit
from tests.support.worlds import a_tenant

def begin(unit):
    rules, expect = [{"id": "r", "then": {"delay": "3s"}}], [{"rule": "r", "hits": 1}]
    scenario.begin(unit, {**scenario.NAMELESS, "rules": rules, "expect": expect})

tenant = a_tenant()
tenant.change(0.0, begin)
assert [rule.id for rule in tenant.world.rules.all] == ["r"]
assert len(cs_simulator.engine.expectation_check.verified(tenant.world, [], lambda *_: ())) == 1
heavy = ("pydantic", "cs_simulator.scenarios.file")
assert not [name for name in sys.modules if name.startswith(heavy)]
"""


def test_rules_that_were_checked_need_no_library_that_checks():
    subprocess.run([sys.executable, "-c", RULES], check=True)
