"""How a record declares its fields, and how a body becomes one; without a server."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import pytest
from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.validation.body import Form
from cs_simulator.validation.field_rules import AtLeast, MaxLength
from cs_simulator.validation.field_types import Boolean, Integer, Text, TextList
from cs_simulator.validation.parser import parse, problems, unread
from cs_simulator.validation.request_records import Absent, field_specs

LOOKUP = object()


class Together:
    """The name is as long as the size; or it is one of the known ones."""

    needs = ("name", "size")

    def __init__(self):
        self.seen = []

    def check(self, values, lookup):
        self.seen.append((dict(values), lookup))
        if len(values["name"]) != values["size"]:
            return errors.INVALID_PARAMETER("name", f"{values['size']} characters")
        return None


class Never:
    """Nothing passes."""

    needs = ()

    def check(self, values, lookup):
        return errors.INVALID_PARAMETER(advice="never")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    RULES: ClassVar = (Together(),)

    name: Annotated[str, Text(), MaxLength(5), MaxLength(3)]
    size: Annotated[int, Integer(or_text=True), AtLeast(1), Absent((0,))]
    kinds: Annotated[tuple[str, ...], TextList()] = ()
    is_open: Annotated[bool, Boolean()] = True
    word: Annotated[str, Text(or_boolean=True)] = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    RULES: ClassVar = (Never(),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    RULES: ClassVar = (Together(), Never())

    name: Annotated[str, Text()]
    size: Annotated[int, Integer(), AtLeast(1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undeclared:
    RULES: ClassVar = ()

    name: str


def messages(body, record=Thing):
    return [(problem.code, problem.message) for problem in problems(record, body, LOOKUP)]


def test_a_field_is_declared_by_its_annotation_and_default():
    name, size, *_, word = field_specs(Thing)

    assert (name.name, name.is_required, len(name.rules), name.absent) == ("name", True, 2, ())
    assert (size.type, size.absent) == (Integer(or_text=True), (0,))
    assert [type(rule) for rule in size.rules] == [AtLeast]
    assert (word.is_required, word.default, word.rules) == (False, "no", ())


def test_a_field_without_a_type_of_ours_is_a_mistake():
    with pytest.raises(TypeError, match=r"^name: a request field is declared as Annotated\["):
        field_specs(Undeclared)


def test_a_body_becomes_a_record_with_the_defaults_of_what_is_not_given():
    assert parse(Thing, {"name": "ab", "size": 2}, LOOKUP) == Thing(name="ab", size=2)


def test_every_type_is_converted():
    body = {"name": "ab", "size": "2", "kinds": ["x", "y"], "is_open": False, "word": True}

    assert parse(Thing, body, LOOKUP) == Thing(
        name="ab", size=2, kinds=("x", "y"), is_open=False, word="true"
    )


def test_a_form_is_converted_by_the_types_of_its_fields():
    form = Form(name="12", size="2", kinds="x,,y,", is_open="False", word="other")

    assert parse(Thing, form, LOOKUP) == Thing(
        name="12", size=2, kinds=("x", "y"), is_open=False, word="other"
    )


@pytest.mark.parametrize("nothing", [None, ""])
def test_null_and_the_empty_text_are_not_given(nothing):
    body = {"name": "ab", "size": 2, "kinds": nothing, "is_open": nothing, "word": nothing}

    assert parse(Thing, body, LOOKUP) == Thing(name="ab", size=2)


@pytest.mark.parametrize("nothing", [0, "0"])
def test_a_value_that_is_declared_absent_is_not_given(nothing):
    assert [
        problem.code for problem in problems(Thing, {"name": "ab", "size": nothing}, LOOKUP)
    ] == ["MissingParameter"]


@pytest.mark.parametrize(("value", "kind"), [(False, "true or false"), (0.0, "a number")])
def test_an_equal_value_of_another_type_is_given(value, kind):
    message = f"invalid parameter size (size: must be a whole number, not {kind})"

    assert messages({"name": "ab", "size": value}) == [("InvalidParameter", message)]


def test_all_rules_of_a_field_are_checked():
    assert [message for _, message in messages({"name": "abcdef", "size": 6})] == [
        "invalid parameter name (name: at most 5 characters, not 6)",
        "invalid parameter name (name: at most 3 characters, not 6)",
    ]


def test_a_default_is_not_checked():
    assert parse(Thing, {"name": "ab", "size": 2}, LOOKUP).word == "no"


def test_a_rule_of_the_record_sees_the_values_the_known_ones_and_the_resources():
    (rule,) = Thing.RULES
    rule.seen.clear()

    thing = parse(Thing, {"name": "ab", "size": 2}, LOOKUP, {"region_id": "cn-beijing"})

    ((values, lookup),) = rule.seen
    assert (values["region_id"], values["name"], values["word"]) == ("cn-beijing", "ab", "no")
    assert lookup is LOOKUP
    assert not hasattr(thing, "region_id")


@pytest.mark.parametrize("body", [{"size": 2}, {"name": "ab"}, {"name": 1, "size": 2}])
def test_a_rule_of_the_record_is_skipped_if_a_field_that_it_needs_has_a_problem(body):
    (rule,) = Thing.RULES
    rule.seen.clear()

    assert len(problems(Thing, body, LOOKUP)) == 1
    assert rule.seen == []


def test_a_rule_of_the_record_is_checked_if_another_field_has_a_problem():
    assert [code for code, _ in messages({"name": "abc", "size": 2, "is_open": 1})] == [
        "InvalidParameter",
        "InvalidParameter",
    ]


def test_a_wrong_field_and_a_skipped_rule_do_not_hide_the_problems_after_them():
    found = problems(Pair, {"name": 7, "size": 0}, LOOKUP)

    assert [problem.field for problem in found] == ["name", "size", ""]


def test_a_problem_may_be_about_no_field():
    (problem,) = problems(Impossible, {}, LOOKUP)

    assert problem.field == ""


def test_parsing_raises_the_first_problem_and_looks_for_no_other():
    (rule,) = Thing.RULES
    rule.seen.clear()

    with pytest.raises(ApiError) as refused:
        parse(Thing, {"size": 2}, LOOKUP)

    assert (refused.value.code, refused.value.field) == ("MissingParameter", "name")
    assert rule.seen == []


def test_a_field_that_the_record_does_not_have_is_unread():
    assert unread(Thing, {"name": "ab", "odd": 1, "size": 2, "even": 2}) == ["odd", "even"]
