"""Every type of a field by its table: what is read, what is refused, and what forms become."""

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.validation.field_types import Boolean, Integer, Text, TextList

READ = [
    (Text(), "a", "a"),
    (Text(), "", ""),
    (Text(or_boolean=True), True, "true"),
    (Text(or_boolean=True), False, "false"),
    (Text(or_boolean=True), "a", "a"),
    (Integer(), 7, 7),
    (Integer(), -7, -7),
    (Integer(or_text=True), "7", 7),
    (Integer(or_text=True), 7, 7),
    (Boolean(), True, True),
    (Boolean(), False, False),
    (TextList(), [], ()),
    (TextList(), ["a", "b"], ("a", "b")),
]
REFUSED = [
    (Text(), 1, "a string, not a number"),
    (Text(), True, "a string, not true or false"),
    (Text(), None, "a string, not null"),
    (Text(or_boolean=True), 1, "a string, not a number"),
    (Integer(), "7", "a whole number, not a string"),
    (Integer(), 7.0, "a whole number, not a number"),
    (Integer(), True, "a whole number, not true or false"),
    (Integer(or_text=True), "seven", "a whole number, not a string"),
    (Integer(or_text=True), 7.5, "a whole number, not a number"),
    (Integer(or_text=True), [7], "a whole number, not an array"),
    (Boolean(), "true", "true or false, not a string"),
    (Boolean(), 1, "true or false, not a number"),
    (TextList(), "a", "an array of strings, not a string"),
    (TextList(), {"a": 1}, "an array of strings, not an object"),
    (TextList(), ["a", 1], "an array of strings only, not a number"),
]
IN_FORMS = [
    (Text(), "7", "7"),
    (Integer(), "7", 7),
    (Integer(), "-7", -7),
    (Integer(), "0" * 17 + "7", 7),
    (Integer(), "0" * 18 + "7", "0" * 18 + "7"),
    (Integer(), "", ""),
    (Integer(), "--7", "--7"),
    (Integer(), "7a", "7a"),
    (Integer(), "７", "７"),  # a digit, and none of ASCII
    (Boolean(), "true", True),
    (Boolean(), "True", True),
    (Boolean(), "FALSE", False),
    (Boolean(), "yes", "yes"),
    (TextList(), "a", ["a"]),
    (TextList(), "a,,b,", ["a", "b"]),
    (TextList(), "", []),
]


@pytest.mark.parametrize(("field_type", "value", "expected"), READ)
def test_a_value_is_read(field_type, value, expected):
    found = field_type.read("field", value)

    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(("field_type", "value", "problem"), REFUSED)
def test_a_value_of_another_type_is_refused(field_type, value, problem):
    with pytest.raises(ApiError) as refused:
        field_type.read("field", value)

    assert (refused.value.code, refused.value.field) == ("InvalidParameter", "field")
    assert refused.value.message == f"invalid parameter field (field: must be {problem})"


@pytest.mark.parametrize(("field_type", "value", "expected"), IN_FORMS)
def test_a_value_of_a_form_becomes_one_of_json(field_type, value, expected):
    found = field_type.from_form(value)

    assert (found, type(found)) == (expected, type(expected))
