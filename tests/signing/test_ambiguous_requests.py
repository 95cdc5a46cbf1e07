"""What a request may say twice, or in bytes that are no text, and what of that is signed."""

import pytest
from cs_simulator.signing.request import by_name

from tests.signing.signed_requests import refusal_of, signed, signed_acs3

BOTH = pytest.mark.parametrize("signed_by", [signed, signed_acs3])


def with_header(request, name, value, *, is_first):
    """The request with one more header, before all others or after them."""
    items = list(request.headers.items())
    items.insert(0 if is_first else len(items), (name, value))
    return request._replace(headers=by_name(items))


@BOTH
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(
    ("name", "signed_value", "added"),
    [
        ("X-Acs-Region-Id", "cn-beijing", "cn-hangzhou"),
        ("Content-Type", "application/json", "application/x-www-form-urlencoded"),
        ("X-Acs-Version", "2015-12-15", "2015-12-15"),
    ],
)
def test_a_signed_header_that_comes_again_is_refused(
    signed_by, name, signed_value, added, is_first
):
    request = signed_by(body=b"{}", **{name: signed_value})
    refused = refusal_of(with_header(request, name, added, is_first=is_first))
    assert refused.code == "SignatureDoesNotMatch"


@BOTH
def test_a_parameter_without_a_name_is_signed_too(signed_by):
    request = signed_by()
    refused = refusal_of(request._replace(target="/clusters?=more"))
    assert refused.code == "SignatureDoesNotMatch"


@BOTH
def test_bytes_of_the_query_that_are_not_utf_8_are_refused(signed_by):
    refused = refusal_of(signed_by()._replace(target="/clusters?name=\udcff"))
    assert refused.code == "SignatureDoesNotMatch"


def test_bytes_of_a_header_that_are_not_utf_8_are_spelled_out_in_the_message():
    request = signed()
    request = request._replace(headers={**request.headers, "accept": "\udcff"})
    assert r"GET\n\udcff\n".replace(r"\n", "\n") in refusal_of(request).message
