"""Each thing that can be wrong with a signed call, its code, and the order of the checks."""

from base64 import b64encode
from hashlib import md5

import pytest
from cs_simulator.domain.instants import MINUTE, SECOND
from cs_simulator.signing.nonces import Nonces
from cs_simulator.signing.verification import verify

from tests.signing.signed_requests import (
    SECRET,
    TOKEN,
    keys,
    refusal_of,
    signed,
    signed_acs3,
    unsigned,
)
from tests.support.signing_vectors import IN_2018

REFUSALS = [
    ("nothing signed", unsigned(), "MissingParameter", 400),
    ("a bearer", unsigned(x_acs_signature_type="BEARERTOKEN"), "UnsupportedSignatureType", 400),
    ("a bearer header", unsigned(Authorization="Bearer abc"), "UnsupportedSignatureType", 400),
    ("another scheme", unsigned(Authorization="Basic abc"), "IncompleteSignature", 400),
    ("no signature", unsigned(Authorization="acs main:"), "IncompleteSignature", 400),
    ("no colon", unsigned(Authorization="acs main"), "IncompleteSignature", 400),
    ("a strange key", signed(key="nobody"), "InvalidAccessKeyId.NotFound", 404),
    ("a key put out of use", signed(key="off"), "InvalidAccessKeyId.Inactive", 403),
    ("no token", signed(key="STS.guest"), "MissingSecurityToken", 400),
    (
        "a token of nobody",
        signed(key="STS.guest", x_acs_security_token="invented"),
        "InvalidSecurityToken.Malformed",
        400,
    ),
    (
        "a token of another",
        signed(key="STS.guest", x_acs_security_token="another-token"),
        "InvalidSecurityToken.MismatchWithAccessKey",
        400,
    ),
    (
        "a token with a plain key",
        signed(x_acs_security_token=TOKEN),
        "InvalidSecurityToken.MismatchWithAccessKey",
        400,
    ),
    (
        "a token that is over",
        signed(key="STS.late", x_acs_security_token="late-token"),
        "InvalidSecurityToken.Expired",
        400,
    ),
    ("a path without its id", signed(target="/clusters//certs"), "InvalidUrl", 400),
    ("a placeholder", signed(target="/clusters/[ClusterId]"), "InvalidUrl", 400),
    ("a placeholder, encoded", signed(target="/clusters/%5BClusterId%5D"), "InvalidUrl", 400),
    ("another method", signed(x_acs_signature_method="MD5"), "InvalidSignatureMethod", 400),
    ("another secret", signed(secret="wrong"), "SignatureDoesNotMatch", 400),
    ("another body", signed(Content_MD5="bm90IGl0", body=b"{}"), "ContentMD5NotMatched", 400),
    ("no date", signed(Date=None), "MissingParameter", 400),
    ("no real date", signed(Date="yesterday"), "InvalidTimeStamp.Format", 400),
    ("no zone", signed(Date="Mon, 08 Jan 2018 03:04:05"), "InvalidTimeStamp.Format", 400),
    ("too old", signed(Date="Mon, 08 Jan 2018 02:49:04 GMT"), "InvalidTimeStamp.Expired", 400),
    ("too new", signed(Date="Mon, 08 Jan 2018 03:19:06 GMT"), "InvalidTimeStamp.Expired", 400),
    ("an empty version", signed(x_acs_version=""), "InvalidAction.NotFound", 404),
    ("another version", signed(x_acs_version="2014-05-26"), "InvalidAction.NotFound", 404),
    ("no real version", signed(x_acs_version="latest"), "InvalidVersion", 400),
    ("a year of too many digits", signed(Date="Mon, 08 Jan 20180 03:04:05 GMT"),
     "InvalidTimeStamp.Format", 400),
    ("a date in another zone", signed(Date="Mon, 08 Jan 2018 03:04:05 +0000"),
     "InvalidTimeStamp.Format", 400),
    ("a date in two zones", signed(Date="Mon, 08 Jan 2018 12:04:05 +0900 GMT"),
     "InvalidTimeStamp.Format", 400),
    ("a day that is none", signed(Date="Mon, 39 Jan 2018 03:04:05 GMT"),
     "InvalidTimeStamp.Format", 400),
    ("an hour that is none", signed(Date="Sun, 07 Jan 2018 27:04:05 GMT"),
     "InvalidTimeStamp.Format", 400),
    ("a date without a year", signed(Date="Mon, 08 Jan 03:04:05 GMT"),
     "InvalidTimeStamp.Format", 400),
    ("ACS3, no nonce", signed_acs3(x_acs_signature_nonce=None), "MissingParameter", 400),
    ("ACS3, an unsigned nonce", signed_acs3(names=["host", "x-acs-date", "x-acs-version"]),
     "IncompleteSignature", 400),
    ("ACS3, an unsigned version", signed_acs3(names=["x-acs-date", "x-acs-signature-nonce"]),
     "IncompleteSignature", 400),
    ("ACS3, an unsigned token",
     signed_acs3(key="STS.guest", x_acs_security_token=TOKEN,
                 names=["x-acs-date", "x-acs-signature-nonce", "x-acs-version"]),
     "IncompleteSignature", 400),
    ("ACS3, an unsigned region",
     signed_acs3(x_acs_region_id="cn-beijing",
                 names=["x-acs-date", "x-acs-signature-nonce", "x-acs-version"]),
     "IncompleteSignature", 400),
    ("ACS3, no version", signed_acs3(x_acs_version=None), "InvalidAction.NotFound", 404),
    ("ACS3, a date in another form", signed_acs3(x_acs_date="20180108T030405Z"),
     "IllegalTimestamp", 400),
    ("ACS3, a day that is none", signed_acs3(x_acs_date="2018-02-30T03:04:05Z"),
     "IllegalTimestamp", 400),
    ("ACS3, no header signed", signed_acs3(names=[]), "IncompleteSignature", 400),
    ("ACS3, a header missing", signed_acs3(names=["host", "x-acs-date", "no"]),
     "IncompleteSignature", 400),
    ("ACS3, no date", signed_acs3(x_acs_date=None), "MissingParameter", 400),
    ("ACS3, an unsigned date", signed_acs3(names=["host"]), "IncompleteSignature", 400),
    ("ACS3, no real date", signed_acs3(x_acs_date="now"), "IllegalTimestamp", 400),
    ("ACS3, too old", signed_acs3(x_acs_date="2018-01-08T02:49:04Z"),
     "InvalidTimeStamp.Expired", 400),
    ("ACS3, another hash", signed_acs3(x_acs_content_sha256="0" * 64),
     "SignatureDoesNotMatch", 400),
]  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "code", "status"),
    [pytest.param(request, code, status, id=name) for name, request, code, status in REFUSALS],
)
def test_a_wrong_signature_is_refused(request_, code, status):
    refused = refusal_of(request_)
    assert (refused.code, refused.status) == (code, status)
    assert refused.spec.dialect == "gateway"
    assert SECRET not in refused.message
    assert TOKEN not in refused.message


