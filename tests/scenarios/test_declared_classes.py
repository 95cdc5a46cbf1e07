"""The classes that declare the scenario language: they never change, and name their values."""

from dataclasses import fields, is_dataclass
from typing import get_args

import pytest
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.rules.fault import Fault
from cs_simulator.scenarios.scenario import Scenario
from cs_simulator.scenarios.values import DistributionValues


def declared_by(annotation, found):
    """Add every dataclass that an annotation names, at any depth."""
    if isinstance(annotation, type) and is_dataclass(annotation):
        if annotation not in found:
            found[annotation] = None
            for field in fields(annotation):
                declared_by(field.type, found)
        return
    for argument in get_args(annotation):
        declared_by(argument, found)


def all_declared():
    found = {}
    for declared in (Scenario, Fault, DistributionValues, *all_kinds().values()):
        declared_by(declared, found)
    return list(found)


every_class = pytest.mark.parametrize(
    "declared", all_declared(), ids=lambda declared: declared.__name__
)


def test_the_language_has_its_main_parts():
    names = {declared.__name__ for declared in all_declared()}
    assert {"Rule", "When", "FirePolicy", "Selection", "TimelineAction", "Expectation"} <= names


@every_class
def test_a_declaration_is_a_dataclass_of_its_own(declared):
    assert "__dataclass_fields__" in vars(declared)
    assert all(field.kw_only for field in fields(declared))


@every_class
def test_a_declared_object_never_changes_and_has_no_dictionary(declared):
    assert declared.__dataclass_params__.frozen
    assert not hasattr(object.__new__(declared), "__dict__")
