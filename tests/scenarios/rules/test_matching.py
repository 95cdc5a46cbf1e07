"""What each key of ``when`` matches: one row an example, no engine and no server."""

import json

import pytest
from cs_simulator.domain.durations import Fixed
from cs_simulator.scenarios import compiler
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.rules.matching import MatchContext, unmet_condition
from cs_simulator.scenarios.scenario import Scenario

from tests.support.rules import A_CALL, a_rule, at, compiled, matched

YES, NO = True, False
BODY = {
    "name": "web",
    "size": 3,
    "disk": int("1000000"),  # not the same object as the literal
    "ratio": 1.5,
    "need_slb": True,
    "nothing": None,
    "labels": [{"key": "team", "value": "a"}, {"key": "env"}],
    "matrix": [[1, 2], [3, 4]],
}


@pytest.mark.parametrize(
    ("operation", "called", "expected"),
    [
        ("CreateCluster", "CreateCluster", YES),
        ("CreateCluster", "DeleteCluster", NO),
        ("CreateCluster", "createcluster", NO),
        ("CreateCluster", "", NO),
        ("*Cluster", "DeleteCluster", YES),
        ("*Cluster", "DescribeClusters", NO),
        ("*", "", YES),
        ("Describe?ask", "DescribeTask", YES),
        ("[CD]*Cluster", "DeleteCluster", YES),
        ("[CD]*Cluster", "ScaleCluster", NO),
        (["CreateCluster", "Scale*"], "ScaleInCluster", YES),
        (["CreateCluster", "Scale*"], "DeleteCluster", NO),
        (None, "DeleteCluster", YES),
        (None, "", YES),
    ],
)
def test_operation(operation, called, expected):
    when = {} if operation is None else {"operation": operation}
    found = matched(compiled({"when": when}), "admit", MatchContext(0, called))
    assert bool(found) == expected


@pytest.mark.parametrize(
    ("when", "operation", "stage", "expected"),
    [
        ({"stage": "init"}, "CreateCluster", "init", YES),
        ({"stage": "init"}, "CreateCluster", "ecs", NO),
        ({"stage": ["ecs", "e?p"]}, "CreateCluster", "eip", YES),
        ({"stage": "init", "operation": "Scale*"}, "ScaleCluster", "init", YES),
        ({"stage": "init", "operation": "Scale*"}, "CreateCluster", "init", NO),
        # no_stock is about the stage ecs unless the rule says otherwise
        ({}, "CreateCluster", "ecs", YES),
        ({}, "CreateCluster", "init", NO),
        ({"operation": "ScaleCluster"}, "ScaleCluster", "ecs", YES),
        ({"operation": "ScaleCluster"}, "ScaleCluster", "init", NO),
    ],
)
def test_stage(when, operation, stage, expected):
    rules = compiled({"when": when, "then": "no_stock"})
    found = matched(rules, "provision", MatchContext(0, operation, stage=stage))
    assert bool(found) == expected


@pytest.mark.parametrize("key", ["account", "region_id", "zone_id", "instance_type", "state"])
@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("cn-beijing", "cn-beijing", YES),
        ("cn-beijing", "cn-beijing-b", NO),
        ("cn-beijing", "", NO),
        ("cn-*", "cn-hangzhou", YES),
        ("cn-*", "us-west-1", NO),
        ("cn-beijing-?", "cn-beijing-b", YES),
        ("cn-beijing-[ab]", "cn-beijing-b", YES),
        ("cn-beijing-[ab]", "cn-beijing-c", NO),
        (["us-*", "cn-beijing"], "cn-beijing", YES),
        (["us-*", "cn-beijing"], "us-east-1", YES),
        (["us-*", "cn-beijing"], "eu-central-1", NO),
        ("*", "", YES),
    ],
)
def test_a_field_of_the_subject(key, pattern, value, expected):
    rule = a_rule(when={key: pattern})
    unmet = unmet_condition(rule.tests, A_CALL._replace(**{key: value}))
    assert unmet == ("" if expected else key)


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("web", "web", YES),
        ("web", "web-1", NO),
        ("web", "", NO),
        ("web-*", "web-1", YES),
        ("web-*", "web", NO),
        ("web-?", "web-1", YES),
        ("web-[12]", "web-2", YES),
        (["web", "db"], "db", YES),
        (["web", "db"], "cache", NO),
        (["web", "d*"], "web", YES),
        (["web", "d*"], "db", YES),
        ("/^web-[0-9]+$/", "web-17", YES),
        ("/^web-[0-9]+$/", "web-x", NO),
        ("/eb/", "web", YES),
        ("/^(a|b)$/", "b", YES),
        (["/^a/", "b"], "b", YES),
        (["/^a/", "b"], "ab", YES),
        (["/^a/", "b"], "ba", NO),
        ("/", "/", YES),
        ("//", "anything", YES),
        ("a/", "a/", YES),
        ("/a", "a", NO),
    ],
)
def test_cluster_is_a_name_a_glob_or_a_regular_expression(pattern, name, expected):
    found = matched(
        compiled({"when": {"cluster": pattern}}), "admit", A_CALL._replace(cluster=name)
    )
    assert bool(found) == expected