GOOD = [
    ("HMAC-SHA1", signed()),
    ("ACS3", signed_acs3()),
    ("a token", signed(key="STS.guest", x_acs_security_token=TOKEN)),
    ("no nonce", signed(x_acs_signature_nonce=None)),
    ("no version, as before 2018", signed(x_acs_version=None)),
    ("a day of one digit", signed(Date="Mon, 8 Jan 2018 03:04:05 GMT")),
    ("no method named", signed(x_acs_signature_method=None)),
    ("almost too old", signed(Date="Mon, 08 Jan 2018 02:49:05 GMT")),
    ("almost too new", signed(Date="Mon, 08 Jan 2018 03:19:05 GMT")),
    (
        "an MD5 in hexadecimal digits",
        signed(Content_MD5=b64encode(md5(b"{}").hexdigest().encode()).decode(), body=b"{}"),
    ),
    ("names in capitals", signed(**{"X-Acs-Region-Id": "cn-beijing"})),
    ("a type of signature that is no bearer", signed(x_acs_signature_type="PLAIN")),
    ("an empty token", signed(x_acs_security_token="")),
    ("an empty MD5", signed(Content_MD5="")),
    ("slashes in the query", signed(target="/clusters?name=a//b")),
    ("brackets in the query", signed(target="/clusters?name=[Name]")),
    ("an escape that is no bracket", signed(target="/clusters/%5Ename")),
    ("ACS3, an empty hash", signed_acs3(x_acs_content_sha256="")),
]


