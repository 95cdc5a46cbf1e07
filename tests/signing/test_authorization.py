"""Which ``Authorization`` headers are understood, and what they say."""

import pytest
from cs_simulator.signing import authorization
from cs_simulator.signing.authorization import ACS, ACS3, Authorization

HEADERS = {
    "acs id:signature": Authorization(ACS, "id", "signature"),
    "acs   id:signature  ": Authorization(ACS, "id", "signature"),
    "acs id:": Authorization(ACS, "id", ""),
    "acs id:a:b": Authorization(ACS, "id", "a:b"),
    "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=Host;X-Acs-Date,Signature=ab12": Authorization(
        ACS3, "id", "ab12", ("host", "x-acs-date")
    ),
    "ACS3-HMAC-SHA256 Credential=id, Signature=ab12": Authorization(ACS3, "id", "ab12"),
    "ACS3-HMAC-SHA256 Credential=id": Authorization(ACS3, "id"),
    "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=;;host;": Authorization(
        ACS3, "id", "", ("host",)
    ),
}
UNKNOWN = [
    "",
    "acs",
    "acs id",
    "acs :signature",
    "Basic aWQ6c2VjcmV0",
    "ACS id:signature",
    "ACS3-HMAC-SHA256 SignedHeaders=host,Signature=ab12",
    "ACS3-HMAC-SHA256 Credential=,Signature=ab12",
]


@pytest.mark.parametrize(("header", "parsed"), HEADERS.items())
def test_a_header_of_either_scheme_is_parsed(header, parsed):
    assert authorization.parse(header) == parsed


@pytest.mark.parametrize("header", UNKNOWN)
def test_any_other_header_is_not(header):
    assert authorization.parse(header) is None


def test_a_representation_shows_no_signature():
    shown = repr(Authorization(ACS3, "id", "ab12", ("host",)))

    assert shown == "Authorization(ACS3-HMAC-SHA256, id)"
