"""What all kinds of faults have in common."""

import pytest
from cs_simulator.scenarios.faults import all_kinds, kind_by_kind, parameters
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.rules.matching import MatchContext

from tests.support.rules import random_for

CONTEXT = FaultContext(
    rule="r",
    match=MatchContext(0, "CreateCluster"),
    random_for=random_for,
    matched=0,
    elapsed=0,
    level=3,
    level_at=7,
)


def test_a_kind_is_named_and_described_by_its_module():
    kind = all_kinds()["stuck"]
    assert kind.kind() == "stuck"
    assert kind.description() == (
        "a step does not end, for some time or for ever."
        " Finds clients that poll without a deadline."
    )


def test_a_plain_fault_keeps_its_level_looks_back_at_nothing_and_has_no_problems():
    fault = Fault()
    assert fault.next_level(CONTEXT) == (3, 7)
    assert fault.looks_back() == 0
    assert fault.problems("admit") == []
    assert (fault.main, fault.implies, fault.fires_always) == ("", {}, True)
    with pytest.raises(NotImplementedError):
        fault.effect(CONTEXT)


def test_a_context_has_no_level_and_takes_no_time_by_default():
    context = FaultContext("r", CONTEXT.match, random_for, 0, 0)
    assert (context.level, context.level_at, context.takes) == (0, 0, 0)


@pytest.mark.parametrize(
    ("source", "full"),
    [
        ("reset", {"reset": {}}),
        ({"transport": "reset"}, {"reset": {}}),
        ({"reset": {}}, {"reset": {}}),
        ({"transport": "reset", "fail": {}}, {"transport": "reset", "fail": {}}),
    ],
)
def test_a_kind_alone_is_short_for_one_without_parameters(source, full):
    assert kind_by_kind(source) == full


@pytest.mark.parametrize(
    ("kind", "source", "full"),
    [
        ("delay", "3s", {"takes": "3s"}),
        ("delay", {"uniform": [1, 2]}, {"takes": {"uniform": [1, 2]}}),
        ("delay", {"takes": 3}, {"takes": 3}),
        ("delay", {}, {}),
        ("delay", None, {}),
        ("fail", "NoStock", {"code": "NoStock"}),
        ("reset", {}, {}),
        ("reset", None, {}),
        ("reset", "x", "x"),
    ],
)
def test_the_main_parameter_alone_is_short_for_an_object(kind, source, full):
    assert parameters(all_kinds()[kind], source) == full
