"""What is found is shrunk to a file that a person would have written."""

from random import Random  # noqa: TID251 - Hypothesis takes the one that it draws from

import pytest
import yaml
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.testing.explore import explore
from cs_simulator.testing.explore.alphabet import kinds_of
from cs_simulator.testing.explore.rules import kind_of
from hypothesis import HealthCheck, find, settings

QUICK = settings(
    max_examples=3000,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def smallest(condition, *, seed=1, **options):
    """The rules to which scenarios that meet a condition are shrunk."""
    found = find(explore(**options), condition, settings=QUICK, random=Random(seed))
    return found["rules"]


def has_rule(kind, **when):
    """The condition that a scenario has a rule of a kind about certain calls."""

    def holds(source):
        return any(
            kind_of(rule["then"]) == kind and rule.get("when", {}).items() >= when.items()
            for rule in source["rules"]
        )

    return holds


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_lost_reply_is_shrunk_to_one_rule_of_a_fixed_text(seed):
    found = find(
        explore(),
        has_rule("lost_reply", operation="CreateCluster"),
        settings=QUICK,
        random=Random(seed),
    )
    assert yaml.safe_dump(found, sort_keys=False) == (
        "apiVersion: simulator/v1\n"
        "kind: Scenario\n"
        "metadata:\n"
        "  name: found\n"
        "rules:\n"
        "- id: lost_reply\n"
        "  when:\n"
        "    operation: CreateCluster\n"
        "  fire:\n"
        "    times: 1\n"
        "  then: lost_reply\n"
    )


@pytest.mark.parametrize("kind", [kind.kind() for kind in kinds_of(())])
def test_a_kind_alone_is_shrunk_to_its_plainest_rule(kind):
    (rule,) = smallest(has_rule(kind), kinds=(kind, "lost_reply"))
    assert rule["fire"] == {"times": 1}
    assert rule.keys() <= {"id", "when", "fire", "then"}
    assert len(rule.get("when", {})) == (0 if all_kinds()[kind].implies else 1)


def test_two_rules_that_are_needed_are_left():
    def is_duplicated(source):
        lost, lags = has_rule("lost_reply", operation="CreateCluster"), has_rule("list_lag")
        return lost(source) and lags(source)

    lost, lags = smallest(is_duplicated, kinds=("lost_reply", "list_lag", "error"))
    once = {"fire": {"times": 1}}
    create = {"when": {"operation": "CreateCluster"}}
    assert lost == {"id": "lost_reply", **create, **once, "then": "lost_reply"}
    assert lags == {"id": "list_lag", **once, "then": {"list_lag": "1m"}}


@pytest.mark.parametrize(
    ("condition", "rule"),
    [
        (
            lambda rule: "rollback" in str(rule["then"]),
            {"when": {"operation": "CreateCluster"}, "then": {"fail": {"policy": "rollback"}}},
        ),
        (
            lambda rule: "503" in str(rule["then"]) and "status" in str(rule["then"]),
            {
                "when": {"operation": "CreateCluster"},
                "then": {"error": {"code": "InternalError", "status": 503}},
            },
        ),
    ],
)
def test_a_parameter_that_is_needed_is_left(condition, rule):
    (found,) = smallest(
        lambda source: any(map(condition, source["rules"])), kinds=("fail", "error", "lost_reply")
    )
    assert {"when": found["when"], "then": found["then"]} == rule
    assert found["fire"] == {"times": 1}
