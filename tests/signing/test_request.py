"""The parts of a request that signatures cover: path, query, headers by name."""

import pytest
from cs_simulator.signing.request import SignedRequest, by_name

QUERIES = {
    "/clusters": [],
    "/clusters?": [],
    "/clusters?b=2&a=1": [("a", "1"), ("b", "2")],
    "/clusters?a=2&a=1": [("a", "2"), ("a", "1")],
    "/clusters?b&a=": [("a", ""), ("b", "")],
    "/clusters?a=1&&": [("a", "1")],
    "/clusters?a=b=c": [("a", "b=c")],
    "/clusters?z=1+2&n%20m=%E6": [("n m", "\ufffd"), ("z", "1 2")],
    "/clusters?a=%26&b=": [("a", "&"), ("b", "")],
}


def a_request(target):
    return SignedRequest("GET", target, {}, b"")


@pytest.mark.parametrize(("target", "pairs"), QUERIES.items())
def test_a_query_is_decoded_and_sorted_by_name(target, pairs):
    assert a_request(target).query == pairs


def test_a_path_is_what_stands_before_the_query_as_it_was_sent():
    assert a_request("/clusters/c1%2F?a=/b?").path == "/clusters/c1%2F"


@pytest.mark.parametrize(
    ("headers", "named"),
    [
        ([("Host", "a"), ("X-Acs-Date", "b")], {"host": "a", "x-acs-date": "b"}),
        ([("Host", "a"), ("host", "b"), ("Date", "c")], {"host": "a,b", "date": "c"}),
        ([], {}),
    ],
)
def test_headers_of_one_name_are_joined(headers, named):
    assert by_name(headers) == named
