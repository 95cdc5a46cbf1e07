"""The style RPC: the vendor's worked example, and all that can be wrong with a signed call."""

import hmac
from base64 import b64encode
from urllib.parse import urlencode

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import MINUTE
from cs_simulator.signing import acs3, rpc
from cs_simulator.signing.credentials import Credential
from cs_simulator.signing.nonces import Nonces
from cs_simulator.signing.request import SignedRequest
from cs_simulator.signing.verification import verify_rpc

from tests.signing.signed_requests import ACS3_HEADERS, SECRET, TOKEN, headers_of, keys
from tests.support.signing_vectors import IN_2018

PLAIN = {
    "AccessKeyId": "main",
    "Action": "DescribeVpcs",
    "Format": "JSON",
    "RegionId": "cn-hangzhou",
    "SignatureMethod": "HMAC-SHA1",
    "SignatureNonce": "n1",
    "SignatureVersion": "1.0",
    "Timestamp": "2018-01-08T03:04:05Z",
    "Version": "2016-04-28",
}
FORM = "application/x-www-form-urlencoded"


def signed(method="GET", secret=SECRET, form=None, **changes):
    """A call signed in its query; ``None`` leaves a parameter out, *form* is signed in the body."""
    given = {name: value for name, value in {**PLAIN, **changes}.items() if value is not None}
    pairs = sorted([*given.items(), *(form or {}).items()])
    text = rpc.string_to_sign(method, pairs, shows_token=True)
    digest = hmac.digest(f"{secret}&".encode(), text.encode(), "sha1")
    given.setdefault("Signature", b64encode(digest).decode())
    headers = {"content-type": FORM} if form else {}
    return SignedRequest(method, f"/?{urlencode(given)}", headers, urlencode(form or {}).encode())


def signed_acs3(**headers):
    """A call signed in its headers."""
    kept = headers_of({**ACS3_HEADERS, "x-acs-version": "2016-04-28"}, headers)
    request = SignedRequest("POST", "/?RegionId=cn-hangzhou", kept, b"")
    text = acs3.string_to_sign(request, sorted(kept))
    signature = hmac.digest(SECRET.encode(), text.encode(), "sha256").hex()
    covered = ";".join(sorted(kept))
    kept["authorization"] = (
        f"ACS3-HMAC-SHA256 Credential=main,SignedHeaders={covered},Signature={signature}"
    )
    return request


def code_of(request, nonces=None, at=IN_2018):
    with pytest.raises(ApiError) as refused:
        verify_rpc(request, keys(), Nonces() if nonces is None else nonces, at)
    return refused.value.code, refused.value.message


def test_the_vendors_worked_example_is_signed_as_it_says():
    pairs = [
        ("AccessKeyId", "testid"),
        ("Action", "DescribeRegions"),
        ("Format", "XML"),
        ("Signature", "OLeaidS1JvxuMvnyHOwuJ+uX5qY="),
        ("SignatureMethod", "HMAC-SHA1"),
        ("SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"),
        ("SignatureVersion", "1.0"),
        ("Timestamp", "2016-02-23T12:46:24Z"),
        ("Version", "2014-05-26"),
    ]
    credential = Credential(access_key_id="testid", secret="testsecret")
    assert rpc.matches("GET", pairs, credential)
    assert not rpc.matches("POST", pairs, credential)


@pytest.mark.parametrize(
    "request_",
    [
        signed(),
        signed(method="POST"),
        signed(VpcName="größe & ~*中 +"),
        signed(method="POST", form={"CidrBlock": "10.0.0.0/8", "VpcName": "a b"}),
        signed(SignatureMethod=None),
        signed_acs3(),
    ],
    ids=["GET", "POST", "escapes", "form", "no method", "ACS3"],
)
def test_a_signed_call_is_admitted(request_):
    assert verify_rpc(request_, keys(), Nonces(), IN_2018).access_key_id == "main"


def test_a_security_token_is_a_parameter_that_messages_do_not_show():
    request = signed(AccessKeyId="STS.guest", SecurityToken=TOKEN)
    assert verify_rpc(request, keys(), Nonces(), IN_2018).security_token == TOKEN
    code, message = code_of(signed(AccessKeyId="STS.guest", SecurityToken=TOKEN, secret="other"))
    assert code == "SignatureDoesNotMatch"
    assert TOKEN not in message
    assert "SecurityToken%3D%252A%252A%252A" in message


REFUSALS = [
    ("no key", signed(AccessKeyId=None), "MissingParameter"),
    ("a bearer", signed(SignatureType="BEARERTOKEN"), "UnsupportedSignatureType"),
    ("a strange key", signed(AccessKeyId="nobody"), "InvalidAccessKeyId.NotFound"),
    ("a key put out of use", signed(AccessKeyId="off"), "InvalidAccessKeyId.Inactive"),
    ("no token", signed(AccessKeyId="STS.guest"), "MissingSecurityToken"),
    (
        "a token of nobody",
        signed(AccessKeyId="STS.guest", SecurityToken="invented"),
        "InvalidSecurityToken.Malformed",
    ),
    ("no signature", signed(Signature=""), "MissingParameter"),
    ("another method", signed(SignatureMethod="HMAC-MD5"), "InvalidSignatureMethod"),
    ("another secret", signed(secret="other"), "SignatureDoesNotMatch"),
    ("no date", signed(Timestamp=None), "MissingParameter"),
    ("another form of the date", signed(Timestamp="Mon, 08 Jan 2018"), "InvalidTimeStamp.Format"),
    ("a late date", signed(Timestamp="2018-01-08T02:49:04Z"), "InvalidTimeStamp.Expired"),
    ("no nonce", signed(SignatureNonce=None), "MissingParameter"),
    ("another scheme", SignedRequest("GET", "/", {"authorization": "Basic a"}, b""),
     "IncompleteSignature"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "code"), [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS]
)
def test_what_is_wrong_is_refused(request_, code):
    assert code_of(request_)[0] == code


def test_what_is_missing_is_named():
    assert '"Timestamp"' in code_of(signed(Timestamp=None))[1]


def test_a_changed_parameter_breaks_the_signature():
    request = signed()
    changed = request._replace(target=request.target.replace("hangzhou", "beijing"))
    assert code_of(changed)[0] == "SignatureDoesNotMatch"


def test_a_parameter_of_the_form_is_signed():
    request = signed(method="POST", form={"VpcName": "mine"})
    assert code_of(request._replace(body=b"VpcName=yours"))[0] == "SignatureDoesNotMatch"


def test_a_nonce_is_used_once():
    nonces = Nonces()
    verify_rpc(signed(), keys(), nonces, IN_2018)
    assert code_of(signed(), nonces)[0] == "SignatureNonceUsed"


def test_a_date_before_the_nonces_that_are_remembered_is_too_old():
    nonces = Nonces()
    nonces.earliest = IN_2018 + MINUTE
    assert code_of(signed(), nonces)[0] == "InvalidTimeStamp.Expired"


def test_a_body_that_is_no_form_has_no_parameters():
    assert rpc.form_pairs(b"a=1", "application/json") == []
    assert rpc.form_pairs(b"a=1&" * 1000, FORM) == []
    assert rpc.form_pairs(b"a=1&b=", FORM) == [("a", "1"), ("b", "")]
