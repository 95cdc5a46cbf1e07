"""What holds for all invariants: how they are written, described and refused."""

from dataclasses import fields

import pytest
from cs_simulator.cluster_types import registry
from cs_simulator.kubernetes import vocabulary
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.expectations.expectation import Expectation
from cs_simulator.scenarios.expectations.invariants import all_invariants
from cs_simulator.scenarios.file import given_expectations, schema
from cs_simulator.scenarios.file.problems import UnusableFileError

EVERY = pytest.mark.parametrize("name", all_invariants())
WITH_A_PARAMETER = [name for name, found in all_invariants().items() if found.main]


def read(source):
    """The invariant of an expectation, which is checked as a caller's is."""
    given = {"invariant": source}
    given_expectations.refuse_errors([given], None, vocabulary(registry()))
    return build(Expectation, given).invariant


def refusal(source):
    with pytest.raises(UnusableFileError) as refused:
        read(source)
    return refused.value.problems[0].message


@EVERY
def test_an_invariant_is_expected_by_its_name_alone(name):
    assert read(name) == read({name: {}}) == read({name: None}) == all_invariants()[name]()


@EVERY
def test_an_invariant_says_what_it_checks_and_what_it_cannot_see(name):
    description = all_invariants()[name].description()
    assert description.endswith(".")
    assert " It cannot see " in description


@pytest.mark.parametrize("name", WITH_A_PARAMETER)
def test_the_main_parameter_may_stand_alone(name):
    invariant = all_invariants()[name]
    [field] = [field for field in fields(invariant) if field.name == invariant.main]
    value = {"nothing_left": "web", "retry_after_honoured": "real"}.get(name, 7)
    assert read({name: value}) == read({name: {field.name: value}}) != invariant()


@EVERY
def test_an_invariant_is_in_the_schema_of_scenarios(name):
    assert f'"{name}"' in schema.as_text(vocabulary(registry()))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("no_orphan", "[0].invariant.no_orphan: unknown key (did you mean 'no_orphans'?)"),
        ({"ends_within": {"tim": 1}}, ".ends_within.tim: unknown key (did you mean 'time'?)"),
        ({"ends_within": "long"}, "'long' is not a duration"),
        ({"no_orphans": 7}, "write keys and values"),
        ({}, "write invariant as exactly one"),
        ({"no_orphans": {}, "no_duplicates": {}}, "write invariant as exactly one"),
        (7, "write keys and values"),
    ],
)
def test_what_is_no_invariant_is_refused_with_advice(source, message):
    assert message in refusal(source)


def test_an_invariant_goes_with_nothing_else():
    given = [{"invariant": "no_orphans", "count": 1}]
    with pytest.raises(UnusableFileError, match="an invariant goes with nothing else"):
        given_expectations.refuse_errors(given, None, vocabulary(registry()))
