"""A row of the catalogue makes an error with field, advice and details in its message."""

import pytest
from cs_simulator.domain.errors import ApiError, ErrorSpec

PLAIN = ErrorSpec("InvalidThing", 400, "the thing is wrong")
NAMING = ErrorSpec("ThingNotFound", 404, "there is no {kind} {name}", "gateway")
OF_FIELD = ErrorSpec("MissingParameter", 400, 'the parameter "{field}" is missing')


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PLAIN(), "the thing is wrong"),
        (PLAIN("size"), "the thing is wrong (size)"),
        (PLAIN("size", "at most 3"), "the thing is wrong (size: at most 3)"),
        (PLAIN("thing"), "the thing is wrong"),
        (NAMING(kind="cluster", name="c1"), "there is no cluster c1"),
        (NAMING("name", kind="cluster", name="c1"), "there is no cluster c1 (name)"),
        (OF_FIELD("size"), 'the parameter "size" is missing'),
        (OF_FIELD("size", "a number"), 'the parameter "size" is missing (size: a number)'),
    ],
)
def test_a_message_says_once_what_it_is_about(error, message):
    assert error.message == str(error) == message


def test_an_error_has_what_its_row_has():
    error = NAMING("name", kind="cluster", name="c1")

    assert (error.code, error.status, error.field) == ("ThingNotFound", 404, "name")
    assert error.spec is NAMING
    assert error.headers == ()


def test_an_error_is_of_the_service_unless_its_row_is_of_the_gateway():
    assert (PLAIN.dialect, NAMING.dialect) == ("service", "gateway")


def test_an_error_may_carry_headers_for_its_response():
    error = ApiError(PLAIN, "slower", headers=(("Retry-After", "3"),))

    assert (error.headers, error.field) == ((("Retry-After", "3"),), "")


def test_a_detail_that_the_message_needs_must_be_given():
    with pytest.raises(KeyError, match="name"):
        NAMING(kind="cluster")