@pytest.mark.parametrize(
    ("headers", "given", "expected"),
    [
        ({"x-test": "yes"}, {"x-test": "yes"}, YES),
        ({"x-test": "yes"}, {"x-test": "no"}, NO),
        ({"x-test": "yes"}, {}, NO),
        ({"X-Test": "yes"}, {"x-test": "yes"}, YES),
        ({"x-test": "YES"}, {"x-test": "yes"}, NO),
        ({"x-test": "*"}, {"x-test": ""}, YES),
        ({"x-test": "*"}, {"x-other": "yes"}, NO),
        ({"user-agent": ["*go*", "curl/?"]}, {"user-agent": "curl/8"}, YES),
        ({"user-agent": ["*go*", "curl/?"]}, {"user-agent": "python"}, NO),
        ({"x-a": "1", "x-b": "2"}, {"x-a": "1", "x-b": "2"}, YES),
        ({"x-a": "1", "x-b": "2"}, {"x-a": "1", "x-b": "3"}, NO),
    ],
)
def test_headers(headers, given, expected):
    rule = a_rule(when={"headers": headers})
    assert (unmet_condition(rule.tests, A_CALL._replace(headers=given)) == "") == expected


@pytest.mark.parametrize(
    ("path", "wanted", "expected"),
    [
        # a value alone is eq
        ("name", "web", YES),
        ("name", "we", NO),
        ("size", 3, YES),
        ("size", 4, NO),
        ("disk", 1000000, YES),
        ("disk", {"ne": 1000000}, NO),
        ("size", "3", NO),
        ("need_slb", True, YES),
        ("need_slb", False, NO),
        ("need_slb", 1, NO),
        ("name", {"eq": "web"}, YES),
        ("name", {"eq": "db"}, NO),
        ("size", {"eq": 3.0}, NO),
        ("missing", {"eq": None}, YES),
        ("name", {"eq": None}, NO),
        ("labels", {"eq": []}, NO),
        ("name", {"ne": "web"}, NO),
        ("name", {"ne": "db"}, YES),
        ("size", {"ne": "3"}, YES),
        ("missing", {"ne": "web"}, YES),
        ("missing", {"ne": None}, NO),
        ("size", {"gt": 2}, YES),
        ("size", {"gt": 3}, NO),
        ("size", {"gte": 3}, YES),
        ("size", {"gte": 4}, NO),
        ("size", {"lt": 4}, YES),
        ("size", {"lt": 3}, NO),
        ("size", {"lte": 3}, YES),
        ("size", {"lte": 2}, NO),
        ("size", {"lte": 4}, YES),
        ("ratio", {"gt": 1.4, "lt": 1.6}, YES),
        ("ratio", {"gt": 1.4, "lt": 1.5}, NO),
        ("name", {"gt": 0}, NO),
        ("need_slb", {"gte": 0}, NO),
        ("missing", {"gte": 0}, NO),
        ("missing", {"lte": 0}, NO),
        ("size", {"in": [1, 3]}, YES),
        ("size", {"in": [1, 2]}, NO),
        ("name", {"in": ["web", "db"]}, YES),
        ("name", {"in": []}, NO),
        ("missing", {"in": [1]}, NO),
        ("name", {"glob": "w*"}, YES),
        ("name", {"glob": "W*"}, NO),
        ("name", {"glob": "w"}, NO),
        ("size", {"glob": "*"}, NO),
        ("name", {"exists": True}, YES),
        ("name", {"exists": False}, NO),
        ("missing", {"exists": True}, NO),
        ("missing", {"exists": False}, YES),
        ("nothing", {"exists": False}, YES),
        # several operators must all hold
        ("size", {"gte": 1, "lte": 3}, YES),
        ("size", {"gte": 1, "lte": 2}, NO),
        ("size", {"gte": 4, "lte": 5}, NO),
        # paths
        ("labels[0].key", "team", YES),
        ("labels[0].key", "env", NO),
        ("labels[1].key", "env", YES),
        ("labels[1].value", {"exists": False}, YES),
        ("labels[2].key", {"exists": True}, NO),
        ("labels[0]", {"exists": True}, YES),
        ("labels[5]", {"exists": True}, NO),
        ("labels.key", {"exists": True}, NO),
        ("matrix[1][0]", 3, YES),
        ("matrix[0][1]", 2, YES),
        ("matrix[1][1]", {"lt": 4}, NO),
        ("name.first", {"exists": True}, NO),
        ("size[0]", {"exists": True}, NO),
    ],
)
def test_body(path, wanted, expected):
    rule = a_rule(when={"body": {path: wanted}})
    unmet = unmet_condition(rule.tests, A_CALL._replace(body=BODY))
    assert unmet == ("" if expected else f"body.{path}")


