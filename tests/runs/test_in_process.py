"""Calls in this process: requests, and what their answers say."""

import pytest
from cs_simulator.operations import Answer
from cs_simulator.runs.in_process import difference, incoming, object_of

pytestmark = pytest.mark.every_type


def an_answer(status, body=b"", code=""):
    return Answer(status=status, body=body, code=code, request_id="R1")


def test_a_request_has_its_path_query_headers_and_body():
    request = incoming("POST", "/a?x=1&y=", {"b": 2}, {"X-Acs-Region-Id": "cn-beijing"})
    assert (request.raw_path, request.target) == ("/a", "/a?x=1&y=")
    assert dict(request.query) == {"x": "1", "y": ""}
    assert request.body == b'{"b":2}'
    assert request.region_header == "cn-beijing"
    assert request.headers == {"x-acs-region-id": "cn-beijing"}


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (an_answer(200, b'{"a": 1}'), {"a": 1}),
        (an_answer(200, b"[]"), {}),
        (an_answer(200, b"no JSON"), {}),
        (an_answer(0, b'{"a": 1}'), {}),
    ],
)
def test_an_object_of_an_answer_is_what_reached_the_client(answer, found):
    assert object_of(answer) == found


@pytest.mark.parametrize(
    ("answer", "expected", "text"),
    [
        (an_answer(200), "503", "answered 200, and 503 was expected"),
        (an_answer(200), "a body", "answered 200, and a body was expected"),
        (an_answer(0), "200", "the connection broke, and 200 was expected"),
        (an_answer(400, b'{"message": "no"}', "Bad"), "200",
         "answered 400 Bad, and 200 was expected: no"),
        (an_answer(400, b'{"Message": "no"}', "Bad"), "200",
         "answered 400 Bad, and 200 was expected: no"),
        (an_answer(400, b"text", "Bad"), "200", "answered 400 Bad, and 200 was expected"),
        (an_answer(0, b'{"message": "no"}', "Bad"), "200",
         "the connection broke Bad, and 200 was expected"),
    ],
)  # fmt: skip
def test_a_difference_says_what_was_answered_and_what_was_expected(answer, expected, text):
    assert difference(answer, expected) == text
