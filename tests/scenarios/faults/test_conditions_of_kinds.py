"""Kinds of faults that act under a condition of their own: what is so, and what is not."""

import pytest
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.rules.fault import FaultContext
from cs_simulator.scenarios.rules.matching import MatchContext

from tests.support.rules import random_for


def effect(kind, parameters, **match):
    fault = build(all_kinds()[kind], parameters)
    operation = match.pop("operation", "CreateClusterNodePool")
    context = MatchContext(now=match.pop("now", 100), operation=operation, **match)
    return fault.effect(FaultContext("r", context, random_for, matched=0, elapsed=0))


def test_a_cluster_at_rest_is_not_busy():
    assert effect("cluster_busy", {}) is None


@pytest.mark.parametrize(
    ("parameters", "state", "code", "message"),
    [
        ({}, "scaling", "InvalidStatus.Forbidden", "where state is scaling"),
        ({}, "removing_nodes", "InvalidStatus.Forbidden", "where state is removing"),
        ({"message": "Busy."}, "scaling", "InvalidStatus.Forbidden", "Busy."),
        ({"code": "Throttling"}, "scaling", "Throttling", ""),
    ],
)
def test_a_busy_cluster_is_refused_with_the_state_or_as_the_rule_says(
    parameters, state, code, message
):
    found = effect("cluster_busy", parameters, working_state=lambda: state)
    assert found.error.code == code
    assert message in found.message


@pytest.mark.parametrize(("now", "is_refused"), [(99, True), (100, False), (500, False)])
def test_an_api_server_is_late_for_so_long(now, is_refused):
    found = effect("api_not_ready", {"lasts": 0.00005}, now=now, running_since=lambda: 50)
    assert (found is not None) == is_refused


def test_an_api_server_of_a_cluster_that_never_ran_is_not_late():
    assert effect("api_not_ready", {}) is None


SIZED = {"scaling_group": {"desired_size": 0}}


@pytest.mark.parametrize(
    ("role", "operation", "body", "is_refused"),
    [
        ("AliyunOOSLifecycleHook4CSRole", "CreateClusterNodePool", SIZED, True),
        ("AliyunOOSLifecycleHook4CSRole", "ModifyClusterNodePool", SIZED, True),
        ("AliyunOOSLifecycleHook4CSRole", "CreateClusterNodePool", {}, False),
        ("AliyunOOSLifecycleHook4CSRole", "CreateCluster", SIZED, False),
        ("AliyunCSManagedNetworkRole", "CreateCluster", {}, True),
        ("AliyunCSManagedNetworkRole", "CreateClusterNodePool", SIZED, False),
    ],
)
def test_a_role_is_missed_where_it_is_needed(role, operation, body, is_refused):
    found = effect("role_missing", {"role": role}, operation=operation, body=body)
    assert (found is not None) == is_refused
    assert found is None or f"%22{role}%22" in found.message