@pytest.mark.parametrize("body", [None, "text", [], 3])
def test_a_body_that_is_no_object_has_no_fields(body):
    context = A_CALL._replace(body=body)
    assert unmet_condition(a_rule(when={"body": {"size": 3}}).tests, context)
    assert not unmet_condition(a_rule(when={"body": {"size": {"exists": False}}}).tests, context)


@pytest.mark.parametrize(
    ("time", "now", "expected"),
    [
        ({"after": "09:00", "before": "17:30"}, at(9), YES),
        ({"after": "09:00", "before": "17:30"}, at(9) - 1, NO),
        ({"after": "09:00", "before": "17:30"}, at(12), YES),
        ({"after": "09:00", "before": "17:30"}, at(17, 30) - 1, YES),
        ({"after": "09:00", "before": "17:30"}, at(17, 30), NO),
        ({"after": "09:00", "before": "17:30"}, at(3), NO),
        # past midnight
        ({"after": "22:00", "before": "06:00"}, at(21, 59), NO),
        ({"after": "22:00", "before": "06:00"}, at(22), YES),
        ({"after": "22:00", "before": "06:00"}, at(23, 59), YES),
        ({"after": "22:00", "before": "06:00"}, at(0), YES),
        ({"after": "22:00", "before": "06:00"}, at(5, 59), YES),
        ({"after": "22:00", "before": "06:00"}, at(6), NO),
        ({"after": "22:00", "before": "06:00"}, at(12), NO),
        # one end only
        ({"after": "20:00"}, at(19, 59), NO),
        ({"after": "20:00"}, at(20), YES),
        ({"after": "20:00"}, at(23, 59), YES),
        ({"before": "04:00"}, at(0), YES),
        ({"before": "04:00"}, at(4), NO),
        ({"after": "08:00", "before": "08:00"}, at(8), NO),
    ],
)
def test_time_of_day(time, now, expected):
    unmet = unmet_condition(a_rule(when={"time": time}).tests, A_CALL._replace(now=now))
    assert unmet == ("" if expected else "time")


def test_everything_that_when_says_must_hold_and_the_first_that_does_not_is_named():
    rule = a_rule(
        when={
            "region_id": "cn-beijing",
            "cluster": "w*",
            "headers": {"x-test": "yes"},
            "body": {"size": 3},
            "time": {"before": "12:00"},
        }
    )
    context = A_CALL._replace(
        now=at(3),
        region_id="cn-beijing",
        cluster="web",
        headers={"x-test": "yes"},
        body={"size": 3},
    )
    others = {
        "region_id": "cn-hangzhou",
        "cluster": "db",
        "headers": {"x-test": "no"},
        "body": {"size": 4},
        "now": at(13),
    }
    named = ["region_id", "cluster", "headers.x-test", "body.size", "time"]
    assert unmet_condition(rule.tests, context) == ""
    for (field, value), name in zip(others.items(), named, strict=True):
        assert unmet_condition(rule.tests, context._replace(**{field: value})) == name
    assert unmet_condition(rule.tests, context._replace(**others)) == "region_id"


