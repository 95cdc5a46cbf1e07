"""What editors show of a scenario, by the language server that most of them use."""

import pytest
from cs_simulator.catalog import codes, regions
from cs_simulator.cluster_types import registry
from cs_simulator.domain.records import ClusterState
from cs_simulator.kubernetes import vocabulary
from cs_simulator.runtime.files import scenario_library
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.timeline import ACTIONS
from cs_simulator.scenarios.vocabulary import CLUSTER_API

WORDS = vocabulary(registry())
HEAD = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: x}\n"
RULE = "rules:\n  - id: a\n"
OPERATIONS = {name for name in WORDS.operations if not name.startswith(CLUSTER_API)}
STAGES = {stage for stages in WORDS.stages.values() for stage in stages}


def of_rule(text):
    return f"{HEAD}{RULE}{text}"


@pytest.mark.parametrize("path", scenario_library.shipped(), ids=lambda path: path.stem)
def test_a_shipped_scenario_has_no_problem(editor, path):
    assert editor.problems(path.read_text("utf-8")) == []


OFFERED = {
    "keys of a file": (f"{HEAD}|", {"rules", "timeline", "expect", "script", "fixtures", "clock"}),
    "keys of a rule": (f"{HEAD}rules:\n  - |", {"id", "when", "fire", "select", "then", "ttl"}),
    "kinds of faults on the line": (of_rule("    then: |"), {"reset", "lost_reply", "no_stock"}),
    "kinds of faults on the next line": (of_rule("    then:\n      |"), {*all_kinds()}),
    "parameters of a fault": (
        of_rule("    then:\n      no_stock:\n        |"),
        {"available", "code", "policy"},
    ),
    "operations": (of_rule("    when:\n      operation: |"), OPERATIONS),
    "operations in braces": (of_rule("    when: {operation: |}"), OPERATIONS),
    "operations in a list": (of_rule("    when:\n      operation:\n        - |"), {"ScaleCluster"}),
    "stages": (of_rule("    when:\n      stage: |"), STAGES),
    "states": (of_rule("    when:\n      state: |"), {state.value for state in ClusterState}),
    "regions": (of_rule("    when:\n      region_id: |"), {*regions.all_regions()}),
    "codes": (of_rule("    then:\n      error: |"), {*codes.all_codes()} - {"400"}),
    "codes of a parameter": (of_rule("    then:\n      fail:\n        code: |"), {"InternalError"}),
    "keys of an action": (f"{HEAD}timeline:\n  - |", {"at", "do"}),
    "actions": (f"{HEAD}timeline:\n  - at: +1m\n    do: |", {*ACTIONS}),
    "quotas": (f"{HEAD}timeline:\n  - at: 1\n    do: set_quota\n    quota: |", {"eips", "balance"}),
    "quotas of fixtures": (f"{HEAD}fixtures:\n  quotas:\n    |", {"eips", "kubernetes_clusters"}),
    "operations with tasks": (f"{HEAD}durations:\n  |", {*WORDS.stages}),
    "stages of an operation": (f"{HEAD}durations:\n  DeleteClusterNodes:\n    |", {"drain"}),
    "what is expected": (f"{HEAD}expect:\n  - |", {"invariant", "rule", "clusters", "calls"}),
    "invariants": (f"{HEAD}expect:\n  - invariant: |", {"no_orphans", "ends_within"}),
    "what chooses calls": (f"{HEAD}expect:\n  - calls:\n      |", {"operation", "status", "code"}),
    "bounds": (f"{HEAD}expect:\n  - nodes: {{}}\n    count:\n      |", {"exact", "min", "max"}),
    "calls of a script": (f"{HEAD}script:\n  - call: |", {"POST /clusters"}),
}


@pytest.mark.parametrize("name", OFFERED)
def test_names_are_offered(editor, name):
    text, expected = OFFERED[name]
    assert expected <= editor.offers(text).keys()


