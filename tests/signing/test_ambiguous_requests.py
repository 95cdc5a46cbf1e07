"""What a request may say twice, or in bytes that are no text, and what of that is signed."""

import hmac
from base64 import b64encode

import pytest
from cs_simulator.signing import hmac_sha1
from cs_simulator.signing.nonces import Nonces
from cs_simulator.signing.request import by_name
from cs_simulator.signing.verification import verify

from tests.signing.signed_requests import SECRET, keys, refusal_of, signed, signed_acs3
from tests.support.signing_vectors import IN_2018

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


def sent_as(request, target):
    return request._replace(target=target)


@pytest.mark.parametrize(
    ("target", "sent"),
    [
        ("/clusters?name=a&z=1", "/clusters?name=a%26z=1"),
        ("/clusters?name=a&z=1", "/clusters?name=a%26z%3D1"),
        ("/clusters?name=a&z=", "/clusters?name=a%26z"),
        ("/clusters?a=1&b=2&c=3", "/clusters?a=1%26b%3D2&c=3"),
        ("/clusters?a==&b=2", "/clusters?a%3D=&b=2"),
        ("/clusters?force=true", "/clusters%3Fforce=true"),
        ("/clusters?a=1&a=2", "/clusters?a=2&a=1"),
    ],
)
def test_a_query_that_is_sent_otherwise_than_it_was_signed_is_refused(target, sent):
    refused = refusal_of(sent_as(signed(target=target), sent))
    assert refused.code == "SignatureDoesNotMatch"


@pytest.mark.parametrize(
    ("target", "sent"),
    [
        ("/clusters?name=a&b", "/clusters?name=a%26b"),
        ("/clusters?name=100%&z=1", "/clusters?name=100%25&z=1"),
        ("/clusters?name=a=b", "/clusters?name=a%3Db"),
        ("/clusters?name=a&z", "/clusters?z=&name=a"),
        ("/clusters?name=a b/c", "/clusters?name=a+b%2Fc"),
        ("/clusters/c1/name/a b", "/clusters/c1/name/a%20b"),
    ],
)
def test_what_clients_sign_decoded_means_what_they_send(target, sent):
    request = sent_as(signed(target="X"), sent)
    text = hmac_sha1.string_to_sign(sent_as(request, "X"))[:-1] + target
    signature = b64encode(hmac.digest(SECRET.encode(), text.encode(), "sha1")).decode()
    request.headers["authorization"] = f"acs main:{signature}"
    verify(request, keys(), Nonces(), IN_2018)


NONCELESS = {"x_acs_signature_nonce": None}
ACTION = {"x_acs_action": "DescribeClusters"}


@pytest.mark.parametrize(
    ("signed_as", "sent", "headers", "is_good"),
    [
        # A client that signs what it sends has meant a blank; one that decodes has meant a plus.
        ("/clusters?name=a+b", "/clusters?name=a+b", {}, True),
        ("/clusters?name=a+b", "/clusters?name=a%2Bb", {}, False),
        ("/clusters?name=a+b", "/clusters?name=a%2Bb", NONCELESS, True),
        ("/clusters?name=a+b", "/clusters?name=a%2Bb", ACTION, True),
        ("/clusters?name=a+b", "/clusters?name=a+b", ACTION, False),
        ("/clusters?name=%41", "/clusters?name=%41", {}, True),
        ("/clusters?name=%41", "/clusters?name=%2541", {}, False),
        ("/clusters?name=%41", "/clusters?name=%2541", ACTION, True),
        ("/clusters?name=%41", "/clusters?name=%41", ACTION, False),
        ("/clusters?name=A", "/clusters?name=%41", ACTION, True),
        ("/clusters?name=a b", "/clusters?name=a+b", ACTION, True),
    ],
)
def test_what_is_signed_is_read_as_its_client_has_meant_it(signed_as, sent, headers, is_good):
    request = sent_as(signed(target="X", **headers), sent)
    text = hmac_sha1.string_to_sign(sent_as(request, "X"))[:-1] + signed_as
    signature = b64encode(hmac.digest(SECRET.encode(), text.encode(), "sha1")).decode()
    request.headers["authorization"] = f"acs main:{signature}"
    if is_good:
        verify(request, keys(), Nonces(), IN_2018)
    else:
        assert refusal_of(request).code == "SignatureDoesNotMatch"