def test_rules_are_candidates_in_their_own_phase_only():
    rules = compiled({"then": "outage"}, {"then": "lost_reply"}, {"then": "fail"})
    assert rules.phases == {"admit", "reply", "provision"}
    assert matched(rules, "admit", A_CALL) == ["r0"]
    assert matched(rules, "reply", A_CALL) == ["r1"]
    assert matched(rules, "provision", A_CALL) == ["r2"]
    assert matched(rules, "read", A_CALL) == []


def test_rules_match_in_the_order_of_the_file_whether_they_name_a_cluster_or_not():
    rules = compiled(
        {"when": {"cluster": "web"}},
        {"when": {"cluster": "w*"}},
        {"when": {"cluster": ["db", "web"]}},
        {},
        {"when": {"cluster": "db"}},
    )
    assert matched(rules, "admit", A_CALL._replace(cluster="web")) == ["r0", "r1", "r2", "r3"]
    assert matched(rules, "admit", A_CALL._replace(cluster="db")) == ["r2", "r3", "r4"]
    assert matched(rules, "admit", A_CALL) == ["r3"]


@pytest.mark.parametrize(
    ("when", "phase", "operation", "name", "expected"),
    [
        ({}, "admit", "CreateCluster", "web", YES),
        ({}, "reply", "CreateCluster", "web", NO),
        ({"operation": "Scale*"}, "admit", "CreateCluster", "web", NO),
        ({"operation": "Scale*"}, "admit", "ScaleCluster", "web", YES),
        ({"cluster": "web"}, "admit", "CreateCluster", "web", YES),
        ({"cluster": "web"}, "admit", "CreateCluster", "db", NO),
        ({"cluster": "w*"}, "admit", "CreateCluster", "db", YES),
        ({"region_id": "nowhere"}, "admit", "CreateCluster", "web", YES),
    ],
)
def test_a_subject_is_only_built_where_a_rule_may_match(when, phase, operation, name, expected):
    assert compiled({"when": when}).may_match(phase, operation, lambda: name) == expected


def test_a_name_is_only_looked_up_where_rules_name_clusters():
    def name():
        raise AssertionError("the name was looked up")

    assert compiled({}).may_match("admit", "CreateCluster", name)
    assert not compiled({"when": {"operation": "Scale*"}}).may_match("admit", "Create", name)


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("outage", 0),
        ({"stale_read": "90s"}, 90_000_000),
        ({"list_lag": "5m"}, 300_000_000),
        ({"stale_read": {"reads": 2}}, 2**62),
    ],
)
def test_how_far_rules_look_back(then, expected):
    assert compiled({}, {"then": then}).looks_back == expected


def test_no_rules_look_back_at_nothing():
    assert compiled().looks_back == 0


def test_a_phase_is_compared_by_its_text():
    phase = b"admit".decode()
    assert matched(compiled({}), phase, A_CALL) == ["r0"]


def test_a_cluster_that_is_named_twice_makes_one_candidate():
    rules = compiled({"when": {"cluster": ["web", "web"]}})
    assert matched(rules, "admit", A_CALL._replace(cluster="web")) == ["r0"]


def test_durations_and_the_seed_are_kept_with_the_rules():
    source = {
        "apiVersion": "simulator/v1",
        "kind": "Scenario",
        "metadata": {"name": "x"},
        "seed": 7,
        "durations": {"CreateCluster": {"slb": "5s"}, "ScaleCluster": {"ecs": "3s"}},
    }
    rules = compiler.compile_rules(build(Scenario, source))
    assert rules.seed == 7
    assert rules.durations == {
        ("CreateCluster", "slb"): Fixed(5),
        ("ScaleCluster", "ecs"): Fixed(3),
    }
    assert compiler.compiled(json.dumps(source)) is compiler.compiled(json.dumps(source))


def test_a_compiled_rule_has_its_phase_kind_and_time_to_live():
    first, second = compiled(
        {"then": "reset", "ttl": "1m"}, {"then": "reset", "phase": "reply"}
    ).all
    assert (first.position, first.phase, first.kind, first.ttl) == (0, "admit", "reset", 60_000_000)
    assert (second.position, second.phase, second.ttl) == (1, "reply", None)


def test_what_a_kind_implies_is_replaced_key_by_key():
    (rule,) = compiled({"then": "delete_fails", "when": {"stage": "release_eip"}}).all
    assert rule.operations == ("DeleteCluster", "DeleteClusterNodepool")
    assert rule.stages == ("release_eip",)