@pytest.mark.parametrize("action", ["lose_zone", "set_quota", "load_scenario"])
def test_the_keys_of_an_action_are_offered_and_no_others(editor, action):
    offered = editor.offers(f"{HEAD}timeline:\n  - at: +1m\n    do: {action}\n    |").keys()
    of_others = {key for _, needed, possible in ACTIONS.values() for key in (*needed, *possible)}
    _, needed, possible = ACTIONS[action]
    assert offered & of_others == {*needed, *possible}


SHOWN = {
    "a key": (of_rule("    tt|l: 1m\n    then: reset"), "How long the rule stays in force"),
    "a kind of fault": (of_rule("    then: {no_st|ock: {}}"), "A zone runs out of an instance"),
    "a parameter": (of_rule("    then: {no_stock: {polic|y: keep}}"), "goes on without the node"),
    "an action": (f"{HEAD}timeline:\n  - {{at: 1, do: end_out|age}}", "The outage ends"),
    "a condition": (of_rule("    when: {st|age: ecs}\n    then: reset"), "The stage of a step"),
    "an expectation": (f"{HEAD}expect:\n  - {{nodes: {{is_l|ost: true}}, count: 0}}", "reached"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_description_is_shown(editor, name):
    text, expected = SHOWN[name]
    assert expected in editor.hover(text)


def test_what_is_offered_is_described(editor):
    offered = editor.offers(of_rule("    then:\n      |"))
    assert all(offered[kind] for kind in all_kinds())


MISTAKES = {
    "an unknown key": (of_rule("    thn: reset"), 6, "thn is not allowed"),
    "a missing key": (of_rule("    when: {}"), 5, 'Missing property "then"'),
    "an unknown kind": (of_rule("    then: {no_stokc: {}}"), 6, "no_stokc is not allowed"),
    "an unknown name of a kind": (of_rule("    then: resett"), 6, "Value is not accepted"),
    "an unknown parameter": (of_rule("    then: {slow: {facto: 2}}"), 6, "facto is not allowed"),
    "an unknown operation": (
        of_rule("    when: {operation: CreateClustr}\n    then: reset"), 6, "Value is not accepted",
    ),
    "an unknown stage": (
        of_rule("    when: {stage: bot}\n    then: stuck"), 6, "Value is not accepted",
    ),
    "no duration": (of_rule("    ttl: soon\n    then: reset"), 6, "does not match the pattern"),
    "no number": (of_rule("    fire: {times: x}\n    then: reset"), 6, 'Expected "integer"'),
    "a key of another action": (
        f"{HEAD}timeline:\n  - {{at: 1, do: lose_zone, zone_id: a, for: 1m, size: 3}}", 5,
        "size is not allowed",
    ),
    "a key that an action lacks": (
        f"{HEAD}timeline:\n  - {{at: 1, do: set_balance}}", 5, 'Missing property "amount"',
    ),
    "an unknown quota": (
        f"{HEAD}timeline:\n  - {{at: 1, do: set_quota, quota: eip, amount: 2}}", 5,
        "Value is not accepted",
    ),
    "an unknown stage of an operation": (
        f"{HEAD}durations: {{CreateCluster: {{bot: 3s}}}}", 4, "bot is not allowed",
    ),
    "an expectation without bounds": (
        f"{HEAD}expect:\n  - {{clusters: {{}}}}", 5, 'Missing property "count"',
    ),
    "an unknown key of calls": (
        f"{HEAD}expect:\n  - {{calls: {{operaton: a}}, count: 1}}", 5, "operaton is not allowed",
    ),
    "a step of nothing": (f"{HEAD}script:\n  - {{cal: POST /clusters}}", 5, "cal is not allowed"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_reported_with_its_line(editor, name):
    text, line, expected = MISTAKES[name]
    assert any(
        number == line and expected in message for number, message in editor.problems(text)
    ), editor.problems(text)
