"""Bodies as bytes: what is parsed, and how the others are refused; without a server."""

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.validation.body import Form, is_form, json_type, parse_array, parse_body

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def message_of(parse, *arguments):
    with pytest.raises(ApiError) as refused:
        parse(*arguments)
    assert (refused.value.code, refused.value.field) == ("InvalidParameter", "body")
    return refused.value.message.removeprefix("invalid parameter body ").strip("()")


@pytest.mark.parametrize("label", [JSON, FORM, "text/plain", ""])
def test_an_object_is_parsed_whatever_its_label(label):
    assert parse_body(b' {"a": [1]}', label) == {"a": [1]}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "body: it is empty; send a JSON object"),
        (b" \n", "body: it is empty; send a JSON object"),
        (b"[1]", "body: it must be a JSON object, not an array"),
        (b'"a"', "body: it must be a JSON object, not a string"),
        (b"true", "body: it must be a JSON object, not true or false"),
        (b"1", "body: it must be a JSON object, not a number"),
        (b"1.5", "body: it must be a JSON object, not a number"),
        (b"null", "body: it must be a JSON object, not null"),
    ],
)
def test_a_body_that_is_no_object_is_refused_by_its_type(raw, message):
    assert message_of(parse_body, raw, JSON) == message


def test_a_body_that_is_no_json_is_refused_with_the_place():
    message = message_of(parse_body, b'{"a": 1,}', JSON)

    assert message.startswith("body: it is not JSON: ")
    assert "line 1 column 8" in message


def test_an_array_is_parsed():
    assert parse_array(b'[{"key": "a"}, 1]') == [{"key": "a"}, 1]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"{}", "body: it must be a JSON array, not an object"),
        (b'"a"', "body: it must be a JSON array, not a string"),
    ],
)
def test_a_body_that_is_no_array_is_refused_by_its_type(raw, message):
    assert message_of(parse_array, raw) == message


def test_an_array_that_is_no_json_is_refused():
    assert message_of(parse_array, b"[").startswith("body: it is not JSON: ")


@pytest.mark.parametrize(
    ("raw", "label", "expected"),
    [
        (b"a=1", FORM, True),
        (b"a=1", f"{FORM}; charset=UTF-8", True),
        (b"a=1", FORM.upper(), True),
        (b"a=1", JSON, False),
        (b"a=1", "", False),
        (b' {"a": 1}', FORM, False),
        (b"[1]", FORM, False),
        (b"", FORM, True),
    ],
)
def test_a_form_is_declared_as_one_and_does_not_look_like_json(raw, label, expected):
    assert is_form(raw, label) is expected


def test_a_form_has_decoded_values_and_joins_those_of_a_repeated_name():
    form = parse_body("name=a+b%2B&empty=&ids=1&ids=2&ids=3&é=ü".encode(), FORM)

    assert isinstance(form, Form)
    assert form == {"name": "a b+", "empty": "", "ids": "1,2,3", "é": "ü"}


@pytest.mark.parametrize("raw", [b"a=\xff", b"a=%ff"])
def test_a_form_is_in_utf_8(raw):
    assert message_of(parse_body, raw, FORM) == "body: it is not a form in UTF-8"


def test_an_object_has_a_type_with_an_article():
    assert json_type({}) == "an object"
