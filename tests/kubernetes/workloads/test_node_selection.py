"""Node selectors, node affinity and tolerations allow some nodes, and no others."""

import pytest
from cs_simulator.kubernetes.node_facts import NodeFacts, Taint
from cs_simulator.kubernetes.workloads.node_selection import (
    NO_EXECUTE,
    is_selected,
    tolerates,
    untolerated,
)

NODE = NodeFacts(
    key="",
    name="first",
    serial=1,
    labels={"disk": "ssd", "size": "8"},
    taints=(Taint("soft", "", "PreferNoSchedule"), Taint("team", "shop", "NoSchedule")),
)


def with_terms(*terms):
    required = {
        "requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": list(terms)}
    }
    return {"affinity": {"nodeAffinity": required}}


def expression(key, operator, *values):
    return {"matchExpressions": [{"key": key, "operator": operator, "values": list(values)}]}


def named(*names):
    return {"matchFields": [{"key": "metadata.name", "operator": "In", "values": list(names)}]}


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"nodeSelector": {"disk": "ssd"}},
        with_terms(expression("disk", "In", "ssd", "hdd")),
        with_terms(expression("disk", "NotIn", "hdd"), expression("absent", "Exists")),
        with_terms(expression("disk", "Exists")),
        with_terms(expression("absent", "DoesNotExist")),
        with_terms(expression("size", "Gt", "7")),
        with_terms(expression("size", "Lt", "9")),
        with_terms(named("first")),
        with_terms({**named("first"), **expression("disk", "Exists")}),
    ],
)
def test_a_node_is_selected_that_meets_the_selector_and_one_term(spec):
    assert is_selected(spec, NODE)


@pytest.mark.parametrize(
    "spec",
    [
        {"nodeSelector": {"disk": "hdd"}},
        {"nodeSelector": {"disk": "ssd"}, **with_terms(named("other"))},
        with_terms(),
        with_terms({}),
        with_terms(expression("disk", "In", "hdd")),
        with_terms(expression("size", "Gt", "8")),
        with_terms({**named("first"), **expression("disk", "In", "hdd")}),
    ],
)
def test_a_node_is_not_selected_that_meets_less(spec):
    assert not is_selected(spec, NODE)


@pytest.mark.parametrize(
    ("toleration", "is_enough"),
    [
        ({"operator": "Exists"}, True),
        ({"key": "team", "operator": "Exists"}, True),
        ({"key": "team", "value": "shop"}, True),
        ({"key": "team", "operator": "Equal", "value": "shop", "effect": "NoSchedule"}, True),
        ({"key": "team", "value": "other"}, False),
        ({"key": "team", "operator": "Exists", "effect": "NoExecute"}, False),
        ({"key": "soft", "operator": "Exists"}, False),
        ({"value": "shop"}, False),
    ],
)
def test_a_taint_keeps_off_what_does_not_tolerate_it(toleration, is_enough):
    found = untolerated({"tolerations": [toleration]}, NODE)
    assert (found is None) is is_enough
    assert tolerates(toleration, NODE.taints[1]) is is_enough


def test_taints_of_other_effects_are_passed_over():
    assert untolerated({}, NODE, (NO_EXECUTE,)) is None
