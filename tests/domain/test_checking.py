"""Checks that follow from declarations: every field of every record refuses what it cannot be."""

from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple, TypedDict, get_args, get_type_hints

import pytest
from cs_simulator.domain.checking import (
    JsonOf,
    NotEmpty,
    OneOf,
    Range,
    ReadBy,
    check_for,
    check_named,
    check_values,
)
from cs_simulator.domain.records import ClusterState, kinds
from cs_simulator.domain.records.tables import TABLES
from cs_simulator.scenarios.rules.effects import Phase

from tests.support.records import example

FIELDS = [
    pytest.param(table.record, name, id=f"{table.name}.{name}")
    for table in TABLES
    for name in table.record._fields
]
WRONG: dict[Any, list[Any]] = {
    int: ["x", 1.5, None, b"x"],
    str: [1, 1.5, None, b"x"],
    bool: [2, -1, "x", None],
}


def stored(record):
    """The values of a record as SQLite returns them."""
    return [value.value if isinstance(value, StrEnum) else value for value in record]


@pytest.mark.parametrize("record", [table.record for table in TABLES], ids=lambda r: r.__name__)
def test_a_record_as_it_is_made_is_accepted(record):
    check_values(record, stored(example(record)))


@pytest.mark.parametrize(("record", "name"), FIELDS)
def test_a_value_of_another_type_is_refused_and_named(record, name):
    kind = get_type_hints(record)[name]
    wrong = WRONG.get(kind, ["x", 1, None])

    for value in wrong:
        with pytest.raises(ValueError, match=rf"^{name}: "):
            check_values(record, stored(example(record)._replace(**{name: value})))


@pytest.mark.parametrize(("record", "name"), FIELDS)
def test_a_number_is_bounded_so_that_nothing_computed_of_it_fails(record, name):
    if get_type_hints(record)[name] is not int or name == "serial":
        return
    for value in (-(2**63), 2**63 - 1):
        with pytest.raises(ValueError, match=rf"^{name}: {value} is n"):
            check_values(record, stored(example(record)._replace(**{name: value})))


class Inner(TypedDict):
    key: str


class Outer(NamedTuple):
    number: Annotated[int, Range(1, 9, (77,))]
    state: ClusterState
    choice: Literal["a", "b"]
    maybe: float | None
    either: int | str
    inner: Annotated[str, JsonOf(list[Inner])]
    flag: bool
    anything: Any
    name: Annotated[str, NotEmpty()]
    read: Annotated[str, ReadBy(int, may_be_empty=True)]
    listed: Annotated[str, OneOf(("", "x"))]


GOOD = Outer(9, ClusterState.RUNNING, "a", None, "x", '[{"key": "x"}]', True, object(), "n", "", "")


@pytest.mark.parametrize(
    "better",
    [{"number": 77}, {"maybe": 1}, {"maybe": 1.5}, {"either": 3}, {"inner": "[]"}, {"flag": 0},
     {"read": "7"}, {"listed": "x"}],
    ids=str,
)  # fmt: skip
def test_what_is_declared_is_accepted(better):
    check_values(Outer, stored(GOOD._replace(**better)))


@pytest.mark.parametrize(
    ("worse", "message"),
    [
        ({"number": 0}, "number: 0 is not between 1 and 9"),
        ({"number": True}, "number: True is no whole number"),
        ({"state": "runing"}, "state: 'runing' is none of initial, running"),
        ({"choice": "c"}, "choice: 'c' is none of a, b"),
        ({"maybe": float("nan")}, "maybe: nan is no number"),
        ({"maybe": "1"}, "maybe: '1' is no number"),
        ({"either": 1.5}, "either: 1.5 is no text"),
        ({"inner": "{"}, "inner: '{' is no JSON"),
        ({"inner": '{"key": "x"}'}, "inner: {'key': 'x'} is no list"),
        ({"inner": "[{}]"}, "inner: key is missing"),
        ({"inner": '[{"key": 1}]'}, "inner: key: 1 is no text"),
        ({"inner": "[1]"}, "inner: 1 is no object"),
        ({"flag": 2}, "flag: 2 is none of False, True"),
        ({"name": ""}, "name: it is empty"),
        ({"read": "x"}, "read: 'x': "),
        ({"listed": "y"}, "listed: 'y' is none of '', x"),
        ({"name": 5}, "name: 5 is no text"),
    ],
    ids=str,
)
def test_what_is_not_declared_is_refused_in_words(worse, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the text is compared below
        check_values(Outer, stored(GOOD._replace(**worse)))

    assert str(refused.value).startswith(message)


def test_a_long_value_is_not_quoted_whole():
    with pytest.raises(ValueError, match="…") as refused:
        check_for(int)("x" * 1000)

    assert len(str(refused.value)) < 100


def test_of_an_object_what_is_missing_or_unknown_is_no_problem():
    check_named(Outer, {"number": 3, "added_later": object()})

    with pytest.raises(ValueError, match="number: 'x' is no whole number"):
        check_named(Outer, {"number": "x"})
    with pytest.raises(ValueError, match=r"\[\] is no object"):
        check_named(Outer, [])


def test_the_phases_of_decisions_are_those_of_rules():
    [one_of] = kinds.Phase.__metadata__
    assert one_of.values == get_args(Phase)