@pytest.mark.parametrize("request_", [pytest.param(r, id=name) for name, r in GOOD])
def test_a_valid_signature_is_accepted(request_):
    assert verify(request_, keys(), Nonces(), IN_2018).secret == SECRET


def test_the_signers_string_to_sign_comes_after_the_first_colon_without_the_token():
    refused = refusal_of(signed(key="STS.guest", secret="wrong", x_acs_security_token=TOKEN))
    before, colon, text = refused.message.partition(":")
    assert (before.endswith("server string to sign is"), colon) == (True, ":")
    assert text.startswith("GET\napplication/json\n")
    assert "x-acs-security-token:***\n" in text


IN_ORDER = [
    signed(key="nobody", target="/clusters//certs", secret="wrong", Date="yesterday"),
    signed(key="STS.guest", target="/clusters//certs", secret="wrong"),
    signed(target="/clusters//certs", secret="wrong", x_acs_signature_method="MD5"),
    signed(secret="wrong", x_acs_signature_method="MD5", Date="yesterday"),
    signed(secret="wrong", Content_MD5="bm90IGl0", Date="yesterday"),
    signed(Content_MD5="bm90IGl0", Date="yesterday", x_acs_version="2014-05-26"),
    signed(Date="yesterday", x_acs_version="2014-05-26"),
    signed(x_acs_version="2014-05-26"),
]


def test_of_several_problems_the_first_in_the_order_is_answered():
    assert [refusal_of(request).code for request in IN_ORDER] == [
        "InvalidAccessKeyId.NotFound",
        "MissingSecurityToken",
        "InvalidUrl",
        "InvalidSignatureMethod",
        "SignatureDoesNotMatch",
        "ContentMD5NotMatched",
        "InvalidTimeStamp.Format",
        "InvalidAction.NotFound",
    ]


def test_a_nonce_is_good_once_for_each_key():
    nonces = Nonces()
    verify(signed(), keys(), nonces, IN_2018)
    assert refusal_of(signed(), nonces=nonces).code == "SignatureNonceUsed"
    verify(signed(key="STS.guest", x_acs_security_token=TOKEN), keys(), nonces, IN_2018)


def test_a_badly_signed_call_uses_up_no_nonce():
    nonces = Nonces()
    refusal_of(signed(secret="wrong"), nonces=nonces)
    verify(signed(), keys(), nonces, IN_2018)


def test_calls_without_a_nonce_may_be_equal():
    nonces, request = Nonces(), signed(x_acs_signature_nonce=None)
    for _ in range(2):
        verify(request, keys(), nonces, IN_2018)


def test_nonces_are_remembered_for_as_long_as_their_date_is_accepted():
    nonces = Nonces()
    assert nonces.check_and_remember("main", "n", 0, 0)
    assert not nonces.check_and_remember("main", "n", 0, 15 * MINUTE)
    assert nonces.check_and_remember("main", "n", 15 * MINUTE, 15 * MINUTE + 2 * SECOND)
    assert nonces.check_and_remember("main", "ahead", 15 * MINUTE, 0)
    assert not nonces.check_and_remember("main", "ahead", 15 * MINUTE, 30 * MINUTE)
    nonces.check_and_remember("main", "other", 2 * 60 * MINUTE, 2 * 60 * MINUTE)
    assert len(nonces) == 1


def test_a_hundred_thousand_other_nonces_make_none_acceptable_again():
    nonces = Nonces()
    for number in range(100_001):
        nonces.check_and_remember("main", str(number), 0, 0)
    assert not nonces.check_and_remember("main", "0", 0, 0)


def test_with_too_many_nonces_requests_of_before_are_refused():
    nonces = Nonces()
    nonces.load((number.to_bytes(16), IN_2018 // SECOND + 901) for number in range(1_000_001))
    assert len(nonces) == 0
    refused = refusal_of(signed(Date="Mon, 08 Jan 2018 03:04:05 GMT"), nonces=nonces)
    assert refused.code == "InvalidTimeStamp.Expired"
    verify(signed(Date="Mon, 08 Jan 2018 03:04:06 GMT"), keys(), nonces, IN_2018)
    verify(signed(x_acs_signature_nonce=None), keys(), nonces, IN_2018)
